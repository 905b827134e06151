"""The words that underthesea cuts: by fast_words.py from its model files, or by itself. The one file that imports it.

Words are for matching as words, key phrases and suggestions, never the unit of retrieval: of the 1,000 commonest
words, 120 are cut otherwise when typed alone than inside a sentence.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import version

from corpus.numbers.find_numbers import find_numbers
from indexer.analysis.segmentation.fast_words import FastWords
from indexer.analysis.segmentation.segmenter_files import UnverifiedError, verified_files

LOG = logging.getLogger(__name__)

# A paragraph is cut as it stands; one longer than this is cut in pieces, so that no single call runs for minutes.
MAX_CALL_CHARS = 20_000
# Runs without a blank that are no words but addresses, keys and attacks. The segmenter's time grows with the square of
# their length: 11 seconds for 50,000 letters, where 200 at a time cost nothing.
LONG_RUN = re.compile(r"\S{200,}")
# Behind the beginning of an address the time doubles with each mark: a minute for the 30 dots of a form.
ADDRESS_TAIL = re.compile(r"(?<=[:/])\S+")
MANY_MARKS = re.compile(r"[`!;:'\".,?«»“”‘’]{16,}")
SYLLABLES_OF_WORD = re.compile(r"[^\W_]+(?:_[^\W_]+)+")


def segmenter_name() -> str:
    """What cuts the words, with its version: named in the manifest of an index.

    >>> segmenter_name().startswith("underthesea ")
    True
    """
    return f"underthesea {version('underthesea')}"


def segment(paragraph: str) -> list[str]:
    """The words of two or more syllables in a paragraph, in lower case, joined by "_", in order.

    Document numbers are taken out first, since every segmenter breaks them; a line in capitals is lowered, since
    capitals cost 17 points of F1.

    >>> segment("TĂNG CƯỜNG ỨNG DỤNG KHOA HỌC THEO NGHỊ QUYẾT 20-NQ/TW")
    ['tăng_cường', 'ứng_dụng', 'khoa_học', 'nghị_quyết']
    """
    found: list[str] = []
    for start in range(0, len(paragraph), MAX_CALL_CHARS):
        piece = shorten_runs(blank_numbers(paragraph[start:start + MAX_CALL_CHARS]))
        if piece.isupper():
            piece = piece.lower()
        try:
            cut = word_cutter()(piece)
        except (KeyboardInterrupt, SystemExit):
            raise
        # The segmenter has panicked on odd syllables (its issue 684), and a panic of its Rust part is no Exception; a
        # text without words is found by its syllables.
        except BaseException:
            continue
        joined = " ".join(word.replace(" ", "_") for word in cut if " " in word or "_" in word)
        found.extend(SYLLABLES_OF_WORD.findall(joined.lower()))
    return found


def blank_numbers(paragraph: str) -> str:
    """The paragraph with a comma in the place of each whole document number.

    >>> blank_numbers("theo Nghị quyết 20-NQ/TW của Đảng")
    'theo Nghị quyết , của Đảng'
    """
    pieces, end = [], 0
    for found in find_numbers(paragraph):
        if found.number.is_full:
            pieces += [paragraph[end:found.start], ","]
            end = found.end
    return "".join([*pieces, paragraph[end:]])


def shorten_runs(paragraph: str) -> str:
    """The paragraph with a comma in the place of what would take the segmenter minutes, or years.

    >>> shorten_runs("xem http://vi.du/" + "." * 40 + " " + "a" * 999)
    'xem http://vi.du/, ,'
    """
    return ADDRESS_TAIL.sub(lambda tail: MANY_MARKS.sub(",", tail[0]), LONG_RUN.sub(",", paragraph))


@cache
def word_cutter() -> Callable[[str], list[str]]:
    """The function that cuts a text into words, made when it is first needed: fast where the model is known."""
    try:
        return FastWords(verified_files()).cut
    except UnverifiedError as error:
        LOG.warning("để chính underthesea tách từ, chậm hơn nhiều lần: %s", error)
        return underthesea_cutter()


@cache
def underthesea_cutter() -> Callable[[str], list[str]]:
    """underthesea's own function: half a second and 100 MB to import."""
    from underthesea import word_tokenize
    return word_tokenize

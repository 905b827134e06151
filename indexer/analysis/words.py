"""The words that underthesea cuts. The one file that knows it.

Words are for matching as words, key phrases and suggestions, never the unit of retrieval: of the 1,000 commonest
words, 120 are cut otherwise when typed alone than inside a sentence.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from typing import Any

from corpus.document_number import find_numbers

# A paragraph is cut as it stands; one longer than this is cut in pieces, so that no single call runs for minutes.
MAX_CALL_CHARS = 20_000
# Runs without a blank that are no words but addresses, keys and attacks. The segmenter's time grows with the square of
# their length: 11 seconds for 50,000 letters, where 200 at a time cost nothing.
LONG_RUN = re.compile(r"\S{200,}")
SYLLABLES_OF_WORD = re.compile(r"[^\W_]+(?:_[^\W_]+)+")


def segmenter_name() -> str:
    """What cuts the words, with its version: part of an index's fingerprint.

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
        piece = LONG_RUN.sub(",", blank_numbers(paragraph[start:start + MAX_CALL_CHARS]))
        if piece.isupper():
            piece = piece.lower()
        try:
            cut = word_tokenize()(piece, format="text")
        except (KeyboardInterrupt, SystemExit):
            raise
        # The segmenter has panicked on odd syllables (its issue 684), and a panic of its Rust part is no Exception; a
        # text without words is found by its syllables.
        except BaseException:
            continue
        found.extend(SYLLABLES_OF_WORD.findall(cut.lower()))
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


@cache
def word_tokenize() -> Any:
    """underthesea's function, imported when it is first needed: half a second and 100 MB that search does without."""
    from underthesea import word_tokenize
    return word_tokenize

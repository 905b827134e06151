"""Text to syllables. A Vietnamese word is one to four of them, and only they are the same in document and query."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.kept_forms import kept
from indexer.analysis.fold import fold, mark_key

# A run of letters and digits; or a count whose thousands are set apart by dots, 2.550, which is the number 2550.
# Marks that found no place on their letter (o, grave, circumflex: NFC composes them in the other order only) belong to
# the run.
RUN = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{3})+(?![\w]|\.\d)|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
VOWELS = frozenset("aeiouy")
# What consonants a syllable begins with, beside single ones; "ng" and "nh" also end one and so prove nothing.
CLUSTERS = frozenset({"ch", "gh", "gi", "kh", "ph", "qu", "th", "tr"})
# The shape of a folded syllable of Vietnamese: what it may begin with, one to three vowels, what it may end with.
SHAPE = re.compile(r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|n(?:gh?|h)?|ph?|qu|r|s|t[hr]?|v|x)?[aeiouy]{1,3}"
                   r"(?:ch?|m|n[gh]?|p|t)?")
# Longer runs are no words but keys, hashes and attacks; their head is enough to find them again.
MAX_SYLLABLE_CHARS = 40


class Syllable(NamedTuple):
    """One syllable (or number, or abbreviation) of a text: text[start:end], its folded form, its mark key.

    `whole` is the folded form of the run that a glued syllable was cut from, on the first of its parts.
    """

    start: int
    end: int
    folded: str
    marked: str
    whole: str = ""


def split_syllables(text: str, offset: int = 0) -> list[Syllable]:
    """The syllables of one paragraph in order; `offset` is added to every place.

    >>> [s.folded for s in split_syllables("Ủy ban KH&CNvà 2.550 người, 83,5%")]
    ['uy', 'ban', 'kh', 'cn', 'va', '2550', 'nguoi', '83', '5']
    >>> [s.folded for s in split_syllables("địa bànNhà máy")], split_syllables("bànNhà")[0].whole
    (['dia', 'ban', 'nha', 'may'], 'bannha')
    """
    found: list[Syllable] = []
    for run in RUN.finditer(text):
        start, surface = run.start() + offset, run.group()
        folded, marked, cuts = read_run(surface)
        if not cuts:
            found.append(Syllable(start, start + len(surface), folded, marked))
            continue
        bounds = [0, *cuts, len(surface)]
        parts = [make_syllable(start + a, surface[a:b]) for a, b in zip(bounds, bounds[1:], strict=False)]
        found.append(parts[0]._replace(whole=folded))
        found.extend(parts[1:])
    return found


@kept
def read_run(surface: str) -> tuple[str, str, tuple[int, ...]]:
    """The folded form and the mark key of a run, and where it was glued. Remembered: texts repeat themselves."""
    head = surface[:MAX_SYLLABLE_CHARS]
    if "." in head:
        head = head.replace(".", "")
    return fold(head), mark_key(head), find_glue(surface) if len(surface) > 3 else ()


def make_syllable(start: int, surface: str) -> Syllable:
    """The syllable that stands at `start`."""
    folded, marked, _ = read_run(surface[:MAX_SYLLABLE_CHARS])
    return Syllable(start, start + len(surface), folded, marked)


def may_begin(letters: str) -> bool:
    """Whether a glued syllable may begin so: with a consonant and a vowel near. "NGuyễn" and "ĐẢng" are no gluings but
    a shift key let go of late.

    >>> may_begin("tỉ"), may_begin("và"), may_begin("uy"), may_begin("ng")
    (True, True, False, False)
    """
    first, second = fold(letters[:1]), fold(letters[1:])
    return first not in VOWELS and (second in VOWELS or letters in CLUSTERS)


def find_glue(run: str) -> tuple[int, ...]:
    """Where a run holds a lost blank: bàn|Nhà, UBND|tỉnh, CN|và. A brand without Vietnamese marks (iPhone) has none.

    >>> find_glue("bànNhà"), find_glue("UBNDtỉnh"), find_glue("YouTube"), find_glue("TTg"), find_glue("Huyện")
    ((3,), (4,), (), (), ())
    """
    if run.islower() or run.isupper() or run[1:].islower() or run.isascii():
        return ()
    # The head stands for the whole: mark_key keeps what it is asked, and a run may be a megabyte long.
    if not mark_key(run[:MAX_SYLLABLE_CHARS]):
        return ()
    low = next((i for i, letter in enumerate(run) if letter.islower()), 0)
    cuts = [low] if low >= 2 and run[:low].isupper() and run[:low].isalpha() and may_begin(run[low:low + 2]) else []
    for i in range(low + 1, len(run) - 1):
        if run[i - 1].islower() and run[i].isupper() and run[i + 1].islower():
            cuts.append(i)
    return tuple(cuts)


def is_vietnamese(folded: str) -> bool:
    """Whether a folded syllable has the shape of a Vietnamese one.

    >>> [is_vietnamese(word) for word in ("nghieng", "oto", "daklak", "khoahoc", "toan", "covid")]
    [True, False, False, False, True, False]
    """
    return SHAPE.fullmatch(folded) is not None

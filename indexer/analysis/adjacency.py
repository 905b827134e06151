"""Which syllables of a text stand side by side, as the parts of a word do."""

from __future__ import annotations

import re

from indexer.analysis.syllables import Syllable

# Between the syllables of a word stand blanks, or a hyphen in older spelling and in foreign names; nothing where a
# lost blank was put back; and the sign of short names, which is read as one word: KH&CN.
WITHIN_WORD = re.compile(r"[ \t\u00a0]*[-\u2010-\u2013]?[ \t\u00a0]*|&")
# Between the parts of a decimal, a day, an hour or a code: one sign and no blank.
WITHIN_FIGURE = frozenset(",./:-\u2010\u2011\u2012\u2013")


def stand_together(text: str, first: Syllable, second: Syllable, offset: int = 0) -> bool:
    """Whether two neighbours may be parts of one word, or of one figure; `text` starts at `offset` in what their places
    count from.

    >>> from indexer.analysis.syllables import split_syllables
    >>> [stand_together(text, *split_syllables(text)) for text in ("khoa học", "Huế, Vinh", "KH&CN", "8,5", "8, 5")]
    [True, False, True, True, False]
    """
    gap = text[first.end - offset:second.start - offset]
    return gap == " " or WITHIN_WORD.fullmatch(gap) is not None or is_figure(gap, first, second)


def is_figure(gap: str, first: Syllable, second: Syllable) -> bool:
    """Whether what stands between two syllables joins them into one figure: 83,5 or 22/3/2017 or TCVN-2008."""
    return gap in WITHIN_FIGURE and (has_digit(first.folded) or has_digit(second.folded))


def has_digit(folded: str) -> bool:
    """Whether a syllable has a digit.

    >>> has_digit("19"), has_digit("covid")
    (True, False)
    """
    return not folded.isalpha() and any(map(str.isdigit, folded))

"""Where the sentences of a text begin, and the folded text whose places are those of the text."""

from __future__ import annotations

import re
from bisect import bisect_right

from corpus.text import fold

# A full stop before a capital or a quote. "TP. Hồ Chí Minh" splits too: a border too many binds less, not worse.
_BORDER = re.compile(r"[.!?…][\"”’)]*\s+(?=\S)|\n+")


class Sentences:
    """The sentences of a text by place.

    >>> sentences = Sentences("Một. Hai ba. Bốn")
    >>> sentences.around(6), sentences.around(14), sentences.before(14)
    ((5, 13), (13, 16), 5)
    """

    def __init__(self, text: str):
        self._starts = [0, *(found.end() for found in _BORDER.finditer(text)
                             if found[0][0] == "\n" or not text[found.end()].islower())]
        self._length = len(text)

    def around(self, place: int) -> tuple[int, int]:
        """The start and the end of the sentence that holds a place."""
        index = bisect_right(self._starts, place)
        return self._starts[index - 1], self._starts[index] if index < len(self._starts) else self._length

    def before(self, place: int) -> int:
        """Where the sentence before the one that holds a place begins."""
        return self._starts[max(0, bisect_right(self._starts, place) - 2)]


def fold_in_place(text: str) -> str:
    """Folded, of the same length, so that places stay."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(plain if len(plain := fold(letter)) == 1 else letter for letter in text)

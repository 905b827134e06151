"""Where the units of a question stand in a text, found as whole runs of letters: most of a text is never looked at.

What the letters alone do not tell is left to who looks at each syllable (word_places.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from indexer.analysis.adjacency import WITHIN_FIGURE, WITHIN_WORD
from indexer.analysis.fold import mark_key
from indexer.analysis.letters import read_letters
from indexer.engine.query import Word
from indexer.showing.word_places import SIGNS_OF_GLUE, is_plain


class Run(NamedTuple):
    """A way in which a unit may be written: its words, and their folded syllables with blanks between."""

    words: tuple[Word, ...]
    term: str

    def is_written(self, written: str) -> bool:
        """Whether letters that fold to these syllables, one sign between each two, are in the marks that were typed,
        and the signs leave them in one word."""
        start = 0
        for word in self.words:
            end = start + len(word.folded)
            if word.marked and mark_key(written[start:end]) != ("" if word.is_bare else word.marked):
                return False
            if end < len(written) and not holds_together(written[end:end + 1]):
                return False
            start = end + 1
        return True


class RunFinder:
    """Finds some runs in texts whose paragraphs end in newlines.

    >>> finder = RunFinder([Run((Word("khoa"), Word("hoc")), "khoa hoc")])
    >>> finder.find("Khoa học, khoa-học"), finder.find("khoaHọc")
    ([(0, 8, 'khoa hoc'), (10, 18, 'khoa hoc')], None)
    """

    def __init__(self, runs: Iterable[Run]):
        runs = sorted(runs, key=lambda run: -len(run.words))
        self._needles = [(f" {run.term} ".encode(), run, dict[str, bool]()) for run in runs]
        words = [word.folded for run in runs for word in run.words]
        self._apart = len(runs) == 1 and len(set(words)) == len(words)  # no two places can overlap
        self._plain = all(word.isalpha() and is_plain(word) for word in words)  # figures may lie in others: 2.550
        # More than one sign behind a word, and its run may go on behind them.
        self._loose = {f" {word.folded}  ".encode() for run in runs for word in run.words[:-1]}

    def find(self, text: str) -> list[tuple[int, int, str]] | None:
        """The places in order: start, end, term; of two that overlap the first, of those that begin together the
        longest. None where the letters alone do not tell."""
        letters = read_letters(text) if self._plain else None
        if letters is None:
            return None
        folded, cases = letters
        if any(sign in cases for sign in SIGNS_OF_GLUE) or any(loose in folded for loose in self._loose):
            return None
        found: list[tuple[int, int, str]] = []
        for needle, run, answers in self._needles:
            place = folded.find(needle)
            while place >= 0:
                # The letters have a blank before the text: what begins at one of their blanks begins there in the text.
                end = place + len(needle) - 2
                written = text[place:end]
                answer = answers.get(written)
                if answer is None:
                    answer = answers[written] = run.is_written(written)
                if answer:
                    found.append((place, end, run.term))
                place = folded.find(needle, place + 1)
        return found if self._apart else first_ones(found)


def first_ones(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The places in order; of two that overlap the first, of those that begin together the one that was found first.

    >>> first_ones([(0, 8, "khoa hoc"), (0, 4, "khoa"), (5, 13, "hoc sinh"), (9, 13, "sinh")])
    [(0, 8, 'khoa hoc'), (9, 13, 'sinh')]
    """
    kept: list[tuple[int, int, str]] = []
    past = -1
    for place in sorted(found, key=lambda place: place[0]):
        if place[0] >= past:
            kept.append(place)
            past = place[1]
    return kept


def holds_together(gap: str) -> bool:
    """Whether what stands between two syllables leaves them in one word or figure.

    >>> [holds_together(gap) for gap in (" ", "-", ", ", ",", " và ")]
    [True, True, False, True, False]
    """
    return gap == " " or gap in WITHIN_FIGURE or WITHIN_WORD.fullmatch(gap) is not None

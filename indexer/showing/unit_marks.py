"""Where the units of a question stand in a text: what the answer claims, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexer.analysis.adjacency import WITHIN_FIGURE, WITHIN_WORD
from indexer.analysis.fold import mark_key
from indexer.analysis.syllables import MAX_SYLLABLE_CHARS
from indexer.asking.parse import Understood
from indexer.engine.query import Word
from indexer.showing.word_places import Place


class Mark(NamedTuple):
    """A stretch text[start:end] that was found, and what it answers to: folded syllables, or a number's key."""

    start: int
    end: int
    term: str


class Run(NamedTuple):
    """A way in which a unit may be written: its words, and their folded syllables."""

    words: tuple[Word, ...]
    term: str


class UnitMarks:
    """The units of a question, each in all the ways it may be written; `as_typed` in the marks that were typed."""

    def __init__(self, understood: Understood, as_typed: bool, others: Iterable[tuple[Word, ...]] = ()):
        self._runs: defaultdict[str, list[tuple[Word, ...]]] = defaultdict(list)
        for run in {run for unit in understood.units for run in unit.runs} | set(others):
            self._runs[run[0].folded].append(run if as_typed else tuple(Word(word.folded) for word in run))
        for runs in self._runs.values():
            runs.sort(key=len, reverse=True)
        self._begun: dict[str, tuple[Run, ...]] = {}  # by a syllable as it is written
        self._pairs = understood.pairs

    def find(self, text: str, places: Sequence[Place]) -> list[Mark]:
        """The units among the places of words in a text, in order; of two that overlap the first; those that stand side
        by side as the question has them are one."""
        marks: list[Mark] = []
        past, behind, before = 0, -2, ""  # the place behind the last mark, its end and its term
        for place, (start, end, _) in enumerate(places):
            if place < past:
                continue
            written = text[start:end]
            runs = self._begun.get(written)
            if runs is None:
                runs = self._begun[written] = self._begun_by(text, places[place])
            for words, term in runs:
                if len(words) == 1 or goes_on(text, places, place, words):
                    break
            else:
                continue
            past = place + len(words)
            end = places[past - 1][1]
            if start == behind + 1 and text[behind] == " " and (
                    f"{before.rpartition(' ')[2]}_{term.partition(' ')[0]}" in self._pairs):
                start, term = marks.pop().start, f"{before} {term}"
            marks.append(Mark(start, end, term))
            behind, before = end, term
        return marks

    def _begun_by(self, text: str, place: Place) -> tuple[Run, ...]:
        """The runs that may begin with what stands at a place, the longest first."""
        return tuple(Run(run, " ".join([word.folded for word in run])) for run in self._runs.get(place[2], ())
                     if is_written(text, place, run[0]))


def goes_on(text: str, places: Sequence[Place], first: int, run: Sequence[Word]) -> bool:
    """Whether a run whose first word stands at a place goes on behind it. Asked of many words of many texts: a loop,
    and no generators."""
    if first + len(run) > len(places):
        return False
    for nth in range(1, len(run)):
        place = places[first + nth]
        if not is_written(text, place, run[nth]) or not holds_together(text[places[first + nth - 1][1]:place[0]]):
            return False
    return True


def is_written(text: str, place: Place, word: Word) -> bool:
    """Whether what stands at a place is a word, in its marks where any were typed."""
    start, end, folded = place
    if folded != word.folded or not word.marked:
        return folded == word.folded
    return mark_key(text[start:min(end, start + MAX_SYLLABLE_CHARS)]) == ("" if word.is_bare else word.marked)


def holds_together(gap: str) -> bool:
    """Whether what stands between two syllables leaves them in one word or figure.

    >>> [holds_together(gap) for gap in (" ", "-", ", ", ",", " và ")]
    [True, True, False, True, False]
    """
    return gap == " " or gap in WITHIN_FIGURE or WITHIN_WORD.fullmatch(gap) is not None

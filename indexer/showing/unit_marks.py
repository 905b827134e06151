"""Where the units of a question stand in a text: what the answer claims, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexer.analysis.fold import mark_key
from indexer.analysis.syllables import MAX_SYLLABLE_CHARS
from indexer.asking.parse import Understood
from indexer.engine.query import Word
from indexer.showing.run_places import Run, RunFinder, holds_together
from indexer.showing.word_places import Place, WordFinder


class Mark(NamedTuple):
    """A stretch text[start:end] that was found, and what it answers to: folded syllables, or a number's key."""

    start: int
    end: int
    term: str


class UnitMarks:
    """The units of a question, each in all the ways it may be written; `as_typed` in the marks that were typed."""

    def __init__(self, understood: Understood, as_typed: bool, others: Iterable[tuple[Word, ...]] = ()):
        runs = {run if as_typed else tuple(Word(word.folded) for word in run)
                for run in {*(run for unit in understood.units for run in unit.runs), *others}}
        named = [Run(run, " ".join([word.folded for word in run])) for run in sorted(runs, key=len, reverse=True)]
        self._finder = RunFinder(named)
        self._runs: defaultdict[str, list[Run]] = defaultdict(list)
        for run in named:
            self._runs[run.words[0].folded].append(run)
        self._begun: dict[str, list[Run]] = {}  # by a syllable as it is written
        self._pairs = understood.pairs

    def find(self, text: str, words: WordFinder) -> list[Mark]:
        """The units in a text, in order; of two that overlap the first; those that stand side by side as the question
        has them are one. `words` finds all words of the units, where the letters do not tell them."""
        found = self._finder.find(text)
        if found is None:
            found = self._look_at_words(text, words.find(text))
        marks: list[Mark] = []
        behind, before = -2, ""  # the end of the last mark, and its term
        for start, end, term in found:
            if start == behind + 1 and text[behind] == " " and (
                    f"{before.rpartition(' ')[2]}_{term.partition(' ')[0]}" in self._pairs):
                start, term = marks.pop().start, f"{before} {term}"
            marks.append(Mark(start, end, term))
            behind, before = end, term
        return marks

    def _look_at_words(self, text: str, places: Sequence[Place]) -> list[tuple[int, int, str]]:
        """The same as RunFinder finds, from the places of all words: slower, and right for any text."""
        found = []
        past = 0
        for place, (start, end, _) in enumerate(places):
            if place < past:
                continue
            written = text[start:end]
            runs = self._begun.get(written)
            if runs is None:  # those that may begin with what stands there, the longest first
                runs = self._begun[written] = [run for run in self._runs.get(places[place][2], ())
                                               if is_written(text, places[place], run.words[0])]
            for words, term in runs:
                if len(words) == 1 or goes_on(text, places, place, words):
                    past = place + len(words)
                    found.append((start, places[past - 1][1], term))
                    break
        return found


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

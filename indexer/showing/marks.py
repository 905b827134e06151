"""What of a query stands in a text: the places that are marked in a result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import compress

from corpus.references.filing import MARK, file_references
from indexer.analysis.fold import mark_key
from indexer.analysis.syllables import MAX_SYLLABLE_CHARS, split_syllables
from indexer.asking.groups import Rung
from indexer.asking.parse import Understood
from indexer.engine.query import Word
from indexer.showing.unit_marks import Mark, UnitMarks
from indexer.showing.word_places import Place, WordFinder, side_by_side

FIGURES = re.compile(r"[0-9]+")
KEY = ":"  # in the key of a number, and in no syllable


class Wanted:
    """What a query may mark in the hits of a rung, made ready once for the many texts of a page.

    In the answer, what was asked for in the marks that were typed, each word of several syllables where they stand
    together; in what is written in other marks, the same in whatever marks; below, and of a sentence, every syllable.
    In what means a document without saying so (`inferred`), shorter forms of its number that may be it.
    """

    def __init__(self, understood: Understood, rung: Rung = Rung.IN_PART, *, inferred: bool = False):
        typed: dict[str, set[str]] = {}
        for word in understood.words if understood.units else ():  # days alone demand no word: "tin mới nhất"
            typed.setdefault(word.folded, set()).add(word.marked)
        others = place_runs(understood) if rung is Rung.BY_PLACE else ()
        for word in (word for run in others for word in run):
            typed.setdefault(word.folded, set()).add(word.marked)
        self._finder = WordFinder(typed) if typed else None
        # The marks that were typed; words that were typed without any answer to every spelling.
        self._spellings = {folded: marks for folded, marks in typed.items() if "" not in marks}
        self._pairs = {tuple(pair.split("_")) for pair in understood.pairs}
        self._alone = understood.alone
        # In what names a place otherwise that other name is marked, and the rest of the question as in the answer.
        if rung is Rung.BY_PLACE:  # of the place that was typed no part is marked: "Trà" in Hương Trà is no Kim Trà
            understood = replace(understood, units=tuple(unit for unit in understood.units if not any(
                unit.start < place.end and place.start < unit.end for place in understood.places if place.applied)))
        self._units = UnitMarks(understood, rung in (Rung.ANSWER, Rung.BY_PLACE), others) if understood.grouped and (
            rung < Rung.APART or rung is Rung.BY_PLACE) else None
        self._numbers = {number.key.split(MARK)[0] for number in understood.numbers}
        self._figures = {figures_of(key) for key in self._numbers}  # the same in every shorter form
        self._shorter = frozenset(key for number in understood.numbers for key in replace(number, narrowed="").keys
                                  if not key.split(KEY)[-1].isdigit()) if inferred else frozenset()
        self._terms = frozenset(typed)
        self._known: dict[str, bool] = {}  # whether a word is spelled as it was typed, by the word as it is written

    def lacking(self, marks: Iterable[Mark]) -> set[str]:
        """What of all that is wanted is in none of some marks: folded syllables, and "" for a number.

        >>> from indexer.asking.parse import parse
        >>> wanted = Wanted(parse("lũ lụt"))
        >>> sorted(wanted.lacking(wanted.find_marks("Nước lũ lên")))
        ['lut']
        """
        held = {part for mark in marks for part in (mark.term.split() if KEY not in mark.term else ("",))}
        return (set(self._terms) | ({""} if self._numbers else set())) - held

    def find_marks(self, text: str) -> list[Mark]:
        """All that was found in a text, in order, adjacent words of one phrase joined.

        A syllable typed with a mark answers to that very spelling; to another one only in a text that lacks it. A
        syllable that stands in one of the query's pairs is marked there, and elsewhere only if it stands in none.

        >>> from indexer.asking.parse import parse
        >>> Wanted(parse("khoa học")).find_marks("Khoa khám. Khoa học")
        [Mark(start=11, end=19, term='khoa hoc')]
        """
        runs = self._find_runs(text) if self._finder else []
        terms = {run.term for run in runs}
        paired = {syllable for term in terms if " " in term for syllable in term.split()}
        shown = {term for term in terms if " " in term or term not in paired and (self._units or term in self._alone)}
        marks = runs if len(shown) == len(terms) else [run for run in runs if run.term in shown]
        if not any(figures in text for figures in self._figures):
            return marks
        filed, = file_references([text])
        # "Nghị quyết này" means the document too, but shows a reader nothing of what was asked for.
        return drop_overlaps(marks + [Mark(found.start, found.end, found.number.key) for found in filed
                                      if any(map(str.isdigit, text[found.start:found.end]))
                                      and (not self._numbers.isdisjoint((*found.keys, *found.yearless))
                                           or not self._shorter.isdisjoint(found.keys))])

    def _find_runs(self, text: str) -> list[Mark]:
        """The units of the answer; else runs of adjacent words that the query has side by side ("khoa hoc"), and single
        ones."""
        assert self._finder is not None
        if self._units:
            return self._units.find(text, self._finder)
        places = self._finder.find(text)
        runs: list[Mark] = []
        first, last, term, before = -1, -1, "", ""
        for start, end, word in self._as_typed(text, places) if self._spellings else places:
            if (before, word) in self._pairs and side_by_side(text, last, start):
                term = f"{term} {word}"
            else:
                if last >= 0:
                    runs.append(Mark(first, last, term))
                first, term = start, word
            last, before = end, word
        if last >= 0:
            runs.append(Mark(first, last, term))
        return runs

    def _as_typed(self, text: str, places: Sequence[Place]) -> list[Place]:
        """The places where a word is spelled with the marks that were typed, or all of a word that is so nowhere."""
        right = [self._is_as_typed(text[start:min(end, start + MAX_SYLLABLE_CHARS)], word)
                 for start, end, word in places]
        found = {place[2] for place in compress(places, right)}
        return [place for place, is_right in zip(places, right, strict=True) if is_right or place[2] not in found]

    def _is_as_typed(self, written: str, word: str) -> bool:
        """Whether a word is written in one of the spellings that were typed of it."""
        known = self._known.get(written)
        if known is None:
            known = self._known[written] = word in self._spellings and mark_key(written) in self._spellings[word]
        return known


def figures_of(key: str) -> str:
    """What stands in every text that names a number: its last figures, before which a dot may stand; "" of none. Texts
    without them need not be read for numbers, which takes long.

    >>> figures_of("20:nq:tw"), figures_of("1234:ubnd"), figures_of("27a:nq"), figures_of("hp")
    ('20', '234', '27', '')
    """
    figures = FIGURES.match(key)
    return figures[0][-3:] if figures else ""


def place_runs(understood: Understood) -> tuple[tuple[Word, ...], ...]:
    """The names that a question's places are searched by besides, with their kinds and bare."""
    names = dict.fromkeys(name for place in understood.places for unit in place.applied
                          for name in (unit.name, unit.bare))
    return tuple(tuple(Word(syllable.folded, syllable.marked) for syllable in split_syllables(name)) for name in names)


def drop_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    """The marks by place; of two that overlap the longer."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if kept and mark.start < kept[-1].end:
            if mark.end - mark.start > kept[-1].end - kept[-1].start:
                kept[-1] = mark
        else:
            kept.append(mark)
    return kept

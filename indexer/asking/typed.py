"""Typed: what a reader's text consists of, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from corpus.numbers.document_number import DocumentNumber
from indexer.analysis.adjacency import stand_together
from indexer.analysis.question_words import find_question_words
from indexer.analysis.syllables import Syllable
from indexer.asking.days import NO_DAYS, FoundDays
from indexer.asking.typed_items import Item, group_choices
from indexer.engine.query import Word


class TypedNumber(NamedTuple):
    """A number outside quotes; of a partial one ("nghị quyết 20") the places of its syllables, which may be words."""

    number: DocumentNumber
    places: range


@dataclass(frozen=True)
class Typed:
    """`syllables` are the words outside quotes, in order; `joined` the places of those that follow the one before with
    nothing typed between but signs, `together` of those that may be parts of one word with it; `asking` the places of
    words that only ask, `dated` of those that name days or an order.

    `phrases` stand in quotes, `choices` are joined by OR, `excluded` have a minus; `quoted_numbers` stand in quotes.
    """

    text: str
    syllables: tuple[Syllable, ...]
    joined: frozenset[int]
    together: frozenset[int]
    asking: frozenset[int]
    dated: frozenset[int] = frozenset()
    numbers: tuple[TypedNumber, ...] = ()
    quoted_numbers: tuple[DocumentNumber, ...] = ()
    phrases: tuple[tuple[Syllable, ...], ...] = ()
    choices: tuple[tuple[Item, ...], ...] = ()
    excluded: tuple[Item, ...] = ()

    @property
    def aside(self) -> frozenset[int]:
        """The places of what is no demand."""
        return self.asking | self.dated

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The syllables as words, those that ask among them."""
        return make_words(self.syllables)

    def written(self, start: int, end: int) -> str:
        """How the syllables from one place to another were typed."""
        return self.text[self.syllables[start].start:self.syllables[end - 1].end]


def sort_items(items: list[Item], text: str, most: int, days: FoundDays = NO_DAYS) -> Typed:
    """The items of a text, by what they ask for, apart from the days that were read out of it; at most so many phrases,
    choices and exclusions of each kind."""
    syllables: list[Syllable] = []
    joined: set[int] = set()
    numbers: list[TypedNumber] = []
    quoted_numbers: list[DocumentNumber] = []
    phrases: list[tuple[Syllable, ...]] = []
    choices: list[tuple[Item, ...]] = []
    excluded: list[Item] = []
    follows = False
    for group in group_choices(items, most):
        item = group[0]
        plain = len(group) == 1 and not item.minus and not item.quoted
        if plain:
            first = len(syllables)
            joined.update(range(first + (not follows), first + len(item.syllables)))
            syllables += item.syllables
            if item.number:
                numbers.append(TypedNumber(item.number, range(first, len(syllables))))
        elif len(group) > 1:
            choices.append(tuple(group))
        elif item.minus:
            excluded.append(item)
        elif item.number:
            quoted_numbers.append(item.number)
        else:
            phrases.append(item.syllables)
        follows = plain and bool(item.syllables)
    dated = frozenset(i for i, syllable in enumerate(syllables) if days.covers(syllable.start))
    asking = find_question_words([s.folded for s in syllables], [s.marked for s in syllables],
                                 bool(numbers or quoted_numbers or phrases or choices))
    together = frozenset(i for i in joined if stand_together(text, syllables[i - 1], syllables[i])
                         and dated.isdisjoint((i - 1, i)))
    return Typed(text, tuple(syllables), frozenset(joined), together, asking, dated, tuple(numbers),
                 tuple(quoted_numbers), tuple(phrases[:most]), tuple(choices[:most]), tuple(excluded[:most]))


def make_words(syllables: tuple[Syllable, ...]) -> tuple[Word, ...]:
    """The words of syllables."""
    return tuple(Word(syllable.folded, syllable.marked) for syllable in syllables)

"""Clauses: one thing that a bulletin must hold, in each of its spellings."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, product

from indexer.analysis.adjacency import stand_together
from indexer.analysis.syllables import Syllable
from indexer.analysis.variants import other_spelling
from indexer.asking.typed import make_words
from indexer.asking.typed_items import Item
from indexer.engine.query import AnyOf, Beside, Clause, Number, Phrase, Word

# Choices of a clause; nobody types more, and each costs a pass over its list.
MAX_CHOICES = 16

Simple = Word | Phrase | Beside | Number


def variants_of(words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """Words in each of their spellings with i and y, the typed one first.

    >>> [[word.folded for word in variant] for variant in variants_of((Word("ky"), Word("thuat")))]
    [['ky', 'thuat'], ['ki', 'thuat']]
    """
    spellings = [(word, Word(*other)) if (other := None if word.is_bare else other_spelling(*word)) else (word,)
                 for word in words]
    return list(islice(product(*spellings), MAX_CHOICES))


def any_of(choices: Iterable[Simple]) -> Clause:
    """The one clause, or any of several."""
    made = tuple(dict.fromkeys(choices))[:MAX_CHOICES]
    return AnyOf(made) if len(made) != 1 else made[0]


def as_typed(runs: Iterable[tuple[Word, ...]]) -> Clause:
    """Any of some runs, side by side in the marks that were typed."""
    return any_of(map(Beside, runs))


def in_any_marks(runs: Iterable[tuple[Word, ...]]) -> Clause:
    """Any of some runs, side by side whatever the marks."""
    return any_of(Beside(tuple(Word(word.folded) for word in run)) for run in runs)


def either_spelling(item: Item) -> tuple[Simple, ...]:
    """An item that stands by itself, folded, in each of its spellings with i and y."""
    if item.number:
        return (Number(item.number.key),)
    runs = variants_of(make_words(item.syllables))
    return tuple(run[0] if len(run) == 1 else Phrase(run) for run in runs)


def spelt_parts(text: str, syllables: tuple[Syllable, ...]) -> list[Clause]:
    """What a quoted stretch demands in the marks that were typed: each part of it between two signs."""
    parts: list[list[Syllable]] = []
    for place, syllable in enumerate(syllables):
        if place and stand_together(text, syllables[place - 1], syllable):
            parts[-1].append(syllable)
        else:
            parts.append([syllable])
    return [as_typed(variants_of(make_words(tuple(part)))) for part in parts]

"""make_groups(): what of that which matches is the answer, and what is nearly right.

Of up to three units a bulletin is asked for in whole: the first group holds every unit as it was typed. Behind it stand
those that hold all of it in other marks, then those that hold all syllables somewhere. A sentence no bulletin need
hold: what is nearest stands first, and it is only counted how many have all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from indexer.asking.units import Unit
from indexer.engine.query import AnyOf, Beside, Clause, Number, Query, Word

# Lifting what holds all of more units destroys the ranking of questions: see docs/decisions.
MOST_UNITS = 3


class Rung(IntEnum):
    """Where a hit stands: in the answer, or how it is nearly right."""

    ANSWER = 0
    OTHER_MARKS = 1
    APART = 2
    IN_PART = 3
    BY_PLACE = 4  # stands right behind the answer: it names the place that was asked for by another name


# Where the hits of each group of a query stand, in order; those of no group come last.
RUNGS = (Rung.ANSWER, Rung.OTHER_MARKS, Rung.APART, Rung.IN_PART)
WIDENED_RUNGS = (Rung.ANSWER, Rung.BY_PLACE, Rung.OTHER_MARKS, Rung.APART, Rung.IN_PART)


def make_groups(query: Query, units: Sequence[Unit]) -> Query:
    """The query with the groups that its units make."""
    if not units or query.numbers_only and not query.required:
        return query
    answer = tuple(clause for unit in units for clause in unit.as_typed)
    if len(units) > MOST_UNITS:
        return query._replace(groups=(answer,), lifted=False)
    other_marks = tuple(clause for unit in units for clause in unit.in_any_marks)
    apart = tuple(whole_word(word, query) for word in query.distinct_words)
    numbers = tuple(clause for unit in units for clause in unit.as_typed if isinstance(clause, Number))
    required = (*query.required, *([AnyOf(numbers) if len(numbers) > 1 else numbers[0]] if numbers else []))
    return query._replace(minimum=len(query.distinct_words), groups=(answer, other_marks, (*apart, *numbers)),
                          required=tuple(dict.fromkeys(required)))


def whole_word(word: Word, query: Query) -> Clause:
    """A word in any marks, or what says the same."""
    said = [Beside(expansion.phrase.words) for expansion in query.expansions if word.folded in expansion.words]
    plain = [Beside(tuple(Word(each.folded) for each in beside.words)) for beside in said]
    return AnyOf((Word(word.folded), *plain)) if plain else Word(word.folded)

"""place_question(): the places of a question, and the bulletins that name them by another name.

Widening adds and never hides: what holds the question as it was typed stays the answer, what names a maker or an heir
stands behind it in a group of its own, counted apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.places.reading.find_places import PlaceReader
from indexer.asking.parse import Understood
from indexer.engine.base import Engine
from indexer.engine.query import AnyOf, Clause, Expansion, Number, Query, place_key
from indexer.places.widening import Widened, widen_places

# An OR or a choice is more than a list of words; what a place would widen there, nobody could follow.
CHOICES = (" OR ", " HOẶC ")


def place_question(understood: Understood, reader: PlaceReader | None, near: Sequence[str] = ()) -> Understood:
    """The question with the places that it names."""
    text = understood.rewritten
    if reader is None or not text or any(sign in text for sign in CHOICES):
        return understood
    return replace(understood, places=tuple(widen_places(text, reader, near)))


def widen_by_units(engine: Engine, understood: Understood) -> Understood:
    """The question with a group for what names its places otherwise; as it is where no bulletin does."""
    query, others = understood.query, list(understood.units)
    clauses: list[Clause] = []
    for place in understood.places:
        keys = [Number(place_key(unit.id)) for unit in (*place.applied, *place.itself)]
        known = tuple(key for key in keys if engine.frequency("number", key.key))
        own = [unit for unit in others if unit.start < place.end and place.start < unit.end]
        if not place.applied or not known or not own:
            continue
        others = [unit for unit in others if unit not in own]
        clauses.append(AnyOf(known) if len(known) > 1 else known[0])
        query = _count_as_held(query, tuple(dict.fromkeys(word.folded for unit in own for word in unit.words)), known)
    if not clauses:
        return understood
    if not understood.grouped:
        return replace(understood, query=query)  # of a sentence no bulletin need hold all: its places count as held
    group = (*(clause for unit in others for clause in unit.as_typed), *clauses)
    first, *behind = query.groups
    return replace(understood, query=query._replace(groups=(first, group, *behind), counted=2), widened=True)


def naming(place: str, reader: PlaceReader | None, *, widen: bool = True) -> Clause:
    """The clause of what names a unit, by its id: under every name of its chain, or, if nothing is to be widened, under
    its own. Of a unit that is not known, what names it all the same, which is nothing."""
    unit = reader.gazetteer.find(place) if reader else None
    units = reader.gazetteer.chain(unit) if reader and unit and widen else [unit] if unit else []
    return AnyOf(tuple(Number(place_key(one.id)) for one in units) or (Number(place_key(place)),))


def _count_as_held(query: Query, words: tuple[str, ...], keys: Sequence[Number]) -> Query:
    """The query in which what bears one of some keys counts as holding some words."""
    return query._replace(expansions=(*query.expansions, *(Expansion(words, key=key.key) for key in keys)))


def applied_places(understood: Understood) -> list[Widened]:
    """The places that are searched under other names as well."""
    return [place for place in understood.places if place.applied]

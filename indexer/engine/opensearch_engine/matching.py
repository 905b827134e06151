"""What matches a query, the groups among it, and what filters let through."""

from __future__ import annotations

from indexer.engine.opensearch_engine.clauses import NOTHING, Body, all_of, any_of, having, holding_words, named
from indexer.engine.query import Filters, Query

# The fields of filters and facets whose names are not theirs.
FIELDS = {"kind": "kinds", "unit": "units", "day": "date", "province": "provinces", "commune": "communes"}
CHOSEN = ("source", "section", "kind", "year", "author", "unit", "genre", "edited", "province", "commune")


def field_of(facet: str) -> str:
    """The field that a facet is counted by."""
    return FIELDS.get(facet, facet)


def passing(filters: Filters) -> list[Body]:
    """What filters demand."""
    days = {bound: day.toordinal() for bound, day in (("gte", filters.since), ("lte", filters.until)) if day}
    demanded: list[Body] = [{"range": {"day": days}}] if days else []
    for name in CHOSEN:
        if values := [value for value in map(str, getattr(filters, name)) if value]:
            demanded.append({"terms": {field_of(name): values}})
        elif getattr(filters, name):
            demanded.append(NOTHING)
    return demanded


def matching(query: Query, filters: Filters | None = None, *, told: bool = False) -> Body:
    """The bulletins that match a query, with its filters or others; `told`, hits tell which words they hold."""
    demanded = [*demanding_words(query, told), *map(having, query.required),
                *passing(query.filters if filters is None else filters)]
    return all_of(demanded, [having(clause) for clause in query.excluded])


def tells_words(query: Query) -> bool:
    """Whether words are part of what a query demands, so that hits may tell by them what they hold."""
    return not query.numbers_only and 0 < query.minimum <= len(query.distinct_words)


def demanding_words(query: Query, told: bool = False) -> list[Body]:
    """What words and numbers demand."""
    numbers = list(map(having, query.numbers))
    if query.numbers_only or (numbers and not query.words):
        return [any_of(numbers)]
    if not query.words or query.minimum <= 0:
        return []
    if not tells_words(query):
        return [any_of(numbers)]
    held = holding_words(query)
    if told:
        held = [named(name_word(place), each) for place, each in enumerate(held)]
    enough = all_of(held) if query.minimum == len(held) else any_of(held, query.minimum)
    return [any_of([*numbers, enough])]


def name_word(place: int) -> str:
    """The name of the clause of a word that counts."""
    return f"word{place}"


def group_holding(query: Query, place: int) -> Body:
    """The bulletins that hold every clause of a group."""
    return all_of(map(having, query.groups[place]))


def only_in(query: Query, place: int) -> Body:
    """The bulletins that belong to a group, the one behind the last being that of all others."""
    before = [group_holding(query, earlier) for earlier in range(place)]
    return all_of([group_holding(query, place)] if place < len(query.groups) else [], before)

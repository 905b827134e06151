"""Counts of values in a cluster: over what matches or, of a facet that is chosen from, what the others let through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indexer.engine.opensearch_engine.clauses import Body, all_of
from indexer.engine.opensearch_engine.families import check_whole, sharing
from indexer.engine.opensearch_engine.matching import field_of, matching, only_in
from indexer.engine.page import FacetCount
from indexer.engine.query import Query

# Values of one facet: days of fifty years.
MOST_VALUES = 20_000
DATED = ("year", "month", "day")


class Facets:
    """The facets of a query, as searches that count them. `group` is the one that is counted; None where nothing
    matches, for then it is the first that the other filters leave anything in."""

    def __init__(self, query: Query, group: int | None, *, joined: bool):
        self._query = query
        self._group = group
        self._joined = joined
        self._chosen = [name for name in query.facets if query.filters and query.filters.narrows(name)]
        self._open = [name for name in query.facets if name not in self._chosen]

    def bodies(self) -> list[Body]:
        """The searches: one for all facets of which nothing is chosen, one for each other."""
        asked = [self._body(self._open, matching(self._query))] if self._open else []
        return [*asked, *(self._body([name], matching(self._query, self._query.filters.without(name)))
                          for name in self._chosen)]

    def read(self, answers: Sequence[Body]) -> dict[str, tuple[FacetCount, ...]]:
        """The counts, in the order in which the query names the facets."""
        counted: dict[str, tuple[FacetCount, ...]] = {}
        for names, answer in zip([self._open] * bool(self._open) + [[name] for name in self._chosen], answers,
                                 strict=True):
            told = self._of_group(answer["aggregations"])
            counted |= {name: read_counts(name, told[name], self._query.most_values or None) for name in names}
        return {name: counted[name] for name in self._query.facets}

    def _body(self, names: Sequence[str], within: Body) -> Body:
        counts = {name: self._count(name) for name in names}
        if not (self._query.lifted and self._query.groups):
            return {"size": 0, "query": within, "aggs": counts}
        if self._group is not None:
            return {"size": 0, "query": all_of([within, only_in(self._query, self._group)]), "aggs": counts}
        places = range(len(self._query.groups) + 1)
        return {"size": 0, "query": within, "aggs": {"groups": {
            "filters": {"filters": [only_in(self._query, place) for place in places]}, "aggs": counts}}}

    def _count(self, name: str) -> Body:
        order: list[Body] = [{"_key": "desc"}] if name in DATED else [{"_count": "desc"}, {"_key": "asc"}]
        counted: Body = {"terms": {"field": field_of(name), "size": MOST_VALUES, "order": order}}
        return {**counted, "aggs": {"shared": sharing()}} if self._joined else counted

    def _of_group(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """The counts of the group that is counted."""
        if "groups" not in told:
            return told
        buckets = told["groups"]["buckets"]
        return next((bucket for bucket in buckets if bucket["doc_count"]), buckets[-1])


def read_counts(name: str, told: Mapping[str, Any], most: int | None) -> tuple[FacetCount, ...]:
    """The counts of a facet: the newest first, of names the most frequent. Bulletins of one family count once.

    >>> read_counts("kind", {"buckets": [{"key": "NQ", "doc_count": 3, "shared": {"buckets": [
    ...     {"key": 7, "doc_count": 2}]}}, {"key": "CT", "doc_count": 2}]}, None)
    (FacetCount(value='CT', count=2), FacetCount(value='NQ', count=2))
    """
    check_whole(dict(told))
    counts = []
    for bucket in told["buckets"]:
        shared = bucket.get("shared", {"buckets": ()})
        check_whole(shared)
        again = sum(family["doc_count"] - 1 for family in shared["buckets"])
        counts.append(FacetCount(bucket["key"], bucket["doc_count"] - again))
    if name in DATED:
        return tuple(sorted(counts, reverse=True))
    return tuple(sorted(counts, key=lambda count: (-count.count, count.value))[:most])

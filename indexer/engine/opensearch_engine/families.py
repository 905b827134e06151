"""Families in a cluster: which bulletin of a text stands for all, where several match, and what is then counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from indexer.engine.base import EngineError
from indexer.engine.opensearch_engine.clauses import Body, all_of
from indexer.engine.opensearch_engine.matching import matching, only_in
from indexer.engine.query import Query

# Families of which several bulletins match, at most; a cluster makes no more buckets for an answer.
MOST_FAMILIES = 60_000
FIRST = [{"day": {"order": "asc", "missing": "_last"}}, {"id": "asc"}]


class Tally(NamedTuple):
    """How many bulletins match in each group and, last, in none; families count as one. `restriction` takes out of
    what matches those bulletins for which another one of their family stands."""

    counts: tuple[int, ...]
    restriction: tuple[Body, ...] = ()

    @property
    def total(self) -> int:
        """How many match."""
        return sum(self.counts)


def tallying(query: Query, *, joined: bool) -> Body:
    """The search whose answer says how many are in each group, and which families have several in it."""
    body: Body = {"size": 0, "track_total_hits": True, "query": matching(query), "aggs": {}}
    if query.groups:
        body["aggs"]["groups"] = {"filters": {"filters": [only_in(query, place)
                                                          for place in range(len(query.groups) + 1)]}}
    if joined:
        body["aggs"]["shared"] = sharing()
    return body


def sharing() -> Body:
    """Counts the families that have two bulletins and more."""
    return {"terms": {"field": "family", "size": MOST_FAMILIES, "min_doc_count": 2}}


def read_tally(query: Query, answer: Body) -> Tally:
    """What the answer to `tallying` says, families apart."""
    total = answer["hits"]["total"]["value"]
    groups = answer.get("aggregations", {}).get("groups")
    return Tally(tuple(bucket["doc_count"] for bucket in groups["buckets"]) if groups else (total,))


def shared_families(answer: Body) -> list[int]:
    """The families of which several match, as `sharing` found them."""
    shared = answer.get("aggregations", {}).get("shared", {"buckets": ()})
    check_whole(shared)
    return [bucket["key"] for bucket in shared["buckets"]]


def leading(query: Query, families: Sequence[int]) -> Body:
    """The search whose answer says, group by group, who of some families has a bulletin there, and the first one."""
    return {"size": 0, "query": all_of([matching(query), {"terms": {"family": list(families)}}]), "aggs": {"groups": {
        "filters": {"filters": [only_in(query, place) for place in range(len(query.groups) + 1)]},
        "aggs": {"families": {
            "terms": {"field": "family", "size": len(families)},
            "aggs": {"first": {"top_hits": {"size": 1, "_source": False, "docvalue_fields": ["id"], "sort": FIRST}}},
        }}}}}


def join(tally: Tally, families: Sequence[int], answer: Body) -> Tally:
    """A tally in which families count as one, those of which several match told apart by the answer to `leading`."""
    leaders: dict[int, str] = {}
    counts = list(tally.counts)
    for place, group in enumerate(answer["aggregations"]["groups"]["buckets"]):
        check_whole(group["families"])
        for bucket in group["families"]["buckets"]:
            counts[place] -= bucket["doc_count"]
            if bucket["key"] not in leaders:
                leaders[bucket["key"]] = bucket["first"]["hits"]["hits"][0]["fields"]["id"][0]
                counts[place] += 1
    others = all_of([{"terms": {"family": list(families)}}], [{"terms": {"id": list(leaders.values())}}])
    return Tally(tuple(counts), (others,))


def check_whole(counted: dict[str, Any]) -> None:
    """EngineError where values were left out of a count, or shards disagree: a wrong number is no answer."""
    if counted.get("sum_other_doc_count") or counted.get("doc_count_error_upper_bound"):
        raise EngineError("opensearch: quá nhiều giá trị để đếm đúng trong một lần hỏi")

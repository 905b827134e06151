"""The hits of a page, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.engine.opensearch_engine.clauses import Body, all_of, holding_words, named
from indexer.engine.opensearch_engine.cluster import Cluster
from indexer.engine.opensearch_engine.families import Tally
from indexer.engine.opensearch_engine.matching import group_holding, matching, name_word, only_in, tells_words
from indexer.engine.opensearch_engine.scoring import ROUNDED, Scoring
from indexer.engine.page import Hit, Part
from indexer.engine.query import Query, Sort

# The cluster's own bound on the place of a hit; what lies behind is reached in hops.
WINDOW = 10_000
BY_SCORE: Body = {"_score": "desc"}
BY_ID: Body = {"id": "asc"}


class Span(NamedTuple):
    """A stretch of the list that lies in one group: its first place there, and how many."""

    group: int
    first: int
    size: int


class Listing:
    """The list of what a query finds, any stretch of which can be asked for."""

    def __init__(self, query: Query, scoring: Scoring, tally: Tally):
        self._query = query
        self._scoring = scoring
        self._tally = tally
        self._lifted = query.lifted and bool(query.groups)

    def spans(self, first: int, size: int) -> list[Span]:
        """The stretches that some places of the list lie in.

        >>> from indexer.engine.query import Word
        >>> query = Query(groups=((Word("khoa"),), (Word("hoc"),)))
        >>> Listing(query, Scoring((), 128.0), Tally((3, 0, 9))).spans(2, 4)
        [Span(group=0, first=2, size=1), Span(group=2, first=0, size=3)]
        """
        if not self._lifted:
            left = min(size, self._tally.total - first)
            return [Span(-1, first, left)] if left > 0 else []
        found, start = [], 0
        for group, count in enumerate(self._tally.counts):
            begin, end = max(first, start), min(first + size, start + count)
            if begin < end:
                found.append(Span(group, begin - start, end - begin))
            start += count
        return found

    def bodies(self, cluster: Cluster, spans: Sequence[Span], *, told: bool = False) -> list[Body]:
        """The searches for some stretches; `told`, hits say what stands under their names."""
        return [within_window(cluster, self._body(span, told)) for span in spans]

    def _body(self, span: Span, told: bool) -> Body:
        query = self._query
        within = [matching(query, told=self._tells_missing)]
        within += [only_in(query, span.group)] if self._lifted else []
        should = [*(addend.clause for addend in self._scoring.addends), *self._telling()]
        asked: Body = {"bool": {"filter": [all_of(within, self._tally.restriction)], "should": should}}
        return {
            "query": {"script_score": {"query": asked, "script": {"source": ROUNDED}}} if should else asked,
            "sort": self._order(bool(should)), "track_scores": True, "track_total_hits": False,
            "from": span.first, "size": span.size, "docvalue_fields": ["id"],
            "_source": ["titled", "card.document"] if told else False}

    def _order(self, scored: bool) -> list[Body]:
        by_day: Body = {"day": {"order": "asc" if self._query.sort is Sort.OLDEST else "desc", "missing": "_last"}}
        if not scored:
            return [by_day, BY_ID]
        return [BY_SCORE, by_day, BY_ID] if self._query.sort is Sort.RELEVANCE else [by_day, BY_SCORE, BY_ID]

    @property
    def _tells_missing(self) -> bool:
        """Whether hits may lack a word."""
        words = self._query.distinct_words
        return bool(words) and (self._query.minimum != len(words) or bool(self._query.numbers))

    def _telling(self) -> Iterator[Body]:
        """Clauses that neither find nor score: by their names hits tell what they hold."""
        clauses: list[Body] = []
        if self._tells_missing and not tells_words(self._query):
            clauses += [named(name_word(place), held) for place, held in enumerate(holding_words(self._query))]
        if self._query.groups and not self._lifted:
            clauses += [named(f"group{place}", group_holding(self._query, place))
                        for place in range(len(self._query.groups))]
        return ({"constant_score": {"filter": clause, "boost": 0}} for clause in clauses)

    def read(self, span: Span, hit: Body) -> Hit:
        """A hit of a stretch, from what the cluster has of it."""
        query, held = self._query, hit.get("matched_queries", ())
        group = span.group if self._lifted else next(
            (place for place in range(len(query.groups)) if f"group{place}" in held), len(query.groups))
        missing = tuple(word for place, word in enumerate(query.distinct_words)
                        if name_word(place) not in held) if self._tells_missing else ()
        return Hit(hit["fields"]["id"][0], self._scoring.score(hit["_score"] or 0.0),
                   tuple(self._parts(held)) if query.explain else (), missing, group)

    def _parts(self, held: dict[str, float]) -> Iterator[Part]:
        numbers_first = sorted(self._scoring.addends, key=lambda addend: addend.channel != "number")
        for addend in numbers_first:
            if addend.name in held:
                yield Part(addend.channel, addend.term, self._scoring.points(addend, held[addend.name]))


def within_window(cluster: Cluster, body: Body) -> Body:
    """The search for a stretch, as one that begins behind a hit where it lies too far down."""
    if body["from"] + body["size"] <= WINDOW:
        return body
    behind: Body = {}
    left = body["from"]
    while left:
        hop = {**body, **behind, "from": 0, "size": min(left, WINDOW), "docvalue_fields": [], "_source": False}
        answer, = cluster.search([hop])
        hits = answer["hits"]["hits"]
        if not hits:
            break
        left -= len(hits)
        behind = {"search_after": hits[-1]["sort"]}
    return {**body, **behind, "from": 0}

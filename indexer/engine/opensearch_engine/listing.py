"""The hits of a page, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.engine.opensearch_engine.clauses import Body, all_of, holding_words, named, scoring_always
from indexer.engine.opensearch_engine.cluster import Cluster
from indexer.engine.opensearch_engine.families import Tally
from indexer.engine.opensearch_engine.matching import group_holding, matching, name_word, only_in, passing, tells_words
from indexer.engine.opensearch_engine.scoring import ROUNDED, Scoring
from indexer.engine.page import Hit, Part
from indexer.engine.query import Query, Sort

# The cluster's own bound on the place of a hit; what lies behind is reached in hops.
WINDOW = 10_000
# What is read of a hit; no stored field is, for that unpacks whole blocks of them.
SEEN: Body = {"docvalue_fields": ["id"], "stored_fields": "_none_"}
TOLD: Body = {"docvalue_fields": ["id", "titled", "document"], "stored_fields": "_none_"}
BY_SCORE: Body = {"_score": "desc"}
BY_ID: Body = {"id": "asc"}
# What it costs to look for candidates first, in postings that a script runs for: the second request, and each of them.
# Measured on 78,104 articles.
STEP_COSTS = (3_000, 40)
# Candidates for each place of a list down to the last that is wanted, and besides: few, and others may come before the
# last hit; many, and the formula is reckoned for all of them.
SPARE = (2, 60)


class Span(NamedTuple):
    """A stretch of the list that lies in one group: its first place there, and how many."""

    group: int
    first: int
    size: int

    @property
    def end(self) -> int:
        """The place behind its last."""
        return self.first + self.size


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

    def body(self, cluster: Cluster, span: Span, *, told: bool = False, among: Sequence[str] | None = None) -> Body:
        """The search for a stretch; `told`, hits say what stands under their names, `among` some ids alone."""
        asked = self._asked(span, [*(addend.clause for addend in self._scoring.addends), *self._telling()],
                            told=self._tells_missing, among=among)
        is_scored = bool(asked["bool"]["should"])
        return within_window(cluster, {
            "query": {"script_score": {"query": asked, "script": {"source": ROUNDED}}} if is_scored else asked,
            "sort": self._order(is_scored), "track_scores": True, "track_total_hits": False,
            "from": span.first, "size": span.size, **(TOLD if told else SEEN)})

    def narrows(self, span: Span) -> bool:
        """Whether a stretch is looked for among candidates: where scripts would run for so many that it pays."""
        count = self._tally.counts[span.group] if self._lifted else self._tally.total
        reckoned = min(self._scoring.postings, count * len(self._scoring.addends))
        once, each = STEP_COSTS
        return (bool(self._scoring.bounds) and self._query.sort is Sort.RELEVANCE
                and once + each * candidates_for(span) < reckoned and candidates_for(span) <= WINDOW)

    def candidates(self, span: Span) -> Body:
        """The search for the bulletins that may belong to a stretch: those whose score may be the highest."""
        asked = self._asked(span, self._scoring.bounds)
        # Where any one must hold and nothing else is demanded, a cluster skips whole blocks of what cannot come first.
        asked["bool"]["minimum_should_match"] = 1
        if self._demands_words_alone:
            del asked["bool"]["filter"]
        return {"query": asked, "track_total_hits": False, "size": candidates_for(span), **SEEN}

    @property
    def _demands_words_alone(self) -> bool:
        """Whether what scores high enough will match, all but surely: no more is demanded than words."""
        query = self._query
        return not (self._lifted or self._tally.restriction or query.required or query.excluded
                    or passing(query.filters))

    def _asked(self, span: Span, should: Sequence[Body], *, told: bool = False,
               among: Sequence[str] | None = None) -> Body:
        """What a stretch lies in, scored by some clauses."""
        within = [matching(self._query, told=told)]
        within += [only_in(self._query, span.group)] if self._lifted else []
        within += [{"terms": {"id": list(among)}}] if among is not None else []
        return {"bool": {"filter": [all_of(within, self._tally.restriction)], "should": list(should)}}

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
        return (scoring_always(clause, 0) for clause in clauses)

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


def candidates_for(span: Span) -> int:
    """How many candidates a stretch is looked for among."""
    each, besides = SPARE
    return each * span.end + besides


def within_window(cluster: Cluster, body: Body) -> Body:
    """The search for a stretch, as one that begins behind a hit where it lies too far down."""
    if body["from"] + body["size"] <= WINDOW:
        return body
    behind: Body = {}
    left = body["from"]
    while left:
        hop = {**body, **behind, "from": 0, "size": min(left, WINDOW), "docvalue_fields": []}
        answer, = cluster.search([hop])
        hits = answer["hits"]["hits"]
        if not hits:
            break
        left -= len(hits)
        behind = {"search_after": hits[-1]["sort"]}
    return {**body, **behind, "from": 0}

"""How many bulletins there are, how long they are, and how many hold a term: counts of what is there, kept.

The cluster's own statistics count copies that were replaced until they are merged away, and each shard's apart. These
are counts of bulletins that a search can find, over all shards: the numbers that every engine reckons with.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from indexer.engine.opensearch_engine.clauses import ALL, Body, term
from indexer.engine.opensearch_engine.cluster import Cluster
from indexer.engine.opensearch_engine.index import EVIDENCE, files_only
from indexer.engine.ranking import WEIGHTS, inverse_frequency, title_weight

Term = tuple[str, str]
# Some megabytes; all that a thousand questions ask.
KEPT_TERMS = 50_000


class Whole(NamedTuple):
    """The bulletins of an index: how many, their mean length in syllables (1 at least), whether any shares its text
    with another, whether any has files."""

    count: int  # type: ignore[assignment]  # a tuple's own count() is not missed here
    average_length: float
    has_families: bool
    has_files: bool


class Frequency(NamedTuple):
    """How many bulletins hold a term, and how many of them hold it themselves, not in their files alone."""

    held: int
    own: int


class Statistics:
    """The counts of one state of an index, asked for when first needed. Threads may share it."""

    def __init__(self, cluster: Cluster):
        self._cluster = cluster
        self._lock = threading.Lock()
        self._whole: Whole | None = None
        self._terms: dict[Term, Frequency] = {}
        self._titles: dict[str, int] = {}

    @property
    def whole(self) -> Whole:
        """What is known of all bulletins together."""
        if self._whole is None:
            answer, = self._cluster.search([{
                "size": 0, "track_total_hits": True,
                "aggs": {"length": {"sum": {"field": "length"}},
                         "families": {"filter": {"exists": {"field": "family"}}},
                         "files": {"filter": {"exists": {"field": "has_files"}}}}}])
            told, count = answer["aggregations"], answer["hits"]["total"]["value"]
            self._whole = Whole(count, max(told["length"]["value"] / max(count, 1), 1.0),
                                bool(told["families"]["doc_count"]), bool(told["files"]["doc_count"]))
        return self._whole

    def frequencies(self, terms: Iterable[Term]) -> dict[Term, Frequency]:
        """How many bulletins hold each of some terms of channels."""
        wanted = list(dict.fromkeys(terms))
        with self._lock:
            known = {each: self._terms[each] for each in wanted if each in self._terms}
        unknown = [each for each in wanted if each not in known]
        if unknown:
            known |= self._count(unknown)
            with self._lock:
                if len(self._terms) > KEPT_TERMS:
                    self._terms.clear()
                self._terms |= known
        return known

    def _count(self, terms: list[Term]) -> dict[Term, Frequency]:
        filed = [(channel, name) for channel, name in terms if channel in EVIDENCE and self.whole.has_files]
        asked = [*terms, *((files_only(channel), name) for channel, name in filed)]
        answers = self._cluster.search([counting(term(*each)) for each in asked])
        counts = dict(zip(asked, (answer["hits"]["total"]["value"] for answer in answers), strict=True))
        return {(channel, name): Frequency(counts[channel, name], counts[channel, name] - counts.get(
            (files_only(channel), name), 0)) for channel, name in terms}

    def worths(self, evidence: Iterable[Term]) -> dict[Term, float]:
        """What each term is worth: its inverse frequency, times that of its channel; 0 where no bulletin holds it."""
        return {(channel, name): WEIGHTS[channel] * inverse_frequency(counted.own, self.whole.count)
                if counted.held else 0.0 for (channel, name), counted in self.frequencies(evidence).items()}

    def title_weights(self, syllables: Iterable[str]) -> Mapping[str, float]:
        """What each of some syllables of titles weighs among titles."""
        wanted = list(dict.fromkeys(syllables))
        with self._lock:
            known = {each: self._titles[each] for each in wanted if each in self._titles}
        if unknown := [each for each in wanted if each not in known]:
            known |= self._count_titles(unknown)
            with self._lock:
                if len(self._titles) > KEPT_TERMS:
                    self._titles.clear()
                self._titles |= known
        return {each: title_weight(each, known[each], self.whole.count) for each in wanted}

    def _count_titles(self, syllables: list[str]) -> dict[str, int]:
        answer, = self._cluster.search([{"size": 0, "aggs": {"titles": {"terms": {
            "field": "title", "include": syllables, "size": len(syllables)}}}}])
        counted = {bucket["key"]: bucket["doc_count"] for bucket in answer["aggregations"]["titles"]["buckets"]}
        return {each: counted.get(each, 0) for each in syllables}


def counting(clause: Body = ALL) -> Body:
    """A search that counts what holds a clause, and lists nothing."""
    return {"size": 0, "track_total_hits": True, "query": clause}

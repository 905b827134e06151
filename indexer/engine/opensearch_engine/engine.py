"""OpenSearchEngine: the engine protocol over an index of a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indexer.engine.base import IndexUnusable
from indexer.engine.entry import Card, Entry
from indexer.engine.opensearch_engine.access import Access
from indexer.engine.opensearch_engine.clauses import Body, term
from indexer.engine.opensearch_engine.cluster import Cluster
from indexer.engine.opensearch_engine.document import change_of, read_card, removal_of
from indexer.engine.opensearch_engine.facets import Facets
from indexer.engine.opensearch_engine.families import (
    Tally, join, leading, read_tally, shared_families, tallying)
from indexer.engine.opensearch_engine.holding import read_holdings
from indexer.engine.opensearch_engine.index import FORM, make_index
from indexer.engine.opensearch_engine.listing import WINDOW, Listing
from indexer.engine.opensearch_engine.narrowing import ask_for
from indexer.engine.opensearch_engine.scoring import NOTHING_SCORED, score_by
from indexer.engine.opensearch_engine.statistics import Statistics, counting
from indexer.engine.page import SearchPage
from indexer.engine.query import Query

# Characters of changes that wait before they are sent, where nobody reads the index yet.
SENT_AT_ONCE = 16_000_000
# What matches may be any number, where that is asked for together with the hits.
UNKNOWN = Tally((2**31,))


class OpenSearchEngine:
    """An engine over an index, which is made with `create` where it is not there.

    A cluster has no transactions: what is written waits here until `commit`, which sends it and then shows all of it.
    Into an index that was just made, and that nobody reads before its first commit, it is sent as it comes. Another
    engine's commits are found at once and reckoned with after the next opening, as is right for generations.
    """

    def __init__(self, access: Access, *, create: bool = False, shards: int = 1, replicas: int = 0):
        self._cluster = Cluster(access)
        self._made = make_index(shards, replicas)
        self._is_new = create and not self._cluster.exists()
        if self._is_new:
            self._cluster.create(self._made)
        elif (form := self._cluster.described().get("form")) != FORM:
            raise IndexUnusable(f"opensearch {access.index}: chỉ mục dạng {form}, chương trình này cần dạng {FORM}")
        self._statistics = Statistics(self._cluster)
        self._waiting: dict[str, str] = {}
        self._waiting_size = 0
        self._has_sent = False

    def search(self, query: Query) -> SearchPage:
        """The page of hits that the query names. EngineUnavailable where the cluster does not answer in full."""
        joined = query.joined and self._statistics.whole.has_families
        if not (joined or query.groups or query.holdings or query.explain):
            return self._search_at_once(query)
        tally = self._tally(query, joined=joined)
        group = next((place for place, count in enumerate(tally.counts) if count), None)
        facets = Facets(query, group, joined=joined)
        scores = tally.total and (query.per_page or query.holdings)
        scoring = score_by(query, self._statistics) if scores else NOTHING_SCORED
        listing = Listing(query, scoring, tally)
        before, last = (query.page - 1) * query.per_page, query.page * query.per_page
        told = most_told(query) if query.holdings and tally.total else 0
        first, _ = ask_for(self._cluster, listing, listing.spans(0, told), told=True)
        is_told = bool(query.holdings) and last <= most_told(query)
        spans = [] if is_told else listing.spans(before, query.per_page)
        hits, counts = ask_for(self._cluster, listing, spans, facets.bodies(), told=query.explain)
        return SearchPage(
            tally.total, tuple(listing.read(*hit) for hit in (first[before:last] if is_told else hits)),
            facets.read(counts), query.page, query.per_page, shown_counts(query, tally),
            read_holdings(query, scoring, self._statistics, [hit for _, hit in first]) if first else None)

    def _search_at_once(self, query: Query) -> SearchPage:
        """The page of a query whose list is one, and needs no look at what matches first: all is asked for together."""
        scoring = score_by(query, self._statistics) if query.per_page else NOTHING_SCORED
        listing, facets = Listing(query, scoring, UNKNOWN), Facets(query, None, joined=False)
        spans = listing.spans((query.page - 1) * query.per_page, query.per_page)
        beside = [tallying(query, joined=False), *facets.bodies()]
        hits, (first, *counts) = ask_for(self._cluster, listing, spans, beside)
        tally = read_tally(query, first)
        return SearchPage(tally.total, tuple(listing.read(*hit) for hit in hits), facets.read(counts), query.page,
                          query.per_page, shown_counts(query, tally))

    def _tally(self, query: Query, *, joined: bool) -> Tally:
        answer, = self._cluster.search([tallying(query, joined=joined)])
        tally, families = read_tally(query, answer), shared_families(answer)
        if not families:
            return tally
        told, = self._cluster.search([leading(query, families)])
        return join(tally, families, told)

    def get(self, id: str) -> Card | None:
        """The card of a bulletin, or None."""
        answer, = self._cluster.search([{"size": 1, "query": term("id", id), "_source": ["card"]}])
        hits = answer["hits"]["hits"]
        return read_card(hits[0]["_source"]["card"]) if hits else None

    def ids(self) -> Iterator[str]:
        """The ids of all bulletins."""
        asked: Body = {"size": WINDOW, "_source": False, "docvalue_fields": ["id"], "sort": [{"id": "asc"}]}
        while hits := self._cluster.search([asked])[0]["hits"]["hits"]:
            yield from (hit["fields"]["id"][0] for hit in hits)
            asked["search_after"] = hits[-1]["sort"]

    def count(self) -> int:
        """How many bulletins there are, as the cluster counts them now: so it is asked whether it answers."""
        answer, = self._cluster.search([counting()])
        return answer["hits"]["total"]["value"]

    def frequency(self, channel: str, term: str) -> int:
        """How many bulletins hold a term."""
        return self._statistics.frequencies([(channel, term)])[channel, term].held

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds entries; an entry replaces the one with its id."""
        for entry in entries:
            self._change(entry.card.id, change_of(entry))

    @staticmethod
    def pack(entries: Sequence[Entry]) -> list[tuple[str, str]]:
        """What is sent of the entries, with their ids."""
        return [(entry.card.id, change_of(entry)) for entry in entries]

    def put_packed(self, packed: list[tuple[str, str]]) -> None:
        """Adds packed entries; each replaces the one with its id."""
        for id, change in packed:
            self._change(id, change)

    def remove(self, ids: Iterable[str]) -> None:
        """Takes bulletins out."""
        for id in ids:
            self._change(id, removal_of(id))

    def _change(self, id: str, change: str) -> None:
        self._waiting[id] = change
        self._waiting_size += len(change)
        if self._is_new and self._waiting_size > SENT_AT_ONCE:
            self._send()

    def _send(self) -> None:
        waiting, self._waiting, self._waiting_size = self._waiting, {}, 0
        self._has_sent = self._has_sent or bool(waiting)
        self._cluster.write(waiting.values())

    def commit(self) -> None:
        """Makes all changes visible. EngineUnavailable, with the changes to be made again, where that failed."""
        self._send()
        self._cluster.refresh()
        self._is_new = self._has_sent = False
        self._statistics = Statistics(self._cluster)

    def close(self) -> None:
        """Drops uncommitted changes and lets go of connections."""
        self._waiting, self._waiting_size = {}, 0
        if self._is_new and self._has_sent:
            # Nobody has read it: what was sent goes with it.
            self._cluster.drop()
            self._cluster.create(self._made)
        self._cluster.close()


def most_told(query: Query) -> int:
    """How many of the first hits are to tell what they hold."""
    return max(query.holdings, query.among)


def shown_counts(query: Query, tally: Tally) -> tuple[int, ...]:
    """The counts of the groups that reach the page, or are counted on any, and of all others together."""
    if not (query.lifted and query.groups):
        return tally.counts
    counts: list[int] = []
    for group, count in enumerate(tally.counts[:-1]):
        reaches = group < query.counted or sum(tally.counts[:group]) < query.reach
        counts.append(count if reaches else 0)
    return (*counts, tally.total - sum(counts))

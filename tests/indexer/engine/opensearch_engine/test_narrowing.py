"""Candidates: no score exceeds its bound, and what they do not decide is asked again."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import closing
from statistics import median
from typing import Any
from uuid import uuid4

import pytest

from indexer.engine.entry import Card, Entry, Zone
from indexer.engine.opensearch_engine import listing
from indexer.engine.opensearch_engine.access import Access
from indexer.engine.opensearch_engine.cluster import Body, Cluster
from indexer.engine.opensearch_engine.engine import OpenSearchEngine
from indexer.engine.opensearch_engine.families import Tally
from indexer.engine.opensearch_engine.listing import Listing, Span
from indexer.engine.opensearch_engine.scoring import PARTS, score_by
from indexer.engine.opensearch_engine.statistics import Statistics
from indexer.engine.query import Query, Word
from tests.indexer.engine.many_entries import random_entries, random_query

ALL_OF_THEM = Span(-1, 0, 1000)
SYLLABLES = [f"s{place}" for place in range(40)]
NOTE = "note-before-many-pages"
QUERY = Query((Word("s0"), Word("s1"), Word("s2")), 1, ("s0_s1", "s1_s2"), per_page=5)


def entries() -> Iterator[Entry]:
    """Some of every length, and a note of two syllables that a file of thousands hangs on."""
    rng = random.Random(7)
    yield from random_entries(rng, 150)
    for length in (700, 5_000, 40_000):
        yield Entry(Card(f"long{length}"), body=Zone((tuple(rng.choices(SYLLABLES, k=length)),)))
    pages = tuple(f"t{place}" for place in range(9_000))
    yield Entry(Card(NOTE), Zone((("s0", "s1"),)), attached=Zone((pages,)))


@pytest.fixture(scope="module")
def access(cluster: str) -> Iterator[Access]:
    """An index of them in two shards."""
    access = Access((cluster,), f"narrowing-{uuid4().hex}")
    with closing(Cluster(access)) as behind:
        with closing(OpenSearchEngine(access, create=True, shards=2)) as engine:
            engine.put(entries())
            engine.commit()
        yield access
        behind.drop()


@pytest.fixture(scope="module")
def behind(access: Access) -> Iterator[Cluster]:
    """The cluster that holds it."""
    with closing(Cluster(access)) as cluster:
        yield cluster


def scores(answer: Body) -> dict[str, float]:
    return {hit["fields"]["id"][0]: hit["_score"] for hit in answer["hits"]["hits"]}


def test_no_score_exceeds_its_bound_and_bounds_are_close(behind: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SPARE", (1, 0))
    statistics, rng, above = Statistics(behind), random.Random(3), []
    for _ in range(60):
        query = random_query(rng)._replace(required=(), excluded=(), groups=(), lifted=False, exact=False)
        scoring = score_by(query, statistics)
        listed = Listing(query, scoring, Tally((1000,)))
        bounded, scored = map(scores, behind.search([listed.candidates(ALL_OF_THEM), listed.body(behind, ALL_OF_THEM)]))
        for id, score in scored.items():
            if score:
                assert bounded[id] * PARTS >= score * (1 - 2**-20), (query, id)
                above.append(bounded[id] * PARTS / score)
    assert len(above) > 1000 and median(above) < 1.05


def test_a_note_before_many_pages_is_no_exception(behind: Cluster) -> None:
    """Its terms weigh more than its length can stand for: its bound is the most that any score is."""
    scoring = score_by(QUERY, Statistics(behind))
    listed = Listing(QUERY, scoring, Tally((1000,)))
    bounded, scored = map(scores, behind.search([listed.candidates(ALL_OF_THEM), listed.body(behind, ALL_OF_THEM)]))
    assert bounded[NOTE] * PARTS > scored[NOTE]
    assert max(bounded, key=bounded.__getitem__) == NOTE


@pytest.mark.parametrize("spare, asked", [
    pytest.param((2, 30), ["candidates", "among"], id="decided by the candidates"),
    pytest.param((1, 0), ["candidates", "among", "all"], id="too few of them to decide"),
])
def test_the_formula_is_reckoned_for_all_only_where_candidates_do_not_decide(
        access: Access, monkeypatch: pytest.MonkeyPatch, spare: tuple[int, int], asked: list[str]) -> None:
    with closing(OpenSearchEngine(access)) as engine:
        expected = engine.search(QUERY)
        monkeypatch.setattr(listing, "STEP_COSTS", (-1, 0))
        monkeypatch.setattr(listing, "SPARE", spare)
        seen: list[str] = []
        search = Cluster.search

        def noting(self: Cluster, bodies: list[dict[str, Any]]) -> list[Body]:
            seen.extend(kind for body in bodies if body.get("size") and (kind := kind_of(body)))
            return search(self, bodies)

        monkeypatch.setattr(Cluster, "search", noting)
        assert engine.search(QUERY) == expected and expected.total > 100
    assert seen == asked


def kind_of(body: Body) -> str:
    if "script_score" not in body["query"]:
        return "candidates"
    return "among" if '{"terms": {"id"' in json.dumps(body) else "all"

"""Every engine answers thousands of random questions as the yardstick in memory does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer.engine.base import Engine
from indexer.engine.page import Holdings
from indexer.engine.query import FACETS, MORE_FACETS, Query
from tests.indexer.engine.many_entries import random_entries, random_query
from tests.indexer.engine.rich_entries import rich_entry
from tests.indexer.engine.rich_questions import FEATURES, rich_word
from tests.indexer.engine.schemes import NEAR, OTHERS, YARDSTICK, opened

QUESTIONS = 60  # of each feature, and as many of several together


@pytest.fixture(scope="module", params=OTHERS)
def rich(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """The yardstick and another engine over the same rich entries, in several segments, some of them replaced and some
    removed."""
    folder = tmp_path_factory.mktemp("rich")
    with opened(YARDSTICK, folder, request) as yardstick, opened(request.param, folder, request) as other:
        for engine in (yardstick, other):
            rng = random.Random(17)
            for _ in range(3):
                engine.put(rich_entry(rng, f"id{rng.randrange(70)}") for _ in range(40))
                engine.remove([f"id{rng.randrange(70)}" for _ in range(5)])
                engine.commit()
        yield yardstick, other


@pytest.mark.parametrize("feature", [*FEATURES, "several"])
def test_every_feature_gets_the_yardstick_s_answers(rich: tuple[Engine, Engine], feature: str) -> None:
    yardstick, engine = rich
    rng = random.Random(feature)
    found = 0
    for _ in range(QUESTIONS):
        words = tuple(rich_word(rng) for _ in range(rng.choice([0, 1, 2, 3])))
        query = Query(words, rng.randint(0, len(words)), facets=())
        for name in rng.sample(list(FEATURES), 4) if feature == "several" else [feature]:
            query = query._replace(**FEATURES[name](rng))
        expected = yardstick.search(query)
        found += expected.total
        page = engine.search(query)
        assert (page.total, [h.id for h in page.hits]) == (expected.total, [h.id for h in expected.hits]), query
        assert (page.facets, page.counts) == (expected.facets, expected.counts), query
        assert [h.group for h in page.hits] == [h.group for h in expected.hits], query
        assert [h.missing for h in page.hits] == [h.missing for h in expected.hits], query
        assert [h.score for h in page.hits] == pytest.approx([h.score for h in expected.hits], abs=NEAR), query
        for mine, other in zip(page.hits, expected.hits, strict=True):
            assert {(part.channel, part.term) for part in mine.parts} == {
                (part.channel, part.term) for part in other.parts}, query
    assert found  # else nothing was tried


def assert_same_holdings(found: Holdings | None, expected: Holdings | None) -> None:
    """The same terms, titles and documents exactly, weights and points as nearly as float32 goes."""
    assert (found is None) == (expected is None)
    if found and expected:
        assert found.titles == expected.titles and found.documents.tolist() == expected.documents.tolist()
        assert {each: found.title_weights[each] for each in expected.title_weights} == expected.title_weights
        assert (found.words.terms, found.pairs.terms) == (expected.words.terms, expected.pairs.terms)
        for ours, theirs in ((found.scores, expected.scores), *zip(found.words[1:], expected.words[1:], strict=True),
                             *zip(found.pairs[1:], expected.pairs[1:], strict=True),
                             (np.array(found.weight), np.array(expected.weight))):
            assert ours.shape == theirs.shape and ours == pytest.approx(theirs, abs=NEAR)


@pytest.mark.parametrize("scheme", OTHERS)
def test_500_random_questions_get_the_yardstick_s_answers(
        scheme: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with opened(YARDSTICK, tmp_path, request) as yardstick, opened(scheme, tmp_path, request) as engine:
        compare_over_random_questions(yardstick, engine)


def compare_over_random_questions(yardstick: Engine, engine: Engine) -> None:
    rng = random.Random(20170322)
    for batch in range(3):  # several segments, replacements and removals
        entries = random_entries(rng, 60)
        gone = [f"id{rng.randrange(60)}" for _ in range(4 * batch)]
        for each in (yardstick, engine):
            each.put(replace(e, card=e.card._replace(digest=str(batch))) for e in entries[: 60 - 20 * batch])
            each.put([replace(entries[-1], card=entries[-1].card._replace(id=f"extra{batch}"))])
            each.remove(gone)
            each.commit()
    assert set(engine.ids()) == set(yardstick.ids())
    for _ in range(500):
        query = random_query(rng)._replace(facets=tuple(rng.sample(FACETS + MORE_FACETS, rng.randrange(6))),
                                           holdings=rng.choice([0, 0, 5, 40]), among=rng.choice([0, 12]))
        if query.lifted:  # groups stand over scores there, and nobody asks what the first hits hold
            query = query._replace(holdings=0)
        expected, found = yardstick.search(query), engine.search(query)
        assert (found.total, [h.id for h in found.hits]) == (expected.total, [h.id for h in expected.hits]), query
        assert found.facets == expected.facets and found.counts == expected.counts, query
        assert [h.group for h in found.hits] == [h.group for h in expected.hits]
        assert [h.missing for h in found.hits] == [h.missing for h in expected.hits]
        near = pytest.approx([h.score for h in expected.hits], abs=NEAR)
        assert [h.score for h in found.hits] == near
        assert_same_holdings(found.holdings, expected.holdings)
    assert all(engine.get(id) == yardstick.get(id) for id in yardstick.ids())

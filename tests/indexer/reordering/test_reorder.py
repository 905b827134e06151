"""The first hits in another order, and nothing else another: totals, facets, later pages, scores that descend."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from indexer.asking.search import Question, ask
from indexer.engine.base import Engine
from indexer.engine.entry import Card, Entry, Zone
from indexer.engine.open import open_engine
from indexer.engine.page import Holdings, SearchPage
from indexer.engine.query import Number, Phrase, Query, Sort, Word
from indexer.engine.ranking import SCORE_DECIMALS
from indexer.reordering.features import LOOKED_THROUGH, REORDERED
from indexer.reordering.model import Rated
from indexer.reordering.reorder import LEAST_WORDS, may_reorder, search_in_order

QUESTION = "thu tuc cap the can cuoc cong dan"
SYLLABLES = QUESTION.split()
WORDS = tuple(map(Word, SYLLABLES))
BULLETINS = 65


class Reversed:
    """The order that surprises most. It counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[Holdings] = []

    def rate(self, holdings: Holdings) -> Rated:
        """Marks that turn the hits round."""
        self.asked.append(holdings)
        count = min(len(holdings.scores), REORDERED)
        return Rated(np.arange(count), np.linspace(0, 1, count)[:, None], ("half",))


class AllAlike:
    """An order that has no opinion."""

    def rate(self, holdings: Holdings) -> Rated:
        """The same mark for each hit."""
        count = min(len(holdings.scores), REORDERED)
        return Rated(np.zeros(count), np.zeros((count, 0)), ())


@pytest.fixture(scope="module", params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Bulletins that hold the question's syllables more or less often, all of them or some."""
    folder = tmp_path_factory.mktemp("index")
    made = open_engine("memory:" if request.param == "memory" else f"whoosh:{folder}", create=True)
    for i in range(BULLETINS):
        text = tuple(SYLLABLES[:4 + i % 5] * (1 + i % 7) + ["khac"] * i)
        made.put([Entry(Card(f"{i:03}", source="xyz"[i % 3]), Zone((text[:3],)), Zone(), Zone((text,)))])
    made.commit()
    yield made
    made.close()


@pytest.fixture
def query() -> Query:
    pairs = tuple(map("_".join, zip(SYLLABLES, SYLLABLES[1:], strict=False)))
    return Query(words=WORDS, minimum=4, lifted=False, pairs=pairs)


def ids(page: SearchPage) -> list[str]:
    return [hit.id for hit in page.hits]


@pytest.mark.parametrize("per_page", [9, 20, 50, 60, 1000])
def test_pages_are_cut_from_one_list(engine: Engine, query: Query, per_page: int) -> None:
    plain = ids(engine.search(query._replace(per_page=1000)))
    expected = plain[:REORDERED][::-1] + plain[REORDERED:]
    found, scores = [], []
    for number in range(1, BULLETINS // per_page + 2):
        page = search_in_order(engine, query._replace(page=number, per_page=per_page), Reversed())
        assert (page.page, page.per_page, page.holdings) == (number, per_page, None)
        found += ids(page)
        scores += [hit.score for hit in page.hits]
    assert found == expected and len(plain) == BULLETINS
    assert scores == sorted(scores, reverse=True)


def test_totals_facets_and_missing_words_stay(engine: Engine, query: Query) -> None:
    plain, found = engine.search(query), search_in_order(engine, query, Reversed())
    assert (found.total, found.facets) == (plain.total, plain.facets)
    everything = {hit.id: hit.missing for hit in engine.search(query._replace(per_page=REORDERED)).hits}
    assert any(everything.values()) and all(hit.missing == everything[hit.id] for hit in found.hits)


def test_no_opinion_changes_nothing(engine: Engine, query: Query) -> None:
    assert search_in_order(engine, query, AllAlike()) == engine.search(query)


def test_pages_behind_are_not_looked_at(engine: Engine, query: Query) -> None:
    order = Reversed()
    search_in_order(engine, query._replace(page=REORDERED // 10 + 1, per_page=10), order)
    assert not order.asked
    search_in_order(engine, query._replace(page=REORDERED // 10, per_page=10), order)
    held, = order.asked
    assert len(held.scores) == min(BULLETINS, LOOKED_THROUGH) and len(held.titles) == REORDERED


def test_the_parts_say_how_far_a_hit_was_moved_and_add_up(engine: Engine, query: Query) -> None:
    plain = ids(engine.search(query._replace(per_page=REORDERED)))
    hits = search_in_order(engine, query._replace(explain=True), Reversed()).hits
    for place, hit in enumerate(hits):
        part = hit.parts[-1]
        moved = plain.index(hit.id) - place
        assert (part.channel, part.term) == ("order", f"{moved:+d}")
        assert part.shares == (("half", pytest.approx(plain.index(hit.id) / (REORDERED - 1))),)
        assert (part.points > 0) == (moved > 0) or not part.points
        assert sum(part.points for part in hit.parts) == pytest.approx(hit.score, abs=10 ** -SCORE_DECIMALS)


def test_nothing_found(engine: Engine) -> None:
    query = Query(words=tuple(map(Word, "a e i o u y".split())), minimum=6)
    assert search_in_order(engine, query, Reversed()) == engine.search(query)


GATES: list[tuple[str, dict[str, object], bool]] = [
    ("a long question", {}, True),
    ("too few", {"words": WORDS[:LEAST_WORDS - 1]}, False),
    ("the same ones again", {"words": WORDS[:LEAST_WORDS - 1] * 2}, False),
    ("one of them only asks", {"words": WORDS[:LEAST_WORDS - 1], "hints": WORDS[-1:]}, True),
    ("by day", {"sort": Sort.NEWEST}, False),
    ("a number", {"numbers": (Number("20:nq"),)}, False),
    ("a phrase", {"required": (Phrase(WORDS[:2]),)}, False),
    ("an exclusion", {"excluded": (Word("khac"),)}, False),
    ("in groups", {"lifted": True}, False),
]


@pytest.mark.parametrize(("more", "expected"), [gate[1:] for gate in GATES], ids=[gate[0] for gate in GATES])
def test_what_it_is_for(query: Query, more: dict[str, object], expected: bool) -> None:
    assert may_reorder(query._replace(**more)) == expected  # type: ignore[arg-type]


ASKED = [
    # (text, what more is asked, whether the order is asked for)
    (QUESTION, {}, True),
    (QUESTION, {"reorder": False}, False),
    (QUESTION, {"sort": Sort.OLDEST}, False),
    (QUESTION, {"page": 4}, False),
    ("thu tuc cap the can", {}, False),
    (f'{QUESTION} "can cuoc"', {}, False),
    (f"{QUESTION} -khac", {}, False),
    (f"{QUESTION} 20/2026/NQ-HĐND", {}, False),
]


@pytest.mark.parametrize(("text", "more", "expected"), ASKED, ids=[f"{row[0]} {row[1]}" for row in ASKED])
def test_a_question_goes_the_same_way(engine: Engine, text: str, more: dict[str, object], expected: bool) -> None:
    order, question = Reversed(), Question(text, **more)  # type: ignore[arg-type]
    found = ask(engine, question, order=order).page
    assert bool(order.asked) == expected
    if not expected:
        assert found == ask(engine, question, order=AllAlike()).page


def test_a_long_question_that_finds_too_little_is_widened_first() -> None:
    engine = open_engine("memory:")
    engine.put([Entry(Card("a"), body=Zone((tuple(SYLLABLES),))), Entry(Card("b"), body=Zone((("thu", "tuc"),)))])
    engine.commit()
    plain = ask(engine, Question(QUESTION, reorder=False)).page
    assert ids(plain) == ["a", "b"] and plain.hits[1].missing
    assert ids(ask(engine, Question(QUESTION), order=Reversed()).page) == ["b", "a"]

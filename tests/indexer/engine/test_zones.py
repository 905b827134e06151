"""What an entry holds beside its plain syllables: readings of lists, and numbers without their year."""

from __future__ import annotations

import pytest

from corpus.bulletin import Bulletin
from indexer.describing.describe import describe
from indexer.engine.base import Engine
from indexer.engine.entry import Card, Entry, Zone
from indexer.engine.query import AnyOf, Clause, Number, Phrase, Query, Word


def phrase(text: str) -> Phrase:
    return Phrase(tuple(Word(folded) for folded in text.split()))


def find(engine: Engine, *required: Clause) -> list[str]:
    return [hit.id for hit in engine.search(Query(required=required)).hits]


LIST = Zone((("phuong", "ben", "do", "cua", "dong"),),
            readings=(("phuong", "cua", "dong"), ("phuong", "cua", "dong"), ("phuong", "an", "thuy")))
PLAIN = Zone((("phuong", "cua", "tay"), ("dong", "cua", "phuong")))


@pytest.mark.parametrize(("text", "expected"), [
    ("phuong cua dong", ["list"]), ("phuong cua", ["list", "plain"]), ("cua dong", ["list"]),
    ("phuong an thuy", ["list"]), ("phuong ben do cua dong", ["list"]),
    # No phrase runs from the text into a reading, nor from one reading into the next.
    ("dong phuong", []), ("dong phuong cua", []), ("dong phuong an", []), ("cua dong phuong", []),
])
def test_phrases_meet_readings(engine: Engine, text: str, expected: list[str]) -> None:
    engine.put([Entry(Card("list"), body=LIST), Entry(Card("plain"), body=PLAIN)])
    engine.commit()
    assert sorted(find(engine, phrase(text))) == expected


def test_readings_count_no_words_and_no_length(engine: Engine) -> None:
    engine.put([Entry(Card("with"), body=LIST), Entry(Card("without"), body=Zone(LIST.paragraphs))])
    engine.commit()
    assert find(engine, Word("thuy")) == []
    scores = {hit.id: hit.score for hit in engine.search(Query((Word("dong"),), 1)).hits}
    assert scores["with"] == pytest.approx(scores["without"])


def test_a_number_without_its_year_is_found_below_the_one_that_is_just_that(engine: Engine) -> None:
    engine.put([Entry(Card("dated"), body=Zone(numbers=("14:2026:nq:hdnd",), yearless=("14:nq:hdnd", "14:nq"))),
                Entry(Card("plain"), body=Zone(numbers=("14:nq:hdnd", "14:nq")))])
    engine.commit()
    asked = Query(numbers=(Number("14:nq:hdnd"),), numbers_only=True)
    assert [hit.id for hit in engine.search(asked).hits] == ["plain", "dated"]
    exact = Query(numbers=(Number("14:2026:nq:hdnd"),), numbers_only=True)
    assert [hit.id for hit in engine.search(exact).hits] == ["dated"]
    assert sorted(find(engine, Number("14:nq"))) == ["dated", "plain"]


def test_a_yearless_title_does_not_reach_a_whole_number_in_a_body(engine: Engine) -> None:
    engine.put([Entry(Card("title"), title=Zone(numbers=("14:2026:nq",), yearless=("14:nq",))),
                Entry(Card("body"), body=Zone(numbers=("14:nq",)))])
    engine.commit()
    asked = Query(numbers=(Number("14:nq"),), numbers_only=True)
    assert [hit.id for hit in engine.search(asked).hits] == ["body", "title"]


def test_described_bulletins_are_found_so(engine: Engine) -> None:
    engine.put([
        describe(Bulletin("1", "", "s", "Họp các phường Bến Đò, Cửa Đông và An Thủy", "Theo 14/2026/NQ-HĐND.")),
        describe(Bulletin("2", "", "s", "Phường Bến Đò họp", "Ở Cửa Đông, theo 14/NQ-HĐND.")),
        describe(Bulletin("3", "", "s", "Nghị quyết của HĐND", "Quyết nghị.", number="14/2025/NQ-HĐND")),
    ])
    engine.commit()
    assert find(engine, phrase("phuong an thuy")) == find(engine, phrase("phuong cua dong")) == ["1"]
    asked = Query(numbers=(Number("14:nq:hdnd"),), numbers_only=True)
    assert [hit.id for hit in engine.search(asked).hits] == ["2", "3", "1"]


def test_more_words_than_a_byte_counts(engine: Engine) -> None:
    words = tuple(f"w{i}" for i in range(300))
    engine.put([Entry(Card("all"), body=Zone((words,))), Entry(Card("some"), body=Zone((words[:44],)))])
    engine.commit()
    query = Query(tuple(map(Word, words)), 300)
    assert [hit.id for hit in engine.search(query).hits] == ["all"]


def test_a_choice_of_nothing_matches_nothing(engine: Engine) -> None:
    engine.put([Entry(Card("a"), body=PLAIN)])
    engine.commit()
    assert find(engine, AnyOf(())) == []

"""The answer holds all that was asked, as it was typed; what lacks something stands below it and says what it lacks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.relevance.retyping import retype
from benchmarks.relevance.spelling import bare, exact_key
from corpus.bulletin import Bulletin
from indexer.asking.groups import MOST_UNITS, Rung
from indexer.asking.search import FEW, Answer, Question, ask
from indexer.describing.describe import describe
from indexer.engine.base import Engine
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.open import open_engine
from indexer.engine.query import Filters, Sort

# No two of them fold to the same, none asks, abbreviates or has another spelling: each is one word of a demand.
WORDS = "lúa nếp đường biển chợ trường giống tôm cá rừng".split()
FILLER = "và ở trong những"


def holding(texts: list[str], engine: Engine | None = None) -> Engine:
    engine = engine or MemoryEngine()
    engine.put(describe(Bulletin(f"{i:03}", "", "s", FILLER, text)) for i, text in enumerate(texts))
    engine.commit()
    return engine


def lacking(text: str, query: list[str], exact: bool = False) -> list[str]:
    """The folded words of a query that a text lacks, found by plain comparison."""
    key = exact_key if exact else lambda word: bare(word).lower()
    held = {key(word) for word in text.split()}
    return [bare(word).lower() for word in dict.fromkeys(query) if key(word) not in held]


def check(answer: Answer, texts: list[str], query: list[str]) -> None:
    """Hits name what they lack; those that hold all as it was typed stand first and are what is counted."""
    hits = answer.page.hits
    missing = [[word.folded for unit in answer.missing(hit) for word in unit.words] for hit in hits]
    assert missing == [lacking(texts[int(hit.id)], query) for hit in hits]
    rungs = [answer.rung_of(hit) for hit in hits]
    assert rungs == sorted(rungs)
    for hit, rung in zip(hits, rungs, strict=True):
        text = texts[int(hit.id)]
        assert (rung is Rung.ANSWER) == (not lacking(text, query, exact=True)), text
        assert (rung is Rung.IN_PART) == bool(lacking(text, query)), text
    assert answer.total == sum(not lacking(text, query, exact=True) for text in texts)
    assert answer.near == len(hits) - answer.total


some_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=MOST_UNITS, unique=True)
# One word many times, another once, and much that was not asked for: no part may rise above the whole by its score.
texts_made = st.lists(st.tuples(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([1, 1, 1, 30])), max_size=8).map(
        lambda counted: " ".join(word for word, count in counted for _ in range(count))),
    st.sampled_from(["", "", " đồng" * 600])).map("".join), min_size=1, max_size=8)


@settings(max_examples=200)
@given(texts_made, some_words, st.sampled_from(["plain", "caps"]))
def test_what_lacks_a_word_stands_below_and_says_so(texts: list[str], query: list[str], way: str) -> None:
    texts = [*texts, *(text.replace("đường", "dương").replace("cá", "ca") for text in texts)]
    answer = ask(holding(texts), Question(retype(" ".join(query), way, "q"), per_page=100))
    check(answer, texts, query)
    whole = sum(not lacking(text, query) for text in texts)
    assert not (whole >= FEW and any(answer.rung_of(hit) is Rung.IN_PART for hit in answer.page.hits))


@settings(max_examples=100)
@given(texts_made, some_words)
def test_with_the_answer_alone_nothing_else_is_listed(texts: list[str], query: list[str]) -> None:
    texts = [*texts, *(text.replace("đường", "dương").replace("cá", "ca") for text in texts)]
    answer = ask(holding(texts), Question(" ".join(query), exact=True, per_page=100))
    assert (answer.total, answer.near) == (sum(not lacking(text, query, exact=True) for text in texts), 0)


@settings(max_examples=100)
@given(texts_made, some_words)
def test_typed_without_marks_every_spelling_is_the_answer(texts: list[str], query: list[str]) -> None:
    texts = [*texts, *(text.replace("đường", "dương").replace("cá", "ca") for text in texts)]
    answer = ask(holding(texts), Question(bare(" ".join(query)), per_page=100))
    assert answer.total == sum(not lacking(text, query) for text in texts)


def test_the_default_engine_says_the_same(tmp_path: object) -> None:
    texts = ["lúa " * 40, "lúa nếp chợ", "nếp chợ " * 9, "chợ biển", "rừng"]
    engine = holding(texts, open_engine(f"whoosh:{tmp_path}/index", create=True))
    for query in (["lúa", "nếp", "chợ"], ["lúa", "rừng"], ["biển", "chợ", "tôm"], ["rừng"]):
        answer = ask(engine, Question(" ".join(query)))
        check(answer, texts, query)
        plain = ask(holding(texts), Question(" ".join(query))).page.hits
        assert [(hit.id, hit.missing) for hit in answer.page.hits] == [(hit.id, hit.missing) for hit in plain]
    engine.close()


def test_a_part_that_scores_higher_stands_below_the_whole() -> None:
    texts = ["lúa" + " đồng" * 600 + " nếp", "lúa " * 30, *["nếp"] * 9]
    hits = ask(holding(texts), Question("lúa nếp")).page.hits
    assert [hit.id for hit in hits][:2] == ["000", "001"] and hits[0].score < hits[1].score


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_in_other_orders_the_missing_words_are_named_as_well(sort: Sort) -> None:
    texts = ["lúa nếp", "lúa", "nếp", "tôm"]
    hits = ask(holding(texts), Question("lúa nếp", sort=sort)).page.hits
    assert {hit.id: [word.folded for word in hit.missing] for hit in hits} == {
        "000": [], "001": ["nep"], "002": ["lua"]}


ASKING = ["{} là gì", "{} như thế nào", "tại sao {}", "{} ở đâu", "{} bao nhiêu", "{} được không", "{} nào", "{} gì"]


@pytest.mark.parametrize("question", ASKING)
@pytest.mark.parametrize("way", ["plain", "no-diacritics", "caps"])
def test_a_word_that_only_asks_is_never_missing(question: str, way: str) -> None:
    texts = ["lúa nếp", "lúa tẻ", "lúa nếp như thế nào là gì ở đâu", "tôm"]
    answer = ask(holding(texts), Question(retype(question.format("lúa nếp"), way, "q")))
    assert {hit.id: [word.folded for word in hit.missing] for hit in answer.page.hits} == {
        "000": [], "002": [], "001": ["nep"]}
    assert answer.page.hits[-1].id == "001" and answer.total == 2


HELD = [
    ("ủy ban nhân dân", "UBND họp"), ("UBND", "ủy ban nhân dân họp"), ("kĩ thuật", "kỹ thuật"),
    ("ky thuat", "kĩ thuật"), ("hòa bình", "hoà bình"), ("2550 hộ", "2.550 hộ"), ("nhà máy", "địa bànNhà máy"),
    ("20-NQ/TW", "theo 20-NQ/TW"), ("nghị quyết 20", "Nghị quyết số 20-NQ/TW"),
]


@pytest.mark.parametrize(("text", "held"), HELD)
def test_what_is_held_in_other_letters_is_not_missing(text: str, held: str) -> None:
    hits = ask(holding([held, "tôm"]), Question(text)).page.hits
    assert [(hit.id, hit.missing) for hit in hits] == [("000", ())]


def test_a_filter_a_phrase_and_what_is_left_out_are_never_widened() -> None:
    engine = holding(["lúa nếp chợ", "lúa", "lúa tôm"])
    assert [hit.id for hit in ask(engine, Question('"lúa nếp" chợ biển')).page.hits] == ["000"]
    assert "002" not in [hit.id for hit in ask(engine, Question("lúa nếp -tôm")).page.hits]
    assert ask(engine, Question("lúa nếp", Filters(year=(2017,)))).page.total == 0
    assert ask(engine, Question("lúa nếp", Filters(section=("Y tế",)))).page.total == 0

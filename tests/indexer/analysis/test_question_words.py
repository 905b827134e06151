"""Words that only ask are evidence, and no demand: the answer to "X là gì?" is a bulletin about X."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.relevance.spelling import bare
from corpus.bulletin import Bulletin
from indexer.analysis.fold import fold, mark_key
from indexer.analysis.question_words import ASKING, FOLDED, find_question_words
from indexer.asking.parse import parse
from indexer.asking.search import Answer, Question, ask
from indexer.describing.describe import describe
from indexer.engine.base import Engine
from indexer.engine.memory_engine import MemoryEngine


def asking(text: str, beside: bool = False) -> list[str]:
    """The syllables of a text that only ask."""
    typed = text.split()
    places = find_question_words([fold(s) for s in typed], [mark_key(s) for s in typed], beside)
    return [typed[place] for place in sorted(places)]


ASKED = [
    ("thuốc thang là gì", "là gì"),
    ("thuoc thang la gi", "la gi"),
    ("THUỐC THANG LÀ GÌ", "LÀ GÌ"),
    ("thuốc là gi", "là gi"),  # half marked
    ("lúa như thế nào", "như thế nào"),
    ("giá bao nhiêu", "bao nhiêu"),
    ("bao giờ gặt", "bao giờ"),
    ("nộp ở đâu và khi nào", "ở đâu khi nào"),
    ("tại sao lúa chết", "tại sao"),
    ("nộp hồ sơ gì", "gì"),
    ("có được nghỉ không", "không"),
    ("co duoc nghi khong", "khong"),
    ("được nghỉ hay không", "hay không"),
    # Nothing but the question: its words are all there is to look for.
    ("là gì", ""), ("như thế nào", ""), ("bao nhiêu", ""), ("nào", ""), ("", ""),
    # Other words in the middle, or that look alike without marks.
    ("cây không hạt", ""), ("không khí", ""), ("hàng không", ""), ("hang khong", ""), ("trên không", ""),
    ("viêm não", ""), ("bão gió", ""), ("lá gỉ", ""), ("ổ dầu", ""), ("gì đó hay", ""), ("tái sao lục", ""),
    ("thép không gỉ", ""), ("hãy chữa cháy", ""), ("là", ""),
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_what_only_asks(text: str, expected: str) -> None:
    assert " ".join(asking(text)) == expected


def test_all_may_ask_beside_something_else() -> None:
    assert asking("là gì", beside=True) == ["là", "gì"] and asking("lúa nếp", beside=True) == []


@pytest.mark.parametrize("phrase", sorted(map(" ".join, ASKING)))
def test_every_phrase_of_the_list_behind_a_word(phrase: str) -> None:
    for typed in (phrase, bare(phrase), phrase.upper(), unicodedata.normalize("NFC", phrase)):
        assert asking(f"ruộng {typed}") == typed.split()
    assert asking(phrase) == []


def test_no_two_phrases_fold_to_the_same() -> None:
    assert len(FOLDED) == len(ASKING)


SYLLABLES = st.sampled_from(sorted({s for phrase in FOLDED for s in phrase} | {"lua", "tom", "co"}))


@given(st.lists(SYLLABLES, max_size=12), st.booleans())
def test_places_lie_in_the_text_and_leave_something(folded: list[str], beside: bool) -> None:
    places = find_question_words(folded, beside=beside)
    assert places <= set(range(len(folded)))
    assert beside or not folded or len(places) < len(folded)
    assert find_question_words(folded) in (places, frozenset())


ANSWERS = {
    "scurvy": "Bệnh còi xương ở trẻ nhỏ", "other": "Trồng lúa nếp",
    "asks": "Bà con hỏi: như thế nào, là gì, bao nhiêu?",
    "number": "Thực hiện 20-NQ/TW", "air": "Ngành hàng không mở đường bay", "goods": "Hàng hóa dồi dào",
    "brain": "Tiêm phòng viêm não", "liver": "Phòng viêm gan"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    engine = MemoryEngine()
    engine.put(describe(Bulletin(id, "", "s", title, "")) for id, title in ANSWERS.items())
    engine.commit()
    return engine


def found(answer: Answer) -> list[str]:
    return [hit.id for hit in answer.page.hits]


QUESTIONS = ["còi xương là gì", "còi xương như thế nào?", "Tại sao còi xương", "coi xuong la gi", "CÒI XƯƠNG LÀ GÌ",
             "còi xương ở trẻ bao lâu", "trẻ nhỏ có còi xương không"]


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_answer_lacks_nothing(text: str, engine: Engine) -> None:
    answer = ask(engine, Question(text))
    hits = {hit.id: hit for hit in answer.page.hits}
    assert "scurvy" in hits
    said = {"coi", "xuong", "o", "tre", "nho", "co"}
    for hit in hits.values():
        assert {word.folded for word in hit.missing} <= said
    assert {word.folded for word in hits["scurvy"].missing} <= {"co"}


def test_words_that_ask_are_evidence(engine: Engine) -> None:
    query = parse("còi xương là gì").query
    assert [word.folded for word in query.words] == ["coi", "xuong"] and query.minimum == 2
    assert [word.folded for word in query.hints] == ["la", "gi"] and "la_gi" in query.pairs
    assert found(ask(engine, Question("bà con bao nhiêu")))[0] == "asks"


def test_the_question_itself_can_be_looked_up(engine: Engine) -> None:
    assert found(ask(engine, Question("như thế nào")))[0] == "asks"
    assert found(ask(engine, Question('"như thế nào"'))) == ["asks"]


def test_they_ask_beside_a_phrase_a_number_or_a_choice(engine: Engine) -> None:
    assert found(ask(engine, Question('"còi xương" là gì'))) == ["scurvy"]
    assert found(ask(engine, Question("20-NQ/TW là gì"))) == ["number"]
    assert found(ask(engine, Question("lúa OR tôm là gì"))) == ["other"]


def test_they_ask_beside_what_is_left_out(engine: Engine) -> None:
    assert found(ask(engine, Question("viêm -gan là gì"))) == ["brain"]


@pytest.mark.parametrize(("text", "whole"), [("viêm não", "brain"), ("VIÊM NÃO", "brain")])
def test_words_that_look_alike_are_demanded(text: str, whole: str, engine: Engine) -> None:
    assert [hit.id for hit in ask(engine, Question(text)).page.hits if not hit.missing] == [whole]


def test_one_word_in_two_syllables_that_ends_like_a_question(engine: Engine) -> None:
    for text in ("hàng không", "hang khong"):
        assert [hit.id for hit in ask(engine, Question(text)).page.hits if not hit.missing] == ["air"]

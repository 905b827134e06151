"""The answer: no mark that was typed is taken for another. How a tone is placed, and i or y, make no other mark."""

from __future__ import annotations

import unicodedata
from itertools import permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.relevance.spelling import bare, exact_key, is_marked, other_placement, put_together, tone_place
from corpus.bulletin import Bulletin
from indexer.asking.search import Question, ask
from indexer.describing.describe import describe
from indexer.engine.base import Engine
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.open import open_engine
from indexer.engine.page import Hit

GROUPS = ["đường đương dương duong đượng", "năm nam nám nấm", "hội hồi hơi hỏi", "án an ân ản ăn", "đi di dì", "tỷ ty",
          "kỹ ky kỳ", "quý quy quỹ", "thuỷ thuy thụy", "hoà hoa hoá", "ủy uy uỷ_", "bão báo bao bảo", "lệ lễ le"]
PAIRS = [(a, b) for group in GROUPS for a, b in permutations([s for s in group.split() if "_" not in s], 2)
         if is_marked(a)]
CONTEXT = "Bà con ở đây nhắc tới {} trong buổi sáng"


def holding(*texts: str, kind: str = "memory", folder: object = None) -> Engine:
    """An engine over bulletins whose ids are their texts."""
    engine = MemoryEngine() if kind == "memory" else open_engine(f"whoosh:{folder}", create=True)
    engine.put(describe(Bulletin(text, "", "s", "Tin", CONTEXT.format(text))) for text in texts)
    engine.commit()
    return engine


def hits(engine: Engine, text: str, exact: bool) -> list[Hit]:
    return list(ask(engine, Question(text, exact=exact)).page.hits)


def ids(engine: Engine, text: str, exact: bool) -> list[str]:
    return [hit.id for hit in hits(engine, text, exact)]


def check(engine: Engine, typed: str, other: str) -> None:
    """Of two bulletins that hold one of two spellings each, one is the answer, and the other nearly right."""
    for text in (typed, typed.upper(), other_placement(typed), unicodedata.normalize("NFD", typed)):
        assert ids(engine, text, True) == [typed], text
        assert ids(engine, text, False) == [typed, other], text
        assert [hit.group for hit in hits(engine, text, False)] == [0, 1]
    assert set(ids(engine, bare(typed), True)) == set(ids(engine, bare(typed), False)) == {typed, other}


@pytest.mark.parametrize(("typed", "other"), PAIRS)
def test_the_other_spelling_is_found_below_or_not_at_all(typed: str, other: str) -> None:
    check(holding(typed, other), typed, other)


def test_the_default_engine_does_the_same(tmp_path: object) -> None:
    for number, (typed, other) in enumerate(PAIRS[::9]):
        engine = holding(typed, other, kind="whoosh", folder=f"{tmp_path}/{number}")
        check(engine, typed, other)
        engine.close()


LETTERS = st.builds("".join, st.tuples(
    st.sampled_from(["", "b", "c", "d", "đ", "g", "h", "kh", "l", "n", "ng", "nh", "qu", "th", "tr", "v", "x"]),
    st.sampled_from(["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "oa", "uy", "ươ", "uâ", "iê", "oă"]),
    st.sampled_from(["", "", "n", "ng", "c", "m", "p", "t"])))
TONE = st.sampled_from(["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"])


@st.composite
def kin(draw: st.DrawFn) -> tuple[str, str]:
    """Two spellings that differ by marks only, the first of them marked."""
    letters = draw(LETTERS)
    typed = put_together(letters, draw(TONE), tone_place(letters))
    assume(is_marked(typed))
    other = draw(st.lists(st.sampled_from(sorted(shapes(letters))), min_size=1, max_size=1).map("".join))
    other = put_together(other, draw(TONE), tone_place(other))
    assume(exact_key(other) != exact_key(typed))
    return typed, other


def shapes(letters: str) -> set[str]:
    """The same keys with other marks on the vowels and the d."""
    made = {""}
    for letter in letters:
        kinds = next((group for group in ("aăâ", "eê", "oôơ", "uư", "dđ") if letter in group), letter)
        made = {head + kind for head in made for kind in kinds}
    return made


@settings(max_examples=300)
@given(kin())
def test_any_two_spellings(pair: tuple[str, str]) -> None:
    typed, other = pair
    assume(not {bare(typed), bare(other)} & {"tin", "ba", "con", "o", "day", "nhac", "toi", "trong", "buoi", "sang"})
    check(holding(typed, other), typed, other)


@settings(max_examples=150)
@given(st.lists(kin(), min_size=2, max_size=3, unique_by=lambda pair: bare(pair[0])))
def test_in_a_longer_query_a_hit_of_the_answer_has_each_typed_mark(pairs: list[tuple[str, str]]) -> None:
    exact = " ".join(typed for typed, _ in pairs)
    texts = {exact, " ".join(other for _, other in pairs), *(
        " ".join(other if i == j else typed for j, (typed, other) in enumerate(pairs)) for i in range(len(pairs)))}
    engine = MemoryEngine()
    engine.put(describe(Bulletin(text, "", "s", text, "")) for text in texts)
    engine.commit()
    assert ids(engine, exact, True) == [exact]
    assert ids(engine, f'"{exact}"', True) == [exact]


SAME = [
    ("hoà bình", "hòa bình"), ("thuỷ lợi", "thủy lợi"), ("khoẻ mạnh", "khỏe mạnh"), ("Uỷ ban", "Ủy ban"),
    ("qủa cam", "quả cam"), ("kỹ thuật", "kĩ thuật"), ("lý lịch", "lí lịch"), ("tỷ đồng", "tỉ đồng"),
    ("quý báu", "quí báu"), ("Mỹ Đức", "Mĩ Đức"), ("kỳ họp", "kì họp"), ("ký tên", "kí tên"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_tone_style_and_i_or_y_are_no_other_mark(one: str, two: str) -> None:
    engine = holding(one, two, bare(one))
    for text in (one, two, one.upper(), unicodedata.normalize("NFD", two)):
        full = [hit.id for hit in hits(engine, text, True) if not hit.missing]
        assert set(full) == {one, two}
        assert set(ids(engine, text, False)) == {one, two, bare(one)}


@pytest.mark.parametrize(("one", "two"), SAME)
def test_the_same_as_a_phrase(one: str, two: str) -> None:
    engine = holding(one, two, bare(one))
    assert set(ids(engine, f'"{one}"', True)) == set(ids(engine, f'"{two}"', True)) == {one, two}
    assert set(ids(engine, f'"{one}"', False)) == set(ids(engine, f'"{two}"', False)) >= {one, two}


def test_i_and_y_are_two_words_where_the_language_has_two() -> None:
    engine = holding("sĩ", "sỹ", "vĩ", "vỹ")
    assert ids(engine, "sĩ", True) == ["sĩ"] and ids(engine, "vỹ", True) == ["vỹ"]


def test_left_out_in_its_own_spelling_only() -> None:
    engine = holding("đường", "dương", "duong")
    assert set(ids(engine, "bà con -đường", True)) == {"dương", "duong"}
    assert set(ids(engine, "bà con -đường", False)) == {"dương", "duong"}
    assert set(ids(engine, "đường OR dương", True)) == {"đường", "dương"}


LOOSENED = [
    ("khoa học công nghệ", "khoa học và công nghệ", "khóa học và công nghề"),
    ("khoa học và công nghệ", "khoa học công nghệ", "khóa học công nghề"),
    ("Mặt trận Tổ quốc Việt Nam", "MTTQ Việt Nam", "MTTQ Viết Nam"),
]


@pytest.mark.parametrize(("typed", "kept", "loosened"), LOOSENED)
def test_what_stands_for_the_typed_words_has_their_marks(typed: str, kept: str, loosened: str) -> None:
    engine = holding(kept, loosened)
    assert [hit.id for hit in hits(engine, typed, True) if not hit.missing] == [kept]
    assert {hit.id for hit in hits(engine, typed, False) if not hit.missing} == {kept, loosened}


def test_a_short_form_stands_for_what_was_typed_in_its_own_marks_alone(sample_engine: Engine) -> None:
    """UBND is ủy ban nhân dân; what has another mark is nearly right at best."""
    right, wrong = (ask(sample_engine, Question(f"{first} ban nhân dân", per_page=1000)) for first in ("uỷ", "ụy"))
    assert right.total > 40 and wrong.total == 0 and wrong.near >= right.total

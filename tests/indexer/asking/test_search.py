"""ask() over the sample portal: what a reader types finds what the reader means."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from indexer.analysis.fold import fold
from indexer.asking.groups import Rung
from indexer.asking.parse import parse
from indexer.asking.search import FEW, Question, ask
from indexer.describing.describe import describe, refer
from indexer.engine.base import Engine
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.query import Filters, Sort
from indexer.live import LiveIndex

# Two bulletins of another year may bear nearly the same title.
NEAR_THE_TOP = 3
TONES = "\u0300\u0301\u0303\u0309\u0323"
WORD = re.compile(r"[^\W\d_]+")


def ids(engine: Engine, text: str, *, sort: Sort = Sort.RELEVANCE, page: int = 1, per_page: int = 1000,
        **filters: Any) -> list[str]:
    question = Question(text, Filters(**filters), sort, page=page, per_page=per_page)
    return [hit.id for hit in ask(engine, question).page.hits]


def other_tone_style(text: str) -> str:
    """The text with hòa as hoà and hoà as hòa.

    >>> other_tone_style("Hòa Lạc, thuỷ lợi, Ủy ban, quý") == "Hoà Lạc, thủy lợi, Uỷ ban, quý"
    True
    """
    def swap(found: re.Match[str]) -> str:
        decomposed = unicodedata.normalize("NFD", found[0])
        tone = "".join(c for c in decomposed if c in TONES)
        bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES))
        if not tone or bare[-2:].lower() not in ("oa", "oe", "uy") or bare[-3:-2].lower() == "q":
            return found[0]
        old, new = (unicodedata.normalize("NFC", each) for each in (bare[:-1] + tone + bare[-1], bare + tone))
        return new if found[0] == old else old

    return WORD.sub(swap, text)


WAYS: dict[str, Callable[[str], str]] = {
    "as written": str, "without diacritics": fold, "in capitals": str.upper,
    "decomposed": lambda title: unicodedata.normalize("NFD", title), "other tone style": other_tone_style,
    "capitals without diacritics": lambda title: fold(title).upper(), "with blanks": lambda title: f"  {title} \n",
}


@pytest.mark.parametrize("way", WAYS)
def test_every_bulletin_is_found_by_its_own_title(
        way: str, sample_engine: Engine, sample_bulletins: tuple[Bulletin, ...]) -> None:
    lost = [bulletin.id for bulletin in sample_bulletins
            if bulletin.id not in ids(sample_engine, WAYS[way](bulletin.title))[:NEAR_THE_TOP]]
    assert lost == []


def test_the_other_tone_style_really_is_another(sample_bulletins: tuple[Bulletin, ...]) -> None:
    titles = [bulletin.title for bulletin in sample_bulletins]
    changed = [title for title in titles if other_tone_style(title) != title]
    assert len(changed) > 5 and all(other_tone_style(other_tone_style(title)) == title for title in titles)


SPELLINGS = [
    ("khoa học công nghệ", "khoa hoc cong nghe", "KHOA HOC CONG NGHE"),
    ("Ủy ban nhân dân", "Uỷ ban nhân dân", "uy ban nhan dan"),
    ("20-NQ/TW", "20/NQ-TW", "20 NQ/TW", "20–NQ/TW", "20-NQTW", "20 nqtw", '"20-NQ/TW"'),
    ("1836/QĐ-UBND", "1836/QÐ-UBND", "1836 qd ubnd", "Quyết định số 1836/QĐ-UBND", "quyet dinh 1836/qd-ubnd"),
    ("lúa", "lua", "LÚA", "lú\u00ada"),
]


@pytest.mark.parametrize("texts", SPELLINGS, ids=lambda texts: texts[0])
def test_spellings_of_one_thing_find_the_same(texts: tuple[str, ...], sample_engine: Engine) -> None:
    first, *others = [set(ids(sample_engine, text)) for text in texts]
    assert first and all(other == first for other in others)


def test_a_number_finds_the_bulletins_that_name_it(
        sample_engine: Engine, sample_bulletins: tuple[Bulletin, ...]) -> None:
    naming: dict[str, set[str]] = {}
    for bulletin in sample_bulletins:
        for number in bulletin.numbers:
            if number.is_full:
                naming.setdefault(str(number), set()).add(bulletin.id)
    assert len(naming) > 20
    by_id = {bulletin.id: bulletin for bulletin in sample_bulletins}
    for number, expected in naming.items():
        found = set(ids(sample_engine, number))
        assert found >= expected, number
        for id in found - expected:  # a short form that means this document, "Nghị quyết 12 của Tỉnh ủy"
            assert number in {str(reference.document) for reference in refer(by_id[id])}, (number, id)


def test_a_phrase_stands_in_what_it_finds(sample_engine: Engine, sample_bulletins: tuple[Bulletin, ...]) -> None:
    by_id = {bulletin.id: bulletin for bulletin in sample_bulletins}
    found = ids(sample_engine, '"khoa học và công nghệ"')
    assert found
    for id in found:
        text = fold(" ".join((by_id[id].title, by_id[id].summary, by_id[id].body)))
        assert "khoa hoc va cong nghe" in text


def test_left_out_and_either(sample_engine: Engine) -> None:
    def answer(text: str) -> set[str]:
        return {hit.id for hit in ask(sample_engine, Question(text, exact=True, per_page=1000)).page.hits}

    rice, shrimp = answer('"lúa"'), answer('"tôm"')
    assert rice - shrimp and shrimp - rice and rice & shrimp
    assert answer('"lúa" -tôm') == rice - shrimp
    assert answer("lúa OR tôm") == rice | shrimp
    assert answer("-lúa") == set(sample_engine.ids()) - rice


@pytest.mark.parametrize("text", ["", "  ", "?!", '""', "OR", "\x00", "😀", "-"])
def test_a_question_that_says_nothing_finds_nothing(text: str, sample_engine: Engine) -> None:
    answer = ask(sample_engine, Question(text, page=3, per_page=7))
    assert (answer.total, answer.near, answer.page.hits) == (0, 0, ())
    assert (answer.page.page, answer.page.per_page) == (3, 7)


def test_filters(sample_engine: Engine, sample_bulletins: tuple[Bulletin, ...]) -> None:
    everything = {"text": "-khôngcóchữnày"}
    for bulletin in sample_bulletins[::9]:
        day = bulletin.published_on
        assert day is not None
        same_day = {b.id for b in sample_bulletins if b.published_on == day}
        assert set(ids(sample_engine, **everything, since=day, until=day)) == same_day
        assert not same_day & set(ids(sample_engine, **everything, until=day - timedelta(1)))
        assert not same_day & set(ids(sample_engine, **everything, since=day + timedelta(1)))
        assert set(ids(sample_engine, **everything, year=(day.year,))) == {
            b.id for b in sample_bulletins if b.published_on and b.published_on.year == day.year}
        assert set(ids(sample_engine, **everything, section=(bulletin.section,))) == {
            b.id for b in sample_bulletins if b.section == bulletin.section}
        assert bulletin.id in ids(sample_engine, bulletin.title, source=(bulletin.source,))
        assert ids(sample_engine, bulletin.title, source=("nơi khác",)) == []
    assert set(ids(sample_engine, **everything, kind=("CTHĐ",))) == {
        b.id for b in sample_bulletins if any(n.code == "CTHĐ" and n.is_full for n in b.numbers)} != set()


def test_orders(sample_engine: Engine) -> None:
    def days(sort: Sort) -> list[date]:
        hits = ask(sample_engine, Question("lúa", sort=sort, exact=True, per_page=1000)).page.hits
        cards = [sample_engine.get(hit.id) for hit in hits]
        return [card.published_on for card in cards if card and card.published_on]

    newest = days(Sort.NEWEST)
    assert len(set(newest)) > FEW and newest == sorted(newest, reverse=True)
    assert days(Sort.OLDEST) == newest[::-1] and sorted(days(Sort.RELEVANCE)) == newest[::-1]


def test_facets_count_what_was_found(sample_engine: Engine, sample_bulletins: tuple[Bulletin, ...]) -> None:
    by_id = {bulletin.id: bulletin for bulletin in sample_bulletins}
    page = ask(sample_engine, Question("nghị quyết", exact=True, per_page=1000)).page
    found = [by_id[hit.id] for hit in page.hits]
    assert len(found) == page.total
    facets = {name: {facet.value: facet.count for facet in values} for name, values in page.facets.items()}
    assert facets["year"] == Counter(str(b.published_on.year) for b in found if b.published_on)
    assert facets["section"] == Counter(b.section for b in found)
    assert facets["source"] == {found[0].source: len(found)}
    assert facets["kind"] == Counter(kind for b in found for kind in describe(b).card.kinds)
    years = [facet.value for facet in page.facets["year"]]
    assert years == sorted(years, reverse=True)


@pytest.mark.parametrize("sort", Sort)
def test_pages_are_pieces_of_one_list(sort: Sort, sample_engine: Engine) -> None:
    whole = ids(sample_engine, "nghị quyết", sort=sort)
    pages = [ids(sample_engine, "nghị quyết", sort=sort, page=n, per_page=7) for n in range(1, len(whole) // 7 + 3)]
    assert [id for page in pages for id in page] == whole and pages[-1] == []
    assert ask(sample_engine, Question("nghị quyết", page=10**30)).page.total == len(whole)


def plain(id: str, title: str) -> Bulletin:
    return Bulletin(id, "", "s", title, "")


@pytest.fixture
def few() -> Engine:
    engine = MemoryEngine()
    engine.put(map(describe, [plain("all", "giá lúa nếp tăng"), plain("three", "giá lúa nếp"), plain("two", "giá lúa"),
                              plain("one", "giá tôm"), plain("none", "bầu cử")]))
    engine.commit()
    return engine


WIDENED = [
    ("giá lúa nếp tăng", ["all", "three", "two", "one"], True),  # a sentence: what has a part may be nearest
    ("giá lúa", ["two", "three", "all"], False),
    ("bầu cử mùa nào", ["none"], True),  # one that holds some is better than none, though it is no few
    ("bầu cử", ["none"], False),  # nothing would be added by asking for less
    ("mùa nào", [], False),
    ('"giá lúa nếp"', ["three", "all"], False),  # a phrase is a demand, and is not lowered
    ("20-NQ/TW", [], False),
    ("giá lúa nếp tăng -nếp", ["two", "one"], True),
]


@pytest.mark.parametrize(("text", "expected", "widened"), WIDENED)
def test_widening(text: str, expected: list[str], widened: bool, few: Engine) -> None:
    answer = ask(few, Question(text))
    assert [hit.id for hit in answer.page.hits] == expected and answer.page.total == len(expected)
    assert any(answer.rung_of(hit) is Rung.IN_PART for hit in answer.page.hits) is widened


def test_those_that_hold_all_stay_on_top_of_a_widened_answer(few: Engine) -> None:
    hits = ask(few, Question("giá lúa nếp tăng")).page.hits
    assert [not hit.missing for hit in hits] == [True, False, False, False]


def test_pages_of_a_widened_answer_are_widened_too(few: Engine) -> None:
    pages = [ask(few, Question("giá lúa nếp tăng", page=n, per_page=1)) for n in (1, 2, 3, 4)]
    assert [[hit.id for hit in answer.page.hits] for answer in pages] == [["all"], ["three"], ["two"], ["one"]]
    assert {answer.page.total for answer in pages} == {4}


def test_a_filter_is_never_widened(few: Engine) -> None:
    assert ask(few, Question("giá lúa", Filters(year=(2017,)))).page.total == 0


def test_what_was_understood_comes_with_the_answer(few: Engine) -> None:
    assert ask(few, Question('"giá')).understood == parse('"giá')


def test_what_is_said_to_be_included_is_in_the_answer(
        sample_data: DataDir, sample_bulletins: tuple[Bulletin, ...]) -> None:
    """A bulletin that writes the short form alone, its sign and all, is no near miss."""
    live = LiveIndex(sample_data.index)
    answer = ask(live.engine, Question("khoa học công nghệ", per_page=100), live.known)
    first = {hit.id for hit in answer.page.hits[:answer.page.counts[0]]}
    texts = {bulletin.id: f"{bulletin.title}\n{bulletin.summary}\n{bulletin.body}" for bulletin in sample_bulletins}
    short = {id for id, text in texts.items() if "KH&CN" in text}
    assert "KH&CN" in answer.understood.included and short <= first
    assert any("công nghệ" not in texts[id].lower() for id in short)

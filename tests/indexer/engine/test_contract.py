"""One contract for every engine: the same bulletins, in the same order, for every kind of question."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from indexer.engine.base import Engine
from indexer.engine.entry import Card, Entry, Zone
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.open import open_engine
from indexer.engine.page import Holdings, SearchPage
from indexer.engine.query import (
    EDITED, FACETS, MORE_FACETS, AnyOf, Beside, Expansion, Filters, Number, Phrase, Prefix, Query, Sort, Word)
from indexer.engine.ranking import SCORE_DECIMALS
from indexer.engine.spelt import spelt_alone, spelt_pair

ENGINES = ["memory", "whoosh", "whoosh-plain"]


def zone(text: str, numbers: str = "", marked: str = "", beside: str = "") -> Zone:
    """A zone of paragraphs set apart by "|", as is what stands side by side as it is spelt."""
    paragraphs = tuple(tuple(part.split()) for part in text.split("|"))
    spelt = [[spelling(syllable) for syllable in part.split()] for part in beside.split("|")]
    terms = {spelt_pair(a, b) for part in spelt for a, b in zip(part, part[1:], strict=False)}
    terms |= {spelt_alone(word.folded) for part in spelt for word in part if not word.marked}
    return Zone(paragraphs, marked=tuple(marked.split()), beside=tuple(sorted(terms)), numbers=tuple(numbers.split()))


def spelling(written: str) -> Word:
    """A syllable written with its tone behind it."""
    folded = written.rstrip("\u0300\u0301\u0303")
    return Word(folded, "" if folded == written else written)


def entry(id: str, title: str, body: str = "", day: date | None = None, **more: str) -> Entry:
    """A small entry."""
    card = Card(id, day, more.get("source", "tinh"), more.get("section", ""), tuple(more.get("kinds", "").split()),
                document=int(more.get("document", 0)), author=more.get("author", ""),
                units=tuple(more.get("units", "").split()), genre=more.get("genre", ""),
                family=int(more.get("family", 0)), edited="edited" in more)
    return Entry(card, zone(title, more.get("title_numbers", "")), Zone(),
                 zone(body, more.get("numbers", ""), more.get("marked", ""), more.get("beside", "")),
                 zone(more["attached"], more.get("attached_numbers", "")) if more.get("attached") else Zone())


BULLETINS = [
    entry("a", "khoa hoc cong nghe", "tinh uy ban hanh nghi quyet", date(2017, 3, 22), numbers="20:nq:tw 20:nq",
          kinds="NQ", section="Đảng", document="3", author="Minh Châu", units="TW", genre="tin"),
    entry("b", "hoi nghi nong nghiep", "khoa hoc ky thuat | cong nghe moi", date(2017, 12, 31), source="huyen",
          author="Hoài An", genre="tin"),
    entry("c", "le hoi", "duong lang bien", date(2018, 1, 1), marked="đương~", beside="duong\u0303 lang bien"),
    entry("d", "le hoi", "duong lang bien nghe khoa", None, marked="đường`", beside="duong\u0300 lang bien nghe khoa"),
    entry("e", "nghi quyet", "nghe", date(2016, 2, 29), title_numbers="20:nq:tw 20:nq", numbers="5:cthd:tu",
          kinds="NQ CTHĐ", source="huyen", author="Minh Châu", units="TW TU", genre="van-ban"),
    entry("f", "bao cao", "nghi quyet", date(2020, 7, 1), numbers="120:nq:tw 120:nq", kinds="NQ"),
    Entry(Card("g", date(2019, 5, 5), "tinh"), Zone((("lang", "le", "hoi"),),
                                                    marked=("lang\u0300", "lê\u0303", "hôi\u0323"),
                                                    beside=("lang_le|2_64",))),
]


def words(text: str, **marks: str) -> tuple[Word, ...]:
    return tuple(Word(folded, marks.get(folded, "")) for folded in text.split())


def ask_all(text: str, **more: object) -> Query:
    return Query(words=words(text), minimum=len(text.split()), **more)  # type: ignore[arg-type]


CASES: list[tuple[str, Query, list[str]]] = [
    ("everything, newest first", Query(sort=Sort.NEWEST), ["f", "g", "c", "b", "a", "e", "d"]),
    ("everything, oldest first", Query(sort=Sort.OLDEST), ["e", "a", "b", "c", "g", "f", "d"]),
    ("one word", ask_all("khoa"), ["a", "d", "b"]),
    ("all words", ask_all("khoa cong nghe", sort=Sort.OLDEST), ["a", "b"]),
    ("most words", Query(words=words("khoa hoc duong"), minimum=2, sort=Sort.OLDEST), ["a", "b", "d"]),
    ("unknown word", ask_all("khongco"), []),
    ("phrase", Query(required=(Phrase(words("cong nghe")),), sort=Sort.OLDEST), ["a", "b"]),
    ("longer phrase", Query(required=(Phrase(words("khoa hoc cong nghe")),)), ["a"]),
    ("no phrase across paragraphs", Query(required=(Phrase(words("ky thuat cong")),)), []),
    ("no phrase from loose pairs", Query(required=(Phrase(words("le hoi duong")),)), []),
    ("phrase of one", Query(required=(Phrase(words("bien")),), sort=Sort.NEWEST), ["c", "d"]),
    ("excluded word", Query(words=words("hoi"), minimum=1, excluded=words("nong"), sort=Sort.NEWEST), ["g", "c", "d"]),
    ("excluded phrase", Query(words=words("nghe"), minimum=1, excluded=(Phrase(words("cong nghe")),),
                              sort=Sort.OLDEST), ["e", "d"]),
    ("any of", Query(required=(AnyOf((Word("nong"), Phrase(words("lang bien")))),), sort=Sort.OLDEST),
     ["b", "c", "d"]),
    ("number, its own before a mention", Query(numbers=(Number("20:nq:tw"),), numbers_only=True), ["e", "a"]),
    ("partial number", Query(numbers=(Number("120:nq"),), numbers_only=True), ["f"]),
    ("number above words", Query(words=words("nghi quyet"), minimum=2, numbers=(Number("5:cthd:tu"),)),
     ["e", "f", "a"]),
    ("beginning", Query(required=(Prefix("ngh"),), sort=Sort.OLDEST), ["e", "a", "b", "f", "d"]),
    ("beginning that none has", Query(required=(Prefix("x"),)), []),
    ("unknown number", Query(numbers=(Number("20a:nq:tw"),), numbers_only=True), []),
    ("end day included", Query(filters=Filters(date(2017, 1, 1), date(2017, 12, 31)), sort=Sort.OLDEST), ["a", "b"]),
    ("only a first day", Query(filters=Filters(since=date(2018, 1, 1)), sort=Sort.OLDEST), ["c", "g", "f"]),
    ("only a last day", Query(filters=Filters(until=date(2016, 2, 29))), ["e"]),
    ("year", Query(filters=Filters(year=(2017,)), sort=Sort.OLDEST), ["a", "b"]),
    ("two years", Query(filters=Filters(year=(2017, 2020)), sort=Sort.OLDEST), ["a", "b", "f"]),
    ("source", Query(filters=Filters(source=("huyen",)), sort=Sort.OLDEST), ["e", "b"]),
    ("either source", Query(filters=Filters(source=("huyen", "tinh", "xa")), sort=Sort.OLDEST),
     ["e", "a", "b", "c", "g", "f", "d"]),
    ("unknown source", Query(filters=Filters(source=("xa",))), []),
    ("section", Query(filters=Filters(section=("Đảng",))), ["a"]),
    ("kind", Query(filters=Filters(kind=("CTHĐ",))), ["e"]),
    ("either kind", Query(filters=Filters(kind=("CTHĐ", "NQ")), sort=Sort.OLDEST), ["e", "a", "f"]),
    ("author", Query(filters=Filters(author=("Minh Châu",)), sort=Sort.OLDEST), ["e", "a"]),
    ("unit", Query(filters=Filters(unit=("TU",))), ["e"]),
    ("genre", Query(filters=Filters(genre=("tin",)), sort=Sort.OLDEST), ["a", "b"]),
    ("of one a choice, and of another", Query(filters=Filters(author=("Minh Châu", "Hoài An"), source=("huyen",)),
                                              sort=Sort.OLDEST), ["e", "b"]),
    ("typed mark first", Query(words=words("duong", duong="đường`"), minimum=1), ["d", "c"]),
    ("other mark first", Query(words=words("duong", duong="đương~"), minimum=1), ["c", "d"]),
    ("exact mark", Query(words=words("duong", duong="đường`"), minimum=1, exact=True), ["d"]),
    ("exact mark, none so", Query(words=words("duong", duong="dương"), minimum=1, exact=True), []),
    ("side by side, any marks", Query(required=(Beside(words("duong lang")),), sort=Sort.NEWEST), ["c", "d"]),
    ("side by side, in typed marks", Query(required=(Beside(words("duong lang", duong="duong\u0300")),)), ["d"]),
    ("side by side, in marks that none has", Query(required=(Beside(words("duong lang", duong="duong\u0301")),)), []),
    ("side by side without a mark", Query(required=(Beside(words("lang le", lang="lang")),)), []),
    ("three side by side, one meant bare",
     Query(required=(Beside(words("duong lang bien", duong="duong\u0303", lang="lang")),)), ["c"]),
    ("not side by side as it is spelt", Query(required=(Beside(words("khoa hoc")),)), []),
    ("one in its typed mark", Query(required=(Beside(words("duong", duong="đường`")),)), ["d"]),
    ("one without a mark", Query(required=(Beside(words("nghe", nghe="nghe")),)), ["d"]),
    ("one in any marks", Query(required=(Beside(words("duong")),), sort=Sort.NEWEST), ["c", "d"]),
    ("groups stand one above the other", ask_all("le hoi", sort=Sort.OLDEST, groups=(
        (Beside(words("duong", duong="đường`")),), (Word("lang"), Word("le")))), ["d", "c", "g"]),
    ("groups that are counted alone", ask_all("le hoi", sort=Sort.OLDEST, lifted=False, groups=(
        (Beside(words("duong", duong="đường`")),), (Word("lang"), Word("le")))), ["c", "g", "d"]),
    ("groups, second page", ask_all("le", sort=Sort.OLDEST, page=2, per_page=1, groups=(
        (Word("bien"), Word("khoa")), (Word("bien"),))), ["c"]),
    ("a group without clauses has all that is left", ask_all("le", sort=Sort.OLDEST, groups=((Word("khoa"),), ())),
     ["d", "c", "g"]),
    ("expansion", Query(words=words("bien duong xa"), minimum=3, expansions=(
        Expansion(("xa", "bien"), Phrase(words("nghe khoa"))),)), ["d"]),
    ("second page", Query(sort=Sort.NEWEST, page=2, per_page=4), ["a", "e", "d"]),
    ("past the end", Query(page=9), []),
]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    address = "memory:" if request.param == "memory" else f"{request.param}:{tmp_path / 'index'}"
    opened = open_engine(address, create=True)
    yield opened
    opened.close()


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.put(BULLETINS)
    engine.commit()
    return engine


@pytest.mark.parametrize(("query", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_finds_in_order(filled: Engine, query: Query, expected: list[str]) -> None:
    page = filled.search(query)
    assert [hit.id for hit in page.hits] == expected
    assert page.total >= len(expected)


@pytest.mark.parametrize(("facet", "filters", "counts"), [
    ("source", Filters(source=("huyen",)), [("tinh", 5), ("huyen", 2)]),
    ("source", Filters(source=("huyen",), year=(2016,)), [("huyen", 1)]),
    ("source", Filters(source=("xa",), year=(2017,)), [("huyen", 1), ("tinh", 1)]),
    ("author", Filters(author=("Hoài An",)), [("Minh Châu", 2), ("Hoài An", 1)]),
    ("author", Filters(genre=("tin",)), [("Hoài An", 1), ("Minh Châu", 1)]),
    ("unit", Filters(unit=("TU",)), [("TW", 2), ("TU", 1)]),
    ("genre", Filters(), [("tin", 2), ("van-ban", 1)]),
    ("kind", Filters(kind=("CTHĐ",)), [("NQ", 3), ("CTHĐ", 1)]),
    ("year", Filters(year=(2017,), since=date(2017, 1, 1)), [("2020", 1), ("2019", 1), ("2018", 1), ("2017", 2)]),
    ("month", Filters(year=(2020,)), [("2020-07", 1), ("2019-05", 1), ("2018-01", 1), ("2017-12", 1), ("2017-03", 1),
                                      ("2016-02", 1)]),
    ("day", Filters(since=date(2017, 3, 22), until=date(2017, 3, 22), source=("huyen",)),
     [("2017-12-31", 1), ("2016-02-29", 1)]),
])
def test_a_facet_is_counted_without_what_is_chosen_of_it(
        filled: Engine, facet: str, filters: Filters, counts: list[tuple[str, int]]) -> None:
    page = filled.search(Query(filters=filters, facets=(facet,)))
    assert [tuple(counted) for counted in page.facets[facet]] == counts


def test_the_most_frequent_values_can_be_asked_for_alone(filled: Engine) -> None:
    page = filled.search(Query(facets=("source", "kind", "year"), most_values=1))
    years = filled.search(Query()).facets["year"]
    assert page.facets == {"source": (("tinh", 5),), "kind": (("NQ", 3),), "year": years}


def test_a_facet_is_counted_over_the_group_that_is_shown(filled: Engine) -> None:
    groups = ((Word("khoa"), Word("cong")), (Word("khoa"),), ())
    page = filled.search(Query(groups=groups, filters=Filters(source=("huyen",)), facets=("source",)))
    assert page.counts == (1, 0, 1, 0) and dict(page.facets["source"]) == {"huyen": 1, "tinh": 1}
    none = filled.search(Query(groups=groups, filters=Filters(source=("xa",)), facets=("source",)))
    assert not none.total and none.facets == page.facets


def test_total_and_facets_count_all_pages(filled: Engine) -> None:
    page = filled.search(Query(per_page=1))
    assert page.total == 7 and len(page.hits) == 1
    assert [(f.value, f.count) for f in page.facets["year"]] == [
        ("2020", 1), ("2019", 1), ("2018", 1), ("2017", 2), ("2016", 1)]
    assert [(f.value, f.count) for f in page.facets["source"]] == [("tinh", 5), ("huyen", 2)]
    assert [(f.value, f.count) for f in page.facets["section"]] == [("Đảng", 1)]
    assert [(f.value, f.count) for f in page.facets["kind"]] == [("NQ", 3), ("CTHĐ", 1)]


def test_parts_add_up_to_the_score(filled: Engine) -> None:
    query = Query(words=words("duong khoa", duong="đường`"), minimum=1, pairs=("lang_bien",),
                  numbers=(Number("20:nq"),), groups=((Word("khoa"),),), explain=True)
    hits = filled.search(query).hits
    assert {part.channel for hit in hits for part in hit.parts} == {"syllable", "pair", "mark", "number"}
    for hit in hits:
        assert hit.score == pytest.approx(sum(part.points for part in hit.parts), abs=10 ** -SCORE_DECIMALS)


def test_groups_are_counted_and_told(filled: Engine) -> None:
    groups = ((Word("duong"), Word("khoa")), (Word("duong"),), (Word("nong"),))
    page = filled.search(Query(groups=groups, sort=Sort.OLDEST, facets=("year",)))
    assert page.total == 7 and page.counts == (1, 1, 1, 4)
    assert [(hit.id, hit.group) for hit in page.hits][:4] == [("d", 0), ("c", 1), ("b", 2), ("e", 3)]
    assert page.facets["year"] == ()  # d has no day
    some = filled.search(Query(groups=groups, excluded=(Word("khoa"),), facets=("year",)))
    assert some.counts == (0, 1, 0, 3) and some.facets["year"] == (("2018", 1),)
    counted = filled.search(Query(groups=groups, lifted=False, facets=("year",)))
    assert counted.counts == page.counts and sum(facet.count for facet in counted.facets["year"]) == 6
    assert filled.search(ask_all("khongco", groups=groups)).counts == (0, 0, 0, 0)
    assert filled.search(Query(groups=groups, per_page=1)).counts == (1, 0, 0, 6)
    assert filled.search(Query(groups=groups, per_page=1, page=2)).counts == (1, 1, 0, 5)


def test_title_above_body(engine: Engine) -> None:
    engine.put([entry("body", "mot hai", "lua gao"), entry("title", "lua gao", "mot hai")])
    engine.commit()
    assert [hit.id for hit in engine.search(ask_all("lua")).hits] == ["title", "body"]


def test_files_find_below_the_body_and_change_nobody_s_score(engine: Engine) -> None:
    plain = [entry("body", "mot hai", "lua gao thom"), entry("other", "ba bon", "ngo khoai gao")]
    engine.put(plain)
    engine.commit()
    asked = [ask_all("gao"), ask_all("lua gao", pairs=("lua_gao",)), ask_all("mot")]
    before = [[(hit.id, hit.score) for hit in engine.search(query).hits] for query in asked]
    engine.put([replace(plain[0], attached=zone("bang phu luc"))])
    engine.put([entry("c", "bon nam", "phu luc", attached="gao mot bon | " + "gao lua " * 9, attached_numbers="5:nq")])
    engine.remove(["x"])
    engine.commit()
    for query, held in zip(asked, before, strict=True):
        found = [hit.id for hit in engine.search(query).hits]
        assert found[:len(held)] == [id for id, _ in held], query  # what a text says stands above what a file says
    assert [hit.id for hit in engine.search(ask_all("lua gao")).hits] == ["body", "c"]
    assert [hit.id for hit in engine.search(Query(required=(Phrase(words("gao mot bon")),))).hits] == ["c"]
    assert engine.search(Query(required=(Phrase(words("bon gao")),))).total == 0  # no phrase across paragraphs
    assert [hit.id for hit in engine.search(Query(numbers=(Number("5:nq"),), numbers_only=True)).hits] == ["c"]


def test_no_file_changes_the_score_of_a_text(tmp_path: Path, engine: Engine) -> None:
    rng = random.Random(18)
    bare = [replace(each, attached=Zone()) for each in random_entries(rng, 40)]
    hung = [replace(each, attached=random_zone(rng, 30, 2)) if place % 4 == 0 else each
            for place, each in enumerate(bare)]
    queries = [random_query(rng)._replace(numbers=(), numbers_only=False, per_page=50, page=1) for _ in range(40)]
    scores = []
    for entries in (bare, hung):
        engine.put(entries)
        engine.commit()
        scores.append([{hit.id: hit.score for hit in engine.search(query).hits} for query in queries])
    without = {each.card.id for place, each in enumerate(bare) if place % 4}
    for before, after in zip(*scores, strict=True):
        same = without & before.keys() & after.keys()
        assert {id: before[id] for id in same} == {id: after[id] for id in same}


def test_families_count_as_one(engine: Engine) -> None:
    engine.put([entry("a", "lua gao", day=date(2017, 3, 2), source="huyen", family="7", kinds="NQ"),
                entry("b", "lua gao", day=date(2017, 3, 1), source="tinh", family="7", kinds="NQ QĐ"),
                entry("c", "lua gao", day=date(2018, 1, 1), source="tinh"),
                entry("d", "lua ngo gao", source="xa", family="7")])
    engine.commit()
    page = engine.search(ask_all("lua gao", joined=True, sort=Sort.OLDEST))
    assert page.total == 2 and [hit.id for hit in page.hits] == ["b", "c"]
    assert page.facets["source"] == (("tinh", 2), ("huyen", 1), ("xa", 1))
    assert page.facets["kind"] == (("NQ", 1), ("QĐ", 1)) and page.facets["year"] == (("2018", 1), ("2017", 1))
    for facet in page.facets["source"]:
        narrowed = engine.search(ask_all("lua gao", joined=True, filters=Filters(source=(facet.value,))))
        assert narrowed.total == facet.count
    grouped = engine.search(ask_all("lua gao", joined=True, groups=((Word("ngo"),), (Word("gao"),))))
    assert [(hit.id, hit.group) for hit in grouped.hits] == [("d", 0), ("c", 1)] and grouped.counts == (1, 1, 0)
    assert engine.search(ask_all("lua gao")).total == 4


def test_edited(engine: Engine) -> None:
    engine.put([entry("a", "lua", edited="yes"), entry("b", "lua")])
    engine.commit()
    assert [hit.id for hit in engine.search(ask_all("lua", filters=Filters(edited=(EDITED,)))).hits] == ["a"]
    card = engine.get("a")
    assert card is not None and card.edited


def test_frequency_and_missing_words(filled: Engine) -> None:
    assert [filled.frequency(*term) for term in (("syllable", "khoa"), ("pair", "cong_nghe"), ("number", "20:nq"),
                                                 ("mark", "hôi\u0323"), ("syllable", "khongco"))] == [3, 2, 2, 1, 0]
    hit, = filled.search(Query(words=words("bao cao xyz"), minimum=2)).hits
    assert [word.folded for word in hit.missing] == ["xyz"]


def test_get_and_count(filled: Engine) -> None:
    assert filled.count() == 7 and set(filled.ids()) == set("abcdefg")
    assert filled.get("a") == BULLETINS[0].card
    assert filled.get("zz") is None


def test_nothing_before_commit(engine: Engine) -> None:
    engine.put(BULLETINS)
    assert engine.count() == 0 and engine.search(Query()).total == 0


def test_replace_leaves_one(filled: Engine) -> None:
    filled.put([entry("a", "chu de khac", day=date(2021, 1, 1))])
    filled.commit()
    assert filled.count() == 7
    assert "a" not in {hit.id for hit in filled.search(ask_all("khoa")).hits}
    assert [hit.id for hit in filled.search(ask_all("khac")).hits] == ["a"]


def test_two_of_one_id_in_a_commit_leave_the_later(engine: Engine) -> None:
    engine.put([entry("a", "truoc"), entry("a", "sau")])
    engine.commit()
    assert engine.count() == 1
    assert engine.search(ask_all("truoc")).total == 0 and engine.search(ask_all("sau")).total == 1


def test_put_then_remove_in_one_commit(filled: Engine) -> None:
    filled.put([entry("new", "moi tinh")])
    filled.remove(["new", "b", "unknown"])
    filled.commit()
    assert set(filled.ids()) == set("acdefg")
    assert filled.get("b") is None and filled.search(ask_all("nong")).total == 0


def test_empty_engine_answers(engine: Engine) -> None:
    assert engine.search(ask_all("khoa")) == SearchPage(
        0, (), {"year": (), "source": (), "section": (), "kind": ()}, counts=(0,))


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
            assert ours.shape == theirs.shape and ours == pytest.approx(theirs, abs=10 ** -SCORE_DECIMALS)


def test_holdings_are_of_the_first_hits_whatever_the_page(filled: Engine) -> None:
    query = Query(words=words("khoa nghe", khoa="khoá"), minimum=1, pairs=("cong_nghe", "khong_co"),
                  holdings=1, among=2)
    first = filled.search(query._replace(per_page=2))
    held = filled.search(query._replace(page=2, per_page=1)).holdings
    assert held is not None
    assert held.words.terms == ("khoa", "nghe") and held.pairs.terms == ("cong_nghe", "khong_co")
    assert held.titles == ("khoa hoc cong nghe",) and held.documents.tolist() == [3, 0]
    assert held.scores.tolist() == [hit.score for hit in first.hits]
    assert (held.words.points > 0).tolist() == [[True, True]]
    assert (held.pairs.points > 0).tolist() == [[True, False], [True, False]]
    assert held.words.points.sum() + held.pairs.points[0].sum() == pytest.approx(
        held.scores[0], abs=10 ** -SCORE_DECIMALS)
    assert (held.words.weights > 0).all() and (held.pairs.weights > 0).tolist() == [True, False]
    assert held.weight == pytest.approx(held.words.weights.sum() + held.pairs.weights.sum())
    assert held.title_weights["khoa"] == held.title_weights["hoc"] > 0
    assert filled.frequency("title", "hoi") == 4 and filled.frequency("title", "bien") == 0


def test_no_holdings_of_nothing(filled: Engine) -> None:
    assert filled.search(ask_all("khongco", holdings=5)).holdings is None
    assert filled.search(ask_all("khoa")).holdings is None


def random_entries(rng: random.Random, count: int) -> list[Entry]:
    syllables = [f"s{i}" for i in range(40)]
    frequencies = [1 / (i + 1) for i in range(40)]

    def text(length: int) -> str:
        return " ".join(rng.choices(syllables, frequencies, k=length))

    def spelt(length: int) -> str:
        return " ".join(syllable + rng.choice(["", "", "\u0300", "\u0303"]) for syllable in text(length).split())

    return [entry(f"id{i}", text(5), f"{text(rng.randint(5, 60))} | {text(9)}",
                  rng.choice([None, date(2010, 1, 1) + timedelta(rng.randrange(4000))]),
                  document=rng.choice(["0", "0", "7", str(2**56 - 1)]), attached=rng.choice(["", "", text(40)]),
                  source=rng.choice("xyz"), kinds=rng.choice(["", "NQ", "NQ QĐ"]),
                  numbers=" ".join(rng.choices(["1:nq", "2:nq", "3:qd"], k=rng.randint(0, 2))),
                  marked=" ".join(rng.choices(["s1'", "s2'"], k=3)), beside=f"{spelt(20)} | {spelt(20)}")
            for i in range(count)]


OTHER_WORDS = [Expansion(("s3", "s4"), Phrase(words("s0 s1"))), Expansion(("s44",), Phrase(words("s2"))),
               Expansion(("s5",), Phrase(words("s0 s0 s1")))]


def random_query(rng: random.Random) -> Query:
    picked = rng.choices([f"s{i}" for i in range(45)], k=rng.randint(0, 5))
    clauses = (Word("s3"), Prefix(rng.choice(["s3", "s", "t"])),
               Phrase(words("s0 s1")), Phrase(words("s0 s0 s1")), AnyOf((Word("s20"), Number("1:nq"))),
               Beside(words("s0 s1", s0=rng.choice(["", "s0", "s0\u0300"]), s1=rng.choice(["", "s1", "s1\u0303"]))),
               Beside(words("s0 s1 s2", s1="s1\u0303")), Beside(words("s1", s1=rng.choice(["", "s1", "s1'"]))),
               AnyOf((Beside(words("s2 s0", s2="s2\u0300")), Beside(words("s3 s0")))))
    return Query(
        words=tuple(Word(s, rng.choice(["", s + "'"])) for s in picked), minimum=rng.randint(0, len(picked)),
        pairs=tuple(f"{a}_{b}" for a, b in zip(picked, picked[1:], strict=False)),
        numbers=tuple(Number(key) for key in rng.sample(["1:nq", "2:nq", "9:nq"], rng.choice([0, 0, 1, 2]))),
        required=tuple(rng.sample(clauses, rng.choice([0, 0, 1]))),
        excluded=tuple(rng.sample(clauses, rng.choice([0, 0, 1]))),
        filters=Filters(
            since=rng.choice([None, date(2012, 1, 1)]), until=rng.choice([None, date(2018, 6, 1)]),
            source=rng.choice([(), (), ("x",)]), kind=rng.choice([(), ("QĐ",)])), sort=rng.choice(list(Sort)),
        expansions=tuple(rng.sample(OTHER_WORDS, rng.choice([0, 0, 1, 2]))), exact=rng.random() < .3,
        groups=tuple(tuple(rng.sample(clauses, rng.choice([0, 1, 1, 2]))) for _ in range(rng.choice([0, 1, 2, 3]))),
        lifted=rng.random() < .7, page=rng.choice([1, 1, 2]), per_page=rng.choice([3, 10]))


def spellings_of(syllable: str) -> list[str]:
    """The marks that a syllable may bear here."""
    return [f"{syllable}\u0301", f"{syllable}\u0323"]


def random_zone(rng: random.Random, length: int, numbers: int = 0) -> Zone:
    """Paragraphs of few syllables with and without marks, with readings that stand nowhere else, and numbers."""
    paragraphs = [[Word(folded, rng.choice(["", *spellings_of(folded)]))
                   for folded in rng.choices(FEW_SYLLABLES, k=rng.randint(1, length))]
                  for _ in range(rng.randint(1, 3))]
    named = rng.choices(["1:nq", "2:nq", "3:qd", "3:qd:ub"], k=rng.randint(0, numbers))
    beside = {spelt_pair(a, b) for line in paragraphs for a, b in zip(line, line[1:], strict=False)}
    return Zone(
        tuple(tuple(word.folded for word in line) for line in paragraphs),
        alternatives=tuple(rng.choices(["glued", "s1s2"], k=rng.choice([0, 0, 1]))),
        readings=tuple(tuple(rng.choices(FEW_SYLLABLES, k=rng.randint(2, 4)))
                       for _ in range(rng.choice([0, 0, 1, 2]))),
        marked=tuple(word.marked for line in paragraphs for word in line if word.marked),
        beside=tuple(sorted(beside | {spelt_alone(word.folded) for line in paragraphs for word in line
                                      if not word.marked})),
        words=tuple(rng.choices(["s1_s2", "s3"], k=2)), numbers=tuple(named), yearless=tuple(named[:1]))


def rich_entry(rng: random.Random, id: str) -> Entry:
    """An entry with something of everything that the protocol knows."""
    day = rng.choice([None, date(2015, 1, 1) + timedelta(rng.randrange(900)), date(2016, 2, 29)])
    card = Card(id, day, rng.choice("xy"), rng.choice(["", "A", "B"]), rng.choice([(), ("NQ",), ("NQ", "QĐ")]),
                author=rng.choice(["", "An", "Bình"]), units=rng.choice([(), ("TW",), ("TW", "CP")]),
                genre=rng.choice(["tin", "van-ban"]), family=rng.choice([0, 0, 0, 1, 2, 3, 2**55]),
                edited=rng.random() < .2)
    return Entry(card, random_zone(rng, 4, 1), rng.choice([Zone(), random_zone(rng, 5)]), random_zone(rng, 12, 3),
                 rng.choice([Zone(), Zone(), random_zone(rng, 20, 3)]))


FEW_SYLLABLES = [f"s{i}" for i in range(9)]


def rich_word(rng: random.Random) -> Word:
    folded = rng.choice([*FEW_SYLLABLES, "glued", "s99"])
    return Word(folded, rng.choice(["", folded, *spellings_of(folded)]))


def rich_clause(rng: random.Random, *, deep: bool = True) -> Word | Phrase | Beside | Number | Prefix | AnyOf:
    """Any clause; phrases above all, which have most ways to differ."""
    kind = rng.choice(["word", "number", "prefix", "phrase", "phrase", "beside", "beside"] + ["any"] * deep)
    if kind == "any":
        return AnyOf(tuple(rich_clause(rng, deep=False) for _ in range(rng.randint(1, 3))))  # type: ignore[misc]
    if kind in ("phrase", "beside"):
        said = tuple(rich_word(rng) for _ in range(rng.choice([1, 2, 2, 3, 4])))
        return Phrase(said) if kind == "phrase" else Beside(said)
    if kind == "prefix":
        return Prefix(rng.choice(["s", "s1", "g", "x", "s8"]))
    return rich_word(rng) if kind == "word" else Number(rng.choice(["1:nq", "3:qd", "9:nq"]))


FEATURES = {
    "required": lambda rng: {"required": tuple(rich_clause(rng) for _ in range(rng.randint(1, 2)))},
    "excluded": lambda rng: {"excluded": tuple(rich_clause(rng) for _ in range(rng.randint(1, 2)))},
    "exact": lambda rng: {"exact": True},
    "exact phrases": lambda rng: {"exact": True, "required": (
        Phrase(tuple(rich_word(rng) for _ in range(rng.randint(1, 4)))),)},
    "side by side": lambda rng: {"required": (Beside(tuple(rich_word(rng) for _ in range(rng.randint(1, 3)))),)},
    "groups": lambda rng: {"lifted": rng.random() < .5, "facets": FACETS, "groups": tuple(
        tuple(rich_clause(rng) for _ in range(rng.randint(0, 2))) for _ in range(rng.randint(1, 3)))},
    "expansions": lambda rng: {"expansions": tuple(
        Expansion(tuple(rng.choices([*FEW_SYLLABLES, "s99"], k=rng.randint(1, 3))),
                  Phrase(tuple(rich_word(rng) for _ in range(rng.randint(1, 3))))) for _ in range(rng.randint(1, 3)))},
    "numbers": lambda rng: {"numbers": tuple(map(Number, rng.sample(["1:nq", "2:nq", "3:qd", "9:nq"], 2))),
                            "numbers_only": rng.random() < .5},
    "filters": lambda rng: {"filters": Filters(
        rng.choice([None, date(2015, 6, 1)]), rng.choice([None, date(2016, 12, 31)]),
        rng.choice([(), ("x",), ("z",), ("x", "y")]), rng.choice([(), ("A",)]), rng.choice([(), ("QĐ",), ("NQ", "QĐ")]),
        rng.choice([(), (2016,), (2015, 2017)]), rng.choice([(), ("An",), ("An", "Bình")]), rng.choice([(), ("TW",)]),
        rng.choice([(), ("tin",)]))},
    "prefixes": lambda rng: {"required": (Prefix(rng.choice(["s", "s1", "g", ""])),)},
    "joined": lambda rng: {"joined": True, "facets": FACETS + MORE_FACETS, "lifted": rng.random() < .7,
                           "per_page": rng.choice([2, 9]), "groups": tuple(
                               tuple(rich_clause(rng) for _ in range(rng.randint(0, 2)))
                               for _ in range(rng.randint(0, 3)))},
    "joined and narrowed": lambda rng: {**FEATURES["joined"](rng), **FEATURES["filters"](rng)},
    "edited": lambda rng: {"filters": Filters(edited=(EDITED,))},
    "facets": lambda rng: {"facets": tuple(rng.sample(
        FACETS + MORE_FACETS, rng.randint(0, 6))), "most_values": rng.choice([0, 1, 2])},
    "facets of what is chosen": lambda rng: {"facets": FACETS + MORE_FACETS, **FEATURES["filters"](rng)},
    "evidence": lambda rng: {"pairs": ("s1_s2", "s9_s1"), "hints": tuple(rich_word(rng) for _ in range(2))},
    "order and pages": lambda rng: {"sort": rng.choice(list(Sort)), "page": rng.randint(1, 4),
                                    "per_page": rng.choice([1, 3, 50])},
    "explained": lambda rng: {"explain": True},
}
QUESTIONS = 60  # of each feature, and as many of several together


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    """Every engine over the same rich entries, in several segments, some of them replaced and some removed."""
    folder = tmp_path_factory.mktemp("rich")
    engines = {scheme: open_engine("memory:" if scheme == "memory" else f"{scheme}:{folder / scheme}", create=True)
               for scheme in ENGINES}
    for engine in engines.values():
        rng = random.Random(17)
        for _ in range(3):
            engine.put(rich_entry(rng, f"id{rng.randrange(70)}") for _ in range(40))
            engine.remove([f"id{rng.randrange(70)}" for _ in range(5)])
            engine.commit()
    yield engines
    for engine in engines.values():
        engine.close()


@pytest.mark.parametrize("feature", [*FEATURES, "several"])
def test_every_feature_gets_the_yardstick_s_answers(rich: dict[str, Engine], feature: str) -> None:
    rng = random.Random(feature)
    found = 0
    for _ in range(QUESTIONS):
        words = tuple(rich_word(rng) for _ in range(rng.choice([0, 1, 2, 3])))
        query = Query(words, rng.randint(0, len(words)), facets=())
        for name in rng.sample(list(FEATURES), 4) if feature == "several" else [feature]:
            query = query._replace(**FEATURES[name](rng))
        expected = rich["memory"].search(query)
        found += expected.total
        for scheme in ENGINES[1:]:
            page = rich[scheme].search(query)
            assert (page.total, [h.id for h in page.hits]) == (expected.total, [h.id for h in expected.hits]), query
            assert (page.facets, page.counts) == (expected.facets, expected.counts), query
            assert [h.group for h in page.hits] == [h.group for h in expected.hits], query
            assert [h.missing for h in page.hits] == [h.missing for h in expected.hits], query
            assert [h.score for h in page.hits] == pytest.approx([h.score for h in expected.hits], abs=1e-3), query
            for mine, other in zip(page.hits, expected.hits, strict=True):
                assert {(part.channel, part.term) for part in mine.parts} == {
                    (part.channel, part.term) for part in other.parts}, query
    assert found  # else nothing was tried


@pytest.mark.parametrize("scheme", ENGINES[1:])
def test_500_random_questions_get_the_yardstick_s_answers(scheme: str, tmp_path: Path) -> None:
    rng = random.Random(20170322)
    yardstick, engine = MemoryEngine(), open_engine(f"{scheme}:{tmp_path / 'index'}", create=True)
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
        near = pytest.approx([h.score for h in expected.hits], abs=10 ** -SCORE_DECIMALS)
        assert [h.score for h in found.hits] == near
        assert_same_holdings(found.holdings, expected.holdings)
    assert all(engine.get(id) == yardstick.get(id) for id in yardstick.ids())
    engine.close()

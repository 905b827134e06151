"""One contract for every engine: the same bulletins, in the same order, for every kind of question."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.engine.base import Engine
from indexer.engine.page import SearchPage
from indexer.engine.query import AnyOf, Beside, Expansion, Filters, Number, Phrase, Prefix, Query, Sort, Word
from tests.indexer.engine.made_entries import ask_all, words

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
    ("a number by what means it: no other that names it, and what does not name it last",
     Query(numbers=(Number("20:nq:tw", ("a", "b", "zz")),), numbers_only=True), ["a", "b"]),
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
    ("province", Query(filters=Filters(province=("p1",)), sort=Sort.OLDEST), ["b", "f"]),
    ("province and commune", Query(filters=Filters(province=("p1", "p9"), commune=("c2",))), ["b"]),
    ("unknown province", Query(filters=Filters(province=("p9",))), []),
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


@pytest.mark.parametrize(("query", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_finds_in_order(filled: Engine, query: Query, expected: list[str]) -> None:
    page = filled.search(query)
    assert [hit.id for hit in page.hits] == expected
    assert page.total >= len(expected)


@pytest.mark.parametrize("query", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_counts_alone(filled: Engine, query: Query) -> None:
    page, counted = filled.search(query._replace(page=1, per_page=1)), filled.search(query._replace(page=1, per_page=0))
    assert (counted.total, counted.counts, counted.facets) == (page.total, page.counts, page.facets)
    assert not counted.hits


def test_empty_engine_answers(engine: Engine) -> None:
    assert engine.search(ask_all("khoa")) == SearchPage(
        0, (), {"year": (), "source": (), "section": (), "kind": ()}, counts=(0,))

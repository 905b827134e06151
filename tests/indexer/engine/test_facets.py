"""The contract's counts: what of a facet is counted, over which hits and groups."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.engine.base import Engine
from indexer.engine.query import Filters, Query, Sort, Word
from tests.indexer.engine.made_entries import ask_all


@pytest.mark.parametrize(("facet", "filters", "counts"), [
    ("source", Filters(source=("huyen",)), [("tinh", 5), ("huyen", 2)]),
    ("source", Filters(source=("huyen",), year=(2016,)), [("huyen", 1)]),
    ("source", Filters(source=("xa",), year=(2017,)), [("huyen", 1), ("tinh", 1)]),
    ("author", Filters(author=("Hoài An",)), [("Minh Châu", 2), ("Hoài An", 1)]),
    ("author", Filters(genre=("tin",)), [("Hoài An", 1), ("Minh Châu", 1)]),
    ("unit", Filters(unit=("TU",)), [("TW", 2), ("TU", 1)]),
    ("genre", Filters(), [("tin", 2), ("van-ban", 1)]),
    ("kind", Filters(kind=("CTHĐ",)), [("NQ", 3), ("CTHĐ", 1)]),
    ("province", Filters(), [("p1", 2), ("p2", 1)]),
    ("province", Filters(province=("p2",), commune=("c2",)), [("p1", 1)]),
    ("commune", Filters(province=("p2",)), [("c1", 1)]),
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

"""The contract's families and what editors made: bulletins that stand for others."""

from __future__ import annotations

from datetime import date

from indexer.engine.base import Engine
from indexer.engine.query import EDITED, Filters, Sort, Word
from tests.indexer.engine.made_entries import ask_all, entry


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

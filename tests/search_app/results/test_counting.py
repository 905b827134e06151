"""A question that only counts says what a page of it says, and fetches nothing."""

from __future__ import annotations

import pytest

from indexer.asking.search import Question, ask
from indexer.engine.query import Query, Sort


@pytest.mark.parametrize("text", ["tôm", "khoa hoc", "bản", "lúa xuân", "zzz", "tôm tháng 6 năm 2021", "-lúa"])
@pytest.mark.parametrize("exact", [False, True])
def test_counts_are_those_of_a_page(engine, text: str, exact: bool) -> None:
    page, counted = (ask(engine, Question(text, exact=exact, per_page=per_page)) for per_page in (1, 0))
    assert (counted.total, counted.near, counted.listed) == (page.total, page.near, page.listed)
    assert counted.page.facets == page.page.facets and not counted.page.hits


@pytest.mark.parametrize("sort", Sort)
def test_all_bulletins_are_counted(engine, sort: Sort) -> None:
    assert engine.search(Query(sort=sort, per_page=0)).total == engine.count() > 0

"""The bar of extraction on a whole portal, crawled; its short form."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.extraction.crawled import linked, measure_crawl, path_of
from benchmarks.extraction.department import Held, PortalPage, department_pages
from benchmarks.extraction.portals import Tally


def test_a_crawled_portal_is_as_good_as_it_should_be(tmp_path: Path) -> None:
    found = measure_crawl(department_pages(24), tmp_path)
    assert found.below_the_bar() == [] and found.faults == []
    assert (found.kept, found.days_right, found.strangers) == (59, 24, 0)


@pytest.mark.parametrize("tally, missed", [
    (Tally(bulletins=1, kept=1, titles=1, scores=[1.0]), []),
    (Tally(bulletins=2, kept=1, titles=1, scores=[1.0]), ["kept"]),
    (Tally(bulletins=50, kept=50, titles=49, scores=[1.0]), ["titles"]),
    (Tally(bulletins=9, kept=9, titles=9, dated=9, days_right=8, scores=[1.0]), ["days"]),
    (Tally(bulletins=9, kept=9, titles=9, days_wrong=1, scores=[1.0]), ["wrong days"]),
    (Tally(bulletins=50, kept=50, titles=50, strangers=1, scores=[1.0]), ["strangers"]),
    (Tally(bulletins=1, kept=1, titles=1, scores=[0.98]), ["F1"]),
])
def test_what_is_below_the_bar_is_named(tally: Tally, missed: list[str]) -> None:
    assert tally.below_the_bar() == missed


def test_what_nothing_links_to_is_not_expected() -> None:
    held = Held("Tin", None, ("Một.",))
    pages = [PortalPage("http://h/", "<a href='/a?x=1&amp;y=2#top'>A</a>"), PortalPage("http://h/a?x=1&y=2", "", held),
             PortalPage("http://h/b", "", held)]
    assert linked({path_of(page.address): page for page in pages}) == {"/", "/a?x=1&y=2"}

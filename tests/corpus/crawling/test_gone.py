"""Bulletins that disappear, and those that only seem to."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.bulletin import bulletin_id
from tests.crawled_site import opened, run
from tests.local_site import Reply, bulletin_paths, listing, news_site, serve


@pytest.fixture
def data(any_data: Path) -> Path:
    return any_data


@pytest.mark.parametrize("missing", [Reply("không còn", 404), Reply("không còn", 410), listing("/", title="Trang chủ"),
                                     Reply(status=302, headers={"Location": "/"})], ids=["404", "410", "list", "302"])
def test_a_page_that_disappeared_is_gone_after_three_runs_and_may_come_back(data: Path, missing: Reply) -> None:
    site = news_site(4)
    with serve(site):
        run(site, data)
        page, site.pages["/tin/1"] = site.pages["/tin/1"], missing
        assert [run(site, data).gone for _ in range(4)] == [0, 0, 1, 0]
        assert "/tin/1" not in bulletin_paths(data)
        with opened(data) as store:
            held = store.get(bulletin_id(site.address + "tin/1"))
            assert held is not None and held.gone_on is not None and held.title.endswith("số 1")
        site.pages["/tin/1"] = page
        report = run(site, data)
    assert (report.changed, report.unchanged, report.gone) == (1, 3, 0)
    assert bulletin_paths(data)["/tin/1"] == 1


def test_two_misses_and_a_hit_begin_the_count_anew(data: Path) -> None:
    site = news_site(3)
    with serve(site):
        run(site, data)
        page = site.pages["/tin/1"]
        for miss in (True, True, False, True, True):
            site.pages["/tin/1"] = Reply("", 404) if miss else page
            assert run(site, data).gone == 0
    assert "/tin/1" in bulletin_paths(data)


def test_a_failing_server_takes_no_bulletin_away(data: Path) -> None:
    site = news_site(3)
    with serve(site):
        run(site, data)
        site.pages["/tin/1"] = Reply("", 500)
        for _ in range(4):
            report = run(site, data)
            assert (report.failed, report.gone, site.counts()["/tin/1"]) == (1, 0, 3)
    assert "/tin/1" in bulletin_paths(data)

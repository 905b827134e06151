"""The crawl against a site that means well: every page once, every bulletin, whatever ends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.bulletin import bulletin_id
from corpus.crawling.crawl import CrawlError, crawl
from corpus.crawling.sources import Source
from tests.crawled_site import log, opened, run, source_of
from tests.local_site import Reply, article, bulletin_paths, news_site, serve


@pytest.fixture
def data(any_data: Path) -> Path:
    return any_data


def test_every_page_once_and_every_bulletin(data: Path) -> None:
    site = news_site(37)
    with serve(site):
        report = run(site, data)
    assert (report.new, report.fetched, report.failed, report.finished) == (37, 43, 0, True)  # and no /sitemap.xml
    assert report.notes == ()
    assert set(bulletin_paths(data)) == {f"/tin/{i}" for i in range(37)}
    assert set(site.counts().values()) == {1}
    assert len(log(data, "address")) == len(site.asked)


def test_a_second_run_asks_conditionally_and_changes_nothing(data: Path) -> None:
    site = news_site(12)
    for path, reply in list(site.pages.items()):
        site.pages[path] = Reply(reply.body, headers={"ETag": f'"{hash(path)}"'})
    with serve(site):
        run(site, data)
        report = run(site, data)
        assert all("if-none-match" in asked.headers for asked in site.asked if asked.path in site.pages)
    assert (report.new, report.changed, report.unchanged, report.gone, report.failed) == (0, 0, 12, 0, 0)
    assert set(site.counts().values()) == {1}
    statuses = [status for status, address in log(data, "status, address") if "robots" not in address]
    assert statuses[len(statuses) // 2:].count(304) == 15


def test_without_validators_the_bytes_are_compared(data: Path) -> None:
    site = news_site(12)
    with serve(site):
        run(site, data)
        report = run(site, data)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 12)


def test_counters_of_visitors_make_no_versions_and_fill_no_disk(data: Path) -> None:
    site = news_site(3)
    with serve(site):
        run(site, data)
        for number in range(3):
            site.pages[f"/tin/{number}"] = Reply(str(site.pages[f"/tin/{number}"].body).replace(
                "</body>", f"<div>Thống kê truy cập: {number + 1000}</div></body>"))
        report = run(site, data)
    assert (report.changed, report.unchanged) == (0, 3)
    with opened(data) as store:
        assert store.connection.execute("SELECT count(*) FROM blob").fetchone() == (5,)


def test_a_changed_page_is_a_second_version(data: Path) -> None:
    site = news_site(5)
    with serve(site):
        run(site, data)
        site.pages["/tin/2"] = article("Hội nghị triển khai công tác số 2", text="Tin đã được sửa lại: hội nghị chuyển "
                                       "sang ngày mai vì mưa lớn, các đại biểu ở xa đã được báo từ chiều nay.")
        report = run(site, data)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 4)
    assert bulletin_paths(data)["/tin/2"] == 2
    with opened(data) as store:
        versions = store.versions(bulletin_id(site.address + "tin/2"))
    assert ["sửa lại" in version.body for version in versions] == [False, True]


def test_a_limit_ends_the_sitting_and_the_next_one_goes_on(data: Path) -> None:
    site = news_site(20)
    asked: list[str] = []
    with serve(site):
        for _ in range(30):
            report = run(site, data, limit=5)
            asked += [a.path for a in site.asked]
            if report.finished:
                break
    assert len(asked) == len(set(asked)) and len(bulletin_paths(data)) == 20


def test_a_wish_to_stop_ends_after_the_page_in_flight(data: Path) -> None:
    site = news_site(20)
    with serve(site):
        report = run(site, data, should_stop=lambda: len(site.asked) >= 8)
        first = [asked.path for asked in site.asked]
        assert not report.finished and report.fetched == 7
        run(site, data)
    assert set(first).isdisjoint(asked.path for asked in site.asked)
    assert len(bulletin_paths(data)) == 20


def test_a_source_without_a_start_cannot_be_crawled(data: Path) -> None:
    with opened(data) as store, pytest.raises(CrawlError, match="chưa có địa chỉ bắt đầu"):
        crawl(store, Source("trống"))


def test_without_permission_loopback_is_refused_before_anything_is_asked(data: Path) -> None:
    site = news_site(1)
    with serve(site), pytest.raises(CrawlError, match="--allow-private"):
        run(site, data, allow_private=False)
    assert site.asked == []


def test_pages_are_read_again_when_the_rules_changed(data: Path) -> None:
    from corpus.extraction.rules import Rules
    site = news_site(3)
    for path, reply in list(site.pages.items()):
        site.pages[path] = Reply(reply.body, headers={"ETag": '"1"'})
    with serve(site):
        run(site, data)
        report = run(site, data, source=source_of(site, rules=Rules(author="div.date")))
    assert (report.changed, report.unchanged) == (3, 0)

"""Pauses between requests, and waits that servers ask for."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.crawled_site import run
from tests.local_site import Reply, Site, article, listing, news_site, serve


def gaps(site: Site) -> list[float]:
    times = [asked.at for asked in site.asked]
    return [after - before for before, after in zip(times, times[1:])]


def test_the_pause_between_requests(data: Path) -> None:
    site = news_site(1)
    with serve(site):
        run(site, data, delay=0.3)
    assert min(gaps(site)) > 0.29


def test_crawl_delay_is_kept_where_it_is_longer(data: Path) -> None:
    site = news_site(1)
    site.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 0.3\n", kind="text/plain")
    with serve(site):
        run(site, data, delay=0.0)
    assert min(gaps(site)) > 0.29


@pytest.mark.parametrize("form", [lambda: "1", lambda: format_datetime(
    datetime.now(timezone.utc) + timedelta(seconds=2), usegmt=True)], ids=["seconds", "date"])
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after(data: Path, form: Callable[[], str], status: int) -> None:
    site = news_site(1)
    refused: list[float] = []

    def rules(path: str) -> Reply | None:
        if path == "/muon" and not refused:
            refused.append(time.time())
            return Reply("", status, {"Retry-After": form()})
        return article("Tin đến muộn nhưng vẫn đến nơi") if path == "/muon" else None

    site.pages["/"] = listing("/muon", "/danh-sach/0")
    site.rules = rules
    with serve(site):
        report = run(site, data)
    assert (report.new, report.failed) == (2, 0)
    assert min(asked.at for asked in site.asked if asked.at > refused[0]) - refused[0] > 0.95


def test_a_server_that_wants_hours_is_left_for_the_next_crawl(data: Path) -> None:
    site = news_site(1)
    site.pages["/tin/0"] = Reply("", 503, {"Retry-After": "7200"})
    with serve(site):
        report = run(site, data)
    assert not report.finished and "120 phút" in report.notes[-1]

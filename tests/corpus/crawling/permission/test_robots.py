"""robots.txt: asked for first, and obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawled_site import run
from tests.local_site import Reply, listing, news_site, serve


def test_robots_are_asked_first_and_obeyed(data: Path) -> None:
    site = news_site(3)
    site.pages["/"] = listing("/cam/1", "/danh-sach/0", "/cam/2", "/CAM/3")
    site.pages["/robots.txt"] = Reply("\ufeffUser-agent: *\nDisallow: /cam/\n", kind="text/plain")
    with serve(site):
        site.pause = 0.05
        report = run(site, data)
    assert [asked.path for asked in site.asked][0] == "/robots.txt"
    assert site.counts()["/robots.txt"] == 1
    assert not [path for path in site.paths() if path.startswith("/cam/")]
    assert "/CAM/3" in site.paths() and report.new == 3
    assert "bỏ qua 2 địa chỉ theo robots.txt" in report.notes


def test_rules_for_this_robot_alone(data: Path) -> None:
    site = news_site(1)
    site.pages["/robots.txt"] = Reply("User-agent: *\nAllow: /\n\nUser-agent: bantin\nDisallow: /\n", kind="text/plain")
    with serve(site):
        report = run(site, data)
    assert site.paths() == [] and report.fetched == 0


@pytest.mark.parametrize("status, allowed", [(404, True), (403, True), (401, True), (500, False), (503, False),
                                             (429, False)])
def test_a_robots_txt_that_cannot_be_had(data: Path, status: int, allowed: bool) -> None:
    site = news_site(2)
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /", status)
    with serve(site):
        report = run(site, data)
        assert (len(site.paths()) > 0, report.new, report.finished) == (allowed, 2 * allowed, allowed)
        assert site.counts()["/robots.txt"] == (1 if allowed else 3)
        if not allowed:
            assert "robots.txt" in report.notes[0] and report.failed == 1
            del site.pages["/robots.txt"]
            assert run(site, data).new == 2  # the next crawl goes on


def test_robots_txt_behind_redirects(data: Path) -> None:
    site = news_site(1)
    site.pages["/robots.txt"] = Reply(status=301, headers={"Location": "/r.txt"})
    site.pages["/r.txt"] = Reply("User-agent: *\nDisallow: /tin/", kind="text/plain")
    with serve(site):
        assert run(site, data).new == 0
    assert "/tin/0" not in site.paths()

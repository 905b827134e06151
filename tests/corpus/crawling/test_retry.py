"""What failed: by its reason, in total, and asked for again."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus.crawling
from corpus.crawling.failures import OTHER, failure_totals, may_help, reason
from tests.crawled_site import opened, run
from tests.local_site import Reply, Site, bulletin_paths, listing, news_site, serve

ROOM = Path(corpus.crawling.__file__).parent
SAYING = {"FetchError", "AddressForbidden", "Refusal", "Ended", "Refused"}


def ailing() -> Site:
    """A site with one dead link, one page that its server fails over, and one that robots.txt forbids."""
    site = news_site(3)
    site.pages["/"] = listing("/danh-sach/0", "/mat", "/cam/1")
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /cam/\n", kind="text/plain")
    site.pages["/tin/1"] = Reply("", 502)
    return site


def test_totals_tell_the_portal_s_dead_links_from_failures(data: Path) -> None:
    with serve(ailing()) as site:
        run(site, data)
    with opened(data) as store:
        assert failure_totals(store) == {"site": {"liên kết hỏng trên cổng": 1, "không được phép hỏi": 1,
                                                  "máy chủ lỗi hoặc quá tải": 1}}


def test_retry_asks_for_what_failed_and_for_nothing_else(data: Path) -> None:
    site = ailing()
    with serve(site):
        run(site, data)
        site.pages["/tin/1"] = news_site(3).pages["/tin/1"]
        report = run(site, data, retry=True)
        assert (report.new, report.fetched, report.finished, site.paths()) == (1, 1, True, ["/tin/1"])
        assert len(bulletin_paths(data)) == 3
        assert run(site, data, retry=True).fetched == 0 and site.paths() == []
        assert run(site, data).unchanged == 3  # the next run is one of all addresses again


def sentences() -> Iterator[str]:
    """The beginnings of all that the rooms of the crawl say of an address's failure, with a 1 for what is filled in."""
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING and node.args:
                said = node.args[0]
                if isinstance(said, ast.Constant):
                    yield str(said.value)
                elif isinstance(said, ast.JoinedStr):
                    yield "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in said.values)


def test_every_failure_has_a_reason() -> None:
    said = list(sentences())
    assert len(said) > 12
    assert not [sentence for sentence in said if reason(sentence) == OTHER and not sentence.startswith("1 ở địa chỉ")]


@pytest.mark.parametrize("error, again", [("HTTP 503", True), ("HTTP 404", False), ("robots.txt", False),
                                          ("chuyển hướng vòng", False), ("quá 30 giây", True), ("lạ", True)])
def test_what_may_help(error: str, again: bool) -> None:
    assert may_help(error) is again

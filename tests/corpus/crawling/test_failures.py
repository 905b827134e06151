"""Failures: tried again, noted, and nobody else's."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from corpus.crawling.bounded_process import Ended
from corpus.crawling.fetching.answer import Limits
from corpus.crawling.frontier import Target
from corpus.crawling.patience import Patience
from corpus.crawling.reading.content import read_content
from corpus.crawling.report import Outcome
from corpus.crawling.settling.settle import Settling
from tests.crawled_site import log, run, shared_process
from tests.local_site import Reply, Site, listing, news_site, serve


def test_failures_are_tried_three_times_and_again_in_the_next_run(data: Path) -> None:
    site = news_site(2)
    good, site.pages["/tin/0"] = site.pages["/tin/0"], Reply("", 502)
    with serve(site):
        report = run(site, data)
        assert (report.new, report.failed, report.finished, site.counts()["/tin/0"]) == (1, 1, True, 3)
        site.pages["/tin/0"] = good
        assert run(site, data).new == 1
    assert [error for error, in log(data, "error") if error] == ["HTTP 502"] * 3


def test_a_dead_server_is_left_alone_after_a_while(data: Path) -> None:
    site = Site()
    site.pages["/"] = listing(*(f"/tin-{word}" for word in "abcdefghijklmnopqrst"))
    site.rules = lambda path: Reply("", 500) if path.startswith("/tin") else None
    with serve(site):
        report = run(site, data)
    assert not report.finished and len(site.paths()) == 11
    assert "chạy lại để tiếp tục" in report.notes[0]


def test_pages_too_large_too_slow_or_bombs_are_noted(data: Path) -> None:
    site = news_site(1)
    site.pages["/"] = listing("/bom", "/to", "/tin/0")
    site.pages["/bom"] = Reply(gzip.compress(bytes(1_000_000)), headers={"Content-Encoding": "gzip"})
    site.pages["/to"] = Reply(bytes(200_000))
    with serve(site):
        report = run(site, data, limits=Limits(bytes=100_000, unpacked_bytes=100_000))
    assert (report.new, report.failed) == (1, 2)
    assert site.counts()["/bom"] == site.counts()["/to"] == 1
    errors = [error for error, in log(data, "error") if error]
    assert errors == ["giải nén ra hơn 0.1 MB", "lớn hơn 0.1 MB"]


@dataclass(frozen=True)
class Stumbling:
    """A process that stumbles over the page of one address."""

    over: str
    error: Exception

    def run(self, work: partial, patience: Patience) -> object:
        if work.func is read_content and work.args[0].address.endswith(self.over):
            raise self.error
        return shared_process().run(work, patience)


@pytest.mark.parametrize("error, noted", [
    (RecursionError("too deep"), "không đọc được: lồng quá sâu"),
    (Ended("tốn hơn 30 giây tính toán"), "không đọc được: tốn hơn 30 giây tính toán")])
def test_a_page_that_breaks_the_reader_breaks_nothing_else(data: Path, error: Exception, noted: str) -> None:
    site = news_site(3)
    with serve(site):
        report = run(site, data, process=Stumbling("/tin/1", error))
    assert (report.new, report.failed) == (2, 1)
    assert [error for error, in log(data, "error") if error] == [noted]


def test_an_error_of_ours_over_one_address_is_that_address_s(data: Path, monkeypatch: pytest.MonkeyPatch,
                                                             caplog: pytest.LogCaptureFixture) -> None:
    keep = Settling.keep

    def stumble(self: Settling, target: Target, *rest: object) -> Outcome:
        if target.address.endswith("/tin/1"):
            raise KeyError("haı\ud800")
        return keep(self, target, *rest)

    monkeypatch.setattr(Settling, "keep", stumble)
    site = news_site(3)
    with serve(site):
        report = run(site, data)
    assert (report.new, report.failed, report.finished) == (2, 1, True)
    assert [error for error, in log(data, "error") if error] == ["lỗi của chương trình: KeyError: 'haı\\ud800'"]
    assert "/tin/1" in caplog.text and "KeyError" in caplog.text

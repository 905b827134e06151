"""Redirects: hops of their own, within bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawled_site import log, run
from tests.local_site import Reply, Site, listing, news_site, serve


def test_redirects_are_hops_of_their_own(data: Path) -> None:
    site = news_site(1)
    site.pages["/"] = listing("/cu/1")
    site.pages["/cu/1"] = Reply(status=301, headers={"Location": "/cu/2"})
    site.pages["/cu/2"] = Reply(status=302, headers={"Location": site.address + "tin/0?utm_source=x#y"})
    with serve(site):
        site.pages["/cu/2"] = Reply(status=302, headers={"Location": site.address + "tin/0?utm_source=x#y"})
        report = run(site, data)
        base = site.address
    assert (report.new, report.failed) == (1, 0)
    hops = {address: to for address, to in log(data, "address, redirected_to") if to}
    assert hops == {base + "cu/1": base + "cu/2", base + "cu/2": base + "tin/0"}


@pytest.mark.parametrize("hops", [{"/a": "/a"}, {"/a": "/b", "/b": "/a"}, {"/a": "/b", "/b": "/c", "/c": "/b"}],
                         ids=str)
def test_redirect_loops_end(data: Path, hops: dict[str, str]) -> None:
    site = news_site(1)
    site.pages["/"] = listing("/a", "/tin/0")
    site.pages.update({path: Reply(status=302, headers={"Location": to}) for path, to in hops.items()})
    with serve(site):
        report = run(site, data)
    assert (report.new, report.failed, report.finished) == (1, 1, True)
    assert set(site.counts().values()) == {1}
    assert "chuyển hướng vòng" in [error for error, in log(data, "error")]


def test_an_endless_chain_of_redirects_ends(data: Path) -> None:
    site = news_site(1)
    site.pages["/"] = listing("/hop/0", "/tin/0")
    site.rules = lambda path: Reply(status=302, headers={"Location": f"/hop/{int(path[5:]) + 1}"}) if path.startswith(
        "/hop/") else None
    with serve(site):
        report = run(site, data)
    assert report.new == 1 and report.finished and len(site.asked) < 25
    assert "bỏ qua 1 địa chỉ: sâu hơn 15 bước" in report.notes


def test_redirects_out_of_bounds_are_not_followed(data: Path) -> None:
    other = news_site(1)
    site = news_site(1)
    with serve(other), serve(site):
        ways_out = ["file:///etc/passwd", other.address, "ftp://127.0.0.1/", "http://10.0.0.1/", "http://[bad",
                    f"http://localhost:{site.port}/", "http://169.254.169.254/latest/meta-data/", "gopher://x"]
        site.pages["/"] = listing("/tin/0", other.address + "tin/0", *(f"/ra/{i}" for i in range(len(ways_out))))
        site.pages.update({f"/ra/{i}": Reply(status=302, headers={"Location": to}) for i, to in enumerate(ways_out)})
        report = run(site, data)
    assert (report.new, report.finished) == (1, True)
    assert other.asked == []
    assert len([error for error, in log(data, "error") if error]) == len(ways_out)


def test_a_start_that_leads_away_is_said(data: Path) -> None:
    site = Site()
    site.pages["/"] = Reply(status=301, headers={"Location": "http://moi.example.vn/"})
    with serve(site):
        report = run(site, data)
    assert "chuyển hướng sang http://moi.example.vn/" in report.notes[0]

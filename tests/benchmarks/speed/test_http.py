"""A site driven over real connections."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import perf_counter
from urllib.parse import parse_qs, urlsplit

import pytest

from benchmarks.speed.corpus import Size
from benchmarks.speed.http import SiteError, Site, cpu_of, draw_searches, drive, read_address, warm

ASKED: list[str] = []


class Page(BaseHTTPRequestHandler):
    """Answers a search; the word “lỗi” fails."""

    def do_GET(self) -> None:
        text = parse_qs(urlsplit(self.path).query)["q"][0]
        ASKED.append(text)
        self.send_response(503 if text == "lỗi" else 200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"page")

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    ASKED.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield Site("127.0.0.1", server.server_port)
        server.shutdown()
        thread.join()


def test_every_search_is_asked_once_and_failures_are_counted(site: Site) -> None:
    searches = [f"lúa {n}" for n in range(40)] + ["lỗi"]
    load = drive("distinct", site, searches, clients=4, seconds=20)
    assert sorted(ASKED) == sorted(searches)
    assert (len(load.pages), load.bytes, load.errors) == (40, 160, {"503": 1})
    assert load.cpu_seconds is None
    assert "pages/s" in load.write() and "errors: 1 x 503" in load.write()
    assert load.to_json()["pages"] == 40


def test_it_ends_by_itself(site: Site) -> None:
    began = perf_counter()
    load = drive("repeated", site, ["lúa"] * 10**6, clients=2, seconds=0.3)
    assert perf_counter() - began < 5 and load.pages and set(ASKED) == {"lúa"}


def test_searches_arrive_when_they_are_to_and_waiting_counts(site: Site) -> None:
    # Three at once and one client: the second page's time holds the first's.
    load = drive("distinct", site, ["a", "b", "c", "d"], clients=1, seconds=20, times=iter([0.0, 0.0, 0.0, 0.4]))
    assert ASKED == ["a", "b", "c", "d"] and load.seconds >= 0.4
    assert load.pages[0] < load.pages[1] < load.pages[2]


def test_a_site_that_is_not_there_is_no_hang() -> None:
    with pytest.raises(SiteError, match="ConnectionRefusedError"):
        warm(Site("127.0.0.1", 9), ["lúa"] * 3, 1)


@pytest.mark.parametrize("address", ["http://localhost:8080", "http://127.0.0.1/", "http://[::1]:80/"])
def test_this_machine_may_be_driven(address: str) -> None:
    assert read_address(address).port in (80, 8080)


@pytest.mark.parametrize("address", [
    "http://portal.example/", "http://10.0.0.1/", "127.0.0.1:8080", "ftp://localhost/"])
def test_others_may_not(address: str) -> None:
    with pytest.raises(ValueError, match="không phải máy này|không phải địa chỉ"):
        read_address(address)


def test_others_may_where_that_is_wanted() -> None:
    assert read_address("http://10.0.0.1:81/", anywhere=True) == Site("10.0.0.1", 81)


def test_searches_all_differ_and_are_the_texts_own(prepared) -> None:
    bulletins = list(prepared.collection.bulletins(Size("x", 30)))
    searches = draw_searches(bulletins, 1, 300)
    assert len(searches) == len(set(searches)) == 300
    assert searches == draw_searches(bulletins, 1, 300)
    assert any(text.isascii() for text in searches) and not all(text.isascii() for text in searches)


def test_the_time_of_children_counts() -> None:
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**7))']); input()"
    with subprocess.Popen([sys.executable, "-c", busy], stdin=subprocess.PIPE) as process:
        end = perf_counter() + 20
        while cpu_of(process.pid) < 0.1 and perf_counter() < end:
            pass
        spent = cpu_of(process.pid)
        process.communicate(b"\n")
    assert spent >= 0.1 and cpu_of(None) == 0 and cpu_of(os.getpid()) > 0

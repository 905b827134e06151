"""Several crawlers over one store: each page once, one request at a time to a server and none too soon, nothing lost
when one of them is killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from itertools import pairwise
from multiprocessing.process import BaseProcess

import pytest

from benchmarks.cluster.postgres import PostgresServer
from corpus.crawling.crawl import crawl
from corpus.crawling.frontier import Frontier, Target
from corpus.crawling.servers import HoldLost
from corpus.crawling.sources import Source
from corpus.storing.errors import StoreAway
from corpus.storing.open_store import open_store
from corpus.storing.pages import Pages
from corpus.storing.store import Store
from tests.local_site import Reply, Site, news_site, serve

H = "http://truongha.example"
DELAY, HOLD = 0.05, 1.0
FORKED = multiprocessing.get_context("fork")


@pytest.fixture
def site() -> Site:
    made = news_site(20)
    made.pages["/robots.txt"] = Reply(f"User-agent: *\nCrawl-delay: {DELAY}\n", kind="text/plain")
    made.pause = 0.02
    return made


def run(address: str, source: Source, name: str) -> None:
    """One crawler to its end, which the site knows by its name."""
    with open_store(address) as store:
        crawl(store, source, delay=0.0, allow_private=True, contact=name, retry_pause=0.05, hold_seconds=HOLD)


def start(address: str, source: Source, names: list[str]) -> dict[str, BaseProcess]:
    made = {name: FORKED.Process(target=run, args=(address, source, name)) for name in names}
    for process in made.values():
        process.start()
    return made


def end(crawlers: dict[str, BaseProcess]) -> list[int | None]:
    for process in crawlers.values():
        process.join(60)
    return [process.exitcode for process in crawlers.values()]


def least_pause(site: Site) -> float:
    """The shortest time from one request to the next, whoever made them."""
    return min(after.at - before.at for before, after in pairwise(sorted(site.asked, key=lambda asked: asked.at)))


def test_one_that_is_killed_loses_nothing_and_hurries_nobody(server_address: str, site: Site) -> None:
    names, hanging, until = ["mot", "hai", "ba"], threading.Event(), threading.Event()
    page = site.pages.pop("/tin/7")
    asked_by: list[str] = []

    def hang_once(path: str) -> Reply | None:
        if path != "/tin/7":
            return None
        asked_by.append(next(name for name in names if f" {name})" in site.asked[-1].headers["user-agent"]))
        if len(asked_by) == 1:
            hanging.set()
            until.wait(20)
        return page

    site.rules = hang_once
    with serve(site):
        crawlers = start(server_address, Source("site", start=(site.address,), hosts=(site.host,)), names)
        try:
            assert hanging.wait(30)
            killed, asked = crawlers.pop(asked_by[0]), len(site.asked)
            assert killed.pid is not None
            os.kill(killed.pid, signal.SIGKILL)
            died = time.time()
            killed.join()
            assert end(crawlers) == [0, 0]
        finally:
            until.set()
            for process in crawlers.values():
                process.kill()
    assert len(asked_by) == 2 and asked_by[0] != asked_by[1]
    counts = site.counts()
    assert counts.pop("/tin/7") == 2 and set(counts.values()) == {1}  # robots.txt, too
    assert least_pause(site) >= DELAY
    assert site.asked[asked].at - died >= HOLD / 2  # what the killed one had asked was left in peace
    with open_store(server_address, read_only=True) as store:
        assert store.count() == 20 and not list(store.connection.faults(5))
        assert all(run.finished_at for run in Pages(store).runs()) and len(Pages(store).runs()) == 1
        assert store.connection.execute("SELECT count(*) FROM host WHERE holder != ''").fetchone() == (0,)


def test_two_sources_on_one_server_are_one_to_it(server_address: str, site: Site) -> None:
    with serve(site):
        crawlers = {name: process for name in ("a", "b") for process in start(
            server_address, Source(name, start=(site.address,), hosts=(site.host,)), [name]).values()}
        assert end(crawlers) == [0, 0]
    assert set(site.counts().values()) == {2}
    assert least_pause(site) >= DELAY


def frontier_of(store: Store, hold_seconds: float = 60.0) -> Frontier:
    run = (Pages(store).unfinished_run("site") or Pages(store).begin_run("site")).id
    return Frontier(store, "site", run, hold_seconds=hold_seconds)


def test_who_stood_still_for_too_long_keeps_nothing(server_address: str) -> None:
    """A machine that slept wakes up, and another crawler has its page by now."""
    with open_store(server_address) as one, open_store(server_address) as other:
        slow, quick = frontier_of(one, 0.1), frontier_of(other)
        slow.add(f"{H}/1")
        target = slow.next()
        assert isinstance(target, Target) and not isinstance(quick.next(), Target)
        slow.lease(target)
        time.sleep(0.2)
        quick.go_on()
        again = quick.next()
        assert isinstance(again, Target) and again.id == target.id
        with pytest.raises(HoldLost), one.transaction():
            slow.settle(target, "done", {"error": "của người cũ"})
        quick.lease(again)
        quick.settle(again, "done", {})
        assert one.connection.execute("SELECT state, error, tries FROM url").fetchone() == ("done", "", 2)


def test_a_hold_that_is_renewed_does_not_run_out(server_address: str) -> None:
    with open_store(server_address) as one, open_store(server_address) as other:
        ours, theirs = frontier_of(one, 0.4), frontier_of(other)
        ours.add(f"{H}/1")
        assert isinstance(ours.next(), Target)
        for _ in range(6):
            time.sleep(0.12)
            ours.servers.renew()
            assert not theirs.servers.hold(H)
        time.sleep(0.6)
        assert theirs.servers.hold(H)


def test_the_end_waits_for_what_others_have_in_hand(server_address: str) -> None:
    with open_store(server_address) as one, open_store(server_address) as other:
        ours, theirs = frontier_of(one), frontier_of(other)
        ours.add(f"{H}/1")
        target = ours.next()
        assert isinstance(target, Target)
        ours.lease(target)
        assert isinstance(theirs.next(), float)  # it may lead on
        ours.settle(target, "done", {})
        assert theirs.next() is None


def test_a_server_that_is_killed_ends_the_sitting_and_loses_nothing(site: Site) -> None:
    server = PostgresServer()
    try:
        with serve(site):
            source = Source("site", start=(site.address,), hosts=(site.host,))
            with open_store(server.address) as store, pytest.raises(StoreAway):
                crawl(store, source, delay=0.0, allow_private=True, hold_seconds=HOLD,
                      progress=lambda done: server.kill() if done.fetched == 9 else None)
            asked = len(site.asked)
            server.start()
            with open_store(server.address) as store:
                kept = store.connection.execute('SELECT count(*) FROM "fetch"').fetchone()[0]
                assert asked - 1 <= kept <= asked  # at most what was in flight has to be asked for again
                report = crawl(store, source, delay=0.0, allow_private=True, hold_seconds=HOLD)
                assert report.finished and store.count() == 20
            assert max(site.counts().values()) <= 2 and len(site.asked) <= len(site.counts()) + 1
    finally:
        server.stop()

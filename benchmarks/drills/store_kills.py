"""Several crawlers over a store on a PostgreSQL server: they and it are killed at random moments, while a loader writes
and a reader follows as the builder does.

In the end every page of the portal is a bulletin, what was acknowledged is there, the reader has passed none, and the
portal was never asked sooner than its robots.txt lets.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from datetime import date
from itertools import pairwise
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

from benchmarks.cluster.postgres import NoServer, PostgresServer
from benchmarks.drills.large_site import LargeSite, serve
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import DrillFailed, Outcome
from benchmarks.drills.sample_data import make_bulletin
from corpus.crawling.crawl import crawl
from corpus.crawling.sources import Source
from corpus.storing.errors import StoreAway
from corpus.storing.open_store import open_store

SUMMARY = "kill -9 các tiến trình thu thập chung một kho PostgreSQL, và cả máy chủ kho; không mất gì, không hỏi dồn dập"
DELAY, HOLD = 0.05, 1.5  # seconds: between two requests, and until what a killed crawler held is free
BETWEEN = (0.5, 2.5)  # seconds from one kill to the next
EVERY = 3  # of so many kills one is the server's
REST = 0.2  # seconds before who lost the server tries again
END_SECONDS = 600
BATCH = 5


class WatchedSite(LargeSite):
    """A portal that notes when it was asked, and says how often it may be."""

    def __init__(self, pages: int):
        super().__init__(pages, date.today())
        self.times: list[float] = []

    def answer(self, path: str) -> str:
        """The page at a path."""
        self.times.append(time.time())
        return f"User-agent: *\nCrawl-delay: {DELAY}\n" if path == "/robots.txt" else super().answer(path)


def add_options(parser: ArgumentParser) -> None:
    """How often, over how much, by how many."""
    parser.add_argument("--kills", type=positive, default=9, metavar="N", help="số lần kill -9")
    parser.add_argument("--pages", type=positive, default=200, metavar="N", help="số trang của cổng")
    parser.add_argument("--crawlers", type=positive, default=3, metavar="N", help="số tiến trình thu thập cùng lúc")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Kills, lets the crawlers come to their end, and counts."""
    try:
        server = PostgresServer()
    except NoServer as error:
        raise DrillFailed(f"không dựng được máy chủ PostgreSQL: {error}") from error
    site = WatchedSite(options.pages)
    try:
        with serve(site):
            return StoreDrill(server, site, options.crawlers, Random(seed)).run(options.kills)
    finally:
        server.stop()


class StoreDrill:
    """One drill: who crawls, who loads, who reads, and who is killed."""

    def __init__(self, server: PostgresServer, site: WatchedSite, crawlers: int, random: Random):
        self._server, self._site, self._random = server, site, random
        self._over = threading.Event()
        self._acknowledged: set[str] = set()
        self._seen: Counter[str] = Counter()
        self._back: list[float] = []  # seconds from the death of the server to the next acknowledged write
        self._died = 0.0
        with open_store(server.address):
            pass
        self._crawlers = [self._start() for _ in range(crawlers)]

    def run(self, kills: int) -> Outcome:
        """Kills so often, then waits for the end."""
        others = [threading.Thread(target=work) for work in (self._load, self._follow)]
        for thread in others:
            thread.start()
        killed = Counter(self._kill(number) for number in range(1, kills + 1))
        for crawler in self._crawlers:
            crawler.join(END_SECONDS)
        self._over.set()
        for thread in others:
            thread.join()
        return self._count(killed)

    def _start(self) -> BaseProcess:
        started = multiprocessing.get_context("spawn").Process(
            target=crawl_to_the_end, args=(self._server.address, self._site.address, f"127.0.0.1:{self._site.port}"))
        started.start()
        return started

    def _kill(self, number: int) -> str:
        time.sleep(self._random.uniform(*BETWEEN))
        if number % EVERY == 0:
            self._died = time.monotonic()
            self._server.kill()
            self._server.start()
            return "server"
        place = self._random.randrange(len(self._crawlers))
        self._crawlers[place].kill()
        self._crawlers[place].join()
        self._crawlers[place] = self._start()
        return "crawler"

    def _load(self) -> None:
        """Writes bulletins of another source, a few at a time, each batch until it was acknowledged."""
        number = 0
        while not self._over.is_set():
            try:
                with open_store(self._server.address) as store:
                    while not self._over.wait(REST):
                        some = [make_bulletin(number + place) for place in range(BATCH)]
                        store.put(some)
                        self._acknowledged.update(bulletin.id for bulletin in some)
                        number += BATCH
                        if self._died:
                            self._back.append(time.monotonic() - self._died)
                            self._died = 0.0
            except StoreAway:
                time.sleep(REST)

    def _follow(self) -> None:
        """Reads what changed, from the highest number of its last look on, and once more at the end."""
        after, is_last = 0, False
        while not is_last:
            is_last = self._over.is_set()
            try:
                with open_store(self._server.address, read_only=True) as store:
                    for change in store.changes(after):
                        self._seen[change.bulletin.id] += 1
                        after = change.sequence
            except StoreAway:
                pass
            time.sleep(REST)

    def _count(self, killed: Counter[str]) -> Outcome:
        site = self._site
        with open_store(self._server.address, read_only=True) as store:
            held = {bulletin.id for bulletin in store.bulletins()}
            crawled, faults = store.sources().get("cong", 0), list(store.connection.faults(5))
        asked = Counter(site.asked)
        repeated = sum(asked.values()) - len(asked)
        least = min(after - before for before, after in pairwise(site.times))
        allowed = killed["crawler"] + len(self._crawlers) * killed["server"]
        problems = [
            *(f"cổng có {site.count} bản tin, kho có {crawled}" for _ in range(crawled != site.count)),
            *(f"đã nhận mà mất: {id}" for id in sorted(self._acknowledged - held)[:5]),
            *(f"người đọc theo số thứ tự bỏ sót: {id}" for id in sorted(held - self._seen.keys())[:5]),
            *(f"hỏi cổng cách nhau {least:.3f} giây, phải từ {DELAY}" for _ in range(least < DELAY)),
            *(f"hỏi lại {repeated} lần, nhiều nhất phải là {allowed}" for _ in range(repeated > allowed)),
            *("một tiến trình thu thập không tới cuối" for crawler in self._crawlers if crawler.exitcode != 0),
            *faults]
        back = max(self._back, default=0.0)
        line = (f"{killed['crawler']} lần giết tiến trình thu thập, {killed['server']} lần giết máy chủ kho: kho có "
                f"{crawled} trong {site.count} bản tin của cổng, mất 0 trong {len(self._acknowledged)} bản tin đã "
                f"nhận, hỏi lại {repeated} trang, hai lần hỏi gần nhất cách {1000 * least:.0f} ms (robots.txt: "
                f"{1000 * DELAY:.0f}); ghi lại được sau nhiều nhất {back:.1f} giây")
        lost = len(self._acknowledged - held) + max(0, site.count - crawled)
        return Outcome(lost, line if not lost else line.replace("mất 0", f"mất {lost}"), tuple(problems),
                       {"kills": dict(killed), "bulletins": crawled, "acknowledged": len(self._acknowledged),
                        "refetched": repeated, "least_pause": round(least, 4),
                        "seconds_until_written": [round(seconds, 2) for seconds in self._back]})


def crawl_to_the_end(address: str, site: str, host: str) -> None:
    """Crawls until nothing is left, whatever becomes of the server meanwhile."""
    source = Source("cong", start=(site,), hosts=(host,))
    while True:
        try:
            with open_store(address) as store:
                if crawl(store, source, delay=0.0, allow_private=True, retry_pause=REST, hold_seconds=HOLD).finished:
                    return
        except StoreAway:
            time.sleep(REST)

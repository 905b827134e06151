"""Those who share a store on a server while a drill does its worst: crawlers, a loader, a reader who follows as the
builder does, and pages; and what must be true of what they did when it is over."""

from __future__ import annotations

import multiprocessing
import threading
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import pairwise
from multiprocessing.process import BaseProcess

from benchmarks.drills.large_site import LargeSite
from benchmarks.drills.options import positive
from benchmarks.drills.sample_data import make_bulletin
from corpus.crawling.crawl import crawl
from corpus.crawling.sources import Source
from corpus.storing.errors import StoreAway
from corpus.storing.open_store import open_pool, open_store

DELAY, HOLD = 0.05, 1.5  # seconds: between two requests, and until what a killed crawler held is free
REST = 0.2  # seconds before who lost the server tries again
LOOK = 0.05  # seconds between two pages
END_SECONDS = 600
BATCH = 5


def add_sizes(parser: ArgumentParser, pages: int, crawlers: int) -> None:
    """Over how much, and by how many."""
    parser.add_argument("--pages", type=positive, default=pages, metavar="N", help="số trang của cổng")
    parser.add_argument("--crawlers", type=positive, default=crawlers, metavar="N",
                        help="số tiến trình thu thập cùng lúc")


class WatchedSite(LargeSite):
    """A portal that notes when it was asked, and says how often it may be."""

    def __init__(self, pages: int):
        super().__init__(pages, date.today())
        self.times: list[float] = []

    def answer(self, path: str) -> str:
        """The page at a path."""
        self.times.append(time.time())
        return f"User-agent: *\nCrawl-delay: {DELAY}\n" if path == "/robots.txt" else super().answer(path)


class Outages:
    """How long a service was away each time that the server died under it, in seconds."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._died = 0.0

    def begin(self) -> None:
        """The server died."""
        self._died = self._died or time.monotonic()

    def end(self) -> None:
        """The service works."""
        died, self._died = self._died, 0.0
        if died:
            self.seconds.append(time.monotonic() - died)


class SharedStore:
    """A store that many work on. `rest` are the seconds between two batches of the loader."""

    def __init__(self, address: str, site: WatchedSite, crawlers: int, rest: float = REST):
        self._address, self.site, self._rest = address, site, rest
        self._over = threading.Event()
        self.acknowledged: set[str] = set()
        self.writing, self.pages = Outages(), Outages()
        self._seen: Counter[str] = Counter()
        with open_store(address):
            pass
        self.crawlers = [self._start() for _ in range(crawlers)]

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """All work while what is inside is done, and then until the crawlers have come to their end."""
        others = [threading.Thread(target=work) for work in (self._load, self._follow, self._show)]
        for thread in others:
            thread.start()
        try:
            yield
            for crawler in self.crawlers:
                crawler.join(END_SECONDS)
        finally:
            self._over.set()
            for thread in others:
                thread.join()
            for crawler in self.crawlers:
                crawler.kill()  # nothing, to one that came to its end

    def _start(self) -> BaseProcess:
        started = multiprocessing.get_context("spawn").Process(
            target=crawl_to_the_end, args=(self._address, self.site.address, f"127.0.0.1:{self.site.port}"))
        started.start()
        return started

    def kill_crawler(self, place: int) -> None:
        """Kills a crawler; another one begins."""
        self.crawlers[place].kill()
        self.crawlers[place].join()
        self.crawlers[place] = self._start()

    def server_dies(self) -> None:
        """Notes that the server died now."""
        self.writing.begin()
        self.pages.begin()

    def _load(self) -> None:
        """Writes bulletins of another source, a few at a time, each batch until it was acknowledged."""
        number = 0
        while not self._over.is_set():
            try:
                with open_store(self._address) as store:
                    while not self._over.wait(self._rest):
                        some = [make_bulletin(number + place) for place in range(BATCH)]
                        store.put(some)
                        self.acknowledged.update(bulletin.id for bulletin in some)
                        number += BATCH
                        self.writing.end()
            except StoreAway:
                time.sleep(REST)

    def _follow(self) -> None:
        """Reads what changed, from the highest number of its last look on, and once more at the end."""
        after, is_last = 0, False
        while not is_last:
            is_last = self._over.is_set()
            try:
                with open_store(self._address, read_only=True) as store:
                    for change in store.changes(after):
                        self._seen[change.bulletin.id] += 1
                        after = change.sequence
            except StoreAway:
                pass
            time.sleep(REST)

    def _show(self) -> None:
        """Reads as pages do, each time with a connection of the pool's."""
        with closing(open_pool(self._address)) as pool:
            while not self._over.wait(LOOK):
                try:
                    with closing(pool.lend()) as store:
                        store.watermark()
                        self.pages.end()
                except StoreAway:
                    pass

    def problems(self, allowed: int) -> list[str]:
        """What is not as it must be; `allowed` pages may have been asked for a second time."""
        with open_store(self._address, read_only=True) as store:
            held = {bulletin.id for bulletin in store.bulletins()}
            self.crawled, faults = store.sources().get("cong", 0), list(store.connection.faults(5))
            numbers, = store.connection.execute("SELECT count(*) - count(DISTINCT sequence) FROM bulletin").fetchone()
        site, asked = self.site, Counter(self.site.asked)
        self.lost = len(self.acknowledged - held) + max(0, site.count - self.crawled)
        self.repeated = sum(asked.values()) - len(asked)
        self.least_pause = min(after - before for before, after in pairwise(site.times))
        return [
            *(f"cổng có {site.count} bản tin, kho có {self.crawled}" for _ in range(self.crawled != site.count)),
            *(f"đã nhận mà mất: {id}" for id in sorted(self.acknowledged - held)[:5]),
            *(f"người đọc đã thấy mà mất: {id}" for id in sorted(self._seen.keys() - held)[:5]),
            *(f"người đọc theo số thứ tự bỏ sót: {id}" for id in sorted(held - self._seen.keys())[:5]),
            *(f"{numbers} bản tin trùng số thứ tự với bản tin khác" for _ in range(bool(numbers))),
            *(f"hỏi cổng cách nhau {self.least_pause:.3f} giây, phải từ {DELAY}"
              for _ in range(self.least_pause < DELAY)),
            *(f"hỏi lại {self.repeated} lần, nhiều nhất phải là {allowed}" for _ in range(self.repeated > allowed)),
            *("một tiến trình thu thập không tới cuối" for crawler in self.crawlers if crawler.exitcode != 0),
            *faults]

    @property
    def line(self) -> str:
        """What it came to, after `problems`."""
        return (f"kho có {self.crawled} trong {self.site.count} bản tin của cổng, mất {self.lost} trong "
                f"{len(self.acknowledged) + self.site.count} bản tin, trong đó {len(self.acknowledged)} nạp thêm; hỏi "
                f"lại {self.repeated} trang, hai lần hỏi gần nhất cách {1000 * self.least_pause:.0f} ms (robots.txt: "
                f"{1000 * DELAY:.0f}); ghi lại được sau nhiều nhất {max(self.writing.seconds, default=0.0):.1f} giây, "
                f"đọc lại được sau {max(self.pages.seconds, default=0.0):.1f} giây")

    @property
    def details(self) -> dict[str, object]:
        """The same in figures."""
        return {"bulletins": self.crawled, "acknowledged": len(self.acknowledged), "refetched": self.repeated,
                "least_pause": round(self.least_pause, 4),
                "seconds_until_written": [round(seconds, 2) for seconds in self.writing.seconds],
                "seconds_until_read": [round(seconds, 2) for seconds in self.pages.seconds]}


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

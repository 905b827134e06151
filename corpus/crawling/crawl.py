"""crawl(): frontier → fetch → extract → store, one page at a time, until nothing is left to ask for."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from corpus.crawling.addresses import canonical
from corpus.crawling.fetch import AddressForbidden, Fetcher, FetchError, Limits
from corpus.crawling.frontier import Frontier, Target
from corpus.crawling.page_visit import Outcome, Visits
from corpus.crawling.robots_gate import MAX_TRIES, MAX_WAIT, RobotsGate, ServerSilent
from corpus.crawling.sources import Source, hosts_of
from corpus.storing.pages import FetchRow, Pages
from corpus.storing.store import Store

RETRY_PAUSE = 1.0  # seconds before the second try, four times as many before the third
MAX_FAILURES_IN_A_ROW = 10  # then a server is left alone for this sitting: it is down, and 30 seconds each add up
NAP = 0.2  # seconds; how soon a wish to stop is noticed while waiting


class CrawlError(Exception):
    """The crawl cannot begin; the message says why."""


@dataclass(frozen=True)
class Progress:
    """How far a sitting has come."""

    fetched: int
    queued: int
    new: int
    failed: int
    address: str


@dataclass(frozen=True)
class CrawlReport:
    """What a sitting came to: answers fetched; bulletins new, changed, unchanged and gone; addresses failed.

    `notes` say what was left out and why. `finished` is False where addresses are still to be asked for: the next
    crawl goes on with them.
    """

    fetched: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    failed: int = 0
    seconds: float = 0.0
    finished: bool = False
    notes: tuple[str, ...] = ()


def crawl(store: Store, source: Source, *, delay: float | None = None, allow_private: bool = False,
          limit: int | None = None, progress: Callable[[Progress], None] | None = None,
          should_stop: Callable[[], bool] | None = None, contact: str = "", limits: Limits = Limits(),
          retry_pause: float = RETRY_PAUSE) -> CrawlReport:
    """Crawls a source: a run that was interrupted goes on, else a new one begins, which asks for every known address
    again and follows what is new.

    `delay` overrides the source's pause between requests, but not a longer one in robots.txt. `limit` ends the sitting
    after so many answers. `should_stop` is asked between two pages. Raises CrawlError where it cannot begin.
    """
    hosts = allowed_hosts(source)
    fetcher = Fetcher(hosts, allow_private, contact, limits)
    starts = [address for address in map(canonical, source.start) if address]
    if not starts:
        raise CrawlError(f"nguồn {source.name} chưa có địa chỉ bắt đầu (start)")
    for address in starts:
        try:
            fetcher.resolve(*fetcher.check(address)[1:])
        except AddressForbidden as forbidden:
            raise CrawlError(f"{address}: {forbidden}") from forbidden
        except FetchError:
            pass  # a name that cannot be found now is tried again, and reported, like a server that does not answer
    sitting = Sitting(store, source, fetcher, source.delay if delay is None else delay, retry_pause,
                      should_stop or (lambda: False))
    return sitting.work(starts, limit, progress or (lambda _: None))


class Stopped(Exception):
    """Somebody wishes the sitting to end."""


class Sitting:
    """One sitting of a run: from here until nothing is left, or until it is stopped."""

    def __init__(self, store: Store, source: Source, fetcher: Fetcher, delay: float, retry_pause: float,
                 should_stop: Callable[[], bool]):
        self.store, self.fetcher, self.retry_pause, self.should_stop = store, fetcher, retry_pause, should_stop
        self.pages = Pages(store)
        with store.transaction():
            unfinished = self.pages.unfinished_run(source.name)
            self.run = (unfinished or self.pages.begin_run(source.name)).id
            self.frontier = Frontier(store, source.name, self.run)
            if unfinished:
                self.frontier.go_on()
            else:
                self.frontier.begin()
        self.visits = Visits(store, source, self.frontier, fetcher)
        self.gate = RobotsGate(store, self.frontier, fetcher, delay, retry_pause, self.sleep)
        self.counts: Counter[str] = Counter()
        self.notes: list[str] = []
        self.silent: set[str] = set()
        self.failures_in_a_row: Counter[str] = Counter()

    def work(self, starts: list[str], limit: int | None, progress: Callable[[Progress], None]) -> CrawlReport:
        """Fetches until nothing is left, the limit is reached, or somebody stops it."""
        began = time.monotonic()
        finished = False
        with self.store.transaction():
            for address in starts:
                self.frontier.add(address)
        try:
            while limit is None or self.counts["fetched"] < limit:
                self.sleep(0.0)
                found = self.frontier.next()
                if found is None:
                    finished = not self.silent
                    break
                if isinstance(found, Target):
                    self.ask(found)
                    progress(Progress(self.counts["fetched"], self.frontier.queued(), self.counts["new"],
                                      self.counts["failed"], found.address))
                elif found <= MAX_WAIT:
                    self.sleep(found)
                else:
                    self.notes.append(f"máy chủ xin đợi {found / 60:.0f} phút nữa: hãy chạy lại sau")
                    break
        except Stopped:
            pass
        report = self.report(time.monotonic() - began, finished)
        with self.store.transaction():
            self.pages.save_report(self.run, asdict(report), finished=finished)
        return report

    def ask(self, target: Target) -> None:
        """Fetches one address, if its server allows it, and keeps what the answer says."""
        server = target.origin
        try:
            robots = self.gate.robots(server)
        except ServerSilent as silent:
            self.leave(server, str(silent))
            return
        if not robots.allows(target.address):
            self.frontier.forbid(target, "robots.txt")
            self.counts["robots"] += 1
            return
        if not self.visits.may_visit(target.address):
            self.frontier.forbid(target, "ngoài mô tả của nguồn")
            return
        if self.frontier.must_wait(server):
            return  # robots.txt was asked for just now
        self.frontier.lease(target)
        known = self.visits.may_be_conditional(target)
        try:
            answer = self.fetcher.get(target.address, etag=target.etag if known else "",
                                      last_modified=target.last_modified if known else "",
                                      wanted=lambda content_type: self.visits.wanted(content_type, target.address))
        except FetchError as failure:
            self.fail(target, FetchRow(target.address, error=str(failure)), again=failure.again)
            return
        self.counts["fetched"] += 1
        if answer.status in (408, 429) or answer.status >= 500:
            self.fail(target, FetchRow(target.address, answer.status, content_type=answer.content_type,
                                       ms=answer.ms, error=f"HTTP {answer.status}"),
                      again=True, retry_after=answer.retry_after)
            return
        self.failures_in_a_row[server] = 0
        with self.store.transaction():
            self.count(self.visits.visit(target, answer))
            self.frontier.wait_for(server, self.gate.pause(server))

    def fail(self, target: Target, row: FetchRow, *, again: bool, retry_after: float | None = None) -> None:
        """Notes a failure; the address is tried again later, unless it was tried often enough."""
        server, tries = target.origin, target.tries + 1
        pause = self.gate.pause(server)
        try_again = again and tries < MAX_TRIES
        with self.store.transaction():
            self.pages.log(self.run, row)
            later = time.time() + max(pause, self.retry_pause * 4 ** (tries - 1))
            self.frontier.settle(target, "new" if try_again else "dead", {"error": row.error, "not_before": later})
            self.frontier.wait_for(server, max(pause, retry_after or 0.0))
        self.counts["failed"] += not try_again
        self.failures_in_a_row[server] += again and retry_after is None
        if self.failures_in_a_row[server] >= MAX_FAILURES_IN_A_ROW:
            self.leave(server, f"{MAX_FAILURES_IN_A_ROW} lần liền không trả lời được ({row.error})")

    def leave(self, server: str, why: str) -> None:
        """Asks a server nothing more in this sitting."""
        self.frontier.block(server)
        self.silent.add(server)
        self.counts["failed"] += 1
        self.notes.append(f"{server}: {why}; chạy lại để tiếp tục")

    def count(self, outcome: Outcome) -> None:
        """Counts what a visit came to."""
        self.counts[outcome.kind] += 1
        if outcome.note:
            self.notes.append(outcome.note)

    def sleep(self, seconds: float) -> None:
        """Waits. Raises Stopped as soon as somebody wishes to stop."""
        end = time.monotonic() + seconds
        while True:
            if self.should_stop():
                raise Stopped
            left = end - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(NAP, left))

    def report(self, seconds: float, finished: bool) -> CrawlReport:
        """What the sitting came to."""
        notes = [*self.notes, *self.gate.notes]
        for kind, text in (("missing", "{} liên kết hỏng (HTTP 404, 410)"),
                           ("twin", "{} trang trùng nội dung với trang khác"),
                           ("robots", "bỏ qua {} địa chỉ theo robots.txt")):
            if self.counts[kind]:
                notes.append(text.format(self.counts[kind]))
        if finished:
            notes += self.frontier.notes()
        kinds = {kind: self.counts[kind] for kind in ("fetched", "new", "changed", "unchanged", "gone", "failed")}
        return CrawlReport(**kinds, seconds=round(seconds, 3), finished=finished, notes=tuple(notes))


def allowed_hosts(source: Source) -> frozenset[str]:
    """The hosts that may be fetched from, with and without "www.", which most portals redirect one way or the other.

    >>> sorted(allowed_hosts(Source("a", start=("http://a.vn:80/",))))
    ['a.vn', 'www.a.vn']
    """
    hosts: set[str] = set()
    for host in hosts_of(source):
        # In the spelling of `canonical`: small letters, and xn--… for a host with Vietnamese letters.
        address = canonical(f"http://{host}/")
        if not address:
            raise CrawlError(f"nguồn {source.name} có máy chủ viết sai: {host}")
        name = urlsplit(address).netloc.removesuffix(":443")
        hosts.add(name)
        if ":" not in name and not name.replace(".", "").isdecimal():
            hosts.add(name.removeprefix("www.") if name.startswith("www.") else f"www.{name}")
    return frozenset(hosts)

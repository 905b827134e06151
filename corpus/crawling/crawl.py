"""crawl(): frontier → permission → answer → what it says → settled, one address at a time, until nothing is left."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, replace
from datetime import timedelta

from corpus.crawling.addresses import canonical
from corpus.crawling.asking import Asking, FetchingApart, NoAnswer
from corpus.crawling.bounded_process import BoundedProcess
from corpus.crawling.failures import failed
from corpus.crawling.fetching.answer import MAX_MESSAGE_CHARS, AddressForbidden, FetchError, Limits
from corpus.crawling.fetching.fetch import Fetcher
from corpus.crawling.frontier import Frontier, Target
from corpus.crawling.lately import Lately
from corpus.crawling.partial import mark_partial, sweep_is_due
from corpus.crawling.patience import Patience, Stopped, Wish
from corpus.crawling.permission.permission import NotNow, Permission, Refused
from corpus.crawling.permission.robots_texts import MAX_WAIT, RobotsTexts
from corpus.crawling.reading.reading import Reading
from corpus.crawling.report import CrawlReport, Outcome, Progress, Tally
from corpus.crawling.scope import CrawlError, Scope, allowed_hosts
from corpus.crawling.servers import HOLD_SECONDS, HoldLost
from corpus.crawling.settling.attached import Attached
from corpus.crawling.settling.settle import Settling
from corpus.crawling.sources import Source
from corpus.storing.files import Files, with_files
from corpus.storing.pages import FetchRow, Pages
from corpus.storing.store import Store, StoreError

log = logging.getLogger(__name__)
# A budget with its tables has 30 MB; a server that sends it at 500 KB a second is an old one.
FILE_LIMITS = Limits(seconds=120.0, bytes=50 * 2**20, unpacked_bytes=50 * 2**20)
RETRY_PAUSE = 1.0  # seconds before the second try, four times as many before the third


def crawl(store: Store, source: Source, *, delay: float | None = None, allow_private: bool = False,
          limit: int | None = None, progress: Callable[[Progress], None] | None = None,
          should_stop: Callable[[], bool] | None = None, contact: str = "", limits: Limits = Limits(),
          retry_pause: float = RETRY_PAUSE, process: BoundedProcess | None = None, retry: bool = False,
          since: timedelta | None = None, hold_seconds: float = HOLD_SECONDS) -> CrawlReport:
    """Crawls a source: a run that was interrupted goes on, else a new one begins, which asks for every known address
    again and follows what is new; with `retry`, only for those that failed and may answer another time; with `since`,
    for lists, feeds and the bulletins of those days, and for whatever they show that is new, unless it is time again to
    ask for all.

    `delay` overrides the source's pause between requests, but not a longer one in robots.txt. `limit` ends the sitting
    after so many answers. `should_stop` is asked all the while; a page in flight has a second to come to its end.
    Where crawlers share a store, one that ended without a word held its server for `hold_seconds` more.
    Fetching and reading are done in `process`, by default one of this crawl's own. Raises CrawlError where it cannot
    begin.
    """
    fetcher = Fetcher(allowed_hosts(source), allow_private, contact, limits)
    starts = [address for address in map(canonical, source.start) if address]
    if not starts:
        raise CrawlError(f"nguồn {source.name} chưa có địa chỉ bắt đầu (start)")
    wish = Wish(should_stop or (lambda: False))
    patience = Patience(wish)
    with nullcontext(process) if process else BoundedProcess() as apart:
        fetching = FetchingApart(fetcher, apart, patience)
        try:
            check_starts(starts, fetching)
        except Stopped:
            return CrawlReport()
        frontier = open_frontier(store, source, source.delay if delay is None else delay, retry_pause, starts,
                                 retry, since, hold_seconds)
        wish.meanwhile = frontier.servers.renew
        hops = {hop for start in starts for hop in frontier.hops_from(start)}
        scope = Scope(source, fetcher.hosts, {*starts, *hops})
        reading = Reading(Pages(store), scope, apart, patience)
        if not retry:
            with store.transaction():
                Attached(store, scope, frontier).hang_all(with_files(store, source.name))
        sitting = Sitting(frontier, Permission(RobotsTexts(store, frontier, fetching, retry_pause), scope,
                                               frontier.servers),
                          Asking(frontier, fetching, fetching.within(FILE_LIMITS), Files(store)), reading,
                          Settling(store, scope, frontier, reading.program, retry_pause), patience)
        before = Pages(store).count_answers(frontier.run)
        report = replace(sitting.work(limit, progress or (lambda _: None)), fetched_before=before)
    with store.transaction():
        Pages(store).save_report(frontier.run, asdict(report), finished=report.finished)
    return report


def check_starts(starts: list[str], fetching: FetchingApart) -> None:
    """Raises CrawlError where an address that a crawl starts at may not be asked."""
    for address in starts:
        try:
            fetching.resolve(address)
        except AddressForbidden as forbidden:
            raise CrawlError(f"{address}: {forbidden}") from forbidden
        except FetchError:
            pass  # a name that cannot be found now is tried again, and reported, like a server that does not answer


def open_frontier(store: Store, source: Source, delay: float, retry_pause: float, starts: list[str],
                  retry: bool, since: timedelta | None, hold_seconds: float = HOLD_SECONDS) -> Frontier:
    """The addresses of the run that was interrupted, or of a new one; those that it starts at among them."""
    pages = Pages(store)
    with store.transaction():
        unfinished = pages.unfinished_run(source.name)
        lately = not retry and since is not None and not unfinished and not sweep_is_due(store, source.name)
        run = (unfinished or pages.begin_run(source.name)).id
        if lately or retry and not unfinished:
            mark_partial(store, run)
        frontier = Frontier(store, source.name, run, delay=delay, bounds=source.bounds, hold_seconds=hold_seconds)
        if unfinished:
            frontier.go_on(retry_pause)
        if retry:
            frontier.begin_again(failed(store, source.name))
        elif lately and since is not None:
            frontier.begin_again(Lately(store, source.name, since).ids())
        elif not unfinished:
            frontier.begin()
        for address in starts:
            frontier.add(address)
    return frontier


class Sitting:
    """One sitting of a run: from here until nothing is left, or until it is stopped."""

    def __init__(self, frontier: Frontier, permission: Permission, asking: Asking, reading: Reading,
                 settling: Settling, patience: Patience):
        self.frontier, self.permission, self.asking = frontier, permission, asking
        self.reading, self.settling, self.patience = reading, settling, patience
        self.tally = Tally()

    def visit(self, target: Target) -> Outcome:
        """One address: permission, answer, what it says, settled."""
        try:
            self.permission.get(target)
            answer = self.asking.ask(target)
            said = self.reading.read(target, answer)
            return self.settling.keep(target, answer, said)
        except Refused as refused:
            return self.settling.forbid(target, refused)
        except NoAnswer as failure:
            return self.settling.fail(target, failure)
        except NotNow:
            self.frontier.servers.let_go(target.origin)
            return Outcome("later", fetched=False)
        except HoldLost:
            return Outcome("later", fetched=False)
        except (Stopped, StoreError):
            raise  # these are nobody's but ours
        except Exception as error:
            log.exception("%s", target.address)
            return self.settling.fail(target, NoAnswer(FetchRow(target.address, error=describe(error)), again=False))

    def work(self, limit: int | None, progress: Callable[[Progress], None]) -> CrawlReport:
        """Visits until nothing is left, the limit is reached, or somebody stops it."""
        began, finished = time.monotonic(), False
        try:
            while limit is None or self.tally["fetched"] < limit:
                self.patience.sleep(0.0)
                found = self.frontier.next()
                if found is None:
                    finished = not self.frontier.servers.left
                    break
                if isinstance(found, Target):
                    self.tally.count(self.visit(found))
                    progress(Progress(self.tally["fetched"], self.frontier.queued(), self.tally["new"],
                                      self.tally["failed"], found.address))
                elif found <= MAX_WAIT:
                    self.patience.sleep(found)
                else:
                    self.tally.note(f"máy chủ xin đợi {found / 60:.0f} phút nữa: hãy chạy lại sau, hoặc bỏ qua lời xin "
                                    "đợi bằng --clear-waits")
                    break
        except Stopped:
            pass
        self.frontier.servers.let_go_of_all()
        return self.report(time.monotonic() - began, finished)

    def report(self, seconds: float, finished: bool) -> CrawlReport:
        """What the sitting came to."""
        self.tally.count_failures(self.frontier.servers.left)
        notes = [*self.frontier.servers.notes, *self.tally.notes(), *(self.frontier.notes() if finished else [])]
        return self.tally.report(seconds, finished, notes)


def describe(error: Exception) -> str:
    """An error in a line that any file can hold."""
    text = f"lỗi của chương trình: {type(error).__name__}: {error}"[:MAX_MESSAGE_CHARS]
    return text.encode("utf-8", "replace").decode()


__all__ = ["CrawlError", "CrawlReport", "Progress", "crawl"]

#!/usr/bin/env python3
"""Crawls a portal into the store: a described source by its name, or any portal by its address."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import time
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import asdict, replace
from datetime import timedelta

from inside import script, wording

from corpus.crawling.crawl import CrawlError, CrawlReport, Progress, crawl  # noqa: E402
from corpus.crawling.frontier import clear_waits  # noqa: E402
from corpus.crawling.rereading import is_due, reread  # noqa: E402
from corpus.crawling.sources import Source, SourceError, find_source, host_of, load_sources  # noqa: E402
from corpus.crawling.stored_source import stored_source, under_its_name  # noqa: E402
from corpus.data_dir import DataDir  # noqa: E402
from corpus.job_lock import Holder, JobLocked, hold  # noqa: E402
from corpus.likeness.joining import join_alike  # noqa: E402
from corpus.storing.open_store import is_there, open_store  # noqa: E402
from corpus.storing.postgres.address import is_server  # noqa: E402
from corpus.storing.store import Store, StoreError  # noqa: E402

REFRESH = 0.5  # seconds between two writings of the progress line
MAX_DELAY = 3600.0


class ProgressLine:
    """One line on a terminal that is written over; in a file, a line now and then."""

    def __init__(self, quiet: bool):
        self.quiet, self.live = quiet, sys.stderr.isatty()
        self.began = self.shown = time.monotonic()
        self.every = REFRESH if self.live else 60.0

    def show(self, progress: Progress) -> None:
        """Shows how far the crawl has come, if it is time."""
        now = time.monotonic()
        if self.quiet or now - self.shown < self.every:
            return
        self.shown = now
        rate = progress.fetched / (now - self.began)
        text = (f"đã tải {progress.fetched} · còn chờ {progress.queued} · mới {progress.new} · lỗi {progress.failed} · "
                f"{wording.decimal(rate)} trang/giây")
        sys.stderr.write(f"\r{text:<78}" if self.live else text + "\n")
        sys.stderr.flush()

    def clear(self) -> None:
        """Takes the line away."""
        if self.live and not self.quiet:
            sys.stderr.write("\r" + " " * 78 + "\r")


class Stop:
    """The wish to stop: the first Ctrl-C (or SIGTERM) ends after the page in flight, the second one at once."""

    def __init__(self) -> None:
        self.signal = 0
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._wish)

    def _wish(self, number: int, _: object) -> None:
        if self.signal:
            raise KeyboardInterrupt
        self.signal = number
        with suppress(OSError):
            sys.stderr.write("\nđang dừng sau trang này …\n")

    def __call__(self) -> bool:
        return bool(self.signal)


def main() -> int:
    """Crawls, says what it came to, and returns the exit code."""
    parser = script.parser("Thu thập một cổng vào kho: gọi bằng tên nguồn đã mô tả, hoặc bằng địa chỉ của cổng.")
    parser.add_argument("source", metavar="NGUỒN|ĐỊA_CHỈ", help="tên một nguồn, hoặc địa chỉ http://…")
    parser.add_argument("--at", metavar=wording.ADDRESS, help="thu thập nguồn đã gọi tên tại địa chỉ này")
    parser.add_argument("--delay", type=script.seconds(MAX_DELAY), metavar=wording.SECONDS,
                        help="quãng nghỉ giữa hai lần hỏi một máy chủ")
    parser.add_argument("--limit", type=script.positive, metavar="N", help="dừng sau N lần trả lời; lượt sau đi tiếp")
    parser.add_argument("--max-pages", type=script.positive, metavar="N", help="số trang nhiều nhất trong một lượt")
    parser.add_argument("--max-links", type=script.positive, metavar="N", help="số liên kết nhiều nhất của một trang")
    parser.add_argument("--clear-waits", action="store_true", help="quên những lần máy chủ xin đợi còn ghi trong kho")
    parser.add_argument("--retry", action="store_true", help="chỉ hỏi lại những địa chỉ lỗi mà hỏi lại có thể được")
    parser.add_argument("--since", type=age, metavar="NGÀY", help="chỉ hỏi danh sách, nguồn tin, bản tin của ngần ấy "
                        "ngày (7d) và những gì mới thấy ở đó; cứ 30 ngày lại tự quét toàn bộ một lần")
    parser.add_argument("--allow-private", action="store_true", help="cho phép địa chỉ của máy này và của mạng nội bộ")
    parser.add_argument("--quiet", action="store_true", help="không in tiến độ, chỉ in dòng tổng kết")
    arguments = parser.parse_args()
    data = script.data_dir(arguments)
    source = named_source(arguments.source, data)
    if arguments.at:
        source = source.at(arguments.at)
    elif "://" in arguments.source and not source.start:
        source = source.at(arguments.source)
    source = replace(source, max_pages=arguments.max_pages or source.max_pages,
                     max_links=arguments.max_links or source.max_links)
    line, stop = ProgressLine(arguments.quiet), Stop()
    try:
        with alone_here(data), open_store(data.store_address) as store, ExitStack() as beside:
            if "://" in arguments.source and source.name == host_of(arguments.source).replace(":", "-"):
                source = under_its_name(store, source)  # nobody described it, and it may have been renamed
            if arguments.clear_waits:
                clear_waits(store, source.name)
            keep_in(beside, store, source.name)
            report = crawl(store, source, delay=arguments.delay, allow_private=arguments.allow_private,
                           limit=arguments.limit, retry=arguments.retry, since=arguments.since,
                           progress=line.show, should_stop=stop, contact=os.environ.get("BANTIN_CONTACT", ""))
            with store.alone_at(f"reread:{source.name}") as alone:
                if alone and not stop() and is_due(store, source.name):
                    again = reread(store, source)
                    script.say(f"học từ {again.pages} trang đã lưu rồi đọc lại: mới {again.new} · bỏ {again.dropped} · "
                               f"đổi tiêu đề {again.titles} · đổi ngày {again.days}")
            joined = join_alike(store)
            if joined.looked_at and joined.families:
                script.say(wording.ALIKE.format(bulletins=joined.bulletins, families=joined.families))
    except JobLocked as running:
        raise script.Failure(str(running), script.LOCKED) from running
    except (CrawlError, StoreError) as error:
        raise script.Failure(str(error)) from error
    line.clear()
    for note in report.notes:
        script.say(note)
    if arguments.json:
        script.print_json({"source": source.name, "interrupted": bool(stop.signal), **asdict(report)})
    else:
        print(closing_line(report))
    if stop.signal:
        return 128 + stop.signal
    if report.fetched:
        return script.FINE
    if report.ends_earlier_work:
        script.say("lần trước bị ngắt khi đã hỏi hết mọi địa chỉ: lần này chỉ ghi nốt là xong")
        return script.FINE
    if arguments.retry and report.finished and not report.failed:
        script.say("không có địa chỉ lỗi nào cần hỏi lại")
        return script.FINE
    if not report.notes:
        script.say("lần này không có địa chỉ nào để hỏi")
    return script.FAILED


def alone_here(data: DataDir) -> AbstractContextManager[None]:
    """The lock of the crawl, where the store is a file. A server's is shared: several crawlers keep out of each other's
    way there, each holding the servers that it asks."""
    return nullcontext() if is_server(data.store_address) else hold(data.lock("crawl"))


def keep_in(beside: ExitStack, store: Store, source: str) -> None:
    """Lets others crawl the source too, but nobody rename it meanwhile. JobLocked where somebody does."""
    if not beside.enter_context(store.alone_at(f"source:{source}", with_others=True)):
        raise JobLocked(f"{store.connection.path} ({source})", Holder())


def named_source(name: str, data: DataDir) -> Source:
    """A source that is described, that lies at an address, or that the store knows from before."""
    try:
        return find_source(name, load_sources(data.root / "sources.toml"))
    except SourceError as error:
        known = None
        if "://" not in name and is_there(data.store_address):
            try:
                with open_store(data.store_address, read_only=True) as store:
                    known = stored_source(store, name)
            except StoreError as damage:
                raise script.Failure(str(damage)) from damage
        if known is None:
            raise script.Failure(str(error), script.WRONG_USE) from error
        return known


def age(text: str) -> timedelta:
    """A kind of value: days, as 7 or 7d, or weeks, as 2w.

    >>> age("7d").days, age("2w").days
    (7, 14)
    """
    found = re.fullmatch(r"(\d{1,4})(d|w|)", text.strip().lower())
    if not found or not int(found[1]):
        raise argparse.ArgumentTypeError(f"“{text}” không phải số ngày, ví dụ 7d hoặc 2w")
    return timedelta(days=int(found[1]) * (7 if found[2] == "w" else 1))


def closing_line(report: CrawlReport) -> str:
    """One line that says what a crawl came to."""
    minutes, rest = divmod(round(report.seconds), 60)
    hours, minutes = divmod(minutes, 60)
    took = f"{hours}h{minutes:02}m{rest:02}s" if hours else f"{minutes}m{rest:02}s" if minutes else f"{rest}s"
    return (f"đã tải {report.fetched} · mới {report.new} · đổi {report.changed} · không đổi {report.unchanged} · "
            f"gỡ {report.gone} · lỗi {report.failed} · {took}")


if __name__ == "__main__":
    script.run(main)

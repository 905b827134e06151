"""Hostile pages: a site of traps is crawled, and everything good on it must be there in the end, within its share."""

from __future__ import annotations

import re
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from benchmarks.drills.hostile_answers import Answer, article, hostile_headers, hostile_pages
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import Outcome
from benchmarks.loopback import listening
from corpus.crawling.crawl import CrawlReport, crawl
from corpus.crawling.sources import Source
from corpus.storing.store import Store

SUMMARY = "trang, nguồn tin và tiêu đề HTTP có bẫy: lượt thu thập vẫn đi hết và giữ đủ bản tin"
GOOD = 20  # bulletins among the traps


def add_options(parser: ArgumentParser) -> None:
    """How large the traps are."""
    parser.add_argument("--chars", type=positive, default=200_000, metavar="N", help="độ dài mỗi trang bẫy (số chữ)")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Crawls the site of traps."""
    traps = dict([*hostile_pages(options.chars), *hostile_headers()])
    site = {f"/{name}": answer for name, answer in traps.items()}
    site |= {f"/tin/{number}": Answer(article(f"số {number}")) for number in range(GOOD)}
    site["/"] = Answer(" ".join(f'<a href="{path}">{path}</a>' for path in site).encode())
    began = time.monotonic()
    with served(site) as address, Store.open(folder / "store.sqlite") as store:
        report = crawl(store, Source("bay", start=(address,)), delay=0.0, allow_private=True, retry_pause=0.1)
        problems = tuple(find_problems(store, report))
        slowest, = store.connection.execute("SELECT max(ms) / 1000.0 FROM fetch").fetchone()
    seconds = time.monotonic() - began
    line = (f"{len(traps)} bẫy, {GOOD} bản tin · đã tải {report.fetched}, lỗi {report.failed} · {seconds:.0f} giây · "
            f"{'có điều sai' if problems else 'không mất gì'}")
    return Outcome(len(traps), line, problems, {"chars": options.chars, "failed": report.failed, "slowest": slowest})


def find_problems(store: Store, report: CrawlReport) -> Iterator[str]:
    """What the crawl lost, or spent beyond a page's share."""
    if not report.finished:
        yield f"lượt thu thập không đi hết: {report.notes}"
    held = {re.sub(r".*/", "", bulletin.url) for bulletin in store.bulletins() if "/tin/" in bulletin.url}
    lost = {str(number) for number in range(GOOD)} - held
    if lost:
        yield f"mất {len(lost)} bản tin: {sorted(lost)}"
    for address, error in store.connection.execute("SELECT address, error FROM fetch WHERE error LIKE '%giây%' "
                                                   "OR error LIKE '%sập%' OR error LIKE '%bộ nhớ%'"):
        yield f"{address}: {error}"


@contextmanager
def served(pages: dict[str, Answer]) -> Iterator[str]:
    """The pages on a free port of loopback; the address where they begin."""
    class Handler(BaseHTTPRequestHandler):
        """One request."""

        def do_GET(self) -> None:
            """Says what the table says."""
            answer = pages.get(self.path) or Answer(b"", status=404)
            self.send_response(answer.status)
            for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def handle(self) -> None:
            """Answers for as long as somebody listens."""
            try:
                super().handle()
            except ConnectionError:
                pass

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with listening(Handler) as port:
        yield f"http://127.0.0.1:{port}/"

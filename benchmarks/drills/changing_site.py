"""The portal of the drill: bulletins of the sample on pages like the sample's, which change while it is being read."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from random import Random

from benchmarks.loopback import listening
from corpus.sample import feeds, pages
from corpus.sample.sample_bulletin import SECTIONS, SampleBulletin, read_bulletins, section_path

ANSWER_SECONDS = 0.008  # as long as reading a page takes, so that kills fall on requests under way as well


class ChangingSite:
    """A home page, a list for each section, and bulletins: more and more of them, whose texts are revised.

    `asked` lists the requests, killed ones included. The bulletins are a tuple that is replaced as a whole, so that a
    request which is being answered sees one state of the site.
    """

    def __init__(self, count: int, random: Random):
        self.random = random
        self.revisions = [0] * count
        self.bulletins: tuple[SampleBulletin, ...] = ()
        self.asked: list[str] = []
        self.port = 0
        self._write()

    @property
    def address(self) -> str:
        """Where the site begins."""
        return f"http://127.0.0.1:{self.port}/"

    def change(self) -> None:
        """One bulletin more, and one in eight revised."""
        self.revisions.append(0)
        for place in self.random.sample(range(len(self.revisions)), len(self.revisions) // 8):
            self.revisions[place] += 1
        self._write()

    def _write(self) -> None:
        self.bulletins = tuple(write_bulletin(place, revision) for place, revision in enumerate(self.revisions))

    def answer(self, path: str) -> tuple[int, str, str]:
        """Status, type and text of the answer to a path."""
        items, site, kind = self.bulletins, self.address.rstrip("/"), "text/html; charset=utf-8"
        if path == "/robots.txt":
            return 200, "text/plain; charset=utf-8", feeds.robots_text(site)
        if path == "/sitemap.xml":
            return 200, "application/xml", feeds.sitemap_text(site, items)
        if path == "/rss.xml":
            return 200, "application/rss+xml", feeds.rss_text(site, items)
        if path == "/":
            return 200, kind, pages.page(pages.PORTAL, pages.news_list("Tin mới cập nhật", items[::-1]), "")
        for section in SECTIONS:
            if path == section_path(section):
                shown = [item for item in items if item.section == section]
                return 200, kind, pages.page(section, pages.news_list(section, shown), "")
        for item in items:
            if path == item.path:
                return 200, kind, pages.page(item.title, pages.article(item, ()), "", pages.article_head(item, site))
        return 404, kind, "không có trang này"


def write_bulletin(place: int, revision: int) -> SampleBulletin:
    """The bulletin at a place; its second paragraph says which revision it is. Its title and address stay."""
    samples = read_bulletins()
    item, round = samples[place % len(samples)], place // len(samples)
    first, *others = item.paragraphs
    return replace(
        item, file_name=item.file_name.replace(".md", f"-{round}.md" if round else ".md"), attachments=(),
        also_in=(), edits=(),
        title=item.title + (f" (kỳ {round + 1})" if round else ""),
        paragraphs=(first, f"Đây là {mark(place, revision)}, do tổ biên tập của cổng hoàn thành.", *others))


def mark(place: int, revision: int) -> str:
    """What only this revision of this bulletin says."""
    return f"bản tin thứ {place} sửa lần {revision}"


@contextmanager
def serve(site: ChangingSite) -> Iterator[None]:
    """The site, on a free port of loopback."""
    class Handler(BaseHTTPRequestHandler):
        """A request of the crawler that is going to be killed."""

        def do_GET(self) -> None:
            """Answers; 304 where the crawler holds the same text."""
            site.asked.append(self.path)
            time.sleep(ANSWER_SECONDS)
            status, kind, text = site.answer(self.path)
            body = text.encode()
            etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            if self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            self.send_response(status)
            for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("ETag", etag)):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            """Answers for as long as somebody listens."""
            try:
                super().handle()
            except ConnectionError:  # killed
                pass

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with listening(Handler) as site.port:
        yield

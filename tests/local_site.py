"""A small web site on loopback, made in the test that needs it: what it serves is a table, what was asked is a list."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from benchmarks.loopback import listening
from corpus.data_dir import DataDir
from corpus.storing.open_store import open_store


@dataclass(frozen=True)
class Reply:
    """What the site answers."""

    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """One request, as the site saw it."""

    path: str
    at: float
    headers: dict[str, str]


class Site:
    """Pages by path, and `rules` for paths that no table can list; robots.txt is missing unless it is set."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.rules: Callable[[str], Reply | None] = lambda path: None
        self.forms: Callable[[str, str], Reply | None] = lambda path, body: None  # what a form that is sent brings
        self.asked: list[Asked] = []
        self.pause = 0.0  # seconds before each answer
        self.port = 0

    @property
    def address(self) -> str:
        """Where the site begins."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """What was asked for, in order; robots.txt and the sitemap that every crawl looks for left out."""
        return [asked.path for asked in self.asked if asked.path not in ("/robots.txt", "/sitemap.xml")]

    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(asked.path for asked in self.asked)

    def answer(self, path: str, headers: dict[str, str], body: str = "") -> Reply:
        """The answer to a request, which is noted; `body` is a form that was sent."""
        self.asked.append(Asked(f"POST {path}" if body else path, time.time(), headers))
        time.sleep(self.pause)
        if body:
            return self.forms(path, body) or Reply("không nhận biểu mẫu này", 500)
        return self.pages.get(path) or self.rules(path) or Reply("không có trang này", 404)


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    """The site, served on a free port of loopback."""
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            reply = site.answer(self.path, {name.lower(): value for name, value in self.headers.items()}, sent)
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            etag = reply.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.kind, "Content-Length": str(len(body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # the crawler was killed
                pass

    with listening(Handler) as site.port:
        yield site


def article(title: str, *, day: str = "22/03/2017", text: str = "", links: tuple[str, ...] = (),
            head: str = "") -> Reply:
    """A page with one news item."""
    text = text or (f"Sáng {day}, Ủy ban nhân dân tỉnh họp bàn về việc “{title}”. Hội nghị nghe báo cáo của các sở, "
                    "ngành và ý kiến của đại biểu các huyện, thị xã, thành phố trong tỉnh.")
    more = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    return Reply(f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>"
                 f'<div class="date">Ngày cập nhật {day}</div><div class="content"><p>{text}</p>'
                 "<p>Kết luận hội nghị, đồng chí Chủ tịch giao các cơ quan chuẩn bị kế hoạch chi tiết, báo cáo trước "
                 f"cuối tháng và công bố rộng rãi để nhân dân biết.</p></div><ul>{more}</ul></body></html>")


def listing(*links: str, title: str = "Trang chủ", head: str = "") -> Reply:
    """A page with links and nothing else."""
    items = "".join(f'<li><a href="{link}">Liên kết {number}</a></li>' for number, link in enumerate(links))
    return Reply(f"<html><head><title>{title}</title>{head}</head><body><ul>{items}</ul></body></html>")


def news_site(count: int) -> Site:
    """A home page, lists of ten, and so many news items, each of which names the next one."""
    site = Site()
    lists = [f"/danh-sach/{number}" for number in range((count + 9) // 10)]
    site.pages["/"] = listing(*lists)
    for number, path in enumerate(lists):
        site.pages[path] = listing(*(f"/tin/{i}" for i in range(number * 10, min(count, number * 10 + 10))))
    for i in range(count):
        site.pages[f"/tin/{i}"] = article(f"Hội nghị triển khai công tác số {i}", day=f"{i % 28 + 1:02}/03/2017",
                                          links=(f"/tin/{(i + 1) % count}",))
    return site


def bulletin_paths(data: Path) -> dict[str, int]:
    """The paths of the bulletins in a data folder that are not gone, with their versions."""
    with open_store(DataDir(data).store_address, read_only=True) as store:
        return {"/" + b.url.split("/", 3)[3]: b.version for b in store.bulletins() if not b.gone_on}

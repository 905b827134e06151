"""The sample portal: `render(path)` is a pure function, `serve()` puts it on a loopback socket.

    python -m corpus.sample.portal --port 8080
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote

from corpus.sample import feeds, pages
from corpus.sample.sample_bulletin import (
    FILES, SECTIONS, SampleAttachment, SampleBulletin, read_bulletins, section_path)

DEFAULT_SITE = "http://truongha.example"
PER_PAGE = 10
HOME_ITEMS = 15
OTHER_NEWS = 6

HTML = "text/html; charset=utf-8"
LAST_EDITION = 9  # more than any bulletin was edited
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {".pdf": "application/pdf", ".docx": WORD, ".xlsx": EXCEL}
DAY = re.compile(r"/tin-theo-ngay/(\d{4})/(\d{2})/(\d{2})/")
MONTH = re.compile(r"/tin-theo-ngay/(\d{4})/(\d{2})/")
LIST_PAGE = re.compile(r"(/tin-tuc/[a-z-]+/)(?:trang-([1-9]\d{0,3})\.html)?")

STYLE = """body { font: 14px Arial, sans-serif; margin: 0; } #header { background: #a00; color: #fff; padding: 16px; }
#header a { color: #fff; } #menu li { display: inline-block; margin-right: 12px; } #khung { margin: 8px; }
.noidung { line-height: 1.5; } .tacgia { text-align: right; } #footer { background: #eee; padding: 8px; }
"""
SEAL = """<svg xmlns="http://www.w3.org/2000/svg" width="150" height="56"><rect width="150" height="56" fill="#0a6"/>
<path d="M20 28l10 10 20-22" stroke="#fff" stroke-width="6" fill="none"/></svg>
"""


@dataclass(frozen=True)
class Answer:
    """What the portal answers to one request."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


def render(path: str, site: str = DEFAULT_SITE, if_none_match: str = "", edition: int = LAST_EDITION) -> Answer:
    """The answer to a GET of a path (with its query); 304 where the reader already holds the same bytes. Bulletins that
    were edited stand there as in an edition.

    >>> render("/robots.txt").status, render("/khong-co.html").status
    (200, 404)
    """
    answer = find_answer(path, site, edition)
    if answer.status != 200:
        return answer
    etag = f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
    answer = replace(answer, headers=(*answer.headers, ("ETag", etag)))
    if etag in (given.strip().removeprefix("W/") for given in if_none_match.split(",")):
        return replace(answer, status=304, body=b"")
    return answer


def find_answer(path: str, site: str, edition: int = LAST_EDITION) -> Answer:
    """The answer by the shape of the path, without regard to what the reader holds."""
    plain, _, query = path.partition("?")
    name, fields = unquote(plain), parse_qs(query)
    items = read_bulletins()
    if name == "/":
        return html(pages.PORTAL, pages.news_list("Tin mới cập nhật", items[:HOME_ITEMS]))
    if name == "/Default.aspx":
        return old_address(fields.get("tin", [""])[0])
    if name == "/tim-kiem/":
        return search_page(fields.get("q", [""])[0])
    if fixed := fixed_file(name, site):
        return fixed
    if found := DAY.fullmatch(name) or MONTH.fullmatch(name):
        return dated_page([int(group) for group in found.groups()])
    if found := LIST_PAGE.fullmatch(name):
        return section_page(found[1], int(found[2] or 1))
    for item in items:
        if name in item.paths:
            return article_page(item.at(edition), site, name)
        for attachment in item.attachments:
            if name == f"/tai-lieu/{attachment.file}":
                return attached_file(attachment)
    return not_found()


def fixed_file(name: str, site: str) -> Answer | None:
    """The files with one name each."""
    match name:
        case "/robots.txt":
            return Answer(200, "text/plain; charset=utf-8", feeds.robots_text(site).encode())
        case "/sitemap.xml":
            return Answer(200, "application/xml; charset=utf-8", feeds.sitemap_text(site, read_bulletins()).encode())
        case "/rss.xml":
            return Answer(200, "application/rss+xml; charset=utf-8", feeds.rss_text(site, read_bulletins()).encode())
        case "/css/portal.css":
            return Answer(200, "text/css; charset=utf-8", STYLE.encode())
        case "/images/tin-nhiem-mang.svg":
            return Answer(200, "image/svg+xml", SEAL.encode())
    return None


def article_page(item: SampleBulletin, site: str, path: str = "") -> Answer:
    """A bulletin's page at one of its addresses, under a wrong charset label where it is the one that has it."""
    charset = "iso-8859-1" if item.file_name == pages.MISLABELLED else "utf-8"
    text = pages.page(
        item.title, pages.article(item, neighbours(item)), calendar_of(item.published_on),
        head=pages.article_head(item, site, path), charset=charset,
    )
    return Answer(200, f"text/html; charset={charset}", text.encode("utf-8"))


def attached_file(attachment: SampleAttachment) -> Answer:
    """The file behind an attachment: one that was made for it, else a Word document or a PDF of one line."""
    made = FILES / attachment.file
    if made.exists():
        return Answer(200, TYPES[made.suffix], made.read_bytes())
    if attachment.file.endswith(".docx"):
        return Answer(200, WORD, feeds.attachment_docx(attachment))
    return Answer(200, "application/pdf", feeds.attachment_pdf(attachment))


def neighbours(item: SampleBulletin) -> list[SampleBulletin]:
    """The other news of the section, those before the bulletin first, then those after it."""
    same = [other for other in read_bulletins() if other.section == item.section]
    place = [other.number for other in same].index(item.number)
    return (same[place + 1:] + same[:place])[:OTHER_NEWS]


def section_page(base: str, number: int) -> Answer:
    """A page of a section's list."""
    section = next((name for name in SECTIONS if section_path(name) == base), None)
    items = [item for item in read_bulletins() if section in (item.section, *item.also_in)]
    count = max(1, -(-len(items) // PER_PAGE))
    if section is None or number > count:
        return not_found()
    shown = items[(number - 1) * PER_PAGE:number * PER_PAGE]
    return html(section, pages.news_list(section, shown, pages.pager(base, number, count), section))


def dated_page(numbers: Sequence[int]) -> Answer:
    """The list of a month (two numbers) or of a day (three); a month without news is a page like any other."""
    year, month, *rest = numbers
    try:
        first = date(year, month, rest[0] if rest else 1)
    except ValueError:
        return not_found()
    if not pages.FIRST_YEAR <= year <= pages.LAST_YEAR:
        return not_found()
    heading = f"Tin ngày {first:%d/%m/%Y}" if rest else f"Tin tháng {first:%m/%Y}"
    days = [item.published_on if rest else item.published_on.replace(day=1) for item in read_bulletins()]
    items = [item for item, day in zip(read_bulletins(), days) if day == first]
    return html(heading, pages.news_list(heading, items), first)


def search_page(typed: str) -> Answer:
    """The portal's own search, by title; robots.txt keeps crawlers out of it."""
    items = [item for item in read_bulletins() if typed and typed.casefold() in item.title.casefold()]
    return html("Tìm kiếm thông tin", pages.news_list("Kết quả tìm kiếm", items))


def old_address(number: str) -> Answer:
    """A redirect from the address before the rebuilding, for good."""
    for item in read_bulletins():
        if str(item.number) == number:
            return Answer(301, HTML, b"", (("Location", item.path),))
    return not_found()


def not_found() -> Answer:
    """The page that says that there is no such page."""
    return replace(html("Không tìm thấy trang", "<h2>Không tìm thấy trang</h2>\n<p>Địa chỉ không tồn tại.</p>"),
                   status=404)


def html(title: str, content: str, month: date | None = None) -> Answer:
    """A page of the portal with the calendar of the month, by default that of the newest bulletin."""
    items = read_bulletins()
    shown = month or (items[0].published_on if items else date(2017, 3, 1))
    return Answer(200, HTML, pages.page(title, content, calendar_of(shown)).encode())


def calendar_of(day: date) -> str:
    """The calendar of the day's month, days with news linked."""
    return pages.month_table(day.year, day.month, {item.published_on for item in read_bulletins()})


class Handler(BaseHTTPRequestHandler):
    """One request of the sample portal; nothing is written to the terminal."""

    protocol_version = "HTTP/1.1"
    edition = LAST_EDITION

    def do_GET(self) -> None:
        """Answer, with the body."""
        self.answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer, without the body."""
        self.answer(with_body=False)

    def answer(self, with_body: bool) -> None:
        """Send what `render` says, addressing the site as the reader does."""
        host = self.headers.get("Host") or "127.0.0.1"
        found = render(self.path, f"http://{host}", self.headers.get("If-None-Match", ""), self.edition)
        self.send_response(found.status)
        if found.status != 304:
            self.send_header("Content-Type", found.content_type)
            self.send_header("Content-Length", str(len(found.body)))
        for name, value in found.headers:
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(found.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a crawl would fill the screen."""


def serve(port: int = 0, edition: int = LAST_EDITION) -> ThreadingHTTPServer:
    """A server bound to 127.0.0.1 (port 0: any free one); the caller runs serve_forever() and closes it."""
    server = ThreadingHTTPServer(("127.0.0.1", port), type("Handler", (Handler,), {"edition": edition}))
    server.daemon_threads = True
    return server


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted; the address is the one line printed."""
    parser = argparse.ArgumentParser(description="Serve the sample portal on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes any free one")
    parser.add_argument("--edition", type=int, default=LAST_EDITION, help="show edited bulletins as they stood then")
    read = parser.parse_args(arguments)
    with serve(read.port, read.edition) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}/", flush=True)
        with suppress(KeyboardInterrupt):
            server.serve_forever()


if __name__ == "__main__":
    main()

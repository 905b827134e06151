#!/usr/bin/env python3
"""Prints what a page says: ./scripts/extract.py page.html --url http://portal/tin/1 --json"""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

from inside import script, wording

from corpus.extraction.lessons import UNTAUGHT  # noqa: E402
from corpus.extraction.extract import Extracted, Page, extract, numbers_in  # noqa: E402
from corpus.crawling.sources import Source, SourceError, find_source, load_sources  # noqa: E402
from corpus.reasons import why  # noqa: E402


def main() -> int:
    """Reads the page, by the rules of its source if it has one, and prints what it says."""
    parser = script.parser("In những gì một trang của cổng nói: tiêu đề, ngày, tác giả, nội dung, số hiệu văn bản.")
    parser.add_argument("page", metavar="TỆP|ĐỊA_CHỈ", help="trang đã lưu, - là đầu vào chuẩn, hoặc địa chỉ http://…")
    parser.add_argument("--url", default="", metavar=wording.ADDRESS, help="trang đã lưu lấy từ địa chỉ này")
    parser.add_argument("--source", default="", metavar=wording.SOURCE, help="đọc theo luật của nguồn này")
    parser.add_argument("--content-type", default="", metavar="KIỂU", help="tiêu đề Content-Type đi kèm trang đã lưu")
    parser.add_argument("--allow-private", action="store_true", help="cho phép địa chỉ của máy này và của mạng nội bộ")
    arguments = parser.parse_args()
    try:
        sources = load_sources(script.data_dir(arguments).root / "sources.toml")
        named = arguments.source or arguments.url or (arguments.page if is_address(arguments.page) else "")
        source = find_source(named, sources) if named else Source("page")
    except SourceError as error:
        raise script.Failure(str(error), script.WRONG_USE) from error
    if is_address(arguments.page):
        page = fetch_page(arguments.page, source, arguments.allow_private)
    else:
        page = Page(arguments.url, read_file(arguments.page), arguments.content_type)
    found = extract(page, source.rules, lessons=UNTAUGHT.overruled(source.told))
    if arguments.json:
        script.print_json(describe(found))
    else:
        print_text(found)
    return script.FINE


def is_address(text: str) -> bool:
    """Whether an argument is a web address."""
    return text.startswith(("http://", "https://"))


def read_file(name: str) -> bytes:
    """The bytes of a saved page, or of standard input."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise script.Failure(f"{name}: không đọc được: {why(error)}", script.WRONG_USE) from error


def fetch_page(address: str, source: Source, allow_private: bool) -> Page:
    """The page at an address, by one polite GET."""
    from corpus.crawling.fetching.answer import FetchError  # only here: a saved page needs no network
    from corpus.crawling.fetching.fetch import Fetcher

    hosts = frozenset({urlsplit(address).netloc.rsplit("@", 1)[-1].lower(), *source.hosts})
    try:
        answer = Fetcher(hosts, allow_private=allow_private).get(address)
    except FetchError as error:
        raise script.Failure(f"{address}: {error}") from error
    if answer.status != 200:
        led = f", chuyển sang {answer.location}" if answer.location else ""
        raise script.Failure(f"{address}: máy chủ trả lời {answer.status}{led}")
    return Page(address, answer.body, answer.content_type)


def describe(found: Extracted) -> dict[str, object]:
    """What --json prints."""
    return {
        "title": found.title,
        "published_on": found.published_on.isoformat() if found.published_on else None,
        "author": found.author,
        "body": found.body,
        "numbers": [str(number) for number in numbers_in(found)],
        "summary": found.summary,
        "section": found.section,
        "attachments": [{"name": file.name, "address": file.address} for file in found.attachments],
        "is_article": found.is_article,
    }


def print_text(found: Extracted) -> None:
    """The same, for people."""
    day = f"{found.published_on:%d/%m/%Y}" if found.published_on else "không rõ ngày"
    day += f" {found.published_at:%H:%M}" if found.published_at else ""
    print(found.title or "(không có tiêu đề)")
    print(" · ".join(part for part in (day, found.author, found.section) if part))
    numbers = ", ".join(str(number) for number in numbers_in(found))
    if numbers:
        print(f"Số hiệu: {numbers}")
    for file in found.attachments:
        print(f"Tệp: {file.name} <{file.address}>")
    if not found.is_article:
        print("(trang này không giữ một bản tin)")
    print(f"\n{found.body}")


if __name__ == "__main__":
    script.run(main)

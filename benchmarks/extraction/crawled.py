"""measure_crawl(): a whole portal crawled as an admin would, its address and nothing else, against what it holds."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from benchmarks.extraction.department import PortalPage
from benchmarks.extraction.portals import Tally, judge
from benchmarks.extraction.served import serve
from corpus.bulletin import Bulletin
from corpus.crawling.crawl import crawl
from corpus.crawling.rereading import is_due, reread
from corpus.crawling.sources import find_source
from corpus.storing.store import Store

LINK = re.compile(r"<a\b[^>]*\bhref=[\"']([^\"']*)", re.IGNORECASE)
HIDDEN_PAGE = re.compile(r"/page/\d+/$")  # lists behind a pager whose links all lead home


def measure_crawl(pages: Sequence[PortalPage], folder: Path) -> Tally:
    """The figures of a portal that is crawled into a store in `folder`; what nothing links to does not count."""
    by_path = {path_of(page.address): page for page in pages}
    expected = linked(by_path)
    tally = Tally(pages=len(expected))
    held = crawl_pages({path: page.markup for path, page in by_path.items()}, folder)
    for path in sorted(expected):
        page, bulletin = by_path[path], held.get(path)
        if page.held is None:
            tally.strangers += bulletin is not None
            tally.faults += [f"no bulletin: {path}: {bulletin.title}"] if bulletin else []
            continue
        tally.bulletins += 1
        if bulletin is None and page.held.same_as and path_of(page.held.same_as) in held:
            tally.kept += 1  # the same text once: the other address holds it
            tally.titles += 1
            continue
        tally.kept += bulletin is not None
        if bulletin is None:
            tally.faults.append(f"not kept: {path}: {page.held.title}")
            continue
        judge(tally, path, page.held, bulletin.title, bulletin.published_on, bulletin.body)
        tally.kinds += bulletin.kind == page.held.kind
    return tally


def crawl_pages(pages: dict[str, str], folder: Path) -> dict[str, Bulletin]:
    """The bulletins that a crawl of some pages leaves in a store, by path."""
    with serve(pages) as address, Store.open(folder / "store.sqlite") as store:
        source = find_source(address)
        crawl(store, source, delay=0.0, allow_private=True)
        if is_due(store, source.name):
            reread(store, source)
        return {path_of(bulletin.url): bulletin for bulletin in store.bulletins() if not bulletin.gone_on}


def linked(pages: dict[str, PortalPage]) -> set[str]:
    """The paths that links lead to from the home page on."""
    seen: set[str] = set()
    rest = {"/", *filter(HIDDEN_PAGE.search, pages)}
    while rest:
        path = rest.pop()
        seen.add(path)
        for link in LINK.findall(pages[path].markup):
            to = path_of(urljoin(path, html.unescape(link)))
            rest |= {found for found in (to, f"{to}/") if found in pages and found not in seen}
    return seen


def path_of(address: str) -> str:
    """Path and query of an address.

    >>> path_of("http://truongha.example/tin?id=1#top"), path_of("http://truongha.example")
    ('/tin?id=1', '/')
    """
    parts = urlsplit(address)
    return (unquote(parts.path) or "/") + (f"?{unquote(parts.query)}" if parts.query else "")

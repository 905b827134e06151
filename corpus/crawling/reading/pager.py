"""The next page of a list whose pager leads nowhere.

Portals that were exported to static files keep "Trang sau", yet often with the address of the home page in it, while
the further pages lie beside the first one. Then the usual place is tried, and the answer tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from corpus.crawling.reading.tags import read_attributes

WORDS = re.compile(r"(?:Trang sau|Trang tiếp|Trang kế|Tiếp theo|Next page)\b", re.IGNORECASE)
MAX_LINK_CHARS = 500  # from "<a" to the words: an address, a class, an icon
MAX_WORDS = 500  # a text may have them too, but hardly so often
LINK = re.compile(r"<a(?=\s)", re.IGNORECASE)
BETWEEN = re.compile(r"(?:\s|&nbsp;|<[^<>]*>)*")
NUMBERED = re.compile(r"/page/(\d{1,4})/?$")


def guess_next_page(address: str, raw: bytes) -> str | None:
    """Where the next page of a list may be, if its link to it leads to the home page; None for all other pages.

    >>> guess_next_page("http://h/tin/", b'<a href="/" class="btn">Trang sau</a>')
    'http://h/tin/page/2/'
    >>> guess_next_page("http://h/tin/page/2/", b"<a href='http://h/'><b>&nbsp;Trang sau</b></a>")
    'http://h/tin/page/3/'
    >>> guess_next_page("http://h/tin/", b'<a href="?trang=2">Trang sau</a>') is None
    True
    """
    if urlsplit(address).query:
        return None
    home = urljoin(address, "/")
    found = [join(address, href) for href in links_to_next(raw.decode("utf-8", "ignore"))]
    if home not in found or any(link != home for link in found):
        return None
    number = NUMBERED.search(address)
    first = NUMBERED.sub("/", address) if number else address.rstrip("/") + "/"
    return f"{first}page/{int(number[1]) + 1 if number else 2}/"


def links_to_next(markup: str) -> Iterator[str]:
    """The addresses of the links whose text begins with words for the next page."""
    for count, words in enumerate(WORDS.finditer(markup)):
        if count == MAX_WORDS:
            return
        before = markup[max(0, words.start() - MAX_LINK_CHARS):words.start()]
        opening = None
        for opening in LINK.finditer(before):
            pass  # the last one is the nearest
        if opening is None:
            continue
        tag, closed, between = before[opening.end():].partition(">")
        if closed and BETWEEN.fullmatch(between):
            yield read_attributes(tag).get("href", "")


def join(base: str, address: str) -> str:
    """The address of a link; empty where it is none."""
    try:
        return urljoin(base, address)
    except ValueError:  # "http://["
        return ""

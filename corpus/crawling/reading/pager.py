"""The next page of a list whose pager leads nowhere.

Portals that were exported to static files keep "Trang sau", yet often with the address of the home page in it, while
the further pages lie beside the first one. Then the usual place is tried, and the answer tells.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

NEXT = re.compile(r"<a\b[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]*)[^>]*>(?:\s|&nbsp;|<[^>]+>)*"
                  r"(?:Trang sau|Trang tiếp|Trang kế|Tiếp theo|Next page)\b", re.IGNORECASE)
NUMBERED = re.compile(r"/page/(\d{1,4})/?$")


def guess_next_page(address: str, raw: bytes) -> str | None:
    """Where the next page of a list may be, if its link to it leads to the home page; None for all other pages.

    >>> guess_next_page("http://h/tin/", b'<a href="/" class="btn">Trang sau</a>')
    'http://h/tin/page/2/'
    >>> guess_next_page("http://h/tin/page/2/", b"<a href='http://h/'>Trang sau</a>")
    'http://h/tin/page/3/'
    >>> guess_next_page("http://h/tin/", b'<a href="?trang=2">Trang sau</a>') is None
    True
    """
    home = urljoin(address, "/")
    found = [urljoin(address, unescape(href)) for href in NEXT.findall(raw.decode("utf-8", "ignore"))]
    if home not in found or any(link != home for link in found) or urlsplit(address).query:
        return None
    number = NUMBERED.search(address)
    first = NUMBERED.sub("/", address) if number else address.rstrip("/") + "/"
    return f"{first}page/{int(number[1]) + 1 if number else 2}/"

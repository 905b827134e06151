"""Cursors: the way beyond the last page that the pages for people go to. One is good as long as the index is the same,
so that nothing is missed and nothing comes twice."""

from __future__ import annotations

import base64
import binascii

MOST_PAGES = 5_000_000


def make_cursor(generation: str, page: int) -> str:
    """The cursor of a page of a generation of the index.

    >>> read_cursor(make_cursor("gen-000001", 51))
    ('gen-000001', 51)
    """
    return base64.urlsafe_b64encode(f"{page} {generation}".encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[str, int] | None:
    """The generation and the page of a cursor; None for what is none.

    >>> read_cursor("lũ"), read_cursor("AAAA")
    (None, None)
    """
    try:
        page, _, generation = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(" ")
    except (ValueError, binascii.Error):
        return None
    return (generation, int(page)) if page.isascii() and page.isdigit() and 0 < int(page) <= MOST_PAGES else None

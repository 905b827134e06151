"""KeptPages: pages that were made before, by all that they were made from, bounded in bytes."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

# Of one process: about 400 pages, which are what everyone asks for and what one reader goes back to.
MOST_BYTES = 16 * 2**20
# What a page costs besides its text: the form, the key, the places in the table.
OVERHEAD_BYTES = 2_000
TAG_DIGITS = 24  # of SHA-256, which processors have instructions for


@dataclass(frozen=True)
class KeptPage:
    """A page as it is sent, and the tag by which a browser that has it asks whether it is still the same."""

    body: bytes
    tag: str


def make_page(text: str | bytes) -> KeptPage:
    """The page of a text, or of the bytes of one.

    >>> make_page("Tin").tag == make_page("Tin").tag, make_page("Tin").tag == make_page("tin").tag
    (True, False)
    """
    body = text.encode() if isinstance(text, str) else text
    return KeptPage(body, hashlib.sha256(body).hexdigest()[:TAG_DIGITS])


class KeptPages:
    """Pages by all that they are made from, so that none is ever out of date. The longest unused go first.

    One object serves all threads.

    >>> pages = KeptPages()
    >>> pages.put("lũ", make_page("Một"))
    >>> pages.get("lũ").body.decode(), pages.get("lụt")
    ('Một', None)
    """

    def __init__(self, most_bytes: int = MOST_BYTES):
        self._most = most_bytes
        self._held = 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> KeptPage | None:
        """The page of a key, if it is still held."""
        with self._lock:
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: KeptPage) -> None:
        """Holds a page."""
        with self._lock:
            self._held += weigh(page)
            if old := self._pages.pop(key, None):
                self._held -= weigh(old)
            self._pages[key] = page
            while self._held > self._most:
                _, longest_unused = self._pages.popitem(last=False)
                self._held -= weigh(longest_unused)

    def clear(self) -> None:
        """Lets go of all pages."""
        with self._lock:
            self._pages.clear()
            self._held = 0


def weigh(page: KeptPage) -> int:
    """The bytes that holding a page costs."""
    return len(page.body) + OVERHEAD_BYTES

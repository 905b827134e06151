"""Pagers: which address is a further page of a list, and of which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

# "/page/3", "-trang-3.html"; the word must stand there: "/muc-3" is a section.
PAGE_IN_PATH = re.compile(r"(?:[/_.-](?:page|trang|paged?)[/_.=-]?\d{1,5})(?=$|[/.])", re.IGNORECASE)
PAGE_NAME = re.compile(r"(?:^|_)(?:pages?|trang|paged|p|pg|start|limitstart|offset|cur|delta|"
                       r"page(?:index|number|no|num|id)|current_?page)$", re.IGNORECASE)
NUMBER = re.compile(r"\d{1,6}$")
POSTED = "#trang="  # behind an address: a further page that only a form leads to


@dataclass(frozen=True)
class Post:
    """An address, and the form that is sent to it."""

    address: str
    body: bytes


def is_further_page(address: str) -> bool:
    """Whether an address is that of a further page of a list.

    >>> [is_further_page(f"http://h/{path}") for path in ("tin?trang=2", "tin/page/2/", "tin#trang=2", "tin", "muc-2")]
    [True, True, True, False, False]
    """
    parts = urlsplit(address)
    return (POSTED in address or bool(PAGE_IN_PATH.search(parts.path))
            or any(PAGE_NAME.search(name) and NUMBER.match(value) for name, value in parse_qsl(parts.query)))


def list_of(address: str) -> str:
    """What all pages of one list have in common.

    >>> list_of("http://h/tin?trang=2&muc=5") == list_of("http://h/tin?muc=5"), list_of("http://h/tin/page/2/")
    (True, 'h/tin')
    """
    parts = urlsplit(address.partition(POSTED)[0])
    rest = sorted((name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)
                  if not PAGE_NAME.search(name))
    path = PAGE_IN_PATH.sub("", parts.path).rstrip("/")
    return f"{parts.netloc}{path}" + "".join(f"&{name}={value}" for name, value in rest)

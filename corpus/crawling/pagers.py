"""Pagers: which address is a further page of a list, and of which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

# "/page/3", "-trang-3.html"; the word must stand there: "/muc-3" is a section.
PAGE_IN_PATH = re.compile(r"(?:[/_.-](?:page|trang|paged?)[/_.=-]?\d{1,5})(?=$|[/.])", re.IGNORECASE)
PAGE_NAME = re.compile(r"(?:^|_)(?:pages?|trang|paged|p|pg|start|limitstart|offset|cur|delta|"
                       r"page(?:index|number|no|num|id)|current_?page)$", re.IGNORECASE)
# What SharePoint puts into the addresses of further pages of a list, beside "Paged=TRUE".
SHAREPOINT = re.compile(r"(?:p_\w+|paged|page(?:first|last)row)$", re.IGNORECASE)
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
    pairs = parse_qsl(parts.query)
    return (POSTED in address or bool(PAGE_IN_PATH.search(parts.path)) or is_paged(pairs)
            or any(PAGE_NAME.search(name) and NUMBER.match(value) for name, value in pairs))


def is_paged(pairs: list[tuple[str, str]]) -> bool:
    """Whether the pairs of a query are those of a further page of a SharePoint list.

    >>> is_further_page("http://h/tin.aspx?Paged=TRUE&p_ID=30&PageFirstRow=31")
    True
    >>> list_of("http://h/tin.aspx?Paged=TRUE&p_ID=30&PageFirstRow=31&muc=2")
    'h/tin.aspx&muc=2'
    """
    return any(name.lower() == "paged" and value.lower() == "true" for name, value in pairs)


def list_of(address: str) -> str:
    """What all pages of one list have in common.

    >>> list_of("http://h/tin?trang=2&muc=5") == list_of("http://h/tin?muc=5"), list_of("http://h/tin/page/2/")
    (True, 'h/tin')
    """
    parts = urlsplit(address.partition(POSTED)[0])
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    rest = sorted((name, value) for name, value in pairs
                  if not PAGE_NAME.search(name) and not (is_paged(pairs) and SHAREPOINT.match(name)))
    path = PAGE_IN_PATH.sub("", parts.path).rstrip("/")
    return f"{parts.netloc}{path}" + "".join(f"&{name}={value}" for name, value in rest)

"""Addresses of numbers and documents, made from what is known of them and never from the place of a row.

A number's is its official spelling in small letters, "05-ct-tw". A document's says beside it what tells it apart:
"khoa-xii", "2022", "2022-01-18", "truong-ha/2022". Where more becomes known, the address changes; `matches()` finds
what an old one meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from corpus.numbers.document_number import DocumentNumber
from corpus.text import fold

UNKNOWN = "chua-ro"  # of which nothing but the number is known
_NOT_LETTERS = re.compile(r"[^a-z0-9.]+")
_YEAR, _DAY, _TERM = re.compile(r"\d{4}"), re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"khoa-([ivx]{1,6})")
_AGAIN = re.compile(r"ban-\d{1,3}")
MAX_CHARS = 120  # of an address behind /van-ban/


class Named(Protocol):
    """What a document's address is made from."""

    @property
    def issuer(self) -> str: ...
    @property
    def number_year(self) -> str: ...
    @property
    def term(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def issued_on(self) -> str: ...
    @property
    def days(self) -> Sequence[tuple[str, int]]: ...


def slug_of(number: DocumentNumber) -> str:
    """The address of a number.

    >>> slug_of(DocumentNumber("5", "", "CT", "TW")), slug_of(DocumentNumber("66.13", "2026", "NQ", "CP"))
    ('05-ct-tw', '66.13-2026-nq-cp')
    """
    return make_slug(str(number))


def make_slug(text: str) -> str:
    """A text in small letters without marks, words joined by hyphens.

    >>> make_slug("Thừa Thiên Huế"), make_slug("04/QĐ-UBND")
    ('thua-thien-hue', '04-qd-ubnd')
    """
    return _NOT_LETTERS.sub("-", fold(text)).strip("-")


def paths_of(documents: Sequence[Named]) -> list[str]:
    """The address of each document of one number, behind the number's own; all are different."""
    short = [_join(document, full=False) for document in documents]
    paths = [path if short.count(path) == 1 else _join(document, full=True)
             for path, document in zip(short, documents, strict=True)]
    return [path if paths.index(path) == place else f"{path}/ban-{paths[:place].count(path) + 1}"
            for place, path in enumerate(paths)]


def _join(document: Named, *, full: bool) -> str:
    """What tells a document apart; with `full`, its day instead of its year or term."""
    when = (f"khoa-{document.term.lower()}" if document.term and document.issuer == "tw" and not full else
            document.issued_on if document.issued_on and full else str(document.year or ""))
    place = make_slug(document.place) if document.place and not document.number_year else ""
    if document.number_year and document.place and not full:
        return make_slug(document.place)
    return "/".join(filter(None, (place, when or UNKNOWN)))


def matches(document: Named, path: str) -> bool:
    """Whether an address, perhaps an old one, may mean a document: nothing that it says speaks against it."""
    for part in path.split("/"):
        if part == UNKNOWN or _AGAIN.fullmatch(part):
            continue
        if found := _TERM.fullmatch(part):
            if document.term.lower() != found[1]:
                return False
        elif _YEAR.fullmatch(part):
            if str(document.year) != part:
                return False
        elif _DAY.fullmatch(part):
            if part not in (document.issued_on, *(day for day, _ in document.days)):
                return False
        elif make_slug(document.place) != part:
            return False
    return True


def is_path(path: str) -> bool:
    """Whether an address behind a number's is one that a document may have.

    >>> is_path("khoa-xii"), is_path("truong-ha/2022"), is_path("2022-02-31"), is_path("")
    (True, True, False, False)
    """
    parts = path.split("/")
    if len(path) > MAX_CHARS or not all(re.fullmatch(r"[a-z0-9-]+", part) for part in parts):
        return False
    for part in parts:
        if _DAY.fullmatch(part):
            try:
                date.fromisoformat(part)
            except ValueError:
                return False
    return len(parts) <= 3

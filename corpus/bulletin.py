"""Bulletin: one news item as a portal published it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from corpus.kinds import find_kind
from corpus.numbers.document_number import DocumentNumber


@dataclass(frozen=True)
class Attachment:
    """A file that the bulletin links to: its name on the page and its absolute address."""

    name: str
    address: str


@dataclass(frozen=True)
class Origin:
    """Which news item, at which address, of which source."""

    id: str
    url: str
    source: str


@dataclass(frozen=True)
class Said:
    """What a page says of one news item, tidied (`corpus.text.tidy`); paragraphs of the body end in a newline.

    `published_on` and `published_at` are local to Asia/Ho_Chi_Minh.
    """

    title: str = ""
    body: str = ""
    summary: str = ""
    author: str = ""
    section: str = ""
    published_on: date | None = None
    published_at: time | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def kind(self) -> str:
        """What it is, by its title and text: news, a document's record, a standing page (`corpus/kinds.py`)."""
        return find_kind(self.title, self.body.splitlines())

    def said(self) -> dict[str, Any]:
        """What is said, by the names of its fields: for another value that says the same."""
        return {field.name: getattr(self, field.name) for field in fields(Said)}


@dataclass(frozen=True)
class Bulletin(Said, Origin):
    """One news item: where it comes from (`Origin`), what it says (`Said`), and what became of it.

    `number` is the bulletin's own document number where it *is* a document; `numbers` are all that its text names.
    `collected_at` is an aware UTC time. `version` starts at 1 and grows when the source changes the text. `gone_on` is
    the day on which the source was found, for the third time in a row, to hold it no longer.

    >>> Bulletin("1", "http://example.vn/1", "example.vn", "Tin đầu", "Một.").said()["title"]
    'Tin đầu'
    """

    number: str = ""
    numbers: tuple[DocumentNumber, ...] = ()
    collected_at: datetime | None = None
    version: int = 1
    gone_on: date | None = None


def bulletin_id(address: str) -> str:
    """The id of the bulletin at a canonical address: the same address always gives the same id.

    Seventeen digits at most (56 bits of the SHA-256): two among a million collide with a chance of 1 in 100,000.

    >>> bulletin_id("http://example.vn/tin/1") == bulletin_id("http://example.vn/tin/1")
    True
    >>> bulletin_id("http://example.vn/tin/1") == bulletin_id("http://example.vn/tin/2")
    False
    """
    return str(int.from_bytes(hashlib.sha256(address.encode()).digest()[:7], "big"))

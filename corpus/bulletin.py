"""Bulletin: one news item as a portal published it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time

from corpus.numbers.document_number import DocumentNumber


@dataclass(frozen=True)
class Attachment:
    """A file that the bulletin links to: its name on the page and its absolute address."""

    name: str
    address: str


@dataclass(frozen=True)
class Bulletin:
    """One news item. Its text is tidied (`corpus.text.tidy`); paragraphs of the body end in a newline.

    `published_on` and `published_at` are local to Asia/Ho_Chi_Minh; `collected_at` is an aware UTC time.
    `number` is the bulletin's own document number where it *is* a document; `numbers` are all that its text names.
    `version` starts at 1 and grows when the source changes the text. `gone_on` is the day on which the source was
    found, for the third time in a row, to hold it no longer.
    """

    id: str
    url: str
    source: str
    title: str
    body: str
    summary: str = ""
    author: str = ""
    section: str = ""
    published_on: date | None = None
    published_at: time | None = None
    attachments: tuple[Attachment, ...] = ()
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

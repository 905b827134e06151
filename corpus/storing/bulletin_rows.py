"""A Bulletin as a row of the store, and back; and the hash that tells a changed text from the same one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date, datetime, time, timezone

from corpus.bulletin import Attachment, Bulletin
from corpus.numbers.document_number import DocumentNumber
from corpus.reasons import why
from corpus.storing.errors import REMEDY, StoreDamaged

COLUMNS = ("b.id, b.url, b.source, t.title, t.body, t.summary, t.author, t.section, t.published_on, t.published_at, "
           "t.attachments, t.number, t.numbers, t.collected_at, t.version, b.gone_on")
TEXT_COLUMNS = ("id", "version", "title", "body", "summary", "author", "section", "published_on", "published_at",
                "attachments", "number", "numbers", "collected_at")

TEXTS = {str}


def text_hash(bulletin: Bulletin) -> bytes:
    """A hash of what the source says: the same text at another time, or found at another address, hashes alike.

    >>> one = Bulletin("1", "http://h/1", "s", title="Tin", body="Một")
    >>> text_hash(one) == text_hash(Bulletin("2", "http://h/2", "s", title="Tin", body="Một"))
    True
    >>> text_hash(one) == text_hash(Bulletin("1", "http://h/1", "s", title="Tin", body="Hai"))
    False
    """
    said = [bulletin.title, bulletin.summary, bulletin.body, bulletin.author, bulletin.section,
            write(bulletin.published_on), write(bulletin.published_at),
            [[a.name, a.address] for a in bulletin.attachments], bulletin.number]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).digest()


def write(moment: date | time | datetime | None) -> str:
    """A day, a time or a moment as text that sorts as it should; '' where there is none.

    >>> write(date(2017, 3, 22)), write(time(8, 30)), write(None)
    ('2017-03-22', '08:30:00', '')
    """
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return moment.astimezone(timezone.utc).isoformat(timespec="microseconds")
    return moment.isoformat()


def text_row(bulletin: Bulletin, version: int) -> tuple[object, ...]:
    """The values of TEXT_COLUMNS."""
    attachments = [[a.name, a.address] for a in bulletin.attachments]
    numbers = [astuple(number) for number in bulletin.numbers]
    return (bulletin.id, version, bulletin.title, bulletin.body, bulletin.summary, bulletin.author, bulletin.section,
            write(bulletin.published_on), write(bulletin.published_at), json.dumps(attachments, ensure_ascii=False),
            bulletin.number, json.dumps(numbers, ensure_ascii=False), write(bulletin.collected_at))


@contextmanager
def reading(what: str) -> Iterator[None]:
    """What is read inside is as it was written, or else StoreDamaged: a day that is none, a list that is no JSON.

    >>> with reading("bản tin 7"):
    ...     date.fromisoformat("2017-13-45")
    Traceback (most recent call last):
    corpus.storing.errors.StoreDamaged: bản tin 7: dữ liệu trong kho đã hỏng (...); ...
    """
    try:
        yield
    except (ValueError, TypeError) as error:
        raise damaged(what, error) from error


def damaged(what: str, error: Exception) -> StoreDamaged:
    """What is told of a row that is not as it was written."""
    return StoreDamaged(f"{what}: dữ liệu trong kho đã hỏng ({why(error)}); {REMEDY}")


def read_list(written: str) -> list:
    """A list as a row has it; most are empty."""
    return [] if written == "[]" else json.loads(written)


def read_row(row: tuple) -> Bulletin:
    """The bulletin of a row of COLUMNS."""
    (id, url, source, title, body, summary, author, section, published_on, published_at, attachments, number, numbers,
     collected_at, version, gone_on) = row
    # No reading() here: every page reads dozens of rows, and begins and ends it for each.
    try:
        if {*map(type, (id, url, source, title, body, summary, author, section, number))} != TEXTS:
            raise ValueError("không phải chữ")
        return Bulletin(
            id=id, url=url, source=source, title=title, body=body, summary=summary, author=author, section=section,
            published_on=date.fromisoformat(published_on) if published_on else None,
            published_at=time.fromisoformat(published_at) if published_at else None,
            attachments=tuple(Attachment(*pair) for pair in read_list(attachments)),
            number=number,
            numbers=tuple(DocumentNumber(*fields) for fields in read_list(numbers)),
            collected_at=datetime.fromisoformat(collected_at) if collected_at else None,
            version=version,
            gone_on=date.fromisoformat(gone_on) if gone_on else None)
    except (ValueError, TypeError) as error:
        raise damaged(f"bản tin {id}", error) from error

"""Bulletins as JSON Lines: how corpora come in without a crawl, and how the store's bulletins go out.

A line has `id`, `title`, `date`, `body`, and what else it has of `url`, `summary`, `author`, `section`, `source`,
`number`, `published_at`, `attachments`, `collected`. What goes out comes in again as it was; `kind` (tin, van-ban or
trang) only goes out, for it is told from title and text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone

from corpus.bulletin import Attachment, Bulletin
from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.find_numbers import find_numbers
from corpus.reasons import why
from corpus.repair.fonts import read_fonts
from corpus.storing.bulletin_rows import write
from corpus.storing.line_days import find_moment
from corpus.storing.records import AROUND
from corpus.text import tidy, tidy_paragraphs

KEYS = frozenset("id title date body url summary author section source number published_at attachments kind".split())
MAX_ID_CHARS = 500  # ids go into addresses
MAX_SOURCE_CHARS = 300  # it is a name; a longer one is another field's text


class LineError(Exception):
    """A line holds no bulletin; the message says why."""


@dataclass(frozen=True)
class ReadLine:
    """A bulletin from a line, and what was wrong with the line although it holds one."""

    bulletin: Bulletin
    warnings: tuple[str, ...] = ()


def read_line(line: bytes, source: str, collected_at: datetime) -> ReadLine:
    """The bulletin of a line. `source` and `collected_at` are for lines without their own. Raises LineError.

    >>> day = datetime(2026, 1, 2, tzinfo=timezone.utc)
    >>> read = read_line('{"id": 7, "title": "Tin", "date": "2017-02-30", "body": "Một"}'.encode(), "tinh", day)
    >>> read.bulletin.id, read.bulletin.source, read.bulletin.published_on, read.warnings
    ('7', 'tinh', None, ('ngày không có thật: 2017-02-30',))
    """
    try:
        read = json.loads(line.decode("utf-8").strip(AROUND))
    except (ValueError, RecursionError) as error:
        raise LineError(f"không phải JSON: {why(error)}") from error
    if not isinstance(read, dict):
        raise LineError("không phải một đối tượng JSON")
    id = text(read, "id", number=True)
    if not id.strip():
        raise LineError("thiếu id")
    if len(id) > MAX_ID_CHARS or any(not char.isprintable() for char in id):
        raise LineError("id quá dài hoặc có ký tự điều khiển")
    title, body = tidy(text(read, "title")), tidy_paragraphs(text(read, "body"))
    summary = tidy_paragraphs(text(read, "summary"))
    title, body, summary = read_fonts(title, body, summary)
    if not title and not body:
        raise LineError("không có tiêu đề lẫn nội dung")
    source = tidy(text(read, "source")) or source
    if len(source) > MAX_SOURCE_CHARS:
        raise LineError("tên nguồn quá dài")
    warnings: list[str] = []
    published_on, published_at = find_moment(read, warnings)
    if not body:
        warnings.append(f"không có nội dung (“body”){name_others(read)}")
    number = tidy(text(read, "number"))
    return ReadLine(Bulletin(
        id=id, url=text(read, "url").strip(), source=source, title=title, body=body,
        summary=summary, author=tidy(text(read, "author")), section=tidy(text(read, "section")),
        published_on=published_on, published_at=published_at, attachments=read_attachments(read), number=number,
        numbers=name_numbers(title, summary, body, number),
        collected_at=read_collected(text(read, "collected"), warnings) or collected_at,
        gone_on=read_gone(text(read, "gone_on"), warnings)), tuple(warnings))


def text(read: Mapping[str, object], key: str, *, number: bool = False) -> str:
    """A text of a line; empty where it is missing or null. An id may be a number."""
    value = read.get(key)
    if value is None:
        return ""
    if number and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise LineError(f"“{key}” phải là chuỗi")
    return value


def name_others(read: Mapping[str, object]) -> str:
    """The keys of a line that hold longer texts under other names, as a hint where the text went."""
    others = [key for key, value in read.items() if key not in KEYS and isinstance(value, str) and len(value) > 40]
    return f"; dòng có {', '.join(f'“{key}”' for key in others[:3])}" if others else ""


def read_collected(written: str, warnings: list[str]) -> datetime | None:
    """When a bulletin was collected; a moment without a zone is UTC."""
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        warnings.append(f"“collected” không phải thời điểm: {written[:40]}")
        return None


def read_gone(written: str, warnings: list[str]) -> date | None:
    """The day on which a bulletin was found to be gone."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        warnings.append(f"“gone_on” không phải ngày: {written[:40]}")
        return None


def read_attachments(read: Mapping[str, object]) -> tuple[Attachment, ...]:
    """The attachments of a line: a list of {"name", "address"}."""
    listed = read.get("attachments") or []
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise LineError("“attachments” phải là danh sách {name, address}")
    return tuple(Attachment(tidy(text(item, "name")), text(item, "address").strip()) for item in listed)


def name_numbers(*texts: str) -> tuple[DocumentNumber, ...]:
    """The document numbers that some texts name, each once, in order."""
    found: dict[str, DocumentNumber] = {}
    for mention in find_numbers("\n".join(texts)):
        found.setdefault(mention.number.key, mention.number)
    return tuple(found.values())


def write_line(bulletin: Bulletin) -> bytes:
    """A bulletin as a line, all its fields; those that are empty are left out, but for the four that each line has.

    >>> write_line(Bulletin("7", "", "tinh", "Tin", "Một")).decode()
    '{"id": "7", "title": "Tin", "date": null, "body": "Một", "source": "tinh", "version": 1, "kind": "tin"}\\n'
    """
    always = {"id": bulletin.id, "title": bulletin.title, "date": write(bulletin.published_on) or None,
              "body": bulletin.body}
    rest = {"published_at": write(bulletin.published_at), "url": bulletin.url, "source": bulletin.source,
            "summary": bulletin.summary, "author": bulletin.author, "section": bulletin.section,
            "number": bulletin.number, "numbers": [str(number) for number in bulletin.numbers],
            "attachments": [{"name": a.name, "address": a.address} for a in bulletin.attachments],
            "collected": write(bulletin.collected_at), "version": bulletin.version, "gone_on": write(bulletin.gone_on),
            "kind": bulletin.kind}
    whole = {**always, **{key: value for key, value in rest.items() if value}}
    return (json.dumps(whole, ensure_ascii=False) + "\n").encode()

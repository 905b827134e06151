"""A bulletin as a line of a list: what every list of bulletins shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.bulletin import Bulletin
from corpus.dates.writing import write_day
from corpus.storing.browsing import Browsing
from search_app.addresses import bulletin_address
from search_app.library import source_title, store
from search_app.wording import NO_DAY

LATEST_SHOWN = 10
TEASER_CHARS = 180  # two lines on a wide screen, four on a phone
NO_TITLE = "(Bản tin không có tiêu đề)"


@dataclass(frozen=True)
class Link:
    """A text and where it leads; `count` where it says how many bulletins wait there."""

    text: str
    address: str
    count: int | None = None


@dataclass(frozen=True)
class Row:
    """One bulletin in a list. `details` are its source and author, those that are known."""

    title: str
    address: str
    day: date | None
    day_text: str
    details: tuple[str, ...]
    teaser: str = ""


def make_row(bulletin: Bulletin, *, with_teaser: bool = True) -> Row:
    """The bulletin's line, with the beginning of its text or without."""
    return Row(
        title=bulletin.title or NO_TITLE,
        address=bulletin_address(bulletin),
        day=bulletin.published_on,
        day_text=write_day(bulletin.published_on) if bulletin.published_on else NO_DAY,
        details=tuple(part for part in (source_title(bulletin.source), bulletin.author) if part),
        teaser=shorten(bulletin.summary or bulletin.body) if with_teaser else "",
    )


def latest_rows() -> list[Row]:
    """The latest bulletins of the store."""
    return [make_row(bulletin) for bulletin in Browsing(store()).latest(LATEST_SHOWN)]


def shorten(text: str, limit: int = TEASER_CHARS) -> str:
    """The beginning of a text, cut between words.

    >>> shorten("Sáng nay, hội nghị đã khai mạc", 20)
    'Sáng nay, hội nghị…'
    >>> shorten("Một đoạn\\nhai đoạn", 40)
    'Một đoạn hai đoạn'
    """
    start = " ".join(text[:4 * limit].split())
    if len(start) <= limit:
        return start
    return (start[:limit + 1].rpartition(" ")[0] or start[:limit]).rstrip(" ,;:.-") + "…"

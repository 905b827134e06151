"""A bulletin as a line of a list: what every list of bulletins shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from corpus.bulletin import Bulletin
from corpus.dates.writing import write_day
from corpus.text import fold
from search_app.addresses import browse_address, bulletin_address
from search_app.library import source_title
from search_app.names import document_name
from search_app.wording import NO_DAY

LATEST_SHOWN = 10
TEASER_CHARS = 180  # two lines on a wide screen, four on a phone
DOT = '<span class="dot"> · </span>'
NO_TITLE = "(Bản tin không có tiêu đề)"


class Link(NamedTuple):
    """A text and where it leads; `count` where it says how many bulletins wait there. (A tuple, as what a page makes by
    the dozen is: a dataclass takes four times as long to make.)"""

    text: str
    address: str
    count: int | None = None  # type: ignore[assignment]  # a tuple's own count() is not missed here


class Row(NamedTuple):
    """One bulletin in a list. `details` are its source, unless the whole list has that one, and its own number with its
    type and issuer; `author` leads to all that he or she wrote; `also` are bulletins of the same text that the list
    leaves out."""

    title: str
    address: str
    day: date | None
    day_text: str
    details: tuple[str, ...]
    teaser: str = ""
    author: Link | None = None
    also: tuple[Link, ...] = ()


def make_row(bulletin: Bulletin, *, with_teaser: bool = True, with_source: bool = True,
             with_author: bool = True) -> Row:
    """The bulletin's line, with the beginning of its text or without."""
    details = (source_title(bulletin.source) if with_source else "", bulletin.number and document_name(bulletin))
    return Row(
        title=bulletin.title or NO_TITLE,
        address=bulletin_address(bulletin),
        day=bulletin.published_on,
        day_text=write_day(bulletin.published_on) if bulletin.published_on else NO_DAY,
        details=tuple(filter(None, details)),
        teaser=make_teaser(bulletin) if with_teaser else "",
        author=Link(bulletin.author, browse_address("author", bulletin.author))
        if bulletin.author and with_author else None,
    )


def make_rows(bulletins: Sequence[Bulletin], *, with_teaser: bool = True) -> list[Row]:
    """The lines of a list, which leave out what all of them would say."""
    with_source = not share_source(bulletins)
    with_author = len(bulletins) < 2 or len({bulletin.author for bulletin in bulletins}) > 1
    return [make_row(bulletin, with_teaser=with_teaser, with_source=with_source, with_author=with_author)
            for bulletin in bulletins]


def share_source(bulletins: Sequence[Bulletin | None]) -> bool:
    """Whether all bulletins of a list, if there are several, are of one source."""
    return len(bulletins) > 1 and len({bulletin.source for bulletin in bulletins if bulletin}) == 1


def show_line(row: Row) -> Markup:
    """What stands under a title: day, source, number, author. (By hand: a page has twenty, and a template takes three
    times as long.)

    >>> print(show_line(Row("Lũ về", "/tin/1-lu-ve", date(2017, 3, 2), "02/03/2017", ("Cổng A & B",))))
    <p class="line"><time datetime="2017-03-02">02/03/2017</time><span class="dot"> · </span>Cổng A &amp; B</p>
    """
    parts = [f'<time datetime="{row.day}">{row.day_text}</time>' if row.day else escape(row.day_text),
             *map(escape, row.details)]
    if row.author:
        parts.append(f'<a href="{escape(row.author.address)}">{escape(row.author.text)}</a>')
    return Markup(f'<p class="line">{DOT.join(parts)}</p>')


def make_teaser(bulletin: Bulletin) -> str:
    """The beginning of the text; "" where that only repeats the title.

    >>> make_teaser(Bulletin("1", "", "s", "Lũ về", "Lũ về")), make_teaser(Bulletin("1", "", "s", "Lũ về", "Sáng nay."))
    ('', 'Sáng nay.')
    """
    teaser = shorten(bulletin.summary or bulletin.body)
    return "" if fold(bulletin.title).startswith(fold(teaser.rstrip("….")).strip()) else teaser


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

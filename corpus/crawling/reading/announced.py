"""What a list or a feed announces: bulletins with their days, and how many pages and items it says it has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from corpus.crawling.addresses import canonical
from corpus.crawling.reading.feeds import AMPERSAND, AS_NUMBER, decode, unzip, written_addresses
from corpus.dates.local_time import LOCAL_TIME
from corpus.extraction.charset import decode as decode_page
from corpus.extraction.lines import Reading, read_lines
from corpus.extraction.links import base_address
from corpus.extraction.portal.links_seen import links_seen
from corpus.extraction.published import parse_stamp
from corpus.extraction.tree import parse

MAX_ITEMS = 500  # of one page or feed
ITEM = re.compile(r"<(item|entry)\b.{1,20000}?</\1>", re.DOTALL | re.IGNORECASE)
DAY = re.compile(r"<(?:pubDate|published|dc:date|updated)>([^<]{6,60})<", re.IGNORECASE)
NUMBER = r"(\d{1,3}(?:[.,]\d{3})+|\d{1,6})"
KIND = r"(?:bản\s+)?(?:tin(?:\s+bài)?|bài(?:\s+(?:viết|đăng))?|bản\s+ghi|mục|văn\s+bản|kết\s+quả|items?|entries)\b"
# "Trang 1/57", "Trang 1 của 57", "Tổng số trang: 57", "Có 57 trang"
PAGES = re.compile(r"\b(?:trang|page)\s*:?\s*\d{1,5}\s*(?:[/|]|của|trên|trong|of)\s*(?:tổng(?:\s*số)?\s*)?(\d{1,5})\b|"
                   r"\b(?:tổng\s+)?số\s+trang\s*:?\s*(\d{1,5})\b|"
                   r"\b(?:tổng(?:\s+(?:số|cộng))?|có(?:\s+tất\s+cả)?)\s*:?\s*(\d{1,5})\s+trang\b", re.IGNORECASE)
# "Tổng số 1.204 tin", "Tổng số bản ghi: 1204", "Hiển thị 1 - 10 trong 1.204", "(1204 tin bài)"
ITEMS = re.compile(rf"\b(?:tổng(?:\s+(?:số|cộng))?|có(?:\s+tất\s+cả)?|tìm thấy)\s*:?\s*{NUMBER}\s*{KIND}|"
                   rf"\btổng(?:\s+(?:số|cộng))?\s+{KIND}\s*:?\s*{NUMBER}\b|"
                   r"\b(?:hiển thị|kết quả|displaying|showing)\D{0,20}\d{1,6}\s*(?:[-–]|đến|to)\s*\d{1,6}\s*"
                   rf"(?:trong|trên|of|/)(?:\s+(?:tổng số|khoảng))?\s*{NUMBER}\b|"
                   rf"^\W*{NUMBER}\s+{KIND}\W*$|\({NUMBER}\s+{KIND}\)", re.IGNORECASE)
LINE_CHARS = 120  # a longer line is a sentence that has numbers, and no pager


@dataclass(frozen=True)
class Announced:
    """`items` are addresses and days (ISO); `pages` and `count` what the list says of itself, 0 where it is silent."""

    items: tuple[tuple[str, str], ...] = ()
    pages: int = 0
    count: int = 0


NOTHING = Announced()


def announced_by_page(address: str, raw: bytes, content_type: str) -> Announced:
    """What a list announces.

    >>> page = "<p><a href='/tin/1'>Kim Bồng vào mùa gặt</a> (3/4/2019)</p><p>Trang 1/57, tổng số 1.204 tin</p>"
    >>> announced_by_page("http://h/tin", page.encode(), "")
    Announced(items=(('http://h/tin/1', '2019-04-03'),), pages=57, count=1204)
    """
    document = parse(decode_page(raw, content_type))
    reading = read_lines(document)
    found: dict[str, date] = {}
    for link in links_seen(reading, base_address(document, address), lambda at: canonical(at) or ""):
        if link.address and link.day and len(found) < MAX_ITEMS:
            found.setdefault(link.address, link.day)
    return Announced(tuple((at, str(day)) for at, day in found.items()), stated(PAGES, reading), stated(ITEMS, reading))


def stated(pattern: re.Pattern[str], reading: Reading) -> int:
    """The largest number that a short line states."""
    found = (pattern.search(line.text) for line in reading.lines if line.chars <= LINE_CHARS)
    return max((int(re.sub(r"\D", "", next(filter(None, match.groups())))) for match in found if match), default=0)


def announced_by_feed(address: str, raw: bytes) -> Announced:
    """What an RSS or Atom feed announces; a sitemap's days are those of changes, and tell nothing here.

    >>> announced_by_feed("http://h/rss", b"<rss><item><link>/tin/1</link>"
    ...                   b"<pubDate>Wed, 22 Mar 2017 23:30:00 GMT</pubDate></item></rss>").items
    (('http://h/tin/1', '2017-03-23'),)
    """
    found: dict[str, str] = {}
    for item in ITEM.finditer(decode(unzip(raw))):
        written = next(written_addresses(AMPERSAND.sub(AS_NUMBER, item[0]).encode()), "")
        at, day = canonical(written, address) if written else None, DAY.search(item[0])
        moment = day_of(day[1]) if day else None
        if at and moment:
            found.setdefault(at, str(moment))
        if len(found) == MAX_ITEMS:
            break
    return Announced(tuple(found.items()))


def day_of(stamp: str) -> date | None:
    """The day, here, of a feed's moment."""
    try:
        moment = parsedate_to_datetime(stamp.strip())
    except Exception:  # the parser lets what it stumbles over out: ValueError, TypeError, IndexError
        found = parse_stamp(stamp)
        return found[0] if found else None
    return (moment.astimezone(LOCAL_TIME) if moment.tzinfo else moment).date()

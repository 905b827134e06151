"""The addresses of pages: made here, and nowhere else, so that a link and its view cannot disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote, urlsplit

from corpus.bulletin import Bulletin
from corpus.text import fold

# About twelve syllables: enough to recognise a title in a history list, short enough for a message on a phone.
MAX_SLUG_CHARS = 70
# What stands after the id when a title has no letters at all: an id is never the last thing in an address, so "." and
# ".." as ids are safe too.
EMPTY_SLUG = "ban-tin"
# An id with more hyphens than this is nobody's id; the rest of the address is the slug (twelve syllables and a bit).
MAX_HYPHENS = 60

NOT_LETTERS = re.compile(r"[^a-z0-9]+")
FILE_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
WORDS_OF_PATH = re.compile(r"[^\w]+|_+")


def make_slug(title: str) -> str:
    """A title as lower-case unaccented words joined by hyphens, cut between words.

    >>> make_slug("Kết quả thực hiện Nghị quyết 20-NQ/TW ở Đảng bộ")
    'ket-qua-thuc-hien-nghi-quyet-20-nq-tw-o-dang-bo'
    >>> make_slug("…")
    'ban-tin'
    """
    slug = NOT_LETTERS.sub("-", fold(title)).strip("-")
    if len(slug) > MAX_SLUG_CHARS:
        slug = slug[:MAX_SLUG_CHARS + 1].rpartition("-")[0] or slug[:MAX_SLUG_CHARS]
    return slug or EMPTY_SLUG


def bulletin_address(bulletin: Bulletin) -> str:
    """The one address of a bulletin's page.

    >>> bulletin_address(Bulletin(id="bd-12", url="", source="", title="Lũ về", body=""))
    '/tin/bd-12-lu-ve'
    """
    return f"/tin/{quote(bulletin_path(bulletin), safe='')}"


def bulletin_path(bulletin: Bulletin) -> str:
    """What stands behind `/tin/` before it is quoted: the id and the slug."""
    return f"{bulletin.id}-{make_slug(bulletin.title)}"


def versions_address(bulletin: Bulletin) -> str:
    """The page that shows what was changed in a bulletin.

    >>> versions_address(Bulletin(id="bd-12", url="", source="", title="Lũ về", body=""))
    '/sua-doi/bd-12-lu-ve'
    """
    return f"/sua-doi/{quote(bulletin_path(bulletin), safe='')}"


def possible_ids(path: str) -> list[str]:
    """The ids that `/tin/<path>` may mean, longest first: ids hold hyphens too, so the path alone cannot tell.

    >>> possible_ids("bd-12-lu-ve")
    ['bd-12-lu-ve', 'bd-12-lu', 'bd-12', 'bd']
    """
    cuts = [place for place, character in enumerate(path) if character == "-" and place][:MAX_HYPHENS]
    return [path, *(path[:cut] for cut in reversed(cuts))]


def choose_bulletin(path: str, found: Sequence[Bulletin]) -> Bulletin | None:
    """The bulletin that `/tin/<path>` means: the one whose own address it is, else the one with the longest id."""
    exact = [b for b in found if bulletin_path(b) == path]
    return max(exact or found, key=lambda b: len(b.id), default=None)


def words_of_path(path: str) -> str:
    """What a reader who followed a dead address may have wanted: the words of its last part.

    >>> words_of_path("/tin/4711-ket-qua-thuc-hien.html")
    'ket qua thuc hien'
    """
    last = FILE_ENDING.sub("", path.rstrip("/").rpartition("/")[2])
    words = [word for word in WORDS_OF_PATH.split(last) if word]
    while words and words[0].isdigit():
        words.pop(0)
    return " ".join(words)


# Where readers browse by each filter.
BROWSED = {"source": "/nguon", "section": "/chuyen-muc", "author": "/tac-gia", "unit": "/don-vi", "kind": "/loai"}


def browse_address(field: str, value: str) -> str:
    """The page of all that have a value of a filter, "" for one that is not browsed by.

    >>> browse_address("author", "Minh Châu"), browse_address("genre", "tin")
    ('/tac-gia/minh-chau', '')
    """
    return f"{BROWSED[field]}/{make_slug(value)}" if field in BROWSED else ""


def day_address(day: date) -> str:
    """The page of a day.

    >>> day_address(date(2017, 3, 2))
    '/ngay/2017/03/02'
    """
    return f"/ngay/{day.year:04}/{day.month:02}/{day.day:02}"


def month_address(year: int, month: int) -> str:
    """The page of a month."""
    return f"/thang/{year:04}/{month:02}"


def year_address(year: int) -> str:
    """The page of a year."""
    return f"/nam/{year:04}"


def place_address(unit: str) -> str:
    """The page of a unit, by its id.

    >>> place_address("20017-phuong-kim-tra")
    '/dia-danh/20017-phuong-kim-tra'
    """
    return f"/dia-danh/{quote(unit, safe='')}"


def map_address(unit: str) -> str:
    """The map of a province, by its id."""
    return f"/ban-do/{quote(unit, safe='')}"


def is_web_address(address: str) -> bool:
    """Whether a page may link to this address. What came with loaded data may be anything, `javascript:` included.

    >>> [is_web_address(a) for a in ("https://example.vn/1", "javascript:alert(1)", "")]
    [True, False, False]
    """
    try:
        parts = urlsplit(address)
    except ValueError:  # "http://[": a broken IPv6 host
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)

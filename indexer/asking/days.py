"""find_days(): the days that a question names, and whether it asks for what is newest.

"Lũ lụt tháng 10 năm 2020" asks for what was published then, and "bão mới nhất" for an order. Both are read out of the
text: its other words are looked up, these narrow and sort.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.dates.calendar_day import DayRange
from corpus.dates.ranges import parse_range
from indexer.analysis.fold import fold, mark_key

_YEAR = r"(?:\s*/\s*|\s*-\s*| nam )(?:19|20)\d\d"
_SIMPLE = "|".join((
    rf"(?:ngay )?\d{{1,2}} ?(?:/|-| thang ) ?\d{{1,2}}{_YEAR}",
    rf"thang \d{{1,2}}{_YEAR}",
    rf"quy (?:iv|i{{1,3}}|[1-4]){_YEAR}",
    r"nam (?:19|20)\d\d",
    r"hom (?:nay|qua)", r"(?:tuan|thang|nam) (?:nay|truoc)", r"quy nay", r"nam ngoai",
    r"\d{1,4} (?:ngay|tuan|thang|nam) (?:qua|gan day|vua qua)"))
# A day that something begins or ends with is no day of the news: "kể từ ngày 15/10/2019", "trước năm 2025".
_BOUND = re.compile(r"(?<!\w)(?:tu|sau|den|toi|het) (?:ngay )?$|(?<!\w)truoc (?:ngay )?$")
_DAYS = re.compile(rf"(?<![\w/.-])(?:(?:trong|vao) )?(?P<days>tu (?:{_SIMPLE}) den (?:{_SIMPLE})|{_SIMPLE})(?![\w/-])")
_NEWEST = re.compile(r"(?<!\w)(?:moi nhat|gan day nhat)(?!\w)")
# Words for what is looked for itself, which say nothing where days or an order were asked for: "tin ngày 22/3/2017".
_GENRE = re.compile(r"^\s*(?:cac |nhung )?(?:ban tin|tin tuc|tin bai|bai viet|tin)(?:\s+ve)?(?!\w)"
                    r"|(?<!\w)(?:ban tin|tin tuc|tin bai|bai viet|tin)\s*$|^\s*ve (?=\w)|(?<=\w) ve\s*$")
# How these words are written: what was typed with other marks is another word ("quỳ", "nắm 2020").
_SPELT = {"ngay": "ngày", "thang": "tháng", "nam": "năm", "quy": "quý", "hom": "hôm", "tuan": "tuần", "truoc": "trước",
          "ngoai": "ngoái", "gan": "gần", "day": "đây", "vua": "vừa", "tu": "từ", "den": "đến", "vao": "vào",
          "moi": "mới", "nhat": "nhất", "ve": "về", "ban": "bản", "tuc": "tức", "bai": "bài", "viet": "viết",
          "cac": "các", "nhung": "những"}
_MARKS = {word: mark_key(spelt) for word, spelt in _SPELT.items()}
_BARE = frozenset({"nay", "qua", "trong", "tin"})
_WORD = re.compile(r"[^\W\d_]+")

Span = tuple[int, int]


@dataclass(frozen=True)
class FoundDays:
    """The days that a text names, both included, and how it wrote them; whether it asks for the newest; the spans of
    the text that say so, and of those that say nothing besides."""

    days: DayRange | None = None
    written: str = ""
    newest: bool = False
    spans: tuple[Span, ...] = ()

    @property
    def is_year(self) -> bool:
        """Whether the days are a year, which often belongs to a name: "kế hoạch năm 2020"."""
        return self.days is not None and (self.days.last - self.days.first).days >= 364

    def covers(self, place: int) -> bool:
        """Whether a place of the text belongs to what was read so."""
        return any(start <= place < end for start, end in self.spans)

    def left_of(self, text: str) -> str:
        """What the text asks for besides days and order.

        >>> text = "bão lũ tháng 10 năm 2020"
        >>> find_days(text, date(2026, 1, 1)).left_of(text)
        'bão lũ'
        """
        kept = (" " if self.covers(place) else character for place, character in enumerate(text))
        return " ".join("".join(kept).split())


NO_DAYS = FoundDays()


def find_days(text: str, today: date) -> FoundDays:
    """What a tidied text says of days and order; nothing of what stands in quotes.

    >>> found = find_days("lũ lụt tháng 10 năm 2020", date(2026, 1, 1))
    >>> str(found.days.first), str(found.days.last), found.written
    ('2020-10-01', '2020-10-31', 'tháng 10 năm 2020')
    >>> find_days("tin mới nhất về bão", date(2026, 1, 1)).newest, find_days("nắm 2020", date(2026, 1, 1)).days
    (True, None)
    """
    if '"' in text:
        return NO_DAYS
    folded = "".join(fold(character)[:1] or " " for character in text)
    spans: list[Span] = []
    days, written = None, ""
    for match in _DAYS.finditer(folded):
        found = parse_range(match["days"], today) if is_spelt(text, *match.span()) else None
        if found and days is None and not _BOUND.search(folded[:match.start("days")]):
            days, written = found, text[match.start("days"):match.end("days")]
            spans.append(match.span())
    newest = [match.span() for match in _NEWEST.finditer(folded) if is_spelt(text, *match.span())]
    spans += newest
    if not spans:
        return NO_DAYS
    rest = "".join(" " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(folded))
    spans += [match.span() for match in _GENRE.finditer(rest) if is_spelt(text, *match.span())]
    return FoundDays(days, written, bool(newest), tuple(sorted(spans)))


def is_spelt(text: str, start: int, end: int) -> bool:
    """Whether the words of text[start:end] bear no mark or their own."""
    for match in _WORD.finditer(text, start, end):
        marked, folded = mark_key(match[0]), fold(match[0])
        if marked and (folded in _BARE or marked != _MARKS.get(folded, marked)):
            return False
    return True

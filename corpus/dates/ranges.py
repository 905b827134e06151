"""parse_range(): the days that a reader means by "quý I/2017", "7 ngày qua", "từ 1/3/2017 đến nay"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpus.dates.calendar_day import DayRange, make_day, months_of
from corpus.text import fold, plain_dashes, tidy

MAX_DAYS_BACK = 36_500  # "7 ngày qua"; more than a century is no question
MAX_RANGE_CHARS = 80  # "từ ngày 5 tháng 6 năm 2023 đến ngày 30 tháng 6 năm 2023" has 55

_MARK = r" ?(?:[/.\-]| ) ?"
_OF_YEAR = rf"(?:{_MARK}| ?,? nam )(\d{{4}})"
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_DAY = re.compile(rf"(?:ngay )?(\d{{1,2}})(?:{_MARK}| thang )(\d{{1,2}}){_OF_YEAR}")
_MONTH = re.compile(rf"(?:thang )?(\d{{1,2}}){_OF_YEAR}")
_QUARTER = re.compile(rf"qu[yi] (i|ii|iii|iv|[1-4]){_OF_YEAR}")
_YEAR = re.compile(r"(?:nam )?(\d{4})")
_BACK = re.compile(r"(\d{1,5}) (ngay|tuan|thang|nam) (?:qua|gan day|truoc|vua qua)")
_FROM_TO = re.compile(r"(?:tu )?(.+?) ?(?: den | toi |-{1,2}(?= )|(?<=\d{4})-(?=\d{4}$)) ?(.+)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def parse_range(text: str, today: date) -> DayRange | None:
    """The days that a reader means: a day, a month, a quarter, a year, "7 ngày qua"; None when not understood.

    >>> parse_range("quý I/2017", date(2024, 1, 1))
    DayRange(first=datetime.date(2017, 1, 1), last=datetime.date(2017, 3, 31))
    >>> parse_range("31/02/2017", date(2024, 1, 1)), parse_range("5/6/17", date(2024, 1, 1))
    (None, None)
    """
    typed = fold(plain_dashes(tidy(text))).strip(" .,;")
    if len(typed) > MAX_RANGE_CHARS:
        return None
    found = _parse_plain(typed) or _parse_relative(typed, today)
    if found is None and (halves := _FROM_TO.fullmatch(typed)):
        first, last = (_parse_plain(half) or _parse_relative(half, today) for half in halves.groups())
        if first and last and first.first <= last.last:
            return DayRange(first.first, last.last)
    return found


def _parse_plain(typed: str) -> DayRange | None:
    if found := _ISO.fullmatch(typed):
        return _one_day(found[1], found[2], found[3]) if found[3] else months_of(int(found[1]), int(found[2]))
    if found := _DAY.fullmatch(typed):
        return _one_day(found[3], found[2], found[1])
    if found := _QUARTER.fullmatch(typed):
        quarter = _QUARTERS.get(found[1]) or int(found[1])
        return months_of(int(found[2]), 3 * quarter - 2, 3)
    if found := _MONTH.fullmatch(typed):
        return months_of(int(found[2]), int(found[1]))
    if found := _YEAR.fullmatch(typed):
        return months_of(int(found[1]), 1, 12)
    return None


def _parse_relative(typed: str, today: date) -> DayRange | None:
    monday = today - timedelta(days=today.weekday())
    yesterday, last_month = today - timedelta(days=1), today.replace(day=1) - timedelta(days=1)
    quarter = 3 * ((today.month - 1) // 3) + 1
    known = {
        "hom nay": DayRange(today, today),
        "hom qua": DayRange(yesterday, yesterday),
        "tuan nay": DayRange(monday, monday + timedelta(days=6)),
        "tuan truoc": DayRange(monday - timedelta(days=7), monday - timedelta(days=1)),
        "thang nay": months_of(today.year, today.month),
        "thang truoc": months_of(last_month.year, last_month.month),
        "quy nay": months_of(today.year, quarter, 3),
        "nam nay": months_of(today.year, 1, 12),
        "nam ngoai": months_of(today.year - 1, 1, 12),
        "nam truoc": months_of(today.year - 1, 1, 12),
    }
    if typed in known:
        return known[typed]
    found = _BACK.fullmatch(typed)
    if found is None:
        return None
    days = int(found[1]) * {"ngay": 1, "tuan": 7, "thang": 30, "nam": 365}[found[2]]
    return DayRange(today - timedelta(days=days - 1), today) if 0 < days <= MAX_DAYS_BACK else None


def _one_day(year: str, month: str, day: str) -> DayRange | None:
    found = make_day(year, month, day)
    return DayRange(found, found) if found else None

"""Calendars: the days that an address names."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import parse_qsl, unquote, urlsplit

CALENDAR_WORDS = {"lich", "calendar", "ngay", "thang", "nam", "date", "day", "month", "year", "archive", "archives",
                  "luu-tru", "events", "su-kien", "xem-theo-ngay", "tin-theo-ngay"}
YEAR_FIRST = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?$", re.ASCII)
YEAR_LAST = re.compile(r"(?:(?:(\d{1,2})[-/])?(\d{1,2})[-/])?(\d{4})$", re.ASCII)
NUMBER = re.compile(r"\d{1,4}$", re.ASCII)
LIKELY_YEARS = range(1900, 2101)
YEAR_NAMES, MONTH_NAMES, DAY_NAMES = ({"year", "y", "nam", "yyyy"}, {"month", "m", "thang", "mm"},
                                      {"day", "d", "ngay", "dd"})
DIGIT = re.compile(r"\d")


def calendar_days(address: str) -> tuple[date, date] | None:
    """The first and last day that a calendar's address stands for; None where it is no calendar's address.

    A day that does not exist gives the first day of all time, which no corpus covers. A news item that only has its
    day in front of its name is no calendar page.

    >>> [str(day) for day in calendar_days("http://h/ngay/2017/03/22")]
    ['2017-03-22', '2017-03-22']
    >>> [str(day) for day in calendar_days("http://h/tin?thang=2&nam=2016")]
    ['2016-02-01', '2016-02-29']
    >>> calendar_days("http://h/2017/03/22/hoi-nghi.html"), calendar_days("http://h/tin/2017")
    (None, None)
    """
    parts = urlsplit(address)
    words = [word for word in unquote(parts.path).casefold().split("/") if word]
    in_path = read_day("/".join(word for word in words[-3:] if word[0].isdecimal() and word[-1].isdecimal()))
    # Three numbers that make a day need no word beside them; two may be a section and its page.
    if in_path and (CALENDAR_WORDS.intersection(words) or in_path[2] and in_path[0] in LIKELY_YEARS):
        return span(*in_path)
    in_query = read_query_day(unquote(parts.query))
    return span(*in_query) if in_query else None


def is_calendar(address: str) -> bool:
    """Whether an address names days and nothing else: its page is a list, however much it looks like one bulletin.

    >>> is_calendar("http://h/ngay/2017/03/22"), is_calendar("http://h/tin?id=5&ngay=22/03/2017")
    (True, False)
    """
    if not calendar_days(address):
        return False
    pairs = parse_qsl(unquote(urlsplit(address).query))
    return all(name.casefold() in YEAR_NAMES | MONTH_NAMES | DAY_NAMES or read_day(value) or not DIGIT.search(value)
               for name, value in pairs)


def read_day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day (0 where not named) of a text that is one, such as 2017/3 and 22-03-2017."""
    match = YEAR_FIRST.match(text)
    if match:
        year, month, day = match.groups()
    elif match := YEAR_LAST.match(text):
        day, month, year = match.groups()
    else:
        return None
    return int(year), int(month or 0), int(day or 0)


def read_query_day(query: str) -> tuple[int, int, int] | None:
    """The day in a query: in one parameter, or in one each for year, month and day."""
    pairs = {name.casefold(): value for name, value in parse_qsl(query)}
    for value in pairs.values():
        found = read_day(value)
        if found and found[1]:
            return found
    year, month, day = (next((int(value) for name, value in pairs.items() if name in names and NUMBER.match(value)), 0)
                        for names in (YEAR_NAMES, MONTH_NAMES, DAY_NAMES))
    return (year, month, day if month else 0) if year >= 1000 else None


def span(year: int, month: int, day: int) -> tuple[date, date]:
    """First and last day of a year, a month (day 0) or a day."""
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return first, first
        after = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
        return first, after - timedelta(days=1)
    except ValueError:
        return date.min, date.min

"""A day out of what is written of it, and a range of days."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from corpus.text import fold

FIRST_YEAR, LAST_YEAR = 1945, 2100  # outside it is a misprint: the state begins in 1945

MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười một": 11, "mười hai": 12, "mười": 10, "chạp": 12}
MONTHS |= {fold(name): number for name, number in MONTHS.items()}
MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))


@dataclass(frozen=True)
class DayRange:
    """From `first` to `last`, both included."""

    first: date
    last: date


def make_day(year: str | int, month: str | int, day: str | int) -> date | None:
    """The day, None where there is none: 31/02/2017, the year 1817.

    >>> make_day("2017", "hai", "5"), make_day(2017, 2, 31)
    (datetime.date(2017, 2, 5), None)
    """
    # A pattern that ignores case takes ı for i and ſ for s; the table does not: such a month is none.
    number = MONTHS.get(month.lower(), 0) if isinstance(month, str) and not month.isdecimal() else int(month)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def months_of(year: int, first: int, count: int = 1) -> DayRange | None:
    """From the first day of a month to the last day of the month `count` - 1 later, within the year."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= 12):
        return None
    last = first + count - 1
    return DayRange(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))

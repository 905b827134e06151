"""Days as they are shown."""

from __future__ import annotations

from datetime import date

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def write_day(day: date) -> str:
    """A day as it is shown.

    >>> write_day(date(2017, 3, 22)), write_weekday_day(date(2017, 3, 22))
    ('22/03/2017', 'Thứ Tư, 22/03/2017')
    """
    return f"{day.day:02}/{day.month:02}/{day.year}"


def write_weekday_day(day: date) -> str:
    """A day with its weekday before it."""
    return f"{WEEKDAYS[day.weekday()]}, {write_day(day)}"

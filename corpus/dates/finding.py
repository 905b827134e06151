"""find_dates(): the days of a running text, with the hour where one stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from corpus.dates.calendar_day import MONTH_NAMES, make_day
from corpus.dates.local_time import to_local
from corpus.text import HYPHENS

_CLOCK = (
    r"(?P<{0}hour>[01]?\d|2[0-3])(?: ?[:hg] ?| ?(?:giờ|gio) ?)"
    r"(?:(?P<{0}minute>[0-5]\d)(?!\d)(?:[:'](?P<{0}second>[0-5]\d)(?!\d)(?:[.,]\d{{1,9}})?)?"
    r"(?: ?(?:phút|phut|['’p](?!\w)))?)?"
    r"(?: ?(?P<{0}half>SA|CH|AM|PM)(?!\w))?")
_ZONE = (r"(?: ?(?P<open>\()?(?P<zone>Z(?!\w)|[+-]\d\d:?\d\d(?!\d)|(?:GMT|UTC)(?: ?[+-]\d{1,2}(?::?\d\d)?(?!\d))?)"
         r"(?(open)\)))?")
_WEEKDAY = r"(?:(?:thứ|thu) (?:hai|ba|tư|tu|năm|nam|sáu|sau|bảy|bay|[2-7])|(?:chủ|chu) (?:nhật|nhat)|CN)"
_DATE = re.compile(
    rf"(?:(?<![\w/-]){_WEEKDAY} ?[,:|-]? ?)?"
    rf"(?:(?<![\w:.,]){_CLOCK.format('early_')} ?[|,;-]? ?(?:{_WEEKDAY} ?,? ?)?)?"
    r"(?:(?:ngày|ngay) ?:? ?)?"
    r"(?:(?<!\w)(?<!\d[/.,-])(?P<iso_year>\d{4})(?P<iso_mark>[-/.])(?P<iso_month>\d{1,2})"
    r"(?P=iso_mark)(?P<iso_day>\d{1,2})"
    r"|(?<!\w)(?<!\d[/.,-])(?P<day>\d{1,2})(?: ?(?P<mark>[/.-]) ?(?P<month>\d{1,2})(?: ?(?P=mark) ?| (?:năm|nam) )"
    rf"|(?:,? (?:tháng|thang) ?(?P<named>\d{{1,2}}|{MONTH_NAMES}) ?[,/-]? ?(?:(?:năm|nam) ?)?))(?P<year>\d{{4}}))"
    rf"(?![/.]?\d)(?:(?:T| ?[|,;-]? ?(?:(?:lúc|luc|vào|vao) )?){_CLOCK.format('late_')}(?!\d){_ZONE}|(?!\w))",
    re.IGNORECASE)
_HINT = re.compile(r"(?:19|20|21)\d\d")


@dataclass(frozen=True)
class FoundDate:
    """A day in a text, with the hour if one stands beside it; text[start:end] is all of it, the weekday included."""

    day: date
    time: time | None
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """The days of a running text in local time; impossible ones are left out.

    >>> [(str(found.day), str(found.time)) for found in find_dates("Thứ năm, 23/05/2019 | 08:30, rồi 31/02/2017")]
    [('2019-05-23', '08:30:00')]
    >>> [str(found.day) for found in find_dates("ngày 5 tháng 6 năm 2023; 2017-03-22T23:30:00Z; số 12/2023/QĐ-UBND")]
    ['2023-06-05', '2017-03-23']
    """
    if not _HINT.search(text):
        return []
    return list(_read_dates(text))


def _read_dates(text: str) -> Iterator[FoundDate]:
    # Same length: offsets stay. A no-break blank is as good as a blank, and a dash as a hyphen.
    for found in _DATE.finditer(text.translate(_SAME_LENGTH)):
        moment = _read_moment(found)
        if moment is not None:
            yield FoundDate(*moment, *found.span())


_SAME_LENGTH = str.maketrans({**HYPHENS, "\u00a0": " ", "\t": " "})


def _read_moment(found: re.Match) -> tuple[date, time | None] | None:
    day = make_day(found["iso_year"] or found["year"], found["iso_month"] or found["month"] or found["named"],
                   found["iso_day"] or found["day"])
    if day is None:
        return None
    clock = _read_clock(found, "late_") or _read_clock(found, "early_")
    zone = _read_zone(found["zone"]) if found["zone"] else None
    if zone and found["zone"][0] == "-" and not found["late_second"]:
        zone = None  # "08:30-10:30" is from then till then
    if clock is None or zone is None:
        return day, clock
    return to_local(datetime.combine(day, clock, zone))


def _read_clock(found: re.Match, place: str) -> time | None:
    if found[f"{place}hour"] is None:
        return None
    hour, half = int(found[f"{place}hour"]), (found[f"{place}half"] or "").upper()
    if half in ("SA", "AM") and hour == 12:
        hour = 0
    elif half in ("CH", "PM") and hour < 12:
        hour += 12
    return time(hour, int(found[f"{place}minute"] or 0), int(found[f"{place}second"] or 0))


def _read_zone(written: str) -> timezone | None:
    """The zone of Z, GMT, +07:00, GMT+7; None for one that no place has."""
    parts = re.search(r"([+-])(\d{1,2}):?(\d\d)?", written)
    if parts is None:
        return timezone.utc
    offset = timedelta(hours=int(parts[2]), minutes=int(parts[3] or 0))
    return timezone(-offset if parts[1] == "-" else offset) if offset < timedelta(hours=24) else None

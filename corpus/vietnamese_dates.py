"""Dates as Vietnamese pages print them and as readers type them, in local time: read into days, and written back.

Local time is UTC+7 as a fixed offset, not the zone "Asia/Ho_Chi_Minh": slim machines have no zone files, and the
country has kept UTC+7 on every day since 13 June 1975, before any portal.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

from corpus.numbers.document_types import fold
from corpus.text import tidy

LOCAL_TIME = timezone(timedelta(hours=7))
FIRST_YEAR, LAST_YEAR = 1945, 2100  # outside it is a misprint: the state begins in 1945
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
MAX_DAYS_BACK = 36_500  # "7 ngày qua"; more than a century is no question
MAX_RANGE_CHARS = 80  # "từ ngày 5 tháng 6 năm 2023 đến ngày 30 tháng 6 năm 2023" has 55

_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười một": 11, "mười hai": 12, "mười": 10, "chạp": 12}
_MONTHS |= {fold(name): number for name, number in _MONTHS.items()}
_MONTH_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))

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
    rf"|(?:,? (?:tháng|thang) ?(?P<named>\d{{1,2}}|{_MONTH_NAMES}) ?[,/-]? ?(?:(?:năm|nam) ?)?))(?P<year>\d{{4}}))"
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


@dataclass(frozen=True)
class DayRange:
    """From `first` to `last`, both included."""

    first: date
    last: date


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
    # Same length: offsets stay. A no-break blank and an en dash are as good as a blank and a hyphen.
    for found in _DATE.finditer(text.translate(_SAME_LENGTH)):
        moment = _read_moment(found)
        if moment is not None:
            yield FoundDate(*moment, *found.span())


_SAME_LENGTH = str.maketrans({"\u00a0": " ", "\t": " ", "\u2013": "-", "\u2014": "-", "\u2011": "-"})


def _read_moment(found: re.Match) -> tuple[date, time | None] | None:
    day = _make_day(found["iso_year"] or found["year"], found["iso_month"] or found["month"] or found["named"],
                    found["iso_day"] or found["day"])
    if day is None:
        return None
    clock = _read_clock(found, "late_") or _read_clock(found, "early_")
    zone = _read_zone(found["zone"]) if found["zone"] else None
    if zone and found["zone"][0] == "-" and not found["late_second"]:
        zone = None  # "08:30-10:30" is from then till then
    if clock is None or zone is None:
        return day, clock
    return _to_local(datetime.combine(day, clock, zone))


def _make_day(year: str | int, month: str | int, day: str | int) -> date | None:
    """The day, None where there is none: 31/02/2017, the year 1817."""
    number = _MONTHS[month.lower()] if isinstance(month, str) and not month.isdigit() else int(month)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


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


def _to_local(moment: datetime) -> tuple[date, time]:
    local = moment.astimezone(LOCAL_TIME)
    return local.date(), local.time().replace(microsecond=0)


def parse_moment(text: str) -> tuple[date, time | None] | None:
    """A whole string that is a date: the content of a meta tag, a datetime attribute, a field of JSON-LD, RFC 2822.

    >>> parse_moment("2017-03-22T23:30:00Z"), parse_moment("tin ngày 22/3/2017")
    ((datetime.date(2017, 3, 23), datetime.time(6, 30)), None)
    >>> parse_moment("Wed, 22 Mar 2017 01:30:00 GMT")
    (datetime.date(2017, 3, 22), datetime.time(8, 30))
    """
    text = tidy(text)
    if re.match(r"(?:[A-Za-z]{3}, ?)?\d{1,2} [A-Za-z]{3} \d{4} ", text):
        return _parse_mail_date(text)
    found = find_dates(text)
    if len(found) != 1 or re.search(r"\w", text[:found[0].start] + text[found[0].end:]):
        return None
    return found[0].day, found[0].time


def _parse_mail_date(text: str) -> tuple[date, time] | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return _to_local(moment if moment.tzinfo else moment.replace(tzinfo=LOCAL_TIME))


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
    typed = fold(tidy(text)).strip(" .,;")
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
        return _one_day(found[1], found[2], found[3]) if found[3] else _months(int(found[1]), int(found[2]))
    if found := _DAY.fullmatch(typed):
        return _one_day(found[3], found[2], found[1])
    if found := _QUARTER.fullmatch(typed):
        quarter = _QUARTERS.get(found[1]) or int(found[1])
        return _months(int(found[2]), 3 * quarter - 2, 3)
    if found := _MONTH.fullmatch(typed):
        return _months(int(found[2]), int(found[1]))
    if found := _YEAR.fullmatch(typed):
        return _months(int(found[1]), 1, 12)
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
        "thang nay": _months(today.year, today.month),
        "thang truoc": _months(last_month.year, last_month.month),
        "quy nay": _months(today.year, quarter, 3),
        "nam nay": _months(today.year, 1, 12),
        "nam ngoai": _months(today.year - 1, 1, 12),
        "nam truoc": _months(today.year - 1, 1, 12),
    }
    if typed in known:
        return known[typed]
    found = _BACK.fullmatch(typed)
    if found is None:
        return None
    days = int(found[1]) * {"ngay": 1, "tuan": 7, "thang": 30, "nam": 365}[found[2]]
    return DayRange(today - timedelta(days=days - 1), today) if 0 < days <= MAX_DAYS_BACK else None


def _one_day(year: str, month: str, day: str) -> DayRange | None:
    found = _make_day(year, month, day)
    return DayRange(found, found) if found else None


def _months(year: int, first: int, count: int = 1) -> DayRange | None:
    """From the first day of a month to the last day of the month `count` - 1 later, within the year."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= 12):
        return None
    last = first + count - 1
    return DayRange(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def write_day(day: date) -> str:
    """A day as it is shown.

    >>> write_day(date(2017, 3, 22)), write_weekday_day(date(2017, 3, 22))
    ('22/03/2017', 'Thứ Tư, 22/03/2017')
    """
    return f"{day.day:02}/{day.month:02}/{day.year}"


def write_weekday_day(day: date) -> str:
    """A day with its weekday before it."""
    return f"{WEEKDAYS[day.weekday()]}, {write_day(day)}"


def local_today() -> date:
    """Today in Asia/Ho_Chi_Minh, wherever the machine stands."""
    return datetime.now(LOCAL_TIME).date()

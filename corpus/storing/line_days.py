"""find_moment(): the day and hour of a line, in whichever form and under whichever name other programs write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone

from corpus.dates.calendar_day import FIRST_YEAR, LAST_YEAR
from corpus.dates.finding import find_dates
from corpus.dates.forms import numbered
from corpus.dates.local_time import LOCAL_TIME
from corpus.dates.moments import parse_moment
from corpus.text import tidy

Moment = tuple[date, time | None]

# Our own two names first; then those of schema.org, of feeds, and of the crawlers that people use.
DAY_KEYS = ("date", "published_on", "published_at", "publishedAt", "datePublished", "date_published", "published_date",
            "publish_date", "published", "pubDate", "pub_date", "pubdate", "date_publish", "publishedDate", "datetime",
            "posted_at", "created_at", "timestamp")
# What is no day of publication, whatever stands there: our own names, and days of changes.
OTHER_DAYS = frozenset("""id title body url summary author section source number numbers attachments collected version
    gone_on kind updated_at modified_at modified updated""".split())
CLOCK = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?(Z)?)?")
SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")  # since 1970; thirteen digits are milliseconds
DAY_CHARS = 80  # "Thứ tư, 22/3/2017, 08:30 (GMT+7)" has 33; more is a text that only names a day
SAME = timedelta(days=1)  # a day cut from a moment in UTC and that moment in local time differ by so much


def spelling(key: str) -> str:
    """A key as it is told again however it is spelt: "Published-At"."""
    return key.casefold().translate(str.maketrans("", "", "_- .:"))


SPELT = {spelling(key): key for key in reversed(DAY_KEYS)}


def find_moment(read: Mapping[str, object], warnings: list[str]) -> tuple[date | None, time | None]:
    """A line's day and time, local; what cannot be read is left out, aloud.

    >>> find_moment({"published_at": "2017-03-22T18:30:00+00:00"}, [])
    (datetime.date(2017, 3, 23), datetime.time(1, 30))
    >>> find_moment({"date": "Thứ tư, 22/3/2017, 08:30 (GMT+7)"}, [])
    (datetime.date(2017, 3, 22), datetime.time(8, 30))
    >>> find_moment({"date": "2017-03-22", "published_at": "08:30:00"}, [])
    (datetime.date(2017, 3, 22), datetime.time(8, 30))
    """
    named = {(key if key in DAY_KEYS else SPELT.get(spelling(key), key)): value for key, value in read.items()}
    written = {key: value for key in DAY_KEYS if (value := as_text(named.get(key)))}
    unread: list[str] = []
    found: Moment | None = None
    for key, value in written.items():
        if key == "published_at" and CLOCK.fullmatch(value):
            continue
        moment = read_day(value)
        if moment is None:
            unread.append(value)
        elif found is None:
            found = moment
        elif found[1] is None and moment[1] and abs(moment[0] - found[0]) <= SAME:
            found = moment  # "date" is the day of "published_at", cut off in another zone
    clock = CLOCK.fullmatch(written.get("published_at", ""))
    if found is None:
        if unread:
            known = any(re.search(r"\d{4}.\d{1,2}.\d{1,2}|\d{1,2}.\d{1,2}.\d{4}", value) for value in unread)
            warnings.append(f"{'ngày không có thật' if known else 'ngày không đọc được'}: {unread[0][:40]}")
        elif others := [key for key, value in read.items() if key not in OTHER_DAYS and read_day(as_text(value))]:
            warnings.append(f"không có ngày (“date”); dòng có {', '.join(f'“{key}”' for key in others[:3])}")
        return None, None
    if clock and found[1] is None:
        return found[0], time(int(clock[1]), int(clock[2]), int(clock[3] or 0))
    return found


def as_text(value: object) -> str:
    """A value as text: numbers are moments that count seconds; what databases wrap is taken out.

    >>> as_text({"$date": "2017-03-22"}), as_text(["2017-03-22"]), as_text({"ngay": 22, "thang": 3})
    ('2017-03-22', '2017-03-22', "{'ngay': 22, 'thang': 3}")
    """
    if isinstance(value, (dict, list)):
        members = list(value.values() if isinstance(value, dict) else value)
        return as_text(members[0]) if len(members) == 1 else str(value) if members else ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.0f}"
    return tidy(value) if isinstance(value, str) else ""


def read_day(written: str) -> Moment | None:
    """The one day that a value names.

    >>> [str(read_day(text)[0]) for text in ("22.03.2017", "20170322", "March 22nd, 2017", "1490149800", "03/22/2017",
    ...                                      "Đăng lúc 8h30 ngày 22-3-2017", "2017-03-22 08:30:00.123+07:00")]
    ['2017-03-22', '2017-03-22', '2017-03-22', '2017-03-22', '2017-03-22', '2017-03-22', '2017-03-22']
    >>> read_day("2017-02-30"), read_day("hôm qua"), read_day("từ 22/03/2017 đến 24/03/2017")
    (None, None, None)
    """
    if SECONDS.fullmatch(written):
        seconds = float(written) / (1000 if len(written.split(".")[0]) > 10 else 1)
        return usable(datetime.fromtimestamp(seconds, LOCAL_TIME))
    if compact := COMPACT.fullmatch(written):
        return read_compact(compact)
    if len(written) > DAY_CHARS:
        return None
    text = numbered(written)
    if moment := parse_moment(written) or parse_moment(text):
        return moment
    try:
        iso = datetime.fromisoformat(written)
        return usable(iso.astimezone(LOCAL_TIME) if iso.tzinfo else iso)
    except (ValueError, OverflowError):
        pass
    found = find_dates(text)
    return (found[0].day, found[0].time) if len({each.day for each in found}) == 1 else None


def read_compact(found: re.Match[str]) -> Moment | None:
    """The day of digits without marks: 20170322, 20170322T083000Z."""
    try:
        day = datetime(int(found[1]), int(found[2]), int(found[3]), int(found[4] or 0), int(found[5] or 0),
                       int(found[6] or 0), tzinfo=timezone.utc if found[7] else LOCAL_TIME)
    except ValueError:
        return None
    moment = usable(day.astimezone(LOCAL_TIME))
    return (moment[0], None) if moment and not found[4] else moment


def usable(moment: datetime) -> Moment | None:
    """A moment's day and time, unless its year is a misprint."""
    return (moment.date(), moment.time().replace(microsecond=0)) if FIRST_YEAR <= moment.year <= LAST_YEAR else None

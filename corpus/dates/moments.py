"""parse_moment(): a whole string that is a date, as machines write it into a page's head."""

from __future__ import annotations

import re
from datetime import date, time
from email.utils import parsedate_to_datetime

from corpus.dates.calendar_day import FIRST_YEAR, LAST_YEAR
from corpus.dates.finding import find_dates
from corpus.dates.local_time import LOCAL_TIME, to_local
from corpus.text import tidy


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
    except (ValueError, OverflowError):  # the hour 25; a zone of +99999999999999
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return to_local(moment if moment.tzinfo else moment.replace(tzinfo=LOCAL_TIME))

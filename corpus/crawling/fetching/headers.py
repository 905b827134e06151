"""What an answer's headers say, as values."""

from __future__ import annotations

from datetime import datetime, timezone
from email.utils import parsedate_to_datetime


def as_sent(header: str) -> str:
    """A header in which a server wrote bare UTF-8, as some do in Location; it arrives read as Latin-1.

    >>> as_sent("/tin/Ä\\x90áº¯k")
    '/tin/Đắk'
    """
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def read_retry_after(value: str, now: datetime | None = None) -> float | None:
    """Seconds to wait, from either form of a Retry-After header; None where there is none that can be read.

    >>> read_retry_after("120"), read_retry_after("later")
    (120.0, None)
    >>> read_retry_after("Wed, 22 Mar 2017 01:30:00 GMT", datetime(2017, 3, 22, 1, 29, tzinfo=timezone.utc))
    60.0
    """
    value = value.strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return max(0.0, (moment - (now or datetime.now(timezone.utc))).total_seconds())

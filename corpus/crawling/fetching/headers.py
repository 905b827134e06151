"""What an answer's headers say, as values. They come from anybody: none is longer, larger or odder than it may be."""

from __future__ import annotations

from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from corpus.crawling.addresses import MAX_ADDRESS_CHARS

LONGEST_WAIT = 86_400.0  # seconds; who wants us to wait for longer is asked again on the next day
MAX_VALIDATOR_CHARS = 1_000  # an ETag of 100 is long; what is longer is not kept, and the page asked for anew
MAX_TYPE_CHARS = 200
MAX_DATE_CHARS = 60  # "Wed, 22 Mar 2017 01:30:00 GMT" has 29


def validator(header: str) -> str:
    """An ETag or a Last-Modified that can be sent back as it came; empty where it cannot.

    >>> validator('"5f-12"'), validator("a\\r\\nb"), validator("x" * 2000)
    ('"5f-12"', '', '')
    """
    fine = len(header) <= MAX_VALIDATOR_CHARS and header.isprintable() and header.isascii()
    return header if fine else ""


def content_type_of(header: str) -> str:
    """A content type, cut where it is longer than any that means something.

    >>> content_type_of(" text/html; charset=utf-8"), len(content_type_of("x" * 2000))
    ('text/html; charset=utf-8', 200)
    """
    return header.strip()[:MAX_TYPE_CHARS]


def location_of(header: str) -> str:
    """Where a redirect leads, cut where it is longer than any address that is followed.

    >>> location_of("/tin/Ä\\x90áº¯k")
    '/tin/Đắk'
    """
    return as_sent(header)[:2 * MAX_ADDRESS_CHARS]


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
    """Seconds to wait, from either form of a Retry-After header, a day at most; None where none can be read.

    >>> read_retry_after("120"), read_retry_after("later"), read_retry_after("9" * 30)
    (120.0, None, 86400.0)
    >>> read_retry_after("Wed, 22 Mar 2017 01:30:00 GMT", datetime(2017, 3, 22, 1, 29, tzinfo=timezone.utc))
    60.0
    """
    value = value.strip()
    if value.isdecimal() and value.isascii():
        return min(float(value[:9]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value[:MAX_DATE_CHARS])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
        seconds = (moment - (now or datetime.now(timezone.utc))).total_seconds()
    except Exception:  # the parser lets what it stumbles over out: ValueError, OverflowError, TypeError, IndexError
        return None
    return min(max(0.0, seconds), LONGEST_WAIT)

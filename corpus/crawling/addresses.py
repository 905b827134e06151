"""Addresses: one spelling for each page, the pattern that an address follows, and the day that a calendar names."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

MAX_ADDRESS_CHARS = 2083  # what the old Internet Explorer took; longer ones are traps that grow by themselves
DEFAULT_PORTS = {"http": 80, "https": 443}

# What names a visit or a campaign and not a page. `sid` and its like may also be a section's number: those stay.
VISIT_NAMES = re.compile(r"(jsessionid|phpsessid|asp\.?net_sessionid|aspsessionid\w*|aspxautodetectcookiesupport"
                         r"|session_?id|cfid|cftoken|utm_\w+|fbclid|gclid|zarsrc|_ga)$", re.IGNORECASE)
DOUBTFUL_VISIT_NAMES = re.compile(r"(sid|session|sess|oscsid|zenid)$", re.IGNORECASE)
SECTION_NUMBER = re.compile(r"\d{1,9}$")
VISIT_IN_PATH = re.compile(r"/\(S\([0-9a-z]+\)\)|;(?:jsessionid|phpsessid|sid)=[^/?#]*", re.IGNORECASE)

LONG_HEX = re.compile(r"\b(?=[a-f]*\d)[0-9a-f]{8,}\b", re.IGNORECASE)
DIGITS = re.compile(r"\d+")

CALENDAR_WORDS = {"lich", "calendar", "ngay", "thang", "nam", "date", "day", "month", "year", "archive", "archives",
                  "luu-tru", "events", "su-kien", "xem-theo-ngay", "tin-theo-ngay"}
YEAR_FIRST = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?$", re.ASCII)
YEAR_LAST = re.compile(r"(?:(?:(\d{1,2})[-/])?(\d{1,2})[-/])?(\d{4})$", re.ASCII)
NUMBER = re.compile(r"\d{1,4}$", re.ASCII)
LIKELY_YEARS = range(1900, 2101)
YEAR_NAMES, MONTH_NAMES, DAY_NAMES = ({"year", "y", "nam", "yyyy"}, {"month", "m", "thang", "mm"},
                                      {"day", "d", "ngay", "dd"})


def canonical(address: str, base: str = "") -> str | None:
    """The one spelling of an address as it stands on the page `base`; None where it is no web address.

    Host in small letters, default port, fragment, session ids and campaign names dropped, query sorted.

    >>> canonical("../tin.aspx;jsessionid=1A?utm_source=x&id=5&cat=2#top", "HTTP://Example.VN:80/a/b/")
    'http://example.vn/a/tin.aspx?cat=2&id=5'
    >>> canonical("mailto:a@example.vn"), canonical("http://[bad/"), canonical("http://user:secret@h/")
    (None, None, None)
    """
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
        if parts.scheme not in DEFAULT_PORTS or not host or parts.username is not None or " " in host:
            return None
        host = f"[{host}]" if ":" in host else host
        netloc = host if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
        path = VISIT_IN_PATH.sub("", parts.path) or "/"
        query = parts.query
        if any(is_visit(name, value) for name, value in parse_qsl(query, keep_blank_values=True)):
            query = urlencode([pair for pair in parse_qsl(query, keep_blank_values=True) if not is_visit(*pair)])
        made = canonicalize_url(urlunsplit((parts.scheme, netloc, path, query, "")), keep_blank_values=True)
    except ValueError:  # a port or an IPv6 host that is none, a host that cannot be written in IDNA
        return None
    return made if len(made) <= MAX_ADDRESS_CHARS else None


def is_visit(name: str, value: str) -> bool:
    """Whether a query parameter names a visit and not a page.

    >>> is_visit("PHPSESSID", "1"), is_visit("sid", "12"), is_visit("sid", "9f8e7d6c5b4a"), is_visit("id", "9f8e7d")
    (True, False, True, False)
    """
    if DOUBTFUL_VISIT_NAMES.match(name):
        return not SECTION_NUMBER.match(value)
    return bool(VISIT_NAMES.match(name))


def origin(address: str) -> str:
    """Scheme, host and port: what a robots.txt speaks for, and what is asked one thing at a time.

    >>> origin("http://example.vn:8080/a?b")
    'http://example.vn:8080'
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def pattern(address: str) -> str:
    """The address with all numbers as '#': the pages that one template makes share it.

    >>> pattern("http://h/lich/2017/3"), pattern("http://h/tin.aspx?id=12&muc=a"), pattern("http://h/x/9f8e7d6c5b4a")
    ('/lich/#/#', '/tin.aspx?id=#&muc=a', '/x/#')
    """
    parts = urlsplit(address)
    text = unquote(parts.path) + ("?" + unquote(parts.query) if parts.query else "")
    return DIGITS.sub("#", LONG_HEX.sub("#", text))


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
    return all(name.casefold() in YEAR_NAMES | MONTH_NAMES | DAY_NAMES or read_day(value) or not DIGITS.search(value)
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

"""Addresses: one spelling for each page, and the pattern that an address follows."""

from __future__ import annotations

import re
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


def canonical(address: str, base: str = "") -> str | None:
    """The one spelling of an address as it stands on the page `base`; None where it is no web address.

    Host in small letters, default port, fragment, session ids and campaign names dropped, query sorted.

    >>> canonical("../tin.aspx;jsessionid=1A?utm_source=x&id=5&cat=2#top", "HTTP://Example.VN:80/a/b/")
    'http://example.vn/a/tin.aspx?cat=2&id=5'
    >>> canonical("mailto:a@example.vn"), canonical("http://[bad/"), canonical("http://user:secret@h/")
    (None, None, None)
    """
    if len(address) > 2 * MAX_ADDRESS_CHARS:  # what is dropped below makes no long one short
        return None
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

"""One spelling for each page, and the pattern that addresses follow."""

from __future__ import annotations

import pytest

from corpus.crawling.addresses import canonical, pattern

H = "http://example.vn"


@pytest.mark.parametrize("written, made", [
    ("http://example.vn", "http://example.vn/"),
    ("HTTP://Example.VN:80/A", "http://example.vn/A"),
    ("https://example.vn:443/", "https://example.vn/"),
    ("http://example.vn:8080/", "http://example.vn:8080/"),
    ("http://example.vn./x", "http://example.vn/x"),
    ("tin.aspx?b=2&a=1#x", "http://example.vn/muc/tin.aspx?a=1&b=2"),
    ("/tin;jsessionid=0A1B?x=1", "http://example.vn/tin?x=1"),
    ("/tin?JSESSIONID=1&id=3", "http://example.vn/tin?id=3"),
    ("/tin?PHPSESSID=abc", "http://example.vn/tin"),
    ("/tin?sid=9f8e7d6c5b4a3210&id=3", "http://example.vn/tin?id=3"),
    ("/tin?sid=12&id=3", "http://example.vn/tin?id=3&sid=12"),
    ("/tin?ASPSESSIONIDQQ=A&ASP.NET_SessionId=b", "http://example.vn/tin"),
    ("/(S(lit3py55t21z5v55vlm25s55))/tin.aspx", "http://example.vn/tin.aspx"),
    ("/tin?utm_source=zalo&utm_medium=x&fbclid=1&id=3", "http://example.vn/tin?id=3"),
    ("/tin tức/đắk", "http://example.vn/tin%20t%E1%BB%A9c/%C4%91%E1%BA%AFk"),
    ("/tin%20t%e1%bb%a9c", "http://example.vn/tin%20t%E1%BB%A9c"),
    ("/a/../b/./c", "http://example.vn/b/c"),
    ("?trang=2", "http://example.vn/muc/?trang=2"),
    ("?q=", "http://example.vn/muc/?q="),
    ("//example.vn/x", "http://example.vn/x"),
    ("mailto:a@example.vn", None), ("javascript:void(0)", None), ("file:///etc/passwd", None), ("tel:0500", None),
    ("http://user@example.vn/", None), ("http://example.vn:x/", None), ("http://[1/", None),
    ("/" + "x" * 2100, None)])
def test_one_spelling_for_each_page(written: str, made: str | None) -> None:
    assert canonical(written, "http://example.vn/muc/") == made
    assert made is None or canonical(made) == made


def test_patterns() -> None:
    assert pattern(H + "/lich/2017/03") == pattern(H + "/lich/2031/12") == "/lich/#/#"
    assert pattern(H + "/tin?id=5&m=a") != pattern(H + "/tin?id=5&m=b")
    assert pattern(H + "/%C4%91i/5") == "/đi/#"

"""Whatever arrives, no reader raises: headers, feeds, robots, pages, of random and of hostile pieces."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.drills.hostile_answers import FEEDS, MARKUP, TEXTS, ZONE
from corpus.crawling.addresses import canonical, origin, pattern
from corpus.crawling.asking import is_wanted
from corpus.crawling.calendars import calendar_days, is_calendar
from corpus.crawling.fetching.allowed import check_address
from corpus.crawling.fetching.answer import FetchError
from corpus.crawling.fetching.headers import (
    LONGEST_WAIT, MAX_VALIDATOR_CHARS, content_type_of, location_of, read_retry_after, validator)
from corpus.crawling.fetching.unpacking import unpack
from corpus.crawling.permission.robots import read_robots
from corpus.crawling.reading.content import Content, read_content
from corpus.crawling.reading.feeds import MAX_ADDRESSES, find_addresses, find_feeds
from corpus.crawling.reading.pager import guess_next_page
from corpus.crawling.scope import Scope
from corpus.crawling.sources import Source
from corpus.text import MOST_MARKS, MARKS, tidy, tidy_paragraphs

HOST = frozenset({"h"})
ODD = ["\u0130", "ı", "ſ", "\ud800", "\x00", "\ufffd", "\u2028", "٣", "²", "é", "&#0;", "&#xD800;", "%", "%ff", "%zz",
       "\\", "[", "]", "http://[", "//", "?", "#", ":", "@", "..", "9" * 50, "-1", "nan", "inf", "1e999", ZONE, "\r\n "]
PIECES = st.sampled_from([*ODD, *TEXTS.values(), *MARKUP.values(), *(unit for _, unit in FEEDS.values()),
                          *(f"<{root}>" for root, _ in FEEDS.values()), "</", ">", "/>", "'", '"', " ", "\n", "Tin",
                          "22/03/2017", "ngày 5 tháng haı năm 2017", "http://h/tin/1", "/tin/2?a=1&b=2", "<h1>", "<p>",
                          "<title>", "<base href=", "<meta name=robots content=", "User-agent: *\n", "Disallow: ",
                          "Crawl-delay: ", "Request-rate: ", "Sitemap: ", "charset=", "utf-7", "idna", "hex", "cp1258"])
SOUP = st.lists(PIECES, max_size=30).map("".join)
TEXT = st.one_of(SOUP, st.text(max_size=200))
BYTES = st.one_of(TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=300))
MANY = settings(max_examples=400)


@MANY
@given(TEXT)
def test_headers(text: str) -> None:
    waits = [read_retry_after(text), read_retry_after("Wed, 22 Mar 2017 01:30:00 " + text)]
    assert all(wait is None or 0 <= wait <= LONGEST_WAIT for wait in waits)
    assert len(validator(text)) <= MAX_VALIDATOR_CHARS and "\n" not in validator(text)
    is_wanted(content_type_of(text), "http://h/")
    assert canonical(location_of(text), "http://h/") is None or len(location_of(text)) < 5_000


@MANY
@given(BYTES, st.lists(st.sampled_from(["gzip", "deflate", "br", "", "identity"]), max_size=5))
def test_packing(raw: bytes, encodings: list[str]) -> None:
    try:
        assert len(unpack(raw, encodings, 10_000)) <= 10_000
    except FetchError:
        pass


@MANY
@given(TEXT)
def test_addresses(text: str) -> None:
    address = canonical(text, "http://h/tin/")
    if address is not None:
        assert canonical(address) == address and address.isascii()
        assert origin(address) and pattern(address)
        assert not is_calendar(address) or calendar_days(address)
    try:
        check_address(text, HOST)
    except FetchError:
        pass


@MANY
@given(TEXT)
def test_robots(text: str) -> None:
    robots = read_robots(text)
    assert robots.allows("http://h/tin?a=%") in (True, False)
    assert robots.delay >= 0 and all(isinstance(address, str) for address in robots.sitemaps)


@MANY
@given(BYTES)
def test_feeds(raw: bytes) -> None:
    assert len(find_addresses(raw)) <= MAX_ADDRESSES
    assert all(isinstance(address, str) for address in find_feeds(raw))
    guess_next_page("http://h/tin/", raw)


@MANY
@given(TEXT)
def test_characters(text: str) -> None:
    tidied = tidy(text)
    assert tidy(tidied) == tidied
    tidied.encode()
    tidy_paragraphs(text).encode()
    run = longest = 0
    for character in tidied:
        run = run + 1 if character in MARKS else 0
        longest = max(longest, run)
    assert longest <= MOST_MARKS


@settings(max_examples=250)
@given(BYTES, st.sampled_from(["", "text/html", "text/html; charset=utf-16", "text/xml", "text/html; charset=idna"]))
def test_pages(raw: bytes, kind: str) -> None:
    scope = Scope(Source("a"), HOST)
    said = read_content(Content("http://h/tin/1", raw, kind, 0, datetime.now(timezone.utc)), scope)
    assert all(link.address.startswith(("http://h/", "https://h/")) for link in said.links)


@pytest.mark.parametrize("date", ["Ngày 5 tháng haı năm 2017", "Ngày 5 tháng ſáu năm 2017"])
def test_letters_that_only_look_right_cost_no_bulletin(date: str) -> None:
    page = (f"<h1>Hội nghị triển khai công tác của huyện</h1><div class=date>{date}</div><p>{date}, huyện họp về kế "
            "hoạch của năm tới, nghe báo cáo của các phòng, ý kiến của các xã và kết luận của đồng chí Chủ tịch.</p>")
    said = read_content(Content("http://h/tin/1", page.encode(), "text/html; charset=utf-8", 0,
                                datetime.now(timezone.utc)), Scope(Source("a"), HOST))
    assert type(said).__name__ == "Article"

"""The frontier: each address once in a run, politely, and no trap goes on for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.crawling.addresses import calendar_days, canonical, is_calendar, pattern
from corpus.crawling.frontier import MAX_DEPTH, MAX_USELESS, Frontier, Target
from corpus.storing.pages import Pages
from corpus.storing.store import Store

H = "http://example.vn"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(Path(":memory:")) as opened:
        yield opened


@pytest.fixture
def frontier(store: Store) -> Frontier:
    return Frontier(store, "example.vn", Pages(store).begin_run("example.vn").id)


def take(frontier: Frontier, state: str = "done", **columns: object) -> str:
    """Leases the next address and settles it."""
    target = frontier.next()
    assert isinstance(target, Target)
    frontier.lease(target)
    frontier.settle(target, state, columns)
    return target.address.removeprefix(H)


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


@pytest.mark.parametrize("address, first, last", [
    ("/lich/2031/5/1", "2031-05-01", "2031-05-01"), ("/lich/7749/11/", "7749-11-01", "7749-11-30"),
    ("/ngay/2017-03-22", "2017-03-22", "2017-03-22"), ("/ngay/22-03-2017", "2017-03-22", "2017-03-22"),
    ("/thang/2017/03", "2017-03-01", "2017-03-31"), ("/nam/2017", "2017-01-01", "2017-12-31"),
    ("/2017/03/22", "2017-03-22", "2017-03-22"), ("/tin?ngay=22/03/2017", "2017-03-22", "2017-03-22"),
    ("/tin?day=22&month=3&year=2017", "2017-03-22", "2017-03-22"), ("/tin?date=2017-03", "2017-03-01", "2017-03-31"),
    ("/lich/2017/13", "0001-01-01", "0001-01-01"), ("/lich/9999/12", "0001-01-01", "0001-01-01")])
def test_what_a_calendar_stands_for(address: str, first: str, last: str) -> None:
    days = calendar_days(H + address)
    assert days and [day.isoformat() for day in days] == [first, last]
    assert is_calendar(H + address)


@pytest.mark.parametrize("address", [
    "/", "/tin/2017", "/2017/03/22/hoi-nghi", "/tin/7749/11", "/tin-12-2017.html", "/tin?id=2017", "/tin?nam=2",
    "/x/1/2/3", "/nam-2017-tong-ket", "/tin/9999/1/1"])
def test_what_is_no_calendar(address: str) -> None:
    assert calendar_days(H + address) is None and not is_calendar(H + address)


def test_patterns() -> None:
    assert pattern(H + "/lich/2017/03") == pattern(H + "/lich/2031/12") == "/lich/#/#"
    assert pattern(H + "/tin?id=5&m=a") != pattern(H + "/tin?id=5&m=b")
    assert pattern(H + "/%C4%91i/5") == "/đi/#"


def test_each_address_once_in_the_order_found(frontier: Frontier) -> None:
    for path in ("/", "/b", "/a", "/b", "/"):
        frontier.add(H + path)
    assert frontier.queued() == 3
    assert [take(frontier) for _ in range(3)] == ["/", "/b", "/a"]
    assert frontier.next() is None


@pytest.mark.parametrize("path", ["/a.pdf", "/a.DOCX", "/a.jpg", "/a.css", "/a.zip", "/a.mp4", "/x.tar.gz"])
def test_files_that_are_no_pages_are_not_asked_for(frontier: Frontier, path: str) -> None:
    frontier.add(H + path)
    assert frontier.next() is None and frontier.notes() == []


def test_packed_sitemaps_are_asked_for(frontier: Frontier) -> None:
    frontier.add(H + "/sitemap.xml.gz")
    assert take(frontier) == "/sitemap.xml.gz"


def test_too_deep_and_repeating_addresses_are_left_out_aloud(frontier: Frontier) -> None:
    frontier.add(H + "/sau", depth=MAX_DEPTH + 1)
    frontier.add(H + "/a/b/a/b/a/b")
    frontier.add(H + "/1/1/1/1")
    assert take(frontier) == "/1/1/1/1" and frontier.next() is None
    assert frontier.notes() == [f"bỏ qua 1 địa chỉ: sâu hơn {MAX_DEPTH} bước", "bỏ qua 1 địa chỉ: lặp lại tên thư mục"]


def test_servers_are_asked_one_at_a_time_and_not_too_soon(frontier: Frontier) -> None:
    for address in (H + "/1", H + "/2", "http://other.vn/1"):
        frontier.add(address)
    take(frontier)
    frontier.wait_for(H, 60)
    assert frontier.must_wait(H) and not frontier.must_wait("http://other.vn")
    assert take(frontier) == "http://other.vn/1"
    wait = frontier.next()
    assert isinstance(wait, float) and 59 < wait <= 60
    frontier.block(H)
    assert frontier.next() is None and frontier.queued() == 1


def test_a_pattern_without_bulletins_waits_and_goes_on_when_one_is_found(frontier: Frontier, store: Store) -> None:
    for number in range(MAX_USELESS + 50):
        frontier.add(f"{H}/album/{number}")
    frontier.add(H + "/tin")
    for _ in range(MAX_USELESS):
        take(frontier)
    assert take(frontier) == "/tin"
    assert frontier.next() is None
    assert frontier.notes() == ["bỏ qua 50 địa chỉ theo mẫu /album/#: quá 200 trang không có bản tin"]
    album, = store.connection.execute("SELECT id FROM url WHERE address = ?", [H + "/album/7"]).fetchone()
    frontier.add(H + "/tin/7", found_from=album)
    target = frontier.next()
    assert isinstance(target, Target) and target.address == H + "/tin/7"
    frontier.lease(target)
    frontier.credit(target.id)
    frontier.settle(target, "done", {})
    assert take(frontier) == f"/album/{MAX_USELESS}"  # one more may be tried


def test_what_waits_is_known_again_after_an_interruption(frontier: Frontier, store: Store) -> None:
    for number in range(MAX_USELESS + 1):
        frontier.add(f"{H}/album/{number}")
    for _ in range(MAX_USELESS):
        take(frontier)
    assert Frontier(store, "example.vn", frontier.run).next() is None
    assert isinstance(Frontier(store, "example.vn", frontier.run + 1).next(), Target)  # in a new run it may be tried


def test_calendars_come_last_and_within_the_corpus(frontier: Frontier, store: Store) -> None:
    for path in ("/lich/2016/1", "/lich/2017/2", "/lich/2031/5", "/lich/7749/11", "/lich/2017/13", "/tin"):
        frontier.add(H + path)
    soon = date.today() + timedelta(days=5)
    frontier.add(f"{H}/ngay/{soon:%Y/%m/%d}")
    assert take(frontier) == "/tin"
    store.put([Bulletin("1", H + "/tin", "example.vn", "Tin", "Nội dung", published_on=date(2017, 3, 22))])
    assert take(frontier) == "/lich/2017/2" and take(frontier) == f"/ngay/{soon:%Y/%m/%d}"
    assert frontier.next() is None
    note, = frontier.notes()
    assert note.startswith("bỏ qua 4 trang lịch ngoài khoảng 2017-02-19 đến ")


def test_what_was_in_flight_is_asked_for_again(frontier: Frontier, store: Store) -> None:
    frontier.add(H + "/1")
    frontier.add(H + "/2")
    take(frontier)
    target = frontier.next()
    assert isinstance(target, Target)
    frontier.lease(target)
    assert frontier.next() is None
    again = Frontier(store, "example.vn", frontier.run)
    again.go_on()
    assert take(again) == "/2" and again.next() is None


def test_a_new_run_asks_for_everything_and_knows_what_it_knew(frontier: Frontier, store: Store) -> None:
    frontier.add(H + "/1")
    frontier.add(H + "/2")
    take(frontier, etag='"e"', last_modified="gestern")
    take(frontier, "dead")
    again = Frontier(store, "example.vn", Pages(store).begin_run("example.vn").id)
    again.begin()
    target = again.next()
    assert isinstance(target, Target) and (target.etag, target.tries) == ('"e"', 0)
    assert [take(again), take(again), again.next()] == ["/1", "/2", None]


def test_sources_do_not_mix(frontier: Frontier, store: Store) -> None:
    other = Frontier(store, "other.vn", Pages(store).begin_run("other.vn").id)
    other.add(H + "/1")
    assert frontier.next() is None and isinstance(other.next(), Target)

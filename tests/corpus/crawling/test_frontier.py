"""The frontier: each address once in a run, politely, and no trap goes on for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.crawling.frontier import MAX_DEPTH, Frontier, Target
from corpus.crawling.traps import MAX_USELESS
from corpus.storing.pages import Pages
from corpus.storing.open_store import open_store
from corpus.storing.store import Store

H = "http://example.vn"


@pytest.fixture
def store(store_address: Path | str) -> Iterator[Store]:
    with open_store(store_address) as opened:
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
    frontier.servers.wait_for(H, 60)
    assert frontier.servers.must_wait(H) and not frontier.servers.must_wait("http://other.vn")
    assert take(frontier) == "http://other.vn/1"
    wait = frontier.next()
    assert isinstance(wait, float) and 59 < wait <= 60
    frontier.servers.leave(H, "hỏng")
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
    frontier.servers.let_go_of_all()
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

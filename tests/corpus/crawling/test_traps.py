"""Sites that go on for ever, by accident or on purpose."""

from __future__ import annotations

from pathlib import Path

from corpus.crawling.traps import MAX_USELESS
from tests.crawled_site import run
from tests.local_site import Reply, Site, article, listing, news_site, serve


def test_an_endless_calendar_is_bounded_by_the_days_of_the_corpus(data: Path) -> None:
    site = news_site(5)
    site.pages["/"] = listing("/danh-sach/0", "/lich/2017/3")

    def month(path: str) -> Reply | None:
        if not path.startswith("/lich/"):
            return None
        year, number = map(int, path.split("/")[2:])
        after, before = (year + number // 12, number % 12 + 1), (year - (number == 1), (number - 2) % 12 + 1)
        return listing("/lich/%d/%d" % after, "/lich/%d/%d" % before, f"/tin/{number % 5}")

    site.rules = month
    with serve(site):
        report = run(site, data)
    months = [path for path in site.paths() if path.startswith("/lich/")]
    assert report.new == 5 and report.finished
    assert "/lich/2017/2" in months and "/lich/2016/12" not in months and len(months) < 200
    assert any("trang lịch ngoài khoảng" in note for note in report.notes)


def test_a_trap_by_numbers_ends_and_lets_the_rest_through(data: Path) -> None:
    site = news_site(15)
    site.pages["/"] = listing("/bay/1", "/danh-sach/0", "/danh-sach/1")
    site.rules = lambda path: listing(*(f"/bay/{int(path[5:]) * 3 + i}" for i in range(3))) if path.startswith(
        "/bay/") else None
    with serve(site):
        report = run(site, data)
    assert report.new == 15 and report.finished
    assert sum(path.startswith("/bay/") for path in site.paths()) == MAX_USELESS
    note, = report.notes
    assert note.startswith("bỏ qua ") and "theo mẫu /bay/#" in note


def test_a_trap_by_relative_links_ends(data: Path) -> None:
    site = news_site(1)
    site.pages["/"] = listing("/tin/0", "/muc/a/")
    site.rules = lambda path: listing("a/", "b/") if path.startswith("/muc/") else None
    with serve(site):
        report = run(site, data)
    assert report.new == 1 and report.finished and len(site.asked) < 60
    assert any("lặp lại tên thư mục" in note for note in report.notes)


def test_session_ids_and_the_order_of_the_query_make_no_second_page(data: Path) -> None:
    site = Site()
    count = iter(range(10_000))
    page = article("Một tin có nhiều địa chỉ khác nhau")

    def rules(path: str) -> Reply | None:
        where, number = path.split("?")[0].split(";")[0], next(count)
        if where in ("/", "/muc"):
            return listing(f"/muc;jsessionid={number:016X}", f"/tin?b=2&a=1&PHPSESSID={number}", "/tin?a=1&b=2",
                           f"/tin?a=1&b=2&sid={number:x}0123456789abcdef", f"/tin?a=1&b=2&utm_campaign={number}#x")
        return page if where == "/tin" else None

    site.rules = rules
    with serve(site):
        report = run(site, data)
    assert report.new == 1 and sorted(site.paths()) == ["/", "/muc", "/tin?a=1&b=2"]

"""The crawl against sites that mean well and sites that are traps. All of them are real servers on loopback."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pytest

from corpus.bulletin import bulletin_id
from corpus.crawling.crawl import CrawlError, CrawlReport, allowed_hosts, crawl
from corpus.crawling.fetch import Limits
from corpus.crawling.frontier import MAX_USELESS
from corpus.crawling.sources import Source
from corpus.storing.store import Store
from tests.local_site import Reply, Site, article, bulletin_paths, listing, news_site, serve


def source_of(site: Site, **options) -> Source:
    return Source("site", start=(site.address,), hosts=(site.host,), **options)


@contextmanager
def opened(data: Path) -> Iterator[Store]:
    with Store.open(data / "store.sqlite") as store:
        yield store


def run(site: Site, data: Path, **options) -> CrawlReport:
    """One crawl of a site that is being served; `asked` holds what this one asked for."""
    site.asked.clear()
    settings = {"delay": 0.0, "allow_private": True, "retry_pause": 0.05, **options}
    source = settings.pop("source", None) or source_of(site)
    with opened(data) as store:
        report = crawl(store, source, **settings)
        assert store.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return report


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


def log(data: Path, columns: str) -> list[tuple]:
    with opened(data) as store:
        return store.connection.execute(f"SELECT {columns} FROM fetch ORDER BY id").fetchall()


def test_every_page_once_and_every_bulletin(data: Path) -> None:
    site = news_site(37)
    with serve(site):
        report = run(site, data)
    assert (report.new, report.fetched, report.failed, report.finished) == (37, 43, 0, True)  # and no /sitemap.xml
    assert report.notes == ()
    assert set(bulletin_paths(data)) == {f"/tin/{i}" for i in range(37)}
    assert set(site.counts().values()) == {1}
    assert len(log(data, "address")) == len(site.asked)


def test_a_second_run_asks_conditionally_and_changes_nothing(data: Path) -> None:
    site = news_site(12)
    for path, reply in list(site.pages.items()):
        site.pages[path] = Reply(reply.body, headers={"ETag": f'"{hash(path)}"'})
    with serve(site):
        run(site, data)
        report = run(site, data)
        assert all("if-none-match" in asked.headers for asked in site.asked if asked.path in site.pages)
    assert (report.new, report.changed, report.unchanged, report.gone, report.failed) == (0, 0, 12, 0, 0)
    assert set(site.counts().values()) == {1}
    statuses = [status for status, address in log(data, "status, address") if "robots" not in address]
    assert statuses[len(statuses) // 2:].count(304) == 15


def test_without_validators_the_bytes_are_compared(data: Path) -> None:
    site = news_site(12)
    with serve(site):
        run(site, data)
        report = run(site, data)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 12)


def test_counters_of_visitors_make_no_versions_and_fill_no_disk(data: Path) -> None:
    site = news_site(3)
    with serve(site):
        run(site, data)
        for number in range(3):
            site.pages[f"/tin/{number}"] = Reply(str(site.pages[f"/tin/{number}"].body).replace(
                "</body>", f"<div>Thống kê truy cập: {number + 1000}</div></body>"))
        report = run(site, data)
    assert (report.changed, report.unchanged) == (0, 3)
    with opened(data) as store:
        assert store.connection.execute("SELECT count(*) FROM blob").fetchone() == (5,)


def test_a_changed_page_is_a_second_version(data: Path) -> None:
    site = news_site(5)
    with serve(site):
        run(site, data)
        site.pages["/tin/2"] = article("Hội nghị triển khai công tác số 2", text="Tin đã được sửa lại: hội nghị chuyển "
                                       "sang ngày mai vì mưa lớn, các đại biểu ở xa đã được báo từ chiều nay.")
        report = run(site, data)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 4)
    assert bulletin_paths(data)["/tin/2"] == 2
    with opened(data) as store:
        versions = store.versions(bulletin_id(site.address + "tin/2"))
    assert ["sửa lại" in version.body for version in versions] == [False, True]


@pytest.mark.parametrize("missing", [Reply("không còn", 404), Reply("không còn", 410), listing("/", title="Trang chủ"),
                                     Reply(status=302, headers={"Location": "/"})], ids=["404", "410", "list", "302"])
def test_a_page_that_disappeared_is_gone_after_three_runs_and_may_come_back(data: Path, missing: Reply) -> None:
    site = news_site(4)
    with serve(site):
        run(site, data)
        page, site.pages["/tin/1"] = site.pages["/tin/1"], missing
        assert [run(site, data).gone for _ in range(4)] == [0, 0, 1, 0]
        assert "/tin/1" not in bulletin_paths(data)
        with opened(data) as store:
            held = store.get(bulletin_id(site.address + "tin/1"))
            assert held is not None and held.gone_on is not None and held.title.endswith("số 1")
        site.pages["/tin/1"] = page
        report = run(site, data)
    assert (report.changed, report.unchanged, report.gone) == (1, 3, 0)
    assert bulletin_paths(data)["/tin/1"] == 1


def test_two_misses_and_a_hit_begin_the_count_anew(data: Path) -> None:
    site = news_site(3)
    with serve(site):
        run(site, data)
        page = site.pages["/tin/1"]
        for miss in (True, True, False, True, True):
            site.pages["/tin/1"] = Reply("", 404) if miss else page
            assert run(site, data).gone == 0
    assert "/tin/1" in bulletin_paths(data)


def test_a_failing_server_takes_no_bulletin_away(data: Path) -> None:
    site = news_site(3)
    with serve(site):
        run(site, data)
        site.pages["/tin/1"] = Reply("", 500)
        for _ in range(4):
            report = run(site, data)
            assert (report.failed, report.gone, site.counts()["/tin/1"]) == (1, 0, 3)
    assert "/tin/1" in bulletin_paths(data)


def test_robots_are_asked_first_and_obeyed(data: Path) -> None:
    site = news_site(3)
    site.pages["/"] = listing("/cam/1", "/danh-sach/0", "/cam/2", "/CAM/3")
    site.pages["/robots.txt"] = Reply("\ufeffUser-agent: *\nDisallow: /cam/\n", kind="text/plain")
    with serve(site):
        site.pause = 0.05
        report = run(site, data)
    assert [asked.path for asked in site.asked][0] == "/robots.txt"
    assert site.counts()["/robots.txt"] == 1
    assert not [path for path in site.paths() if path.startswith("/cam/")]
    assert "/CAM/3" in site.paths() and report.new == 3
    assert "bỏ qua 2 địa chỉ theo robots.txt" in report.notes


def test_rules_for_this_robot_alone(data: Path) -> None:
    site = news_site(1)
    site.pages["/robots.txt"] = Reply("User-agent: *\nAllow: /\n\nUser-agent: bantin\nDisallow: /\n", kind="text/plain")
    with serve(site):
        report = run(site, data)
    assert site.paths() == [] and report.fetched == 0


@pytest.mark.parametrize("status, allowed", [(404, True), (403, True), (401, True), (500, False), (503, False),
                                             (429, False)])
def test_a_robots_txt_that_cannot_be_had(data: Path, status: int, allowed: bool) -> None:
    site = news_site(2)
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /", status)
    with serve(site):
        report = run(site, data)
        assert (len(site.paths()) > 0, report.new, report.finished) == (allowed, 2 * allowed, allowed)
        assert site.counts()["/robots.txt"] == (1 if allowed else 3)
        if not allowed:
            assert "robots.txt" in report.notes[0] and report.failed == 1
            del site.pages["/robots.txt"]
            assert run(site, data).new == 2  # the next crawl goes on


def test_robots_txt_behind_redirects(data: Path) -> None:
    site = news_site(1)
    site.pages["/robots.txt"] = Reply(status=301, headers={"Location": "/r.txt"})
    site.pages["/r.txt"] = Reply("User-agent: *\nDisallow: /tin/", kind="text/plain")
    with serve(site):
        assert run(site, data).new == 0
    assert "/tin/0" not in site.paths()


def gaps(site: Site) -> list[float]:
    times = [asked.at for asked in site.asked]
    return [after - before for before, after in zip(times, times[1:])]


def test_the_pause_between_requests(data: Path) -> None:
    site = news_site(1)
    with serve(site):
        run(site, data, delay=0.3)
    assert min(gaps(site)) > 0.29


def test_crawl_delay_is_kept_where_it_is_longer(data: Path) -> None:
    site = news_site(1)
    site.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 0.3\n", kind="text/plain")
    with serve(site):
        run(site, data, delay=0.0)
    assert min(gaps(site)) > 0.29


@pytest.mark.parametrize("form", [lambda: "1", lambda: format_datetime(
    datetime.now(timezone.utc) + timedelta(seconds=2), usegmt=True)], ids=["seconds", "date"])
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after(data: Path, form: Callable[[], str], status: int) -> None:
    site = news_site(1)
    refused: list[float] = []

    def rules(path: str) -> Reply | None:
        if path == "/muon" and not refused:
            refused.append(time.time())
            return Reply("", status, {"Retry-After": form()})
        return article("Tin đến muộn nhưng vẫn đến nơi") if path == "/muon" else None

    site.pages["/"] = listing("/muon", "/danh-sach/0")
    site.rules = rules
    with serve(site):
        report = run(site, data)
    assert (report.new, report.failed) == (2, 0)
    assert min(asked.at for asked in site.asked if asked.at > refused[0]) - refused[0] > 0.95


def test_a_server_that_wants_hours_is_left_for_the_next_crawl(data: Path) -> None:
    site = news_site(1)
    site.pages["/tin/0"] = Reply("", 503, {"Retry-After": "7200"})
    with serve(site):
        report = run(site, data)
    assert not report.finished and "120 phút" in report.notes[-1]


def test_failures_are_tried_three_times_and_again_in_the_next_run(data: Path) -> None:
    site = news_site(2)
    good, site.pages["/tin/0"] = site.pages["/tin/0"], Reply("", 502)
    with serve(site):
        report = run(site, data)
        assert (report.new, report.failed, report.finished, site.counts()["/tin/0"]) == (1, 1, True, 3)
        site.pages["/tin/0"] = good
        assert run(site, data).new == 1
    assert [error for error, in log(data, "error") if error] == ["HTTP 502"] * 3


def test_a_dead_server_is_left_alone_after_a_while(data: Path) -> None:
    site = Site()
    site.pages["/"] = listing(*(f"/tin-{word}" for word in "abcdefghijklmnopqrst"))
    site.rules = lambda path: Reply("", 500) if path.startswith("/tin") else None
    with serve(site):
        report = run(site, data)
    assert not report.finished and len(site.paths()) == 11
    assert "chạy lại để tiếp tục" in report.notes[0]


def test_redirects_are_hops_of_their_own(data: Path) -> None:
    site = news_site(1)
    site.pages["/"] = listing("/cu/1")
    site.pages["/cu/1"] = Reply(status=301, headers={"Location": "/cu/2"})
    site.pages["/cu/2"] = Reply(status=302, headers={"Location": site.address + "tin/0?utm_source=x#y"})
    with serve(site):
        site.pages["/cu/2"] = Reply(status=302, headers={"Location": site.address + "tin/0?utm_source=x#y"})
        report = run(site, data)
        base = site.address
    assert (report.new, report.failed) == (1, 0)
    hops = {address: to for address, to in log(data, "address, redirected_to") if to}
    assert hops == {base + "cu/1": base + "cu/2", base + "cu/2": base + "tin/0"}


@pytest.mark.parametrize("hops", [{"/a": "/a"}, {"/a": "/b", "/b": "/a"}, {"/a": "/b", "/b": "/c", "/c": "/b"}],
                         ids=str)
def test_redirect_loops_end(data: Path, hops: dict[str, str]) -> None:
    site = news_site(1)
    site.pages["/"] = listing("/a", "/tin/0")
    site.pages.update({path: Reply(status=302, headers={"Location": to}) for path, to in hops.items()})
    with serve(site):
        report = run(site, data)
    assert (report.new, report.failed, report.finished) == (1, 1, True)
    assert set(site.counts().values()) == {1}
    assert "chuyển hướng vòng" in [error for error, in log(data, "error")]


def test_an_endless_chain_of_redirects_ends(data: Path) -> None:
    site = news_site(1)
    site.pages["/"] = listing("/hop/0", "/tin/0")
    site.rules = lambda path: Reply(status=302, headers={"Location": f"/hop/{int(path[5:]) + 1}"}) if path.startswith(
        "/hop/") else None
    with serve(site):
        report = run(site, data)
    assert report.new == 1 and report.finished and len(site.asked) < 25
    assert "bỏ qua 1 địa chỉ: sâu hơn 15 bước" in report.notes


def test_redirects_out_of_bounds_are_not_followed(data: Path) -> None:
    other = news_site(1)
    site = news_site(1)
    with serve(other), serve(site):
        ways_out = ["file:///etc/passwd", other.address, "ftp://127.0.0.1/", "http://10.0.0.1/", "http://[bad",
                    f"http://localhost:{site.port}/", "http://169.254.169.254/latest/meta-data/", "gopher://x"]
        site.pages["/"] = listing("/tin/0", other.address + "tin/0", *(f"/ra/{i}" for i in range(len(ways_out))))
        site.pages.update({f"/ra/{i}": Reply(status=302, headers={"Location": to}) for i, to in enumerate(ways_out)})
        report = run(site, data)
    assert (report.new, report.finished) == (1, True)
    assert other.asked == []
    assert len([error for error, in log(data, "error") if error]) == len(ways_out)


def test_a_start_that_leads_away_is_said(data: Path) -> None:
    site = Site()
    site.pages["/"] = Reply(status=301, headers={"Location": "http://moi.example.vn/"})
    with serve(site):
        report = run(site, data)
    assert "chuyển hướng sang http://moi.example.vn/" in report.notes[0]


def test_without_permission_loopback_is_refused_before_anything_is_asked(data: Path) -> None:
    site = news_site(1)
    with serve(site), pytest.raises(CrawlError, match="--allow-private"):
        run(site, data, allow_private=False)
    assert site.asked == []


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


def test_canonical_addresses_fold_and_false_ones_do_not(data: Path) -> None:
    site = Site()
    link = '<link rel="canonical" href="{}">'
    site.pages.update({
        "/": listing("/tin/1?in=1", "/tin/1", "/amp/2", "/x/3", "/x/4"),
        "/tin/1": article("Tin thứ nhất của tháng này", head=link.format("/tin/1")),
        "/tin/1?in=1": article("Tin thứ nhất của tháng này", text="Bản in của tin này ngắn hơn bản trên trang, và "
                               "không được làm thành phiên bản mới của tin.", head=link.format("/tin/1")),
        "/amp/2": article("Tin thứ hai của tháng này", head=link.format("/tin/2")),
        "/x/3": article("Tin thứ ba của tháng này", head=link.format("/mac-dinh")),
        "/x/4": article("Tin thứ tư của tháng này", head=link.format("/mac-dinh")),
        "/mac-dinh": listing("/")})
    with serve(site):
        for _ in range(3):
            run(site, data)
    paths = bulletin_paths(data)
    assert {"/tin/1", "/tin/2", "/x/4"} <= set(paths) and len(paths) == 4
    with opened(data) as store:
        assert {b.title for b in store.bulletins()} == {f"Tin thứ {nth} của tháng này" for nth in
                                                        ("nhất", "hai", "ba", "tư")}
        first = store.get(bulletin_id(site.address + "tin/1"))
        assert first is not None and first.version <= 2 and "Bản in" not in first.body


def test_the_same_text_at_two_addresses_is_one_bulletin(data: Path) -> None:
    site = news_site(2)
    site.pages["/ban-sao"] = site.pages["/tin/1"]
    site.pages["/"] = listing("/danh-sach/0", "/ban-sao")
    with serve(site):
        report = run(site, data)
        assert (report.new, len(bulletin_paths(data))) == (2, 2)
        assert report.notes == ("1 trang trùng nội dung với trang khác",)
        assert run(site, data).unchanged == 2
        copy, original = ("/ban-sao", "/tin/1") if "/tin/1" in bulletin_paths(data) else ("/tin/1", "/ban-sao")
        site.pages[original] = Reply("", 404)
        for _ in range(4):
            run(site, data)
    assert copy in bulletin_paths(data) and original not in bulletin_paths(data)


def test_noindex_and_nofollow(data: Path) -> None:
    site = Site()
    meta = '<meta name="robots" content="{}">'
    site.pages.update({"/": listing("/an", "/dung"), "/an": article("Tin không muốn được tìm thấy", links=("/qua-an",),
                                                                    head=meta.format("noindex")),
                       "/qua-an": article("Tin ở sau tin không muốn tìm thấy"),
                       "/dung": article("Tin không cho đi tiếp qua nó", links=("/cam",), head=meta.format("nofollow")),
                       "/cam": article("Tin mà không ai được theo tới")})
    with serve(site):
        run(site, data)
    assert set(bulletin_paths(data)) == {"/qua-an", "/dung"}


def test_sitemaps_and_feeds_are_starting_points(data: Path) -> None:
    site = news_site(6)
    with serve(site):
        at = site.address
        site.pages["/"] = listing(title="Trang chủ", head='<link rel="alternate" type="application/rss+xml" '
                                  'href="/rss?x=1">')
        site.pages["/robots.txt"] = Reply(f"Sitemap: {at}map/index.xml\n", kind="text/plain")
        site.pages["/map/index.xml"] = Reply(
            f"<?xml version='1.0'?><sitemapindex><sitemap><loc>{at}map/1.xml</loc></sitemap><sitemap><loc>{at}map/2.xml"
            ".gz</loc></sitemap><sitemap><loc>http://other.example.vn/3.xml</loc></sitemap></sitemapindex>",
            kind="application/xml")
        site.pages["/map/1.xml"] = Reply(f"<urlset><url><loc>\n{at}tin/1 </loc></url></urlset>", kind="text/xml")
        site.pages["/map/2.xml.gz"] = Reply(
            gzip.compress(f"<urlset><url><loc>{at}tin/2</loc></url></urlset>".encode()), kind="application/x-gzip")
        site.pages["/rss?x=1"] = Reply("<rss><channel><item><title>T</title><link>/tin/3</link></item></channel></rss>",
                                       kind="application/rss+xml")
        for number in range(6):
            site.pages[f"/tin/{number}"] = article(f"Hội nghị triển khai công tác số {number}")
        report = run(site, data)
        assert set(bulletin_paths(data)) == {"/tin/1", "/tin/2", "/tin/3"}
        assert report.notes == () and "/sitemap.xml" not in site.counts()
        again = run(site, data)
    assert (again.unchanged, again.fetched) == (3, report.fetched)


def test_other_content_is_noted_and_not_kept(data: Path) -> None:
    site = news_site(1)
    site.pages["/"] = listing("/tin/0", "/tai-ve?id=1", "/van-ban.pdf", "/anh")
    site.pages["/tai-ve?id=1"] = Reply(b"%PDF-1.4", kind="application/pdf")
    site.pages["/anh"] = Reply(b"\x89PNG", kind="image/png")
    with serve(site):
        report = run(site, data)
    assert report.new == 1 and "/van-ban.pdf" not in site.paths()
    kinds = {kind: digest for kind, digest in log(data, "content_type, sha256")}
    assert kinds["application/pdf"] is None and kinds["image/png"] is None
    with opened(data) as store:
        assert store.connection.execute("SELECT count(*) FROM blob").fetchone() == (2,)


def test_pages_too_large_too_slow_or_bombs_are_noted(data: Path) -> None:
    site = news_site(1)
    site.pages["/"] = listing("/bom", "/to", "/tin/0")
    site.pages["/bom"] = Reply(gzip.compress(bytes(1_000_000)), headers={"Content-Encoding": "gzip"})
    site.pages["/to"] = Reply(bytes(200_000))
    with serve(site):
        report = run(site, data, limits=Limits(bytes=100_000, unpacked_bytes=100_000))
    assert (report.new, report.failed) == (1, 2)
    assert site.counts()["/bom"] == site.counts()["/to"] == 1
    errors = [error for error, in log(data, "error") if error]
    assert errors == ["giải nén ra hơn 0.1 MB", "lớn hơn 0.1 MB"]


def test_a_limit_ends_the_sitting_and_the_next_one_goes_on(data: Path) -> None:
    site = news_site(20)
    asked: list[str] = []
    with serve(site):
        for _ in range(30):
            report = run(site, data, limit=5)
            asked += [a.path for a in site.asked]
            if report.finished:
                break
    assert len(asked) == len(set(asked)) and len(bulletin_paths(data)) == 20


def test_a_wish_to_stop_ends_after_the_page_in_flight(data: Path) -> None:
    site = news_site(20)
    with serve(site):
        report = run(site, data, should_stop=lambda: len(site.asked) >= 8)
        first = [asked.path for asked in site.asked]
        assert not report.finished and report.fetched == 7
        run(site, data)
    assert set(first).isdisjoint(asked.path for asked in site.asked)
    assert len(bulletin_paths(data)) == 20


def test_a_source_says_what_is_wanted(data: Path) -> None:
    site = news_site(15)
    with serve(site):
        report = run(site, data, source=source_of(site, include=(r"^/danh-sach/", r"^/tin/"), exclude=(r"/tin/1$",)))
    assert report.new == 14 and "/tin/1" not in site.paths()


def test_a_source_without_a_start_cannot_be_crawled(data: Path) -> None:
    with opened(data) as store, pytest.raises(CrawlError, match="chưa có địa chỉ bắt đầu"):
        crawl(store, Source("trống"))


def test_a_page_that_breaks_the_reader_breaks_nothing_else(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.crawling import page_visit
    real = page_visit.extract

    def extract(page, *rest):
        if page.address.endswith("/tin/1"):
            raise RecursionError("too deep")
        return real(page, *rest)

    monkeypatch.setattr(page_visit, "extract", extract)
    site = news_site(3)
    with serve(site):
        report = run(site, data)
    assert (report.new, report.failed) == (2, 1)
    assert [error for error, in log(data, "error") if error] == ["không đọc được: RecursionError: too deep"]


def test_pages_are_read_again_when_the_rules_changed(data: Path) -> None:
    from corpus.extraction.rules import Rules
    site = news_site(3)
    for path, reply in list(site.pages.items()):
        site.pages[path] = Reply(reply.body, headers={"ETag": '"1"'})
    with serve(site):
        run(site, data)
        report = run(site, data, source=source_of(site, rules=Rules(author="div.date")))
    assert (report.changed, report.unchanged) == (3, 0)


def test_lists_whose_pager_leads_home_are_read_to_the_end(data: Path) -> None:
    site = news_site(4)
    more = '<a href="/">Trang sau</a>'
    site.pages["/"] = listing("/muc/")
    for page, path in enumerate(("/muc/", "/muc/page/2/", "/muc/page/3/")):
        site.pages[path] = Reply(str(listing(f"/tin/{page}").body).replace("</ul>", f"</ul>{more * (page < 2)}"))
    for number in range(4):
        site.pages[f"/tin/{number}"] = article(f"Hội nghị triển khai công tác số {number}")
    with serve(site):
        run(site, data)
    assert set(bulletin_paths(data)) == {"/tin/0", "/tin/1", "/tin/2"}
    assert "/muc/page/4/" not in site.paths()


@pytest.mark.parametrize("hosts, allowed", [
    (("a.vn",), {"a.vn", "www.a.vn"}), (("www.a.vn",), {"a.vn", "www.a.vn"}), (("a.vn:8080",), {"a.vn:8080"}),
    (("127.0.0.1",), {"127.0.0.1"}), (("a.vn:443",), {"a.vn", "www.a.vn"}), (("[::1]:80",), {"[::1]"}),
    (("Tỉnh.example",), {"xn--tnh-dlz.example", "www.xn--tnh-dlz.example"})])
def test_allowed_hosts(hosts: tuple[str, ...], allowed: set[str]) -> None:
    assert allowed_hosts(Source("a", hosts=hosts)) == allowed

"""Crawls of sites that were made to stop crawlers: what is good on them is kept, and each trap fails alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from benchmarks.drills.hostile_answers import ZONE, Answer, hostile_headers, hostile_pages
from corpus.crawling.frontier import clear_waits
from corpus.storing.store import Store
from tests.crawled_site import log, opened, run, source_of
from tests.local_site import Reply, Site, article, bulletin_paths, listing, news_site, serve

CHARS = 20_000  # what is quadratic in its length is told by test_growth.py; here it is the whole way


def reply(answer: Answer) -> Reply:
    return Reply(answer.body, answer.status, answer.headers, answer.kind)


def crawled(data: Path, answers: dict[str, Answer]) -> Site:
    """A site with good bulletins and hostile answers, crawled to its end."""
    site = news_site(3)
    site.pages.update({f"/{name}": reply(answer) for name, answer in answers.items()})
    site.pages["/"] = listing("/danh-sach/0", *(f"/{name}" for name in answers))
    with serve(site):
        report = run(site, data)
    assert report.finished and report.new >= 3
    assert {f"/tin/{number}" for number in range(3)} <= set(bulletin_paths(data))
    assert max(site.counts().values()) <= 3
    return site


def test_pages_and_feeds_cost_no_more_than_their_share(data: Path) -> None:
    answers = dict(hostile_pages(CHARS))
    crawled(data, answers)
    errors = {address.rsplit("/", 1)[1]: error for address, error in log(data, "address, error") if error}
    assert not [error for error in errors.values() if "giây" in error], errors  # none had to be ended
    assert {"zip-bomb", "zip-layers"} <= set(errors)


def test_headers_are_only_headers(data: Path) -> None:
    answers = dict(hostile_headers())
    crawled(data, answers)
    kept = set(bulletin_paths(data))
    assert {f"/{name}" for name in answers if name.startswith("header-")} <= kept
    with opened(data) as store:
        longest = "SELECT max(length(etag) + length(last_modified) + length(content_type)) FROM url"
        assert store.connection.execute(longest).fetchone()[0] < 3_000


@pytest.mark.parametrize("path", ["/robots.txt", "/", "/tin/1"])
def test_a_retry_after_that_no_calendar_holds_ends_no_crawl(data: Path, path: str) -> None:
    site = news_site(3)
    answer = site.pages.get(path) or Reply("User-agent: *\nAllow: /\n", kind="text/plain")
    site.pages[path] = Reply(answer.body, 200, {"Retry-After": ZONE}, answer.kind)
    with serve(site):
        assert run(site, data).new == 3


@pytest.mark.parametrize("asked", ["Fri, 31 Dec 9999 23:59:59 GMT", "999999999", "9" * 40])
def test_no_server_silences_a_source_for_longer_than_a_day(data: Path, asked: str) -> None:
    site = news_site(2)
    site.pages["/"] = Reply("", 429, {"Retry-After": asked})
    with serve(site):
        first = run(site, data)
        again = run(site, data)
        assert (first.finished, again.fetched, again.finished) == (False, 0, False)
        assert "--clear-waits" in again.notes[-1] and site.asked == []
        with opened(data) as store:
            latest, = store.connection.execute("SELECT max(next_at) FROM host").fetchone()
            assert 86_000 < latest - time.time() <= 86_401
            clear_waits(store, "site")
        site.pages["/"] = listing("/danh-sach/0")
        assert run(site, data).new == 2


def test_a_wait_that_an_earlier_program_kept_is_a_day_at_most(data: Path) -> None:
    with opened(data) as store:
        store.connection.execute("INSERT INTO host (origin, next_at) VALUES ('http://h', 1e12)")
    site = news_site(1)
    with serve(site):
        run(site, data)
    with opened(data) as store:
        kept, = store.connection.execute("SELECT next_at FROM host WHERE origin = 'http://h'").fetchone()
    assert kept < time.time() + 86_402


def test_nothing_is_read_while_the_store_is_held(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.crawling.bounded_process import BoundedProcess
    held: list[bool] = []
    stores: list[Store] = []
    really, opening = BoundedProcess.run, Store.__init__

    def note(self: Store, connection: object) -> None:
        stores.append(self)
        opening(self, connection)  # type: ignore[arg-type]

    def look(self: BoundedProcess, *work: object) -> object:
        held.append(any(store.connection.in_transaction for store in stores[-1:]))
        return really(self, *work)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "__init__", note)
    monkeypatch.setattr(BoundedProcess, "run", look)
    site = news_site(3)
    with serve(site):
        run(site, data)
    assert len(held) > 5 and not any(held)


def test_a_page_that_was_interrupted_three_times_is_dead_and_the_source_goes_on(data: Path) -> None:
    site = news_site(3)
    with serve(site):
        run(site, data, limit=3)  # home page, sitemap, list
        for interruption in range(3):
            with opened(data) as store:  # as a process leaves it that is killed over this page
                store.connection.execute("UPDATE url SET state = 'leased', tries = tries + 1 "
                                         "WHERE address LIKE '%/tin/1'")
            report = run(site, data, limit=1 if interruption < 2 else None)
    assert report.finished and "/tin/1" not in site.paths()
    assert set(bulletin_paths(data)) == {"/tin/0", "/tin/2"}
    with opened(data) as store:
        state, error = store.connection.execute("SELECT state, error FROM url WHERE address LIKE '%/tin/1'").fetchone()
    assert state == "dead" and "3 lần bị ngắt" in error


def endless(kind: str) -> Site:
    """A site without end: of pages, of sitemaps, of bulletins, each at an address like no other."""
    site = news_site(2)
    letters = str.maketrans("0123456789", "abcdefghij")
    counter = iter(range(1, 10**9))

    def name() -> str:
        return str(next(counter)).translate(letters)

    def rules(path: str) -> Reply | None:
        if path.startswith("/s-"):
            locations = "".join(f"<url><loc>{site.address}s-{name()}.xml</loc></url>" for _ in range(3))
            return Reply(f"<urlset>{locations}</urlset>", kind="application/xml")
        if path.startswith("/bay-"):
            return listing(*(f"/bay-{name()}" for _ in range(3)), "/tin/0")
        if path.startswith("/moi-"):
            links = tuple(f"/moi-{name()}" for _ in range(3))
            return article(f"Tin không bao giờ hết mang tên {path[5:]}", links=links)
        return None

    site.rules = rules
    site.pages["/"] = listing({"pages": "/bay-a", "sitemaps": "/s-a.xml", "bulletins": "/moi-a"}[kind], "/danh-sach/0")
    return site


@pytest.mark.parametrize("kind, bounds, note", [
    ("pages", {"max_useless": 20}, "max_useless"), ("sitemaps", {"max_useless": 20}, "max_useless"),
    ("bulletins", {"max_pages": 40}, "max_pages"), ("bulletins", {"max_host_pages": 40}, "max_host_pages"),
    ("bulletins", {"max_addresses": 60}, "max_addresses")])
def test_traps_end_and_say_so(data: Path, kind: str, bounds: dict[str, int], note: str) -> None:
    site = endless(kind)
    with serve(site):
        report = run(site, data, source=source_of(site, **bounds))
        assert report.finished and len(site.asked) < 80
        assert [text for text in report.notes if note in text], report.notes
        assert {"/tin/0", "/tin/1"} <= set(bulletin_paths(data))
        again = run(site, data, source=source_of(site, **bounds))  # and the next run is bounded likewise
    assert again.finished and len(site.asked) < 120


def test_one_page_adds_no_more_links_than_it_may(data: Path) -> None:
    site = news_site(2)
    site.pages["/"] = listing("/danh-sach/0", *(f"/x/{number}" for number in range(8_000)))
    with serve(site):
        report = run(site, data, limit=3)
        with opened(data) as store:
            assert store.connection.execute("SELECT count(*) FROM url").fetchone()[0] <= 5_010
        assert run(site, data, source=source_of(site, max_pages=10)).finished
    assert not report.finished

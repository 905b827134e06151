"""A crawl that only wants what is new: what it asks, what it finds, and when all is asked again."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from corpus.crawling.lately import Lately
from corpus.crawling.partial import is_partial, mark_partial, sweep_is_due
from tests.crawled_site import opened, run
from tests.local_site import Reply, Site, article, listing, serve

WEEK = timedelta(days=7)
BULLETINS, SECTIONS, PER_LIST = 90, 3, 10
FIRST = date(2012, 1, 5)


def section_page(number: int, page: int, paths: list[str]) -> Reply:
    """A page of a section's list, with its pager."""
    shown = paths[(page - 1) * PER_LIST:page * PER_LIST]
    last = -(-len(paths) // PER_LIST)
    pager = [f"/muc-{number}?trang={near}" for near in range(max(2, page - 3), min(last, page + 3) + 1)]
    return listing(*shown, *pager, title=f"Mục {number}")


class Portal(Site):
    """Sections whose newest bulletins stand first; lists are made as they are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[list[str]] = [[] for _ in range(SECTIONS)]
        for number in range(BULLETINS):
            self.publish(number % SECTIONS, f"/tin/{number}", FIRST + timedelta(days=50 * number))
        self.pages["/"] = listing(*(f"/muc-{number}" for number in range(SECTIONS)), title="Cổng thông tin xã Kim Bồng")
        self.rules = self.list_at

    def publish(self, section: int, path: str, day: date) -> None:
        """A new bulletin, at the head of its section."""
        self.sections[section].insert(0, path)
        self.pages[path] = article(f"Hội nghị triển khai công tác kỳ {path}", day=f"{day:%d/%m/%Y}")

    def list_at(self, path: str) -> Reply | None:
        """The page of a list."""
        name, _, page = path.partition("?trang=")
        if not name.startswith("/muc-"):
            return None
        number = int(name.removeprefix("/muc-"))
        return section_page(number, int(page or 1), self.sections[number])


def test_only_lists_are_asked_and_what_they_show_that_is_new(data: Path) -> None:
    portal = Portal()
    with serve(portal):
        first = run(portal, data, since=WEEK)  # nothing to build on: all of it
        assert first.finished and first.new == BULLETINS
        whole = len(portal.asked)

        quiet = run(portal, data, since=WEEK)
        assert quiet.finished and (quiet.new, quiet.changed, quiet.gone, quiet.failed) == (0, 0, 0, 0)
        assert sorted(portal.paths()) == ["/", "/muc-0", "/muc-1", "/muc-2"]  # however many bulletins they list

        for number in range(2 * PER_LIST + 5):  # more than its first page shows
            portal.publish(1, f"/tin-moi/{number}", date.today() - timedelta(days=number % 5))
        news = run(portal, data, since=WEEK)
        assert news.finished and news.new == 2 * PER_LIST + 5
        assert "/muc-1?trang=3" in portal.paths() and "/muc-0?trang=2" not in portal.paths()
        lists = [path for path in portal.paths() if path.startswith("/muc-")]
        assert len(lists) == len(set(lists)) < 12

        portal.pages["/tin-moi/0"] = article("Hội nghị triển khai, đính chính", day=f"{date.today():%d/%m/%Y}")
        del portal.pages["/tin/5"]  # long ago: the sweep sees it
        assert run(portal, data, since=WEEK).changed == 1 and "/tin/5" not in portal.paths()

        with opened(data) as store:
            store.connection.execute("UPDATE run SET finished_at = '2026-01-01T00:00:00+00:00' WHERE id = 1")
        swept = run(portal, data, since=WEEK)
        assert swept.finished and "/tin/5" in portal.paths() and len(portal.asked) > whole
        run(portal, data, since=WEEK)
        assert len(portal.asked) < 20


def test_an_interrupted_sweep_goes_on_first(data: Path) -> None:
    portal = Portal()
    with serve(portal):
        run(portal, data, since=WEEK, limit=40)
        report = run(portal, data, since=WEEK)
    assert report.finished and report.new > BULLETINS - 40


def test_a_night_asks_less_than_a_fiftieth_of_a_large_portal(data: Path) -> None:
    with opened(data) as store, store.transaction():
        store.connection.execute("INSERT INTO host (origin) VALUES ('http://h')")
        rows = [(number, f"http://h/muc-{number % 40}?trang={number // 40}" if number < 2_000 else
                 f"http://h/tin/{number}", 1 + number % 3) for number in range(20_000)]
        rows += [(20_000 + number, f"http://h/muc-{number}", 1) for number in range(400)]
        store.connection.executemany(
            "INSERT INTO url (id, source, address, origin, pattern, state, depth, found_from, first_day, last_day, "
            "read_with, error) VALUES (?, 'site', ?, 'http://h', '', 'done', ?, NULL, '', '', 'x', '')", rows)
        store.connection.execute("UPDATE url SET state = 'dead', error = 'HTTP 500' WHERE id BETWEEN 5000 AND 6000")
        asked = Lately(store, "site", WEEK).ids()
        further = store.connection.execute(f"SELECT count(*) FROM url WHERE address LIKE '%trang=%' AND id IN "
                                           f"({', '.join(map(str, asked))})").fetchone()[0]
    assert 100 < len(asked) < 0.02 * len(rows) and further == 0


@pytest.mark.parametrize("made, due", [(timedelta(days=29), False), (timedelta(days=31), True)])
def test_a_sweep_comes_round_by_itself(data: Path, made: timedelta, due: bool) -> None:
    now = datetime.now(timezone.utc)
    with opened(data) as store:
        assert sweep_is_due(store, "site")
        store.connection.execute("INSERT INTO run (id, source, started_at, finished_at) VALUES (1, 'site', '', ?), "
                                 "(2, 'site', '', ?)", [(now - made).isoformat(), now.isoformat()])
        mark_partial(store, 2)
        assert sweep_is_due(store, "site") == due and is_partial(store, 2) and not is_partial(store, 1)

"""A portal in the store, read page by page at first, then with what its pages teach."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.extraction.department import SITE, PortalPage, department_pages
from corpus.crawling.rereading import Rereading, is_due, reread
from corpus.crawling.sources import Source
from corpus.extraction.extract import Page, extract, make_bulletin
from corpus.extraction.lessons import DATE, TITLE
from corpus.extraction.portal.kept import load_hint, load_lessons
from corpus.extraction.rules import Rules
from corpus.storing.naming import Naming
from corpus.storing.pages import Pages, now
from corpus.storing.store import Store

HOST = SITE.removeprefix("http://")
SOURCE = Source("so", start=(f"{SITE}/",), hosts=(HOST,))


@pytest.fixture(scope="module")
def portal() -> list[PortalPage]:
    """A portal of two makes."""
    return department_pages(24)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, portal: list[PortalPage]) -> Path:
    """The portal as a crawl leaves it that read each page for itself."""
    path = tmp_path_factory.mktemp("so") / "store.sqlite"
    store = Store.open(path)
    store.connection.execute("INSERT INTO host (origin) VALUES (?)", [SITE])
    for page in portal:
        raw = page.markup.encode()
        found = extract(Page(page.address, raw))
        bulletin = make_bulletin(Page(page.address, raw), found, "so", now()) if found.is_article else None
        store.put([bulletin] if bulletin else [])
        store.connection.execute(
            "INSERT INTO url (source, address, origin, pattern, state, depth, first_day, last_day, page, bulletin, "
            "read_with) VALUES ('so', ?, ?, '', 'done', 1, '', '', ?, ?, 'x')",
            [page.address, SITE, Pages(store).keep(raw), bulletin.id if bulletin else None])
    store.close()
    return path


@pytest.fixture
def store(tmp_path: Path, crawled: Path) -> Iterator[Store]:
    """A copy of that store."""
    with Store.open(Path(shutil.copy(crawled, tmp_path / "store.sqlite"))) as store:
        yield store


@pytest.fixture(scope="module")
def read_again(tmp_path_factory: pytest.TempPathFactory, crawled: Path) -> Iterator[tuple[Store, Rereading]]:
    """A copy that was read again, and what came of it. To be read only, but for reading it once more."""
    with Store.open(Path(shutil.copy(crawled, tmp_path_factory.mktemp("again") / "store.sqlite"))) as store:
        yield store, reread(store, SOURCE)


def held(store: Store) -> dict[str, tuple[str, str]]:
    """Title and day of every bulletin, by address."""
    return {b.url: (b.title, str(b.published_on)) for b in store.bulletins() if not b.gone_on}


def test_a_dry_run_writes_nothing(store: Store) -> None:
    before = held(store)
    done = reread(store, SOURCE, dry_run=True)
    assert done.titles and done.days and held(store) == before
    assert not load_lessons(store, "so").all and is_due(store, "so")


def test_every_bulletin_is_named_as_its_links_name_it(
        store: Store, read_again: tuple[Store, Rereading], portal: list[PortalPage]) -> None:
    versions = {b.id: b.version for b in store.bulletins()}
    store, done = read_again
    wanted = {page.address: (page.held.title, str(page.held.day)) for page in portal if page.held}
    assert {address: said for address, said in held(store).items()} == wanted
    assert done.titles > 5 and done.days > 5
    assert all(versions[b.id] == b.version for b in store.bulletins() if b.id in versions)  # the portal edited nothing
    lessons = load_lessons(store, "so")
    assert lessons.by_name[TITLE] >= {"div.vung-chinh div.tieudetin", "div.portlet-body h3.asset-title"}
    assert lessons.by_name[DATE] == {"div.portlet-body span.meta-day"}
    assert all(lesson.evidence <= lesson.total for lesson in lessons.all)
    assert load_hint(store, "so", f"{SITE}/Pages/tin.aspx?id=1001").days
    assert not is_due(store, "so")


def test_reading_again_changes_nothing_more(read_again: tuple[Store, Rereading]) -> None:
    store, _ = read_again
    mark = store.watermark()
    again = reread(store, SOURCE)
    assert (again.new, again.dropped, again.titles, again.days, again.texts) == (0, 0, 0, 0, 0)
    assert store.watermark() == mark


def test_rules_of_the_admin_go_before_what_was_learnt(store: Store) -> None:
    reread(store, replace(SOURCE, rules=Rules(title="h1.portlet-title")))
    assert held(store)[f"{SITE}/Pages/tin.aspx?id=1001"][0] == "Sở Nông nghiệp và Môi trường tỉnh Trường Hà"


def test_what_links_call_a_page_goes_to_where_they_are_redirected(store: Store, portal: list[PortalPage]) -> None:
    moved = [page.address for page in portal if "/web/guest/-/" in page.address]
    for address in moved:  # the links name the old address, the page lies at the new one
        store.connection.execute("UPDATE url SET address = address || '/' WHERE address = ?", [address])
        store.connection.execute("INSERT INTO url (source, address, origin, pattern, state, depth, first_day, "
                                 "last_day, redirected_to) VALUES ('so', ?, ?, '', 'done', 1, '', '', ?)",
                                 [address, SITE, f"{address}/"])
    reread(store, SOURCE)
    assert all(load_hint(store, "so", f"{address}/").titles for address in moved)


def test_a_portal_that_does_not_name_itself_is_called_as_all_its_pages_are(store: Store) -> None:
    reread(store, SOURCE)
    assert Naming(store).titles() == {"so": "Sở Nông nghiệp và Môi trường tỉnh Trường Hà"}
    Naming(store).note_own_title("so", "Cổng nông nghiệp Trường Hà")
    reread(store, SOURCE)
    assert Naming(store).titles() == {"so": "Cổng nông nghiệp Trường Hà"}

"""reread(): a source's stored pages, read again with what they teach, without asking the portal for anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from corpus.bulletin import Bulletin, bulletin_id
from corpus.crawling.addresses import canonical
from corpus.crawling.calendars import is_calendar
from corpus.crawling.reading.feeds import is_feed
from corpus.crawling.reading.reading import reader_fingerprint
from corpus.crawling.scope import allowed_hosts
from corpus.crawling.sources import Source
from corpus.dates.local_time import local_today
from corpus.extraction.extract import Page, extract, make_bulletin
from corpus.extraction.lessons import NO_HINT, PAGES
from corpus.extraction.portal.kept import load_lessons, save
from corpus.extraction.portal.learn import Learnt, learn
from corpus.storing.naming import Naming
from corpus.storing.pages import Pages, now
from corpus.storing.rereading import put_reading
from corpus.storing.store import Store

GROWTH = 1.25  # times as many pages as the lessons were learnt from: then it is time to learn again
MAX_HOPS = 4  # from a link to its page: http to https, to www., a missing slash, a page's new name
SHOWN = 200  # changes that are told one by one


@dataclass(frozen=True)
class Stored:
    """A page as the store holds it, and the bulletin that was read from it."""

    id: int
    page: Page
    bulletin: str | None


@dataclass
class Rereading:
    """What a re-reading came to. `changes` are (what, address, before, after)."""

    pages: int = 0
    new: int = 0
    dropped: int = 0
    titles: int = 0
    days: int = 0
    texts: int = 0
    unchanged: int = 0
    changes: list[tuple[str, str, str, str]] = field(default_factory=list)

    def note(self, what: str, address: str, before: str, after: str) -> None:
        """Notes a change, if there is room."""
        if len(self.changes) < SHOWN:
            self.changes.append((what, address, before, after))


def is_due(store: Store, source: str) -> bool:
    """Whether a source has so many more pages than its lessons were learnt from that learning again is worth it."""
    known = next((lesson.total for lesson in load_lessons(store, source).all if lesson.name == PAGES), 0)
    count, = store.connection.execute("SELECT count(*) FROM url WHERE source = ? AND page IS NOT NULL",
                                      [source]).fetchone()
    return count > GROWTH * known


def reread(store: Store, source: Source, *, dry_run: bool = False) -> Rereading:
    """Learns from a source's stored pages and reads them again. With `dry_run` nothing is written."""
    learnt = learn(lambda: (stored.page for stored in stored_pages(store, source)),
                   partial(arrive, moved=redirects(store, source)))
    done = Rereading()
    for stored in stored_pages(store, source):
        done.pages += 1
        bulletin = read_again(stored, source, learnt)
        settle(store, stored, bulletin, done, dry_run)
    if not dry_run:
        with store.transaction():
            save(store, source.name, learnt)
            Naming(store).note_shared_title(source.name, learnt.name)
            lessons = load_lessons(store, source.name).overruled(source.told)
            store.connection.execute("UPDATE url SET read_with = ? WHERE source = ? AND page IS NOT NULL "
                                     "AND read_with != ''", [reader_fingerprint(source, lessons), source.name])
    return done


def redirects(store: Store, source: Source) -> dict[str, str]:
    """Where the addresses of a source that were redirected lead to."""
    return dict(store.connection.execute("SELECT address, redirected_to FROM url WHERE source = ? "
                                         "AND redirected_to != ''", [source.name]).fetchall())


def arrive(address: str, moved: Mapping[str, str]) -> str:
    """The address that a link leads to in the end, in its one spelling: what links say of a page, they say of that one.

    >>> arrive("http://h/tin", {"http://h/tin": "http://h/tin/", "http://h/tin/": "http://h/tin"})
    'http://h/tin'
    >>> arrive("http://h/tin#top", {"http://h/tin": "https://h/tin"})
    'https://h/tin'
    """
    address = canonical(address) or address
    for _ in range(MAX_HOPS):
        address = moved.get(address, address)
    return address


def stored_pages(store: Store, source: Source) -> Iterator[Stored]:
    """The pages of a source that the store holds, feeds left out."""
    pages = Pages(store)
    rows = store.connection.execute("SELECT id, address, page, content_type, bulletin FROM url WHERE source = ? "
                                    "AND page IS NOT NULL ORDER BY id", [source.name]).fetchall()
    for id, address, digest, content_type, bulletin in rows:
        raw = pages.raw(digest)
        if raw is not None and not is_feed(raw, content_type):
            yield Stored(id, Page(address, raw, content_type), bulletin)


def read_again(stored: Stored, source: Source, learnt: Learnt) -> Bulletin | None:
    """The bulletin of a stored page, under the id that it has; None where it holds none."""
    page = stored.page
    found = extract(page, source.rules, allowed_hosts(source), lessons=learnt.lessons.overruled(source.told),
                    hint=learnt.hints.get(page.address, NO_HINT))
    if not found.is_article or found.noindex or is_calendar(page.address):
        return None
    made = make_bulletin(page, found, source.name, now())
    return replace(made, id=stored.bulletin or bulletin_id(page.address),
                   url=made.url if stored.bulletin else page.address)


def settle(store: Store, stored: Stored, bulletin: Bulletin | None, done: Rereading, dry_run: bool) -> None:
    """Keeps what a page says now, and counts what that changes."""
    address = stored.page.address
    held = store.get(stored.bulletin) if stored.bulletin else None
    if bulletin is None:
        if held and not held.gone_on:
            done.dropped += 1
            done.note("bỏ", address, held.title, "")
            if not dry_run:
                drop(store, stored)
        return
    if held is None:
        if store.connection.execute("SELECT 1 FROM bulletin b JOIN bulletin_text t ON t.key = b.text_key WHERE "
                                    "b.source = ? AND t.title = ? AND t.body = ? AND b.gone_on = ''",
                                    [bulletin.source, bulletin.title, bulletin.body]).fetchone():
            return  # another address holds it
        done.new += 1
        done.note("mới", address, "", bulletin.title)
    else:
        bulletin = replace(bulletin, url=held.url, number=held.number)
        count_changes(held, bulletin, done, address)
    if not dry_run:
        with store.transaction():
            put_reading(store, bulletin)
            store.connection.execute("UPDATE url SET bulletin = ? WHERE id = ?", [bulletin.id, stored.id])


def count_changes(held: Bulletin, bulletin: Bulletin, done: Rereading, address: str) -> None:
    """Counts what differs between a bulletin as it was read and as it is read now."""
    done.titles += held.title != bulletin.title
    done.days += held.published_on != bulletin.published_on
    done.texts += held.body != bulletin.body
    done.unchanged += held.said() == bulletin.said()
    if held.title != bulletin.title:
        done.note("tiêu đề", address, held.title, bulletin.title)
    if held.published_on != bulletin.published_on:
        done.note("ngày", address, str(held.published_on or ""), str(bulletin.published_on or ""))


def drop(store: Store, stored: Stored) -> None:
    """Takes what is no bulletin out of the search. Nothing is deleted: its text and its page stay."""
    with store.transaction():
        store.mark_gone(str(stored.bulletin), local_today())
        store.connection.execute("UPDATE url SET bulletin = NULL WHERE id = ?", [stored.id])


__all__ = ["Rereading", "is_due", "reread"]

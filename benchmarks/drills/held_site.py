"""hold(): a store with a large portal in it as a crawl leaves it, written at once, to try nights alone."""

from __future__ import annotations

import hashlib
from datetime import datetime, timezone
from pathlib import Path

from benchmarks.drills.large_site import PER_LIST, SECTIONS, LargeSite, title_of
from corpus.bulletin import Bulletin, bulletin_id
from corpus.crawling.addresses import canonical, origin, pattern
from corpus.crawling.reading.reading import reader_fingerprint
from corpus.crawling.sources import find_source
from corpus.extraction.lessons import PAGES, Lesson, Lessons
from corpus.extraction.portal.kept import save
from corpus.extraction.portal.learn import Learnt
from corpus.storing.pages import Pages
from corpus.storing.store import BATCH, Store

NOW = datetime.now(timezone.utc)


def hold(site: LargeSite, store_path: Path) -> None:
    """Writes every page of a portal, its bulletins, a finished run, and that nothing is left to be learnt."""
    with Store.open(store_path) as store:
        source = find_source(site.address)
        lessons = Lessons((Lesson(PAGES, "", site.pages, site.pages),))
        save(store, source.name, Learnt(lessons))
        program = reader_fingerprint(source, lessons)
        paths = ["/", *list_paths(site), *(f"/the/{tag}" for tag in range(site.tags)),
                 *(f"/tin/{number}" for number in range(site.count))]
        with store.transaction():
            run = Pages(store).begin_run(source.name).id
            store.connection.execute("INSERT INTO host (origin) VALUES (?)", [origin(site.address)])
        for begin in range(0, len(paths), BATCH):
            some = [(path, str(canonical(path, site.address)), site.answer(path).encode())
                    for path in paths[begin:begin + BATCH]]
            store.put([bulletin for path, address, _ in some if (bulletin := bulletin_at(site, path, address,
                                                                                         source.name))])
            with store.transaction():
                store.connection.executemany(
                    "INSERT INTO url (source, address, origin, pattern, state, depth, first_day, last_day, etag, "
                    "content_type, sha256, page, read_with, bulletin, useful, run) VALUES "
                    "(?, ?, ?, ?, 'done', ?, '', '', ?, 'text/html; charset=utf-8', ?, ?, ?, ?, 1, ?)",
                    [(source.name, address, origin(address), pattern(address), min(2, path.count("/")) * (path != "/"),
                      f'"{hashlib.sha256(raw).hexdigest()[:20]}"', hashlib.sha256(raw).digest(), Pages(store).keep(raw),
                      program, bulletin_id(address) if path.startswith("/tin/") else None, run)
                     for path, address, raw in some])
        with store.transaction():
            Pages(store).save_report(run, {}, finished=True)


def list_paths(site: LargeSite) -> list[str]:
    """The pages of all sections' lists."""
    found = []
    for section in range(SECTIONS):
        last = -(-len(site.numbers(section)) // PER_LIST)
        found += [f"/muc/{section}", *(f"/muc/{section}?trang={page}" for page in range(2, last + 1))]
    return found


def bulletin_at(site: LargeSite, path: str, address: str, source: str) -> Bulletin | None:
    """The bulletin of a page; None where it is a list."""
    if not path.startswith("/tin/"):
        return None
    number = int(path.removeprefix("/tin/"))
    return Bulletin(bulletin_id(address), address, source, title_of(number), f"Bản tin thứ {number} của cổng.",
                    published_on=site.day(number), collected_at=NOW)

"""A site on loopback, crawled: one sitting, and what it left in the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from corpus.crawling.bounded_process import BoundedProcess
from corpus.crawling.crawl import CrawlReport, crawl
from corpus.crawling.sources import Source
from corpus.data_dir import DataDir
from corpus.storing.open_store import open_store
from corpus.storing.store import Store
from tests.local_site import Site


def source_of(site: Site, **options) -> Source:
    """The source that a site is."""
    return Source("site", start=(site.address,), hosts=(site.host,), **options)


@cache
def shared_process() -> BoundedProcess:
    """One process for the crawls of all tests; it ends when nobody is at the other end of its line."""
    return BoundedProcess()


@contextmanager
def opened(data: Path) -> Iterator[Store]:
    """The store in a data folder."""
    with open_store(DataDir(data).store_address) as store:
        yield store


def run(site: Site, data: Path, **options) -> CrawlReport:
    """One crawl of a site that is being served; `asked` holds what this one asked for."""
    site.asked.clear()
    settings = {"delay": 0.0, "allow_private": True, "retry_pause": 0.05, "process": shared_process(), **options}
    source = settings.pop("source", None) or source_of(site)
    with opened(data) as store:
        report = crawl(store, source, **settings)
        assert not list(store.connection.faults(1))
    return report


def log(data: Path, columns: str) -> list[tuple]:
    """Columns of the log of a data folder's crawls."""
    with opened(data) as store:
        return store.connection.execute(f'SELECT {columns} FROM "fetch" ORDER BY id').fetchall()

"""Announcements: what a source's lists and feeds say that it has, kept beside what is held."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.crawling.reading.announced import Announced
from corpus.storing.store import Store


@dataclass(frozen=True)
class Announcements:
    """What is announced in one source: the day of each address, as it was said last; what each list says of itself."""

    store: Store
    source: str

    def note(self, address: str, announced: Announced) -> None:
        """Keeps what the page at an address announces."""
        self.store.connection.executemany(
            "INSERT INTO announced (source, address, day) VALUES (?, ?, ?) "
            "ON CONFLICT (source, address) DO UPDATE SET day = excluded.day",
            [(self.source, at, day) for at, day in announced.items])
        if announced.pages or announced.count:
            self.store.connection.execute(
                "INSERT INTO announced_count (source, address, pages, items) VALUES (?, ?, ?, ?) ON CONFLICT "
                "(source, address) DO UPDATE SET pages = excluded.pages, items = excluded.items",
                [self.source, address, announced.pages, announced.count])

"""Naming: what sources are called. A source's name is its key and stands in addresses; its title is for readers.

A portal's own title is noted by each crawl; one that an admin gives goes before it. A source can be renamed as a whole:
its bulletins, pages, runs and lessons go with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.storing.store import Store

TABLE = "source"  # a store that is only read may be an older one
BEARERS = ("url", "run", "lesson", "hint", "announced", "announced_count", "post")  # tables that name a source


class NamingError(Exception):
    """A source cannot be called so; the message says why."""


@dataclass(frozen=True)
class NamedSource:
    """A source: its name, its own title as its portal says it, the title that an admin gave, its bulletins."""

    name: str
    own_title: str = ""
    given_title: str = ""
    bulletins: int = 0

    @property
    def title(self) -> str:
        """What readers see; empty where nobody said anything."""
        return self.given_title or self.own_title


@dataclass(frozen=True)
class Naming:
    """The names of a store's sources.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     naming = Naming(store)
    ...     naming.note_own_title("cong-8080", "Cổng thông tin xã Kim Bồng")
    ...     naming.rename("cong-8080", "kim-bong"), naming.titles()
    (0, {'kim-bong': 'Cổng thông tin xã Kim Bồng'})
    """

    store: Store

    def all(self) -> list[NamedSource]:
        """Every source that has a page, a bulletin or a title, by name."""
        if not self.store.connection.has_table(TABLE):
            return []
        counts = self.store.sources()
        told = {name: (own, given) for name, own, given in self.store.connection.execute(
            "SELECT name, title, given FROM source")}
        crawled = {name for name, in self.store.connection.execute("SELECT DISTINCT source FROM url")}
        return [NamedSource(name, *told.get(name, ("", "")), counts.get(name, 0))
                for name in sorted({*counts, *told, *crawled})]

    def titles(self) -> dict[str, str]:
        """The titles of those that have one, by name. Pages ask for them: no other table is looked at."""
        if not self.store.connection.has_table(TABLE):
            return {}
        return dict(self.store.connection.execute("SELECT name, coalesce(nullif(given, ''), title) FROM source "
                                                  "WHERE given != '' OR title != ''").fetchall())

    def at(self, origin: str) -> str:
        """The name of the source that was crawled at a server; empty where none was."""
        found = self.store.connection.execute("SELECT source FROM url WHERE origin = ? ORDER BY id LIMIT 1",
                                              [origin]).fetchone()
        return found[0] if found else ""

    def note_own_title(self, name: str, title: str) -> None:
        """Notes what a portal calls itself."""
        self.store.connection.execute("INSERT INTO source (name, title) VALUES (?, ?) ON CONFLICT (name) "
                                      "DO UPDATE SET title = excluded.title", [name, title])

    def note_shared_title(self, name: str, title: str) -> None:
        """Notes what all pages of a portal have in their titles, where the portal did not name itself."""
        if title:
            self.store.connection.execute("INSERT INTO source (name, title) VALUES (?, ?) ON CONFLICT (name) "
                                          "DO UPDATE SET title = excluded.title WHERE source.title = ''", [name, title])

    def give_title(self, name: str, title: str) -> None:
        """Gives a source a title; an empty one leaves it the portal's own."""
        with self.store.transaction():
            self.store.connection.execute("INSERT INTO source (name, given) VALUES (?, ?) ON CONFLICT (name) "
                                          "DO UPDATE SET given = excluded.given", [name, title])

    def rename(self, old: str, new: str) -> int:
        """Gives a source another name everywhere; returns how many bulletins bear it now. Raises NamingError where the
        new name is taken: two sources cannot be told apart again."""
        with self.store.transaction():
            known = {source.name for source in self.all()}
            if old not in known:
                raise NamingError(f"kho chưa có nguồn nào tên {old}; các nguồn có trong kho: "
                                  f"{', '.join(sorted(known)) or 'chưa có'}")
            if new in known:
                raise NamingError(f"tên {new} đã là của một nguồn khác trong kho")
            connection = self.store.connection
            connection.execute("UPDATE source SET name = ? WHERE name = ?", [new, old])
            for table in BEARERS:
                connection.execute(f"UPDATE {table} SET source = ? WHERE source = ?", [new, old])
            ids = [id for id, in connection.execute("SELECT id FROM bulletin WHERE source = ? ORDER BY sequence",
                                                    [old])]
            first = self.store.watermark() + 1  # an index that only takes in what changed must see all of them
            connection.executemany("UPDATE bulletin SET source = ?, sequence = ? WHERE id = ?",
                                   [(new, first + place, id) for place, id in enumerate(ids)])
            return len(ids)

"""Traps: patterns of addresses that give neither a bulletin nor the way to one, runs that go on and on.

Whatever is left out, for whatever reason, is said aloud.
"""

from __future__ import annotations

from collections import Counter

from corpus.crawling.bounds import Bounds
from corpus.crawling.link import Link
from corpus.storing.connection import Connection

MAX_USELESS = 200  # pages of one pattern without a bulletin: a calendar of half a year, a gallery, a search that loops
TABLES = """
    CREATE TEMP TABLE IF NOT EXISTS waiting (pattern TEXT PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS proven (pattern TEXT PRIMARY KEY);
    CREATE TEMP TABLE IF NOT EXISTS full_host (origin TEXT PRIMARY KEY);
    DELETE FROM waiting; DELETE FROM proven; DELETE FROM full_host;
"""
USELESS = "source = ? AND run = ? AND useful = 0 AND state IN ('done', 'dead')"
# What is still asked for when a run has seen too many useless pages: bulletins that are known, what the entrances name,
# and addresses like those that were of use.
PROMISING = "(url.bulletin IS NOT NULL OR url.depth <= 1 OR url.pattern IN (SELECT pattern FROM proven))"


class Traps:
    """How far one source has come in one run: which patterns wait, because their pages were tried often enough, to no
    use, and which bounds are reached."""

    def __init__(self, connection: Connection, source: str, run: int, bounds: Bounds = Bounds()):
        self.connection, self.source, self.run, self.bounds = connection, source, run, bounds
        self.left_out: Counter[str] = Counter()  # why, and how many addresses
        self.look()

    def look(self) -> None:
        """Looks how far the run has come, whoever brought it there."""
        self.connection.executescript(TABLES)
        self.known, = self.connection.execute("SELECT count(*) FROM url WHERE source = ?", [self.source]).fetchone()
        self.connection.execute("INSERT INTO proven SELECT DISTINCT pattern FROM url WHERE source = ? AND useful = 1",
                                [self.source])
        self.connection.execute(f"INSERT INTO waiting SELECT pattern FROM url WHERE {USELESS} GROUP BY source, pattern "
                                "HAVING count(*) >= ?", [self.source, self.run, MAX_USELESS])
        self._pages: Counter[str] = Counter()  # of each server in this run
        self._useful = 0
        for origin, useful, count in self.connection.execute(
                "SELECT origin, useful, count(*) FROM url WHERE source = ? AND run = ? AND state IN ('done', 'dead') "
                "GROUP BY origin, useful", [self.source, self.run]).fetchall():
            self.ended(origin, useful, count)

    def within_source(self, links: list[Link]) -> list[Link]:
        """The links that may still be added to those that are kept of the source."""
        room = max(0, self.bounds.addresses - self.known)
        if len(links) > room:
            self.left_out[f"quá {self.bounds.addresses} địa chỉ của một nguồn (max_addresses)"] += len(links) - room
        return links[:room]

    def ended(self, origin: str, useful: bool, count: int = 1) -> None:
        """Pages of a server came to their end in this run."""
        self._pages[origin] += count
        self._useful += count * useful
        if self._pages[origin] >= self.bounds.host_pages:
            self.connection.execute("INSERT INTO full_host VALUES (?) ON CONFLICT DO NOTHING", [origin])

    def proved(self, pattern: str, *, ended: bool) -> None:
        """A page of a pattern was of use, as it turns out: one that is still in hand, or one that `ended` before."""
        self._useful += ended
        self.connection.execute("INSERT INTO proven VALUES (?) ON CONFLICT DO NOTHING", [pattern])
        self.watch(pattern)

    def run_is_full(self) -> bool:
        """Whether the run has all the answers that it may have."""
        return self._pages.total() >= self.bounds.pages

    def is_starved(self) -> bool:
        """Whether the run has seen too many useless pages to go on looking around."""
        return self._pages.total() - self._useful >= self.bounds.useless + self._useful

    def promising(self) -> str:
        """Which addresses may be asked for, as a condition of SQL."""
        return "url.origin NOT IN (SELECT origin FROM full_host)" + (f" AND {PROMISING}" if self.is_starved() else "")

    def watch(self, pattern: str) -> None:
        """Lets a pattern wait, or go on, by how many of its pages were of no use in this run."""
        useless, = self.connection.execute(
            f"SELECT count(*) FROM url WHERE {USELESS} AND pattern = ?", [self.source, self.run, pattern]).fetchone()
        change = ("INSERT INTO waiting VALUES (?) ON CONFLICT DO NOTHING" if useless >= MAX_USELESS else
                  "DELETE FROM waiting WHERE pattern = ?")
        self.connection.execute(change, [pattern])

    def notes(self) -> list[str]:
        """What was left out of this run, and why: a line for each reason."""
        notes = [f"bỏ qua {count} địa chỉ: {why}" for why, count in self.left_out.most_common()]
        for pattern, count in self.connection.execute(
                "SELECT pattern, count(*) FROM url WHERE source = ? AND state = 'new' AND pattern IN "
                "(SELECT pattern FROM waiting) GROUP BY pattern ORDER BY count(*) DESC", [self.source]):
            notes.append(f"bỏ qua {count} địa chỉ theo mẫu {pattern}: quá {MAX_USELESS} trang không có bản tin")
        return notes + self._bounds_reached()

    def _bounds_reached(self) -> list[str]:
        """The bounds of the run that were reached, and how many addresses wait behind each."""
        if self.run_is_full():
            return [f"dừng ở {self.bounds.pages} trang trong một lượt (max_pages): "
                    f"còn {self._waiting('1')} địa chỉ chưa hỏi"]
        notes = []
        for origin, in self.connection.execute("SELECT origin FROM full_host ORDER BY origin").fetchall():
            left = self._waiting("origin = ?", origin)
            if left:
                notes.append(f"{origin}: dừng ở {self.bounds.host_pages} trang của một máy chủ (max_host_pages): "
                             f"còn {left} địa chỉ chưa hỏi")
        left = self._waiting(f"NOT {PROMISING} AND pattern NOT IN (SELECT pattern FROM waiting)")
        if left and self.is_starved():
            notes.append(f"quá {self.bounds.useless} trang không có bản tin trong một lượt (max_useless): "
                         f"bỏ qua {left} địa chỉ khác mẫu")
        return notes

    def _waiting(self, which: str, *values: object) -> int:
        return self.connection.execute(f"SELECT count(*) FROM url WHERE source = ? AND state = 'new' AND {which}",
                                       [self.source, *values]).fetchone()[0]

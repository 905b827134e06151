"""Traps: patterns of addresses that give neither a bulletin nor the way to one, and what was left out for whatever
reason, aloud."""

from __future__ import annotations

import sqlite3
from collections import Counter

MAX_USELESS = 200  # pages of one pattern without a bulletin: a calendar of half a year, a gallery, a search that loops


class Traps:
    """The patterns of one source that wait in one run: their pages were tried often enough, to no use."""

    def __init__(self, connection: sqlite3.Connection, source: str, run: int):
        self.connection, self.source, self.run = connection, source, run
        self.left_out: Counter[str] = Counter()  # why, and how many addresses
        connection.executescript("CREATE TEMP TABLE IF NOT EXISTS waiting (pattern TEXT PRIMARY KEY);"
                                 "DELETE FROM waiting;")
        for found, in connection.execute("SELECT DISTINCT pattern FROM url WHERE source = ? AND run = ?",
                                         [source, run]).fetchall():
            self.watch(found)

    def watch(self, pattern: str) -> None:
        """Lets a pattern wait, or go on, by how many of its pages were of no use in this run."""
        useless, = self.connection.execute(
            "SELECT count(*) FROM url WHERE source = ? AND pattern = ? AND run = ? AND useful = 0 "
            "AND state IN ('done', 'dead')", [self.source, pattern, self.run]).fetchone()
        change = ("INSERT OR IGNORE INTO waiting VALUES (?)" if useless >= MAX_USELESS else
                  "DELETE FROM waiting WHERE pattern = ?")
        self.connection.execute(change, [pattern])

    def notes(self) -> list[str]:
        """What was left out of this run, and why: a line for each reason."""
        notes = [f"bỏ qua {count} địa chỉ: {why}" for why, count in self.left_out.most_common()]
        for pattern, count in self.connection.execute(
                "SELECT pattern, count(*) FROM url WHERE source = ? AND state = 'new' AND pattern IN "
                "(SELECT pattern FROM waiting) GROUP BY pattern ORDER BY count(*) DESC", [self.source]):
            notes.append(f"bỏ qua {count} địa chỉ theo mẫu {pattern}: quá {MAX_USELESS} trang không có bản tin")
        return notes

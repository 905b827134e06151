"""The sums on disk: one small file, which every process adds to and reads from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from search_app.visits.sketch import Sketch
from search_app.visits.tally import Counted

WAIT_SECONDS = 5.0
PRESENT_MINUTES = 5  # who asked for a page in the last minutes is present
NAMES_KEPT = 200  # of a day that is over
TABLES = """
CREATE TABLE IF NOT EXISTS day (day TEXT PRIMARY KEY, visitors INTEGER NOT NULL, pages INTEGER NOT NULL,
                                sketch BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS minute (minute TEXT PRIMARY KEY, sketch BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS name (day TEXT NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL,
                                 PRIMARY KEY (day, what, name)) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class DayCount:
    """A day: about how many different readers, how many pages."""

    day: str
    visitors: int
    pages: int


@dataclass(frozen=True)
class Totals:
    """Readers of all days added up, and those who are here now."""

    visitors: int = 0
    present: int = 0


class Record:
    """The file. Raises sqlite3.Error where it cannot be read or written."""

    def __init__(self, path: Path):
        self._path = path

    @contextmanager
    def _opened(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=WAIT_SECONDS, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                if write:
                    for statement in filter(str.strip, TABLES.split(";")):
                        connection.execute(statement)
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def add(self, days: Mapping[str, Counted], today: str, minute: str) -> None:
        """Adds what a process has counted; sketches of days and minutes that are over are let go of."""
        with self._opened(write=True) as connection:
            for day, counted in days.items():
                add_day(connection, day, counted)
            connection.execute("UPDATE day SET sketch = x'' WHERE day < ? AND sketch <> x''", [today])
            connection.execute("DELETE FROM minute WHERE minute < ?", [minute])
            connection.execute(
                "DELETE FROM name WHERE day < ? AND (day, what, name) NOT IN (SELECT day, what, name FROM (SELECT day, "
                "what, name, row_number() OVER (PARTITION BY day, what ORDER BY count DESC) AS place FROM name) "
                "WHERE place <= ?)", [today, NAMES_KEPT])

    def totals(self, since: str) -> Totals:
        """The totals; present is who was here from a minute on."""
        with self._opened() as connection:
            visitors, = connection.execute("SELECT coalesce(sum(visitors), 0) FROM day").fetchone()
            present = Sketch()
            for sketch, in connection.execute("SELECT sketch FROM minute WHERE minute >= ?", [since]):
                present.join(Sketch(sketch))
            return Totals(visitors, present.count())

    def days(self, most: int) -> list[DayCount]:
        """The last days, the latest first."""
        with self._opened() as connection:
            return [DayCount(*row) for row in connection.execute(
                "SELECT day, visitors, pages FROM day ORDER BY day DESC LIMIT ?", [most])]

    def most(self, what: str, since: str, most: int) -> list[tuple[str, int]]:
        """What was read ("tin") or searched ("tim") most from a day on, and how often."""
        with self._opened() as connection:
            return list(connection.execute(
                "SELECT name, sum(count) AS total FROM name WHERE what = ? AND day >= ? GROUP BY name "
                "ORDER BY total DESC, name LIMIT ?", [what, since, most]))


def add_day(connection: sqlite3.Connection, day: str, counted: Counted) -> None:
    """Adds what was counted of a day."""
    for minute, new in counted.minutes.items():
        row = connection.execute("SELECT sketch FROM minute WHERE minute = ?", [minute]).fetchone()
        new.join(Sketch(row[0] if row else b""))
        connection.execute("INSERT OR REPLACE INTO minute VALUES (?, ?)", [minute, bytes(new)])
    row = connection.execute("SELECT sketch FROM day WHERE day = ?", [day]).fetchone()
    seen = Sketch(row[0] if row else b"")
    seen.join(counted.visitors)
    connection.execute(
        "INSERT INTO day VALUES (?, ?, ?, ?) ON CONFLICT (day) DO UPDATE SET visitors = max(visitors, "
        "excluded.visitors), pages = pages + excluded.pages, sketch = excluded.sketch",
        [day, seen.count(), counted.pages, bytes(seen)])
    for what, names in (("tin", counted.read), ("tim", counted.searched)):
        connection.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?) ON CONFLICT (day, what, name) DO UPDATE SET count = count + "
            "excluded.count", [(day, what, name, count) for name, count in names.items()])

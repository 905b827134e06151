"""The places of a generation: one SQLite file, sealed in its manifest, swapped and rolled back with the index.

It is written once, like the documents': a build that goes on from a generation copies its file, drops what changed
bulletins named, and adds what they name now.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from indexer.places.annotating import Named

FILE = "places.sqlite"
SCHEMA = """
CREATE TABLE made_by (key TEXT NOT NULL);
CREATE TABLE named (bulletin TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, unit TEXT NOT NULL,
                    candidates TEXT NOT NULL, how TEXT NOT NULL, ended INTEGER NOT NULL);
CREATE INDEX named_by_bulletin ON named (bulletin);
CREATE INDEX named_by_unit ON named (unit, bulletin);
"""


def start_places(folder: Path, key: str, *, anew: bool) -> None:
    """Makes the file in a folder that is being built: empty, or a copy of the linked one, which is never written to."""
    path = folder / FILE
    if anew or not path.exists():
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as made, made:
            made.executescript(SCHEMA)
            made.execute("INSERT INTO made_by VALUES (?)", (key,))
        return
    copy = folder / f"{FILE}.new"
    shutil.copyfile(path, copy)
    copy.replace(path)


def key_of(folder: Path) -> str:
    """What the places of a generation were read by; "" where it has none."""
    if not (folder / FILE).exists():
        return ""
    with closing(open_places(folder)) as file:
        return file.execute("SELECT key FROM made_by").fetchone()[0]


def open_places(folder: Path) -> sqlite3.Connection:
    """The file of a generation, to be read."""
    return sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=ro&immutable=1", uri=True,
                           check_same_thread=False)


class PlaceWriter:
    """Writes what bulletins name into the file of a folder that is being built."""

    def __init__(self, folder: Path):
        self._made = sqlite3.connect(folder / FILE)
        self._made.execute("PRAGMA journal_mode = MEMORY")
        self._made.execute("PRAGMA synchronous = OFF")  # the generation's files are synced when it is sealed

    def replace(self, bulletins: Iterable[str], named: Iterable[Named]) -> None:
        """Takes out what some bulletins named and puts in what they name now."""
        self._made.executemany("DELETE FROM named WHERE bulletin = ?", ((bulletin,) for bulletin in bulletins))
        self._made.executemany("INSERT INTO named VALUES (?, ?, ?, ?, ?, ?, ?)", named)

    def finish(self) -> None:
        """Keeps what was written, and closes the file."""
        self._made.commit()
        self._made.close()

    def close(self) -> None:
        """Closes the file of a build that failed."""
        self._made.close()


class PlaceFile:
    """The places of a generation, to be read. The caller closes it."""

    def __init__(self, folder: Path):
        self._file = open_places(folder)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def bulletins(self, units: Sequence[str], most: int = 10_000) -> list[tuple[str, str]]:
        """(bulletin, unit) of the bulletins that name one of some units, each pair once."""
        marks = ", ".join("?" * len(units))
        return self._file.execute(f"SELECT DISTINCT bulletin, unit FROM named WHERE unit IN ({marks}) LIMIT ?",
                                  (*units, most)).fetchall()

    def of(self, bulletin: str) -> list[Named]:
        """What a bulletin names, in order."""
        rows = self._file.execute("SELECT * FROM named WHERE bulletin = ? ORDER BY start", (bulletin,))
        return [Named(*row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many bulletins name each unit; "" are those that name one that was not decided."""
        return dict(self._file.execute("SELECT unit, COUNT(DISTINCT bulletin) FROM named GROUP BY unit"))

    def dump(self) -> Iterator[tuple]:
        """Every row in order: equal for equal stores, however they came to be."""
        yield from sorted(self._file.execute("SELECT * FROM named"))

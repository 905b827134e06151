"""The documents of a generation: one SQLite file, sealed in its manifest, swapped and rolled back with the index.

It is written once: a build that goes on from a generation copies its file, drops what changed bulletins said, adds what
they say now, and groups anew only the names that were touched. Its ordered content equals that of a full build.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from indexer.documents.cited import Cited
from indexer.documents.grouping import Document, Grouped, group

FILE = "documents.sqlite"
SCHEMA = """
CREATE TABLE cited (bulletin TEXT NOT NULL, name TEXT NOT NULL, said TEXT NOT NULL);
CREATE INDEX cited_by_bulletin ON cited (bulletin);
CREATE INDEX cited_by_name ON cited (name);
CREATE TABLE document (name TEXT NOT NULL, place INTEGER NOT NULL, key TEXT NOT NULL, said TEXT NOT NULL,
                       PRIMARY KEY (name, place)) WITHOUT ROWID;
CREATE TABLE known_as (key TEXT NOT NULL, name TEXT NOT NULL, place INTEGER NOT NULL,
                       PRIMARY KEY (key, name, place)) WITHOUT ROWID;
CREATE TABLE citing (name TEXT NOT NULL, place INTEGER NOT NULL, bulletin TEXT NOT NULL, sure TEXT NOT NULL,
                     PRIMARY KEY (name, place, bulletin)) WITHOUT ROWID;
CREATE TABLE left_open (name TEXT NOT NULL, key TEXT NOT NULL, bulletin TEXT NOT NULL,
                        PRIMARY KEY (name, key, bulletin)) WITHOUT ROWID;
"""
TABLES = ("cited", "document", "known_as", "citing", "left_open")


def start_file(folder: Path, *, anew: bool) -> None:
    """Makes the file in a folder that is being built: empty, or a copy of the linked one, which is never written to."""
    path = folder / FILE
    if anew or not path.exists():
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as made, made:
            made.executescript(SCHEMA)
        return
    copy = folder / f"{FILE}.new"
    shutil.copyfile(path, copy)
    copy.replace(path)


class DocumentWriter:
    """Writes what bulletins say into the file of a folder that is being built."""

    def __init__(self, folder: Path):
        self._made = sqlite3.connect(folder / FILE)
        self._made.execute("PRAGMA journal_mode = MEMORY")
        self._made.execute("PRAGMA synchronous = OFF")  # the generation's files are synced when it is sealed
        self._touched: set[str] = set()

    def replace(self, bulletins: Iterable[str], cited: Iterable[Cited]) -> None:
        """Takes out what some bulletins said and puts in what is said now."""
        for bulletin in bulletins:
            rows = self._made.execute("SELECT name FROM cited WHERE bulletin = ?", (bulletin,)).fetchall()
            if rows:
                self._touched.update(name for name, in rows)
                self._made.execute("DELETE FROM cited WHERE bulletin = ?", (bulletin,))
        rows = [(one.bulletin, one.name, json.dumps(asdict(one), ensure_ascii=False)) for one in cited]
        self._touched.update(name for _, name, _ in rows)
        self._made.executemany("INSERT INTO cited VALUES (?, ?, ?)", rows)

    def finish(self) -> None:
        """Groups the names that were touched, and closes the file."""
        for name in sorted(self._touched):
            for table in TABLES[1:]:
                self._made.execute(f"DELETE FROM {table} WHERE name = ?", (name,))  # the table's name is one of ours
            rows = self._made.execute("SELECT said FROM cited WHERE name = ?", (name,)).fetchall()
            self._write(name, group(name, (_read_cited(said) for said, in rows)))
        self._made.commit()
        self._made.close()

    def close(self) -> None:
        """Closes the file of a build that failed."""
        self._made.close()

    def _write(self, name: str, grouped: Grouped) -> None:
        for place, document in enumerate(grouped.documents):
            said = {key: value for key, value in asdict(document).items() if key != "citing"}
            self._made.execute("INSERT INTO document VALUES (?, ?, ?, ?)",
                               (name, place, document.key, json.dumps(said, ensure_ascii=False)))
            self._made.executemany("INSERT OR IGNORE INTO known_as VALUES (?, ?, ?)",
                                   [(key, name, place) for key in document.number.keys])
            self._made.executemany("INSERT INTO citing VALUES (?, ?, ?, ?)",
                                   [(name, place, bulletin, sure) for bulletin, sure in document.citing])
        self._made.executemany("INSERT INTO left_open VALUES (?, ?, ?)",
                               [(name, key, bulletin) for bulletin, key in grouped.open])


class DocumentReader:
    """The documents of a generation, to be read. The caller closes it."""

    def __init__(self, folder: Path):
        self._file = sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=ro&immutable=1", uri=True,
                                     check_same_thread=False)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def of_key(self, key: str) -> list[Document]:
        """The documents that a key may mean: those whose whole key it is, else those that may be asked for by it."""
        rows = self._file.execute("SELECT name, place, said FROM document JOIN known_as USING (name, place) "
                                  "WHERE known_as.key = ? ORDER BY name, place", (key,)).fetchall()
        found = [self._document(*row) for row in rows]
        return [document for document in found if document.key == key] or found

    def left_open(self, keys: Sequence[str]) -> list[str]:
        """The bulletins that bear one of the keys without saying which document they mean."""
        marks = ", ".join("?" * len(keys))
        rows = self._file.execute(f"SELECT DISTINCT bulletin FROM left_open WHERE key IN ({marks}) ORDER BY bulletin",
                                  tuple(keys))
        return [bulletin for bulletin, in rows]

    def dump(self) -> Iterator[tuple]:
        """Every row in order: equal for equal stores, however they came to be."""
        for table in TABLES:
            for row in sorted(self._file.execute(f"SELECT * FROM {table}")):
                yield table, *row

    def _document(self, name: str, place: int, said: str) -> Document:
        rows = self._file.execute("SELECT bulletin, sure FROM citing WHERE name = ? AND place = ? ORDER BY bulletin",
                                  (name, place)).fetchall()
        read = json.loads(said)
        return Document(**{**read, "words": tuple(read["words"])}, citing=tuple(rows))


def _read_cited(said: str) -> Cited:
    read = json.loads(said)
    return Cited(**{**read, "words": tuple(read["words"])})

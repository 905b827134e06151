"""DocumentWriter: what bulletins say of documents, written down; documents told apart where something new was said.

A build that goes on from a generation copies its file, drops what changed bulletins said, adds what they say now, and
groups anew only the names that were touched, by a text or by a ruling. Its ordered content equals that of a full build.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from corpus.storing.rulings import KEPT, Ruling
from indexer.documents.cited import Cited, read_cited
from indexer.documents.grouping import Grouped
from indexer.documents.packing import pack, unpack
from indexer.documents.portals import place_at
from indexer.documents.rulings import group_ruled
from indexer.documents.schema import CROWD, FILE, GROUPED, pack_portals


class DocumentWriter:
    """Writes what bulletins say into the file of a folder that is being built. `portals` are the bodies that each
    source belongs to, `rulings` those that hold."""

    def __init__(self, folder: Path, portals: Mapping[str, Sequence[str]] | None = None,
                 rulings: Sequence[Ruling] = ()):
        self._made = sqlite3.connect(folder / FILE)
        self._made.execute("PRAGMA journal_mode = MEMORY")
        self._made.execute("PRAGMA synchronous = OFF")  # the generation's files are synced when it is sealed
        self._portals = portals or {}
        self._rulings = pack_rulings(rulings)
        self._touched: set[str] = set()

    def replace(self, bulletins: Iterable[str], cited: Iterable[Cited],
                sources: Mapping[str, str] | None = None) -> None:
        """Takes out what some bulletins said and puts in what is said now; `sources` are those of the bulletins."""
        for bulletin in bulletins:
            rows = self._made.execute("SELECT name FROM cited WHERE bulletin = ?", (bulletin,)).fetchall()
            if rows:
                self._touched.update(name for name, in rows)
                for table in ("cited", "relation", "crowded"):
                    self._made.execute(f"DELETE FROM {table} WHERE bulletin = ?", (bulletin,))
        own = sources or {}
        said = [place_at(one, self._portals.get(own.get(one.bulletin, ""), ())) for one in cited]
        names: dict[str, set[str]] = {}
        for one in said:
            names.setdefault(one.bulletin, set()).add(one.name)
        self._touched.update(one.name for one in said)
        write = self._made.executemany
        write("INSERT INTO cited VALUES (?, ?, ?, ?)",
              [(one.bulletin, one.name, one.key, pack(one.write())) for one in said])
        write("INSERT OR IGNORE INTO relation VALUES (?, ?, ?, ?, ?, ?)",
              [(one.bulletin, kind, one.name, one.mark, name, mark)
               for one in said for kind, name, mark in one.relations])
        write("INSERT OR IGNORE INTO crowded VALUES (?)",
              [(bulletin,) for bulletin, some in names.items() if len(some) > CROWD])

    def finish(self) -> None:
        """Groups the names that were touched, and closes the file."""
        before = dict(self._made.execute("SELECT name, said FROM ruled"))
        now = write_rulings([ruling for some in self._rulings.values() for ruling in some])
        self._touched.update(name for name in {*before, *now} if before.get(name) != now.get(name))
        for name in sorted(self._touched):
            for table in GROUPED:
                self._made.execute(f"DELETE FROM {table} WHERE name = ?", (name,))  # the table's name is one of ours
            rows = self._made.execute("SELECT bulletin, said FROM cited WHERE name = ?", (name,)).fetchall()
            if rows or any(ruling.kind == KEPT for ruling in self._rulings.get(name, ())):
                cited = (read_cited(bulletin, unpack(said)) for bulletin, said in rows)
                self._write(name, group_ruled(name, cited, self._rulings.get(name, ())))
        self._made.execute("DELETE FROM ruled")
        self._made.executemany("INSERT INTO ruled VALUES (?, ?)", sorted(now.items()))
        self._made.execute("DELETE FROM portal")
        self._made.executemany("INSERT INTO portal VALUES (?, ?)", sorted(pack_portals(self._portals).items()))
        self._made.commit()
        self._made.close()

    def close(self) -> None:
        """Closes the file of a build that failed."""
        self._made.close()

    def _write(self, name: str, grouped: Grouped) -> None:
        write = self._made.executemany
        related = {tuple(row) for row in self._made.execute(
            "SELECT bulletin, mark FROM relation WHERE name = ? UNION SELECT bulletin, by_mark FROM relation "
            "WHERE by_name = ?", (name, name))}
        for place, (document, words, citing, means) in enumerate(grouped.documents):
            self._made.execute(
                "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (name, place, document.key, document.slug, document.path, document.is_held, document.cited,
                 document.issuer, document.year, pack(json.dumps(asdict(document), ensure_ascii=False))))
            self._made.execute("INSERT INTO telling VALUES (?, ?, ?)", (name, place, pack("|".join(sorted(words)))))
            write("INSERT OR IGNORE INTO known_as VALUES (?, ?, ?)",
                  [(key, name, place) for key in document.number.keys])
            write("INSERT INTO citing VALUES (?, ?, ?, ?, ?, ?, ?)", [(name, place, *one) for one in citing])
            write("INSERT INTO means VALUES (?, ?, ?, ?)",
                  [(bulletin, name, mark, place) for bulletin, mark in means if (bulletin, mark) in related])
        write("INSERT OR IGNORE INTO left_open VALUES (?, ?, ?, ?)",
              [(name, one.key, one.bulletin, one.day) for one in grouped.open])


def pack_rulings(rulings: Iterable[Ruling]) -> dict[str, list[Ruling]]:
    """The rulings of each name, in their order."""
    made: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        made.setdefault(ruling.name, []).append(ruling)
    return made


def write_rulings(rulings: Iterable[Ruling]) -> dict[str, str]:
    """The rulings of each name as they are written down."""
    return {name: json.dumps([asdict(ruling) for ruling in some]) for name, some in pack_rulings(rulings).items()}

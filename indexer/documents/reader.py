"""DocumentReader: the documents of a generation by key, by name, by address, and who cites them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.reasons import why
from indexer.documents.grouping import Citing, Document, Open
from indexer.documents.packing import unpack
from indexer.documents.schema import FILE, TABLES
from indexer.engine.base import IndexUnusable

# A document's row, in the order in which read_document() takes it.
ROW = "document.said"


class DocumentReader:
    """The documents of a generation, to be read by any thread. The caller closes it. IndexUnusable where the file
    cannot be read."""

    def __init__(self, folder: Path):
        self._path = folder / FILE
        try:
            self._file = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True,
                                         check_same_thread=False)
            self.rows("SELECT count(*) FROM portal")
        except sqlite3.Error as error:
            raise IndexUnusable(f"{self._path}: {why(error)}") from error

    def __del__(self) -> None:  # a generation that was replaced goes with its last user
        if file := getattr(self, "_file", None):
            file.close()

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def rows(self, question: str, *values: object) -> list[tuple]:
        """The rows that answer a question."""
        try:
            return self._file.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise IndexUnusable(f"{self._path}: {why(error)}") from error

    def of_key(self, key: str) -> list[Document]:
        """The documents that a key may mean: those whose whole key it is, else those that may be asked for by it."""
        found = self._documents("JOIN known_as USING (name, place) WHERE known_as.key = ?", key)
        return [document for document in found if document.key == key] or found

    def of_name(self, name: str) -> list[Document]:
        """The documents of a type and number."""
        return self._documents("WHERE name = ?", name)

    def of_slug(self, slug: str) -> list[Document]:
        """The documents of a number, by its address."""
        return self._documents("WHERE slug = ?", slug)

    def _documents(self, which: str, *values: object) -> list[Document]:
        return [read_document(said) for said, in self.rows(
            f"SELECT {ROW} FROM document {which} ORDER BY name, place", *values)]

    def words(self, document: Document) -> frozenset[str]:
        """The words of the bulletins that certainly cite a document."""
        rows = self.rows("SELECT words FROM telling JOIN document USING (name, place) WHERE name = ? AND slug = ? "
                         "AND path = ?", document.name, document.slug, document.path)
        return frozenset(unpack(rows[0][0]).split("|")) if rows else frozenset()

    def citing(self, document: Document) -> list[Citing]:
        """The bulletins that cite a document, the newest first."""
        found = self.rows(
            "SELECT bulletin, day, sure, own, reports FROM citing WHERE (name, place) = (SELECT name, place FROM "
            "document WHERE slug = ? AND path = ? LIMIT 1) ORDER BY day DESC, bulletin DESC",
            document.slug, document.path)
        return [Citing(bulletin, day, sure, bool(own), bool(reports)) for bulletin, day, sure, own, reports in found]

    def left_open(self, keys: Sequence[str]) -> list[Open]:
        """What bears one of the keys without saying which document it means, each bulletin once, the newest first."""
        marks = ", ".join("?" * len(keys))
        found = self.rows(f"SELECT key, bulletin, day FROM left_open WHERE key IN ({marks}) "
                          "ORDER BY day DESC, bulletin DESC, key", *keys)
        return list({bulletin: Open(key, bulletin, day) for key, bulletin, day in reversed(found)}.values())[::-1]

    def bearing(self, key: str) -> set[str]:
        """The bulletins that bear a key, whole or partial, whichever of its documents they mean."""
        return {bulletin for bulletin, in self.rows(
            "SELECT bulletin FROM cited WHERE key IN (SELECT document.key FROM known_as JOIN document "
            "USING (name, place) WHERE known_as.key = ? UNION SELECT ?)", key, key)}

    def portals(self) -> dict[str, str]:
        """The bodies of the sources that the file was made by."""
        return dict(self.rows("SELECT source, bodies FROM portal"))

    def ruled(self) -> dict[str, str]:
        """The rulings that the file was made by."""
        return dict(self.rows("SELECT name, said FROM ruled"))

    def dump(self) -> Iterator[tuple]:
        """Every row in order: equal for equal stores, however they came to be."""
        for table in TABLES:
            for row in sorted(self.rows(f"SELECT * FROM {table}")):
                yield table, *row


def read_document(said: bytes) -> Document:
    """A document as it was written."""
    read = json.loads(unpack(said))
    pairs = {name: tuple((value, count) for value, count in read[name]) for name in ("days", "stated", "spelled")}
    return Document(**{**read, **pairs, "own": tuple(read["own"])})

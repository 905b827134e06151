"""KeptWords: what was segmented once is not segmented again. A cache, safe to delete."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from indexer.analysis.words import segmenter_name

LOG = logging.getLogger(__name__)


class KeptWords:
    """The words of texts, by the content of the text and the segmenter that cut it, in one SQLite file."""

    def __init__(self, path: Path):
        try:
            self._connection = open_cache(path)
        except sqlite3.OperationalError:  # busy, no room, no rights: nothing that starting anew would mend
            raise
        except sqlite3.DatabaseError:
            LOG.warning("%s: damaged, begun anew; its texts are segmented again", path)
            for part in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
                part.unlink(missing_ok=True)
            self._connection = open_cache(path)
        self._salt = segmenter_name().encode()

    def find(self, texts: Iterable[str]) -> dict[str, list[str]]:
        """The words of those texts that were kept."""
        found = {}
        for text in texts:
            row = self._connection.execute("SELECT words FROM words WHERE key = ?", (self._key(text),)).fetchone()
            if row:
                found[text] = row[0].split()
        return found

    def keep(self, words: Mapping[str, Iterable[str]]) -> None:
        """Keeps the words of texts, all in one transaction."""
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.executemany("INSERT OR REPLACE INTO words VALUES (?, ?)", [
                (self._key(text), " ".join(cut)) for text, cut in words.items()])

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def _key(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(), digest_size=16, key=self._salt).digest()


def open_cache(path: Path) -> sqlite3.Connection:
    """The file with its table, which are made where they are missing. sqlite3.DatabaseError where it is damaged."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        # A cache: after a power cut it may lack its last rows, and that is all.
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("CREATE TABLE IF NOT EXISTS words (key BLOB PRIMARY KEY, words TEXT) WITHOUT ROWID")
    except BaseException:
        connection.close()
        raise
    return connection

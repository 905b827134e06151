"""KeptWords: what was segmented once is not segmented again. A cache, safe to delete."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from indexer.analysis.segmentation.words import segmenter_name
from indexer.cache_file import open_cache

TABLE = "CREATE TABLE IF NOT EXISTS words (key BLOB PRIMARY KEY, words TEXT) WITHOUT ROWID"


class KeptWords:
    """The words of texts, by the content of the text and the segmenter that cut it, in one SQLite file."""

    def __init__(self, path: Path):
        self._connection = open_cache(path, TABLE, "its texts are segmented again")
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

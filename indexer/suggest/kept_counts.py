"""KeptCounts: a block of texts that was counted once is not counted again. A cache, safe to delete."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable
from pathlib import Path

from indexer.cache_file import open_cache
from indexer.suggest.counting import BlockCounts

FILE = "counts.sqlite"
TABLE = "CREATE TABLE IF NOT EXISTS block (key TEXT PRIMARY KEY, counts BLOB)"


class KeptCounts:
    """The counts of blocks, by a key that says all that they come from, in one SQLite file."""

    def __init__(self, path: Path):
        self._connection = open_cache(path, TABLE, "its texts are counted again")

    def find(self, key: str) -> BlockCounts | None:
        """The counts that were kept under a key, or None."""
        row = self._connection.execute("SELECT counts FROM block WHERE key = ?", [key]).fetchone()
        if row is None:
            return None
        try:
            return BlockCounts(**json.loads(zlib.decompress(row[0])))
        except (zlib.error, ValueError, TypeError):
            return None

    def known(self, keys: Iterable[str]) -> set[str]:
        """Those of some keys under which counts are kept."""
        held = {key for key, in self._connection.execute("SELECT key FROM block")}
        return held.intersection(keys)

    def keep(self, key: str, counts: BlockCounts) -> None:
        """Keeps the counts of a block."""
        # Level 1: a block's three megabytes in 30 ms, to a third.
        packed = zlib.compress(json.dumps(counts.as_dict(), ensure_ascii=False).encode(), 1)
        self._connection.execute("INSERT OR REPLACE INTO block VALUES (?, ?)", [key, packed])

    def keep_only(self, keys: Collection[str]) -> None:
        """Forgets all other blocks: those of texts that have changed since."""
        held = [key for key, in self._connection.execute("SELECT key FROM block")]
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.executemany("DELETE FROM block WHERE key = ?",
                                         [(key,) for key in held if key not in keys])

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

"""KeptCounts: a block of texts that was counted once is not counted again. A cache, safe to delete."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable
from pathlib import Path

from indexer.cache_file import CacheFile
from indexer.suggest.counting import BlockCounts

FILE = "counts.sqlite"
AGAIN = "các bản tin ấy được đếm lại cho phần gợi ý"


class KeptCounts:
    """The counts of blocks, by a key that says all that they come from, in one file."""

    def __init__(self, path: Path):
        self._cache = CacheFile(path, AGAIN)

    def find(self, key: str) -> BlockCounts | None:
        """The counts that were kept under a key, or None."""
        packed = self._cache.get(key.encode())
        return BlockCounts(**json.loads(zlib.decompress(packed))) if packed is not None else None

    def known(self, keys: Iterable[str]) -> set[str]:
        """Those of some keys under which counts are kept."""
        held = self._cache.keys()
        return {key for key in keys if key.encode() in held}

    def keep(self, key: str, counts: BlockCounts) -> None:
        """Keeps the counts of a block."""
        # Level 1: a block's three megabytes in 30 ms, to a third.
        self._cache.put([(key.encode(), zlib.compress(json.dumps(counts.as_dict(), ensure_ascii=False).encode(), 1))])

    def keep_only(self, keys: Collection[str]) -> None:
        """Forgets all other blocks: those of texts that have changed since."""
        self._cache.keep_only({key.encode() for key in keys})

    def close(self) -> None:
        """Lets go of the file."""
        self._cache.close()

"""KeptWords: what was segmented once is not segmented again. A cache, safe to delete."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from indexer.analysis.segmentation.words import segmenter_name
from indexer.cache_file import CacheFile

AGAIN = "các bản tin ấy được tách từ lại"


class KeptWords:
    """The words of texts, by the content of the text and the segmenter that cut it, in one file."""

    def __init__(self, path: Path):
        self._cache = CacheFile(path, AGAIN)
        self._salt = segmenter_name().encode()

    def find(self, texts: Iterable[str]) -> dict[str, list[str]]:
        """The words of those texts that were kept."""
        found = {}
        for text in texts:
            words = self._cache.get(self._key(text))
            if words is not None:
                found[text] = words.decode().split()
        return found

    def keep(self, words: Mapping[str, Iterable[str]]) -> None:
        """Keeps the words of texts, all in one transaction."""
        self._cache.put((self._key(text), " ".join(cut).encode()) for text, cut in words.items())

    def close(self) -> None:
        """Lets go of the file."""
        self._cache.close()

    def _key(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(), digest_size=16, key=self._salt).digest()

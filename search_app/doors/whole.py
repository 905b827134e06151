"""All that the store holds as a public data set: JSON Lines, a bulletin a line, and a checksum of the whole."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Hashable, Iterator

from corpus.storing.bulletin_lines import write_line
from corpus.storing.store import Store

PATH = "/xuat.jsonl"
MIMETYPE = "application/jsonl"


def write_all(store: Store) -> Iterator[bytes]:
    """The lines, those of bulletins that are gone left out."""
    return (write_line(bulletin) for bulletin in store.bulletins() if not bulletin.gone_on)


class Checksums:
    """The SHA-256 of all lines, computed once for each state of a store: the file is read whole for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: tuple[Hashable, str] = (None, "")

    def of(self, store: Store, file: Hashable) -> str:
        """The checksum of a store that lies in a file, 64 hex digits."""
        with self._lock:  # who asks meanwhile waits, and does not read it all again
            mark = file, store.watermark()
            if self._known[0] != mark:
                made = hashlib.sha256()
                for line in write_all(store):
                    made.update(line)
                self._known = mark, made.hexdigest()
            return self._known[1]

"""Stores that stay open between requests: a fresh connection reads the schema and its first pages anew."""

from __future__ import annotations

import threading
from pathlib import Path

from corpus.storing.store import Store

Identity = tuple[int, int]


class OpenStores:
    """Read-only stores over one file, each lent to one request at a time; there are as many as requests at once.

    A file that was replaced by another one is opened anew. One object serves all threads.
    """

    def __init__(self, path: Path):
        self._path = path
        self._idle: list[tuple[Identity, Store]] = []
        self._lent: dict[int, Identity] = {}
        self._lock = threading.Lock()

    def __del__(self) -> None:
        for _, store in getattr(self, "_idle", ()):
            store.close()

    def lend(self) -> Store:
        """A store for one request. Raises StoreError where it is missing or cannot be used."""
        identity = self.identify()
        with self._lock:
            while self._idle:
                known, store = self._idle.pop()
                if known == identity and store.is_current:
                    break
                store.close()
            else:
                store = Store.open(self._path, read_only=True)
            self._lent[id(store)] = identity
            return store

    def take_back(self, store: Store) -> None:
        """The store of a request that is over."""
        with self._lock:
            self._idle.append((self._lent.pop(id(store)), store))

    def identify(self) -> Identity:
        """Which file lies at the path; (0, 0) for none, which is no file's."""
        try:
            found = self._path.stat()
        except OSError:
            return 0, 0
        return found.st_dev, found.st_ino

    def identify_state(self) -> tuple[int, ...]:
        """Which file lies at the path, and when it was written to last."""
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return found.st_dev, found.st_ino, found.st_mtime_ns

"""Stores that stay open between requests: a fresh connection reads the schema and its first pages anew."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.storing.open_store import open_pool, open_store
from corpus.storing.postgres.address import is_server
from corpus.storing.store import Store

if TYPE_CHECKING:
    from corpus.storing.postgres.pool import StorePool

Identity = tuple[int, int]
# How long a server's store that was found damaged is held for damaged, until a reader finds it so again.
DOUBT_SECONDS = 300


class Stores(Protocol):
    """Read-only stores, each lent to one request at a time. One object serves all threads."""

    def lend(self) -> Store:
        """A store for one request. Raises StoreError where it is missing, away or cannot be used."""

    def take_back(self, store: Store) -> None:
        """The store of a request that is over."""

    def identify(self) -> Identity:
        """Which store it is; another one in its place is another one."""

    def identify_state(self) -> tuple[int, ...]:
        """The same, and which state of it."""


def open_stores(address: Path | str) -> Stores:
    """The stores over a file, or over a server's store."""
    return ServerStores(str(address)) if is_server(address) else OpenStores(Path(address))


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
                store = open_store(self._path, read_only=True)
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


class ServerStores:
    """Stores of a server, over connections that stay open."""

    def __init__(self, address: str):
        self._address = address
        self._pool: StorePool | None = None

    def __del__(self) -> None:
        if getattr(self, "_pool", None):
            self._pool.close()  # type: ignore[union-attr]

    def lend(self) -> Store:
        """A store for one request."""
        if self._pool is None:
            self._pool = open_pool(self._address)
        return self._pool.lend()

    def take_back(self, store: Store) -> None:
        """The store of a request that is over."""
        store.close()

    def identify(self) -> Identity:
        """The same for as long as this process asks this server."""
        return 0, 0

    def identify_state(self) -> tuple[int, ...]:
        """A span of time: what was found damaged is looked at anew in the next one."""
        return (int(time.time() // DOUBT_SECONDS),)

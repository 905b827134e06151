"""ConnectionPool: a server's store for many readers, one connection for each request at a time. Opened when first used,
so that each process of a web server has connections of its own."""

from __future__ import annotations

import logging
import os
import threading
from contextlib import closing
from time import monotonic

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from corpus.storing.errors import StoreAway
from corpus.storing.postgres.address import show
from corpus.storing.postgres.connection import PostgresConnection
from corpus.storing.postgres.errors import AWAY
from corpus.storing.postgres.opening import connection_info, open_server, set_up
from corpus.storing.steps import refuse_a_part
from corpus.storing.store import Store

MOST = 20  # of one process: more requests at once wait for each other
WAIT_SECONDS = 3.0  # for a connection; whoever reads gets a page that says so
AWAY_SECONDS = 1.0  # how long a server that did not answer is not asked again: its readers need not all wait in turn
IDLE_SECONDS = 300.0

# It would write down what libpq says of an address that cannot be reached, and again with every request.
logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)


class StorePool:
    """Read-only stores of one server. One object serves all threads."""

    def __init__(self, address: str):
        self._address, self.path = address, show(address)
        self._pool: ConnectionPool | None = None
        self._owner, self._away_until = 0, 0.0
        self._lock = threading.Lock()

    def lend(self) -> Store:
        """A store for one request; closing it gives its connection back. Raises StoreError where it cannot be had."""
        if monotonic() < self._away_until:
            raise StoreAway(f"{self.path}: {AWAY}")
        try:
            pool = self._opened()
            raw = pool.getconn()
        except (StoreAway, PoolTimeout, psycopg.Error):
            self._away_until = monotonic() + AWAY_SECONDS
            raise StoreAway(f"{self.path}: {AWAY}") from None
        return Store(PostgresConnection(raw, self.path, pool.putconn))

    def close(self) -> None:
        """Lets go of all connections."""
        with self._lock:
            if self._pool and self._owner == os.getpid():
                self._pool.close()
            self._pool = None

    def _opened(self) -> ConnectionPool:
        with self._lock:
            if self._pool is None or self._owner != os.getpid():
                with closing(open_server(self._address, read_only=True, create=False)) as first:
                    refuse_a_part(first)  # here what is wrong is told at once
                self._pool = ConnectionPool(
                    connection_info(self._address), kwargs={"autocommit": True}, min_size=0, max_size=MOST,
                    timeout=WAIT_SECONDS, reconnect_timeout=WAIT_SECONDS, max_idle=IDLE_SECONDS,
                    configure=lambda raw: set_up(raw, read_only=True), check=ConnectionPool.check_connection, open=True)
                self._owner = os.getpid()
            return self._pool

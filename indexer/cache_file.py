"""open_cache(): an SQLite file that only saves work. What is damaged is thrown away and begun anew."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

LOG = logging.getLogger(__name__)


def open_cache(path: Path, table: str, again: str) -> sqlite3.Connection:
    """The file with its table, made by a CREATE TABLE IF NOT EXISTS where it is missing. Transactions are begun by
    hand. `again` says, for the log, what a damaged file costs.

    >>> cache = open_cache(Path(":memory:"), "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY)", "")
    >>> cache.execute("SELECT count(*) FROM kept").fetchone()
    (0,)
    >>> cache.close()
    """
    try:
        return connect(path, table)
    except sqlite3.OperationalError:  # busy, no room, no rights: nothing that starting anew would mend
        raise
    except sqlite3.DatabaseError:
        LOG.warning("%s: damaged, begun anew; %s", path, again)
        # With the log that lies beside it, which would else be played into the new file.
        for part in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            part.unlink(missing_ok=True)
        return connect(path, table)


def connect(path: Path, table: str) -> sqlite3.Connection:
    """The file with its table. sqlite3.DatabaseError where it is damaged."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        # After a power cut it may lack its last rows, and that is all.
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(table)
    except BaseException:
        connection.close()
        raise
    return connection

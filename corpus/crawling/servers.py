"""What each server is owed: a pause between two requests, a wait that it asked for, rest when it is down."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter

from corpus.crawling.fetching.headers import LONGEST_WAIT

MAX_FAILURES_IN_A_ROW = 10  # then a server is left alone for this sitting: it is down, and 30 seconds each add up


class Servers:
    """The servers (scheme, host, port) of a store. Their waits are kept; what was left is left for this sitting.

    >>> from pathlib import Path
    >>> from corpus.storing.store import Store
    >>> with Store.open(Path(":memory:")) as store:
    ...     servers = Servers(store.connection)
    ...     servers.know("http://h")
    ...     servers.wait_for("http://h", 60.0)
    ...     servers.must_wait("http://h"), servers.must_wait("http://other")
    (True, False)
    """

    def __init__(self, connection: sqlite3.Connection, delay: float = 0.0):
        self.connection, self.delay = connection, delay
        self.notes: list[str] = []
        self.left = 0  # how many servers were left alone in this sitting
        self._own_delays: dict[str, float] = {}
        self._failures_in_a_row: Counter[str] = Counter()
        connection.executescript("CREATE TEMP TABLE IF NOT EXISTS blocked (origin TEXT PRIMARY KEY);"
                                 "DELETE FROM blocked;")
        latest = time.time() + LONGEST_WAIT  # an earlier program kept whatever a server asked for
        connection.execute("UPDATE host SET next_at = ? WHERE next_at > ?", [latest, latest])

    def know(self, *origins: str) -> None:
        """Servers that addresses lie on."""
        self.connection.executemany("INSERT OR IGNORE INTO host (origin) VALUES (?)", [(origin,) for origin in origins])

    def asks_for_delay(self, origin: str, seconds: float) -> None:
        """What a server's robots.txt wants between two requests."""
        self._own_delays[origin] = seconds

    def pause(self, origin: str) -> float:
        """Seconds between two requests to a server: ours or its own, whichever is longer."""
        return max(self.delay, self._own_delays.get(origin, 0.0))

    def wait_for(self, origin: str, seconds: float) -> None:
        """Nobody asks a server before so many seconds have passed, a day at most."""
        self.connection.execute("UPDATE host SET next_at = ? WHERE origin = ?",
                                [time.time() + min(seconds, LONGEST_WAIT), origin])

    def must_wait(self, origin: str) -> bool:
        """Whether a server is not to be asked right now."""
        return bool(self.connection.execute("SELECT 1 FROM host WHERE origin = ? AND next_at > ?",
                                            [origin, time.time()]).fetchone())

    def answered(self, origin: str) -> None:
        """A server is well."""
        self._failures_in_a_row[origin] = 0

    def failed(self, origin: str, why: str) -> None:
        """A server did not answer; too often in a row, and it is left alone."""
        self._failures_in_a_row[origin] += 1
        if self._failures_in_a_row[origin] >= MAX_FAILURES_IN_A_ROW:
            self.leave(origin, f"{MAX_FAILURES_IN_A_ROW} lần liền không trả lời được ({why})")

    def leave(self, origin: str, why: str) -> None:
        """Asks a server nothing more in this sitting."""
        self.connection.execute("INSERT OR IGNORE INTO blocked VALUES (?)", [origin])
        self.left += 1
        self.notes.append(f"{origin}: {why}; chạy lại để tiếp tục")

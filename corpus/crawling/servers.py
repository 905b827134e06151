"""What each server is owed: a pause between two requests, a wait that it asked for, rest when it is down.

Where several crawlers share a store, one of them holds a server while it asks it, and no other one asks it meanwhile.
The hold runs out where its crawler does not renew it: later than any pause after the last request that it can have
begun.
"""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from uuid import uuid4

from corpus.crawling.fetching.headers import LONGEST_WAIT
from corpus.storing.connection import Connection

MAX_FAILURES_IN_A_ROW = 10  # then a server is left alone for this sitting: it is down, and 30 seconds each add up

HOLD_SECONDS = 60.0  # of a server behind the pause that it is owed; a crawler that lives renews its hold in time
RENEWALS = 4  # how often a hold is renewed before it would run out
HELD = "host.held_until > ? AND host.holder != ?"  # by another crawler


class HoldLost(Exception):
    """Another crawler asks a server that was ours: this one stood still for too long."""


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

    def __init__(self, connection: Connection, delay: float = 0.0, hold_seconds: float = HOLD_SECONDS):
        self.connection, self.delay, self.hold_seconds = connection, delay, hold_seconds
        self.me = uuid4().hex if connection.is_shared else ""
        self._holds: dict[str, float] = {}  # servers, and when a hold was renewed the last time, by our own clock
        self.notes: list[str] = []
        self.left = 0  # how many servers were left alone in this sitting
        self._own_delays: dict[str, float] = {}
        self._failures_in_a_row: Counter[str] = Counter()
        connection.executescript("CREATE TEMP TABLE IF NOT EXISTS blocked (origin TEXT PRIMARY KEY);"
                                 "DELETE FROM blocked;")
        latest = self.now() + LONGEST_WAIT  # an earlier program kept whatever a server asked for
        connection.execute("UPDATE host SET next_at = ? WHERE next_at > ?", [latest, latest])

    def now(self) -> float:
        """The time that waits are counted in."""
        return self.connection.now()

    # Holding

    @property
    def is_alone(self) -> bool:
        """Whether no other crawler shares the store."""
        return not self.me

    def held_elsewhere(self) -> list[object]:
        """The values of HELD."""
        return [self.now(), self.me]

    def hold(self, origin: str) -> bool:
        """Takes hold of a server, if nobody else has it and its pause is over; whether we hold it now."""
        if self.is_alone:
            return True
        now = self.now()
        held = self.connection.execute(
            f"UPDATE host SET holder = ?, held_until = ? WHERE origin = ? AND next_at <= ? AND NOT ({HELD})",
            [self.me, now + self.hold_seconds + self.pause(origin), origin, now, *self.held_elsewhere()]).rowcount > 0
        if held:
            self._holds[origin] = time.monotonic()
        return held

    def renew(self) -> None:
        """Renews the holds that are old; to be called all the while."""
        for origin, renewed in list(self._holds.items()):
            if time.monotonic() - renewed > self.hold_seconds / RENEWALS:
                self._holds[origin] = time.monotonic()
                self.connection.execute("UPDATE host SET held_until = ? WHERE origin = ? AND holder = ?",
                                        [self.now() + self.hold_seconds + self.pause(origin), origin, self.me])

    def let_go(self, origin: str, *, asked: bool = True) -> None:
        """Lets go of a server; unless nothing was `asked` of it, its pause begins. HoldLost where we do not hold it."""
        if self.is_alone:
            return
        if self._holds.pop(origin, None) is None:
            return
        rest = self.now() + self.pause(origin) if asked else 0.0
        if not self.connection.execute(
                "UPDATE host SET holder = '', held_until = 0, next_at = CASE WHEN next_at > ? THEN next_at ELSE ? END "
                "WHERE origin = ? AND holder = ?", [rest, rest, origin, self.me]).rowcount:
            raise HoldLost(origin)

    def let_go_of_all(self) -> None:
        """Lets go of what is still held when a sitting ends."""
        for origin in list(self._holds):
            with suppress(HoldLost):
                self.let_go(origin)

    # Waiting

    def know(self, *origins: str) -> None:
        """Servers that addresses lie on."""
        self.connection.executemany("INSERT INTO host (origin) VALUES (?) ON CONFLICT DO NOTHING",
                                    [(origin,) for origin in origins])

    def asks_for_delay(self, origin: str, seconds: float) -> None:
        """What a server's robots.txt wants between two requests."""
        self._own_delays[origin] = seconds

    def pause(self, origin: str) -> float:
        """Seconds between two requests to a server: ours or its own, whichever is longer."""
        return max(self.delay, self._own_delays.get(origin, 0.0))

    def wait_for(self, origin: str, seconds: float) -> None:
        """Nobody asks a server before so many seconds have passed, a day at most."""
        self.connection.execute("UPDATE host SET next_at = ? WHERE origin = ?",
                                [self.now() + min(seconds, LONGEST_WAIT), origin])

    def must_wait(self, origin: str) -> bool:
        """Whether a server is not to be asked right now."""
        return bool(self.connection.execute("SELECT 1 FROM host WHERE origin = ? AND next_at > ?",
                                            [origin, self.now()]).fetchone())

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
        self.connection.execute("INSERT INTO blocked VALUES (?) ON CONFLICT DO NOTHING", [origin])
        self.left += 1
        self.notes.append(f"{origin}: {why}; chạy lại để tiếp tục")

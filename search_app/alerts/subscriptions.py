"""Who asked for letters: one small file, which the pages and the run of each day write to."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path

FILE = "letters.sqlite"
WAIT_SECONDS = 5.0
CONFIRM_HOURS = 48  # for a reader to confirm; then the address is forgotten
MOST_UNCONFIRMED = 3  # of one address: whoever types another's address cannot flood it
MOST_WAITING = 1_000  # of all: a robot that types invented addresses meets an end
MOST_CONFIRMED = 50  # of one address
MOST_LETTERS = 3  # that ask for one confirmation
AGAIN_AFTER = timedelta(minutes=10)  # until one may ask for another such letter
MOST_REFUSALS = 3  # days on which the mail server refused an address; then it is forgotten
# `letter` is of the letter that asks for a confirmation: '' to be sent, 'sending', 'sent'. `mark` is the last text of
# the store that was told of or passed over, `looked_on` the day of it; while a letter is handed over, `sending` holds
# the day. Moments and days are ISO 8601, '' for none.
TABLE = """
CREATE TABLE IF NOT EXISTS subscription (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    search TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    letter TEXT NOT NULL DEFAULT '',
    letters INTEGER NOT NULL DEFAULT 0,
    confirmed_at TEXT NOT NULL DEFAULT '',
    mark INTEGER NOT NULL DEFAULT 0,
    looked_on TEXT NOT NULL DEFAULT '',
    sending TEXT NOT NULL DEFAULT '',
    refusals INTEGER NOT NULL DEFAULT 0,
    UNIQUE (address, search)
)"""
COLUMNS = "id, token, address, search, confirmed_at, mark, looked_on"


class Asked(Enum):
    """What came of asking for letters: one is to be sent, none is (there is one already, or there were enough), or
    nobody new can be taken."""

    NEW = "new"
    KNOWN = "known"
    FULL = "full"


@dataclass(frozen=True)
class Subscription:
    """One search that one address gets letters about; `search` is the address of its page."""

    id: int
    token: str
    address: str
    search: str
    confirmed_at: str
    mark: int
    looked_on: str


class Subscriptions:
    """The file. Raises sqlite3.Error where it cannot be read or written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     kept, noon = Subscriptions(Path(folder) / FILE), datetime(2026, 11, 29, 12)
    ...     kept.ask("mai@vi.example", "/tim-kiem?q=l%C5%A9", noon), kept.ask("mai@vi.example", "/tim-kiem", noon)
    (<Asked.NEW: 'new'>, <Asked.NEW: 'new'>)
    """

    def __init__(self, path: Path):
        self.path = path
        self.is_kept = os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """One transaction. What is deleted is overwritten on the disk, too."""
        if not self.path.exists():
            self.path.touch(mode=0o600)
        with closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.execute(TABLE)
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def _change(self, statement: str, *values: object) -> bool:
        """Whether a statement changed anything."""
        with self._opened() as connection:
            return connection.execute(statement, values).rowcount > 0

    # What readers do

    def ask(self, address: str, search: str, now: datetime) -> Asked:
        """Somebody asks that letters about a search go to an address. Who did not confirm in time is forgotten here."""
        with self._opened() as connection:
            forget(connection, now)
            held = connection.execute("SELECT id, confirmed_at, asked_at, letters FROM subscription WHERE address = ? "
                                      "AND search = ?", [address, search]).fetchone()
            if held:
                id, confirmed_at, asked_at, letters = held
                if confirmed_at or letters >= MOST_LETTERS or now - datetime.fromisoformat(asked_at) < AGAIN_AFTER:
                    return Asked.KNOWN
                connection.execute("UPDATE subscription SET letter = '', asked_at = ? WHERE id = ?", [write(now), id])
                return Asked.NEW
            mine = dict(connection.execute("SELECT confirmed_at > '', count(*) FROM subscription WHERE address = ? "
                                           "GROUP BY 1", [address]))
            if mine.get(0, 0) >= MOST_UNCONFIRMED or mine.get(1, 0) >= MOST_CONFIRMED:
                return Asked.KNOWN
            waiting, = connection.execute("SELECT count(*) FROM subscription WHERE confirmed_at = ''").fetchone()
            if waiting >= MOST_WAITING:
                return Asked.FULL
            connection.execute("INSERT INTO subscription (token, address, search, asked_at) VALUES (?, ?, ?, ?)",
                               [secrets.token_urlsafe(24), address, search, write(now)])
            return Asked.NEW

    def find(self, token: str) -> Subscription | None:
        """What a letter's link means; None where that has ended."""
        return next(self._select("WHERE token = ?", token), None)

    def confirm(self, token: str, now: datetime, mark: int) -> bool:
        """The reader wants the letters: what comes behind the mark is news. False where nobody asked in time."""
        with self._opened() as connection:
            forget(connection, now)
            return connection.execute(
                "UPDATE subscription SET confirmed_at = ?, mark = ? WHERE token = ? AND confirmed_at = ''",
                [write(now), mark, token]).rowcount > 0

    def end(self, token: str) -> bool:
        """Forgets the reader's address and search."""
        return self._change("DELETE FROM subscription WHERE token = ?", token)

    # Letters that ask for a confirmation

    def unasked(self) -> list[Subscription]:
        """Those whose letter is still to be sent."""
        return list(self._select("WHERE confirmed_at = '' AND letter = ''"))

    def take_asking(self, id: int) -> bool:
        """Whether it is ours to send that letter: one process alone is told so, once."""
        return self._change("UPDATE subscription SET letter = 'sending', letters = letters + 1 WHERE id = ? AND "
                            "letter = '' AND confirmed_at = ''", id)

    def asked(self, id: int) -> None:
        """That letter was taken."""
        self._change("UPDATE subscription SET letter = 'sent' WHERE id = ?", id)

    def ask_later(self, id: int) -> None:
        """That letter was not taken, and is still to be sent."""
        self._change("UPDATE subscription SET letter = '' WHERE id = ? AND letter = 'sending'", id)

    # The letters of a day

    def due(self, today: date) -> list[Subscription]:
        """Those whose search nobody looked at today."""
        return list(self._select("WHERE confirmed_at > '' AND looked_on < ?", today.isoformat()))

    def pass_over(self, id: int, today: date, mark: int) -> None:
        """There was nothing new up to a mark."""
        self._change("UPDATE subscription SET looked_on = ?, mark = ? WHERE id = ?",
                     today.isoformat(), mark, id)

    def take(self, one: Subscription, today: date, mark: int) -> bool:
        """Whether it is ours to hand over the letter of today: told once, before the letter goes out. Whatever happens
        then, it is not told again."""
        day = today.isoformat()
        return self._change("UPDATE subscription SET looked_on = ?, sending = ?, mark = ? WHERE id = ? AND "
                            "looked_on = ?", day, day, mark, one.id, one.looked_on)

    def sent(self, id: int) -> None:
        """The letter was taken."""
        self._change("UPDATE subscription SET sending = '', refusals = 0 WHERE id = ?", id)

    def give_back(self, one: Subscription) -> None:
        """The letter was not taken, which is certain: it is still due."""
        self._change("UPDATE subscription SET sending = '', looked_on = ?, mark = ? WHERE id = ?",
                     one.looked_on, one.mark, one.id)

    def refuse(self, id: int, today: date) -> bool:
        """The mail server knows no such address; its news waits. Whether that was so often enough: it is forgotten."""
        with self._opened() as connection:
            connection.execute("UPDATE subscription SET refusals = refusals + 1, looked_on = ? WHERE id = ?",
                               [today.isoformat(), id])
            return connection.execute("DELETE FROM subscription WHERE id = ? AND refusals >= ?",
                                      [id, MOST_REFUSALS]).rowcount > 0

    def settle(self, now: datetime) -> int:
        """Forgets who did not confirm in time. How many letters were under way when a run was ended: whether they were
        taken nobody knows, and they are not sent again."""
        with self._opened() as connection:
            forget(connection, now)
            return connection.execute("UPDATE subscription SET sending = '' WHERE sending > ''").rowcount

    def counts(self) -> tuple[int, int]:
        """How many are confirmed, and how many are not yet."""
        with self._opened() as connection:
            return connection.execute("SELECT coalesce(sum(confirmed_at > ''), 0), coalesce(sum(confirmed_at = ''), 0) "
                                      "FROM subscription").fetchone()

    def _select(self, which: str, *values: object) -> Iterator[Subscription]:
        if not self.path.exists():
            return
        with self._opened() as connection:
            rows = connection.execute(f"SELECT {COLUMNS} FROM subscription {which} ORDER BY search, id",
                                      values).fetchall()
        yield from (Subscription(*row) for row in rows)


def forget(connection: sqlite3.Connection, now: datetime) -> None:
    """Deletes who did not confirm in time."""
    connection.execute("DELETE FROM subscription WHERE confirmed_at = '' AND asked_at < ?",
                       [write(now - timedelta(hours=CONFIRM_HOURS))])


def write(moment: datetime) -> str:
    """A moment as text that sorts as it should."""
    return moment.isoformat(timespec="seconds")

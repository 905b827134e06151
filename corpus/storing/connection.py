"""Connection: what the rooms of the store ask of whatever keeps it, a file of SQLite's or a PostgreSQL server.

Statements are written once, in what both understand: `?` for values, `ON CONFLICT`, `RETURNING`, names of columns, days
as text. What they do not share is a method here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol


class Connection(Protocol):
    """A connection to a store. Every failure is a StoreError. Outside a transaction each statement is kept at once."""

    # What an admin knows the store by; without passwords.
    path: str
    # Whether others may write to the store while this one does, each page a transaction of its own.
    is_shared: bool
    # How two tables are joined when the first one is to be gone through by its order.
    ordered_join: str

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Any:
        """A cursor: `fetchone`, `fetchall`, rows one by one, `rowcount`."""

    def insert(self, statement: str, values: Sequence[Any], key: str, /) -> int:
        """Adds a row; the key that the store gave it."""

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> Any:
        """A cursor whose `rowcount` is that of all rows together."""

    def executescript(self, statements: str, /) -> Any:
        """Several statements without values."""

    def define(self, statements: str) -> None:
        """Makes tables, indexes and columns, in SQLite's words, as a part of the transaction that was begun."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction was begun and not ended."""

    def begin(self, *, write: bool) -> None:
        """Begins a transaction. One that writes waits for the one before it, so that what is numbered inside is seen in
        the order of its numbers; one that reads sees the store as it is now."""

    def commit(self) -> None:
        """Keeps what was written."""

    def rollback(self) -> None:
        """Drops what was written."""

    def close(self) -> None:
        """Lets go of the store."""

    @property
    def is_current(self) -> bool:
        """Whether this connection shows what is written from now on."""

    def has_table(self, name: str) -> bool:
        """Whether the store has a table: one that is only read may be an older program's."""

    def now(self) -> float:
        """The time as everybody who writes to this store counts it, in seconds."""

    def size(self) -> int:
        """Bytes that the store takes."""

    def faults(self, most: int) -> Iterator[str]:
        """What the store finds wrong with itself."""

    def count_on(self, table: str, key: str) -> None:
        """The keys that the store counts for a table go on behind those that were written into it."""

    def hold(self, job: str, *, with_others: bool = False) -> bool:
        """Takes a job that only one may do at a time, until it is let go of or this connection ends; whether it was
        free. Those who take it `with_others` keep out only who wants it alone. A file has its own locks
        (corpus/job_lock.py): it is always free here."""

    def let_go(self, job: str, *, with_others: bool = False) -> None:
        """Lets go of a job."""

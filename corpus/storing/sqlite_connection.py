"""SqliteConnection: SQLite's connection, whose every failure is a StoreError: at a statement, at a row, at a commit.

A page that is damaged shows when it is read, which may be at the thousandth row of a statement that began well.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from corpus.storing.errors import in_words

Method = TypeVar("Method", bound=Callable[..., Any])
# How many steps of SQLite's own machine lie between two looks at whether somebody pressed Ctrl-C.
LOOKS = 1_000_000


def in_our_words(method: Method) -> Method:
    """The method of a connection or cursor, with what SQLite says about the file as a StoreError. What is a mistake of
    the program, such as the use of a closed connection, stays what it is."""
    @wraps(method)
    def call(self: Any, *values: Any) -> Any:
        try:
            return method(self, *values)
        except (sqlite3.ProgrammingError, sqlite3.NotSupportedError):
            raise
        except sqlite3.DatabaseError as error:
            raise in_words(self.path, error) from error
        except UnicodeDecodeError as error:  # of a name or a message with letters of a damaged file in it
            raise in_words(self.path, sqlite3.DatabaseError(str(error))) from error

    return call  # type: ignore[return-value]


class StoreCursor(sqlite3.Cursor):
    """A cursor of the store."""

    @property
    def path(self) -> str:
        """The store's file."""
        return self.connection.path  # type: ignore[attr-defined]

    execute = in_our_words(sqlite3.Cursor.execute)
    executemany = in_our_words(sqlite3.Cursor.executemany)
    executescript = in_our_words(sqlite3.Cursor.executescript)
    fetchone = in_our_words(sqlite3.Cursor.fetchone)
    fetchmany = in_our_words(sqlite3.Cursor.fetchmany)
    fetchall = in_our_words(sqlite3.Cursor.fetchall)
    __next__ = in_our_words(sqlite3.Cursor.__next__)


class SqliteConnection(sqlite3.Connection):
    """A connection to a store in a file; `path` is named in its errors. `frozen` is the state of a file that is read as
    one that nobody writes to: its connection is of use as long as that is so."""

    path = ":memory:"
    is_shared = False
    ordered_join = "CROSS JOIN"  # else SQLite might look through the second table for each row of the first
    frozen: tuple[int, int] | None = None

    def cursor(self, factory: Any = StoreCursor) -> Any:
        """A cursor that fails as this connection does."""
        return super().cursor(factory)

    def execute(self, *values: Any) -> Any:
        """As sqlite3's own, which would go past the cursor above."""
        return self.cursor().execute(*values)

    def insert(self, statement: str, values: Sequence[Any], key: str) -> int:
        """Adds a row. RETURNING would cost as much again as the row."""
        return self.execute(statement, values).lastrowid

    def executemany(self, *values: Any) -> Any:
        """As sqlite3's own."""
        return self.cursor().executemany(*values)

    def executescript(self, *values: Any) -> Any:
        """As sqlite3's own."""
        return self.cursor().executescript(*values)

    def define(self, statements: str) -> None:
        """Makes tables; sqlite3's own way with several statements would end the transaction. Ctrl-C ends it."""
        self.set_progress_handler(lambda: 0, LOOKS)
        try:
            for statement in statements.split(";"):
                self.execute(statement)
        finally:
            self.set_progress_handler(None, 0)

    commit = in_our_words(sqlite3.Connection.commit)
    rollback = in_our_words(sqlite3.Connection.rollback)

    def begin(self, *, write: bool) -> None:
        """Begins a transaction; one that writes has the file for itself."""
        self.execute("BEGIN IMMEDIATE" if write else "BEGIN")

    @property
    def is_current(self) -> bool:
        """Whether the file is still read as others write it. One without the right to write the folder, opened while
        nobody wrote, is not from when somebody does."""
        return self.frozen is None or state_of(Path(self.path)) == self.frozen

    def has_table(self, name: str) -> bool:
        """Whether the file has a table."""
        return bool(self.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [name]).fetchone())

    def now(self) -> float:
        """This machine's time."""
        return time.time()

    def size(self) -> int:
        """Bytes of the file and of what lies beside it."""
        path = Path(self.path)
        return sum(found.stat().st_size for found in path.parent.glob(f"{path.name}*"))

    def faults(self, most: int) -> Iterator[str]:
        """What SQLite finds wrong with its file and with what its tables say of each other."""
        for line, in self.execute(f"PRAGMA integrity_check({most})"):
            if line != "ok":
                yield f"SQLite: {line}"
        for number, (table, _, other, _) in enumerate(self.execute("PRAGMA foreign_key_check")):
            if number < most:
                yield f"bảng {table} nhắc tới dòng không có trong bảng {other}"

    def count_on(self, table: str, key: str) -> None:
        """Nothing: SQLite goes on behind the highest key by itself."""

    def hold(self, job: str, *, with_others: bool = False) -> bool:
        """Always free: jobs over a file have lock files."""
        return True

    def let_go(self, job: str, *, with_others: bool = False) -> None:
        """Nothing."""


def state_of(path: Path) -> tuple[int, int] | None:
    """Size and time of change of a file that nobody writes to now; None while somebody does, or where it is missing."""
    try:
        found = path.stat()
        beside = path.with_name(f"{path.name}-wal")
        return None if beside.exists() and beside.stat().st_size else (found.st_size, found.st_mtime_ns)
    except OSError:
        return None

"""StoreConnection: SQLite's connection, whose every failure is a StoreError: at a statement, at a row, at a commit.

A page that is damaged shows when it is read, which may be at the thousandth row of a statement that began well.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from corpus.storing.errors import in_words

Method = TypeVar("Method", bound=Callable[..., Any])


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


class StoreConnection(sqlite3.Connection):
    """A connection to the store; `path` is named in its errors. `frozen` is the state of a file that is read as one
    that nobody writes to: its connection is of use as long as that is so."""

    path = ":memory:"
    frozen: tuple[int, int] | None = None

    def cursor(self, factory: Any = StoreCursor) -> Any:
        """A cursor that fails as this connection does."""
        return super().cursor(factory)

    def execute(self, *values: Any) -> Any:
        """As sqlite3's own, which would go past the cursor above."""
        return self.cursor().execute(*values)

    def executemany(self, *values: Any) -> Any:
        """As sqlite3's own."""
        return self.cursor().executemany(*values)

    def executescript(self, *values: Any) -> Any:
        """As sqlite3's own."""
        return self.cursor().executescript(*values)

    commit = in_our_words(sqlite3.Connection.commit)
    rollback = in_our_words(sqlite3.Connection.rollback)

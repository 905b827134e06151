"""PostgresConnection: a server's store as the rooms of the store use one. Every failure is a StoreError."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import psycopg
from psycopg.adapt import Buffer, Dumper
from psycopg.pq import TransactionStatus
from psycopg.types.string import StrDumper, TextLoader

from corpus.storing.errors import StoreError
from corpus.storing.postgres.dialect import translate, translate_tables
from corpus.storing.postgres.errors import in_words
from corpus.storing.postgres.texts import escape, read
from corpus.storing.schema import APPLICATION_ID

Result = TypeVar("Result")
# The locks of one program among those of a server: the first of two numbers.
LOCKS = APPLICATION_ID
WRITING, JOBS = 1, APPLICATION_ID + 1
MAX_TRIES = 3  # of a statement that met another one halfway, each waiting for the other
CLOCK_SECONDS = 300.0  # how long a server's clock is trusted to go as ours does
SETTINGS = """
SET client_min_messages = warning;
SET jit = off;
SET lock_timeout = '60s';
SET default_transaction_read_only = {read_only}
"""


class TextDumper(StrDumper):
    """Texts, with what PostgreSQL takes none of written another way."""

    def dump(self, obj: str) -> Buffer | None:
        """The bytes of a text."""
        return super().dump(escape(obj))


class TextReader(TextLoader):
    """Texts as they were before."""

    def load(self, data: Buffer) -> bytes | str:
        """The text of some bytes."""
        loaded = super().load(data)
        return read(loaded) if isinstance(loaded, str) else loaded


class YesOrNo(Dumper):
    """True and False as the numbers that SQLite has for them."""

    oid = psycopg.adapters.types["int2"].oid

    def dump(self, obj: bool) -> Buffer | None:
        """1 or 0."""
        return b"1" if obj else b"0"


def adapt(raw: psycopg.Connection) -> None:
    """Lets a connection take and give the values that the store has."""
    raw.adapters.register_dumper(str, TextDumper)
    raw.adapters.register_dumper(bool, YesOrNo)
    raw.adapters.register_loader("text", TextReader)


class PostgresConnection:
    """A connection to a store on a server; `path` is what may be told of its address. `give_back` takes the connection
    when it is closed, where it is lent."""

    is_shared = True
    ordered_join = "JOIN"

    def __init__(self, raw: psycopg.Connection, path: str,
                 give_back: Callable[[psycopg.Connection], None] = psycopg.Connection.close):
        self.raw, self.path = raw, path
        self._give_back = give_back
        self._ahead, self._looked_at = 0.0, float("-inf")

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> psycopg.Cursor:
        """A statement with values, in the words that both kinds of stores understand."""
        return self._do(lambda: self.raw.execute(translate(statement), values))

    def insert(self, statement: str, values: Sequence[Any], key: str, /) -> int:
        """Adds a row; its key."""
        return self.execute(f"{statement} RETURNING {key}", values).fetchone()[0]  # type: ignore[index]

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> psycopg.Cursor:
        """A statement for each of some rows."""
        values = list(rows)

        def work() -> psycopg.Cursor:
            cursor = self.raw.cursor()
            cursor.executemany(translate(statement), values)
            return cursor
        return self._do(work)

    def executescript(self, statements: str, /) -> psycopg.Cursor:
        """Several statements without values."""
        return self._do(lambda: self.raw.execute(statements.encode()))

    def define(self, statements: str) -> None:
        """Makes tables, indexes and columns."""
        for statement in translate_tables(statements):
            self.executescript(statement)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction was begun, be it that it failed."""
        return self.raw.info.transaction_status not in (TransactionStatus.IDLE, TransactionStatus.UNKNOWN)

    def begin(self, *, write: bool) -> None:
        """Begins a transaction. Those that write come one after the other: each takes numbers that are higher than all
        that can be seen, and is seen before the next one takes any. So no reader goes past a number that comes late."""
        self.executescript(f"BEGIN; SELECT pg_advisory_xact_lock({LOCKS}, {WRITING})" if write else
                           "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def commit(self) -> None:
        """Keeps what was written."""
        self.executescript("COMMIT")

    def rollback(self) -> None:
        """Drops what was written; what a server that went away had of it is dropped already."""
        if self.in_transaction:
            self.executescript("ROLLBACK")

    def close(self) -> None:
        """Lets go of the connection, and with it of whatever it holds."""
        self._give_back(self.raw)

    @property
    def is_current(self) -> bool:
        """Whether the connection still stands."""
        return not self.raw.closed

    def has_table(self, name: str) -> bool:
        """Whether the store has a table."""
        return self.execute("SELECT to_regclass(?) IS NOT NULL", [f'"{name}"']).fetchone()[0]  # type: ignore[index]

    def now(self) -> float:
        """The server's time: crawlers on several machines have one clock."""
        if time.monotonic() - self._looked_at > CLOCK_SECONDS:
            theirs, = self.execute("SELECT extract(epoch FROM clock_timestamp())").fetchone()  # type: ignore[misc]
            self._ahead, self._looked_at = float(theirs) - time.time(), time.monotonic()
        return time.time() + self._ahead

    def size(self) -> int:
        """Bytes that the database takes."""
        return self.execute("SELECT pg_database_size(current_database())").fetchone()[0]  # type: ignore[index]

    def faults(self, most: int) -> Iterator[str]:
        """What the server knows to be wrong with its tables; with its extension amcheck, each index is gone through."""
        for name, in self.execute("SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class c ON c.oid = indrelid "
                                  "WHERE NOT indisvalid AND c.relnamespace = current_schema()::regnamespace LIMIT ?",
                                  [most]).fetchall():
            yield f"PostgreSQL: chỉ mục {name} không dùng được"
        for name, table in self.execute(
                "SELECT conname, conrelid::regclass::text FROM pg_constraint WHERE NOT convalidated "
                "AND connamespace = current_schema()::regnamespace LIMIT ?", [most]).fetchall():
            yield f"PostgreSQL: ràng buộc {name} của bảng {table} chưa được kiểm tra"
        failed, = self.execute("SELECT coalesce(checksum_failures, 0) FROM pg_stat_database "
                               "WHERE datname = current_database()").fetchone()  # type: ignore[misc]
        if failed:
            yield f"PostgreSQL: {failed} trang đĩa sai mã kiểm"
        if self.execute("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'").fetchone():
            for name, in self.execute("SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class c ON c.oid = "
                                      "indexrelid JOIN pg_am ON pg_am.oid = relam WHERE amname = 'btree' AND "
                                      "relnamespace = current_schema()::regnamespace").fetchall():
                try:
                    self.execute("SELECT bt_index_check(?::regclass)", [name])
                except StoreError as error:
                    yield f"PostgreSQL: chỉ mục {name}: {error}"

    def count_on(self, table: str, key: str) -> None:
        """The server counts on behind the highest key that was written."""
        self.execute(f'SELECT setval(pg_get_serial_sequence(?, ?), coalesce(max({key}), 0) + 1, false) FROM "{table}"',
                     [f'"{table}"', key])

    def hold(self, job: str, *, with_others: bool = False) -> bool:
        """Takes a job that only one may do at a time, on whatever machine. The server lets go of it when this
        connection ends, however that ends."""
        return self.execute(f"SELECT pg_try_advisory_lock{'_shared' if with_others else ''}(?, hashtext(?))",
                            [JOBS, job]).fetchone()[0]  # type: ignore[index]

    def let_go(self, job: str, *, with_others: bool = False) -> None:
        """Lets go of a job."""
        self.execute(f"SELECT pg_advisory_unlock{'_shared' if with_others else ''}(?, hashtext(?))", [JOBS, job])

    def _do(self, work: Callable[[], Result]) -> Result:
        for attempt in range(MAX_TRIES):
            is_whole = not self.in_transaction  # a part of a transaction cannot be done again by itself
            try:
                return work()
            except psycopg.Error as error:
                if isinstance(error, psycopg.errors.DeadlockDetected) and is_whole and attempt < MAX_TRIES - 1:
                    continue
                said = in_words(self.path, error)
                if said is None:
                    raise
                raise said from None  # the server's own words may hold what was typed
        raise AssertionError("unreachable")

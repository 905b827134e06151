"""The SQLite file of the store: opened safely, made where it is missing, and never taken for another program's."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from corpus.storing.errors import FORBIDDEN, StoreError, StoreMissing, in_words, kind_of
from corpus.storing.schema import APPLICATION_ID, SCHEMA_VERSION
from corpus.storing.sqlite_connection import SqliteConnection, state_of
from corpus.storing.steps import bring_up_to_date

BUSY_SECONDS = 30  # a load of a few hundred bulletins holds the file for well under a second
IN_MEMORY = Path(":memory:")
MISSING = "{path}: chưa có kho bản tin; hãy chạy scripts/crawl.py hoặc scripts/load.py"


def open_file(path: Path, *, read_only: bool, create: bool) -> SqliteConnection:
    """A connection to a store. Raises StoreError where it is missing, is no store, or is a newer program's."""
    missing = path != IN_MEMORY and (not path.exists() or path.stat().st_size == 0)
    if missing and (read_only or not create):
        raise StoreMissing(MISSING.format(path=path))
    try:
        if missing:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = connect(path, read_only)
    except (OSError, sqlite3.Error) as error:
        raise in_words(path, error) from error
    try:
        check(connection, path)
        if not read_only:
            prepare(connection)
        elif not count_tables(connection):  # what a disk left that was full when the store was made
            raise StoreMissing(MISSING.format(path=path))
    except BaseException:
        connection.close()
        raise
    return connection


def connect(path: Path, read_only: bool) -> SqliteConnection:
    """A connection that commits by itself where no transaction was begun. One that only reads may go from thread to
    thread, though it serves one at a time."""
    if path == IN_MEMORY:
        return sqlite3.connect(":memory:", isolation_level=None, factory=SqliteConnection)
    connection = connect_with(path, f"mode={'ro' if read_only else 'rwc'}", read_only)
    if read_only and state_of(path) is not None and not is_readable(connection):
        # Who may not write the folder cannot make the memory that readers and writers share; while nobody writes, it is
        # not needed: the file is read as it lies there.
        connection.close()
        frozen = state_of(path)
        connection = connect_with(path, "mode=ro&immutable=1", read_only)
        connection.frozen = frozen
    return connection


def connect_with(path: Path, options: str, read_only: bool) -> SqliteConnection:
    """A connection with some of SQLite's options."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, timeout=BUSY_SECONDS,
                                 isolation_level=None, check_same_thread=not read_only, factory=SqliteConnection)
    connection.path = str(path)
    return connection


def is_readable(connection: SqliteConnection) -> bool:
    """Whether the file can be read with the rights that there are. What else is wrong with it shows later."""
    try:
        count_tables(connection)
    except StoreError as error:
        return not (isinstance(error.__cause__, sqlite3.Error) and kind_of(error.__cause__) in FORBIDDEN)
    return True


def check(connection: SqliteConnection, path: Path) -> None:
    """Raises StoreError where the file is another program's, or a newer version's. An empty file is neither."""
    # The tables first: they come in one commit with the marks, so where there are tables the marks are there to read.
    tables = count_tables(connection)
    mark, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if tables and mark != APPLICATION_ID:
        raise StoreError(f"{path}: tệp này không phải kho bản tin; hãy chọn thư mục dữ liệu khác (--data)")
    if version > SCHEMA_VERSION:
        raise StoreError(f"{path}: kho do một bản chương trình mới hơn ghi (lược đồ {version}, chương trình này biết "
                         f"{SCHEMA_VERSION}); hãy cập nhật chương trình")


def prepare(connection: SqliteConnection) -> None:
    """Sets how the file is written, and makes the tables where they are missing."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # WAL with less may lose the last commits with the power
    connection.execute("PRAGMA foreign_keys = ON")
    bring_up_to_date(connection, lambda: None if count_tables(connection) else put_marks(connection))


def put_marks(connection: sqlite3.Connection) -> None:
    """Marks an empty file as a store."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def count_tables(connection: sqlite3.Connection) -> int:
    """How many tables and indexes a file has."""
    return connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]

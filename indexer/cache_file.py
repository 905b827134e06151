"""CacheFile: values by key in an SQLite file that only saves work. What is damaged is thrown away and made anew.

Damage may show at any moment: when the file is opened, on a page that is read an hour later, in a value whose letters
changed. Each value bears a checksum over its key and itself, so that none is taken for what it is not.
"""

from __future__ import annotations

import logging
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

LOG = logging.getLogger(__name__)

# SQLite's user_version: files of another form are begun anew.
FORM = 1
TABLE = "CREATE TABLE kept (key BLOB PRIMARY KEY, checksum INTEGER NOT NULL, value BLOB NOT NULL)"
# What starting anew would not mend: no rights, busy, no memory, no room, a disk that takes nothing.
NO_DAMAGE = frozenset({
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN})
# Of a disk's errors, those that show when a file is read: a new file lies elsewhere.
UNREADABLE = frozenset({sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS})

# A message of SQLite's that quotes the letters of a damaged file may be no UTF-8, and then Python raises this instead.
FAILURES = (sqlite3.Error, UnicodeDecodeError)

Result = TypeVar("Result")


class CacheFile:
    """The file, made where it is missing. `again` says, for the log, what is done again where something is lost.

    Raises sqlite3.OperationalError where starting anew would not help: no room, no rights, busy.

    >>> with CacheFile(Path(":memory:"), "") as cache:
    ...     cache.put([(b"a", b"1"), (b"b", b"2")])
    ...     cache.keep_only([b"b"])
    ...     cache.get(b"a"), cache.get(b"b"), cache.keys()
    (None, b'2', {b'b'})
    """

    def __init__(self, path: Path, again: str):
        self._path, self._again = path, again
        self._damaged = 0
        try:
            self._connection = connect(path)
        except FAILURES as error:
            self._connection = self._begin_anew(error)

    def __enter__(self) -> CacheFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, key: bytes) -> bytes | None:
        """The value of a key, or None."""
        row = self._do(lambda connection: connection.execute(
            "SELECT checksum, value FROM kept WHERE key = ?", [key]).fetchone())
        if row is None:
            return None
        checksum, value = row
        if isinstance(value, bytes) and checksum == checksum_of(key, value):
            return value
        if not self._damaged:
            LOG.warning("%s: có dữ liệu hỏng, không dùng; %s", self._path, self._again)
        self._damaged += 1
        return None

    def put(self, values: Iterable[tuple[bytes, bytes]]) -> None:
        """Keeps values by their keys, all in one transaction."""
        rows = [(key, checksum_of(key, value), value) for key, value in values]
        self._change("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def keys(self) -> set[bytes]:
        """All keys that have a value."""
        return self._do(lambda connection: {key for key, in connection.execute("SELECT key FROM kept")})

    def keep_only(self, keys: Collection[bytes]) -> None:
        """Forgets the values of all other keys."""
        self._change("DELETE FROM kept WHERE key = ?", [(key,) for key in self.keys().difference(keys)])

    def close(self) -> None:
        """Lets go of the file."""
        if self._damaged > 1:
            LOG.warning("%s: %d chỗ hỏng, đã làm lại", self._path, self._damaged)
        self._connection.close()

    def _change(self, statement: str, rows: list[tuple]) -> None:
        def change(connection: sqlite3.Connection) -> None:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(statement, rows)

        self._do(change)

    def _do(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        try:
            return work(self._connection)
        except FAILURES as error:
            if is_damage(error):
                self._connection.close()
            self._connection = self._begin_anew(error)
            return work(self._connection)

    def _begin_anew(self, error: Exception) -> sqlite3.Connection:
        """A new file in the place of a damaged one. Raises the error where it is of another kind."""
        if not is_damage(error):
            raise error
        LOG.warning("%s: hỏng (%s), đã bỏ đi và làm lại từ đầu; %s", self._path, error, self._again)
        # With the log that lies beside it, which would else be played into the new file.
        for part in (self._path, *(self._path.with_name(self._path.name + end) for end in ("-wal", "-shm"))):
            part.unlink(missing_ok=True)
        return connect(self._path)


def connect(path: Path) -> sqlite3.Connection:
    """The file with its table. sqlite3.DatabaseError where it is damaged or of another form. Transactions are begun by
    hand."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        # After a power cut it may lack its last rows, and that is all.
        connection.execute("PRAGMA synchronous=NORMAL")
        with connection:
            connection.execute("BEGIN IMMEDIATE")  # two that make the file at once: the second finds it made
            tables, = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            form, = connection.execute("PRAGMA user_version").fetchone()
            if tables and form != FORM:
                raise sqlite3.DatabaseError("dạng cũ")
            if not tables:
                connection.execute(TABLE)
                connection.execute(f"PRAGMA user_version = {FORM}")
    except BaseException:
        connection.close()
        raise
    return connection


def is_damage(error: Exception) -> bool:
    """Whether an error tells of a file that is not what it was, and not of a disk or a neighbour in the way.

    >>> is_damage(sqlite3.DatabaseError("dạng cũ"))
    True
    """
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    if isinstance(error, UnicodeDecodeError):
        return True
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.ProgrammingError) and (
        code in UNREADABLE or code & 0xFF not in NO_DAMAGE)  # the rest of a code says more about it


def checksum_of(key: bytes, value: bytes) -> int:
    """The CRC-32 of a key with its value."""
    return zlib.crc32(value, zlib.crc32(key))


def find_damage(path: Path) -> str:
    """What is wrong with a cache, without touching it; "" where nothing is. sqlite3.Error where it cannot be read."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as opened:
        form, = opened.execute("PRAGMA user_version").fetchone()
        if form != FORM:
            return "dạng cũ"
        said, = opened.execute("PRAGMA quick_check(1)").fetchone()
        if said != "ok":
            return f"hỏng ({said})"
        bad = sum(1 for key, checksum, value in opened.execute("SELECT key, checksum, value FROM kept")
                  if not isinstance(value, bytes) or checksum != checksum_of(key, value))
        return f"{bad} giá trị hỏng" if bad else ""

"""A store copied into another one, of whatever kind: in steps that are kept, so that a copy that was ended goes on, and
compared row by row at the end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.storing.connection import Connection
from corpus.storing.errors import StoreError
from corpus.storing.schema import MOVING
from corpus.storing.store import Store

Progress = Callable[[int, int], None]
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A table, by what its rows are told apart by, and how many of them are a step. `with_it` are rows of another table
    that refer to these and these to them: they are copied before, those whose column `shared` has the same value."""

    name: str
    key: tuple[str, ...]
    step: int = 500
    with_it: str = ""
    shared: str = ""
    counted: bool = False  # by the store itself


# In an order in which nothing refers to what is not there yet.
TABLES = (
    Table("run", ("id",), counted=True), Table("partial_run", ("run",)), Table("source", ("name",)),
    Table("announced", ("source", "address")), Table("announced_count", ("source", "address")),
    Table("post", ("source", "address"), 100), Table("lesson", ("source", "name", "value")),
    Table("hint", ("source", "address")), Table("ruling", ("id",), counted=True), Table("blob", ("sha256",), 100),
    Table("host", ("origin",)), Table("bulletin", ("id",), with_it="bulletin_text", shared="id"),
    Table("url", ("id",), counted=True), Table("fetch", ("id",), counted=True), Table("file_text", ("sha256",), 50),
    Table("file", ("address",)), Table("attachment", ("bulletin", "written")), Table("likeness", ("text_key",)),
    Table("family", ("bulletin",)), Table("also", ("address",)))
TEXTS = Table("bulletin_text", ("key",), counted=True)  # copied with their bulletins


class MoveError(StoreError):
    """A store cannot be copied, or its copy is not what it was copied from; the message says why."""


@dataclass(frozen=True)
class Moved:
    """What was copied, in all sittings: rows of all tables, and how many of them are bulletins and pages."""

    rows: int
    bulletins: int
    pages: int


def move(source: Store, target: Store, progress: Progress = lambda done, total: None) -> Moved:
    """Copies a store into an empty one, or goes on where an earlier copy of the same was ended; then compares both.
    What is not whole yet is no store to anybody else. Raises MoveError.

    >>> from pathlib import Path
    >>> from corpus.bulletin import Bulletin
    >>> with Store.open(Path(":memory:")) as one, Store.open(Path(":memory:")) as other:
    ...     _ = one.put([Bulletin(id, "", "s", "Tin", "Bài") for id in "ab"])
    ...     move(one, other).bulletins, [bulletin.id for bulletin in other.bulletins()]
    (2, ['a', 'b'])
    """
    with source.snapshot():
        held = tuple(table for table in (*TABLES, TEXTS) if source.connection.has_table(table.name))
        counts = {table.name: count(source.connection, table) for table in held}
        total = 2 * sum(counts.values())  # each row is copied, then compared
        begin(source, target, counts)
        done = 0
        for table in held:
            for copied in copy(source, target, table) if table is not TEXTS else ():
                done += copied
                progress(done, total)
        compare(source.connection, target.connection, held, lambda rows: progress(total // 2 + rows, total))
        with target.transaction():
            for table in held:
                if table.counted:
                    target.connection.count_on(table.name, table.key[0])
            target.connection.execute("DROP TABLE moving")
    return Moved(sum(counts.values()), counts["bulletin"], counts["blob"])


def count(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]


def begin(source: Store, target: Store, counts: dict[str, int]) -> None:
    """Notes in an empty store what is being copied into it. MoveError where it holds anything else, or where what is
    copied is no longer what it was when that began."""
    mark = json.dumps({**counts, "watermark": source.watermark()}, sort_keys=True)
    with target.transaction():
        connection = target.connection
        if not connection.has_table("moving"):
            if any(count(connection, table) for table in (*TABLES, TEXTS)):
                raise MoveError(f"{connection.path}: kho đích đã có dữ liệu; hãy chọn một kho trống")
            connection.define(MOVING)
            connection.execute("INSERT INTO moving (name, place) VALUES ('', ?)", [mark])
            return
        noted, = connection.execute("SELECT place FROM moving WHERE name = ''").fetchone()
        if noted != mark:
            raise MoveError(f"{connection.path}: kho nguồn đã khác lúc bắt đầu chuyển, phần đã chuyển không dùng được; "
                            "hãy xóa kho đích rồi chuyển lại từ đầu, trong lúc không thu thập và không nạp gì")


def copy(source: Store, target: Store, table: Table) -> Iterator[int]:
    """Copies what is left of a table; how many rows are there now that were not, step by step. Rows of earlier sittings
    come first, in one number."""
    noted = target.connection.execute("SELECT place FROM moving WHERE name = ?", [table.name]).fetchone()
    after, before = read_place(noted[0]) if noted else (None, 0)
    if before:
        yield before
    while True:
        columns, rows = read_step(source.connection, table, after)
        if not rows:
            return
        done = len(rows)
        after = tuple(rows[-1][columns.index(name)] for name in table.key)
        with target.transaction():
            if table.with_it:
                names, others = read_beside(source.connection, table,
                                            [row[columns.index(table.shared)] for row in rows])
                write(target.connection, table.with_it, names, others)
                done += len(others)
            write(target.connection, table.name, columns, rows)
            before += done
            target.connection.execute("INSERT INTO moving (name, place) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
                                      "place = excluded.place", [table.name, write_place(after, before)])
        yield done


def read_step(connection: Connection, table: Table, after: Row | None) -> tuple[list[str], list[Row]]:
    """The next rows of a table, in the order of its key, and what its columns are called."""
    names, marks = ", ".join(table.key), ", ".join("?" * len(table.key))
    which = f"WHERE ({names}) > ({marks})" if after is not None else ""
    cursor = connection.execute(f'SELECT * FROM "{table.name}" {which} ORDER BY {names} LIMIT ?',
                                [*(after or ()), table.step])
    return [column[0] for column in cursor.description], cursor.fetchall()


def read_beside(connection: Connection, table: Table, values: Sequence[object]) -> tuple[list[str], list[Row]]:
    """The rows of the other table that go with some rows."""
    cursor = connection.execute(f"SELECT * FROM {table.with_it} WHERE {table.shared} IN "
                                f"({','.join('?' * len(values))})", values)
    return [column[0] for column in cursor.description], cursor.fetchall()


def write(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Adds rows."""
    marks = ", ".join("?" * len(columns))
    connection.executemany(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})', rows)


def write_place(after: Row, rows: int) -> str:
    """How far a table has come, as text: the last key, and how many rows."""
    return json.dumps([rows, [{"hex": part.hex()} if isinstance(part, bytes) else part for part in after]])


def read_place(text: str) -> tuple[Row, int]:
    """How far a table has come.

    >>> read_place(write_place(("a", b"1", 7), 12))
    (('a', b'1', 7), 12)
    """
    rows, after = json.loads(text)
    return tuple(bytes.fromhex(part["hex"]) if isinstance(part, dict) else part for part in after), rows


def compare(one: Connection, other: Connection, tables: Sequence[Table], progress: Callable[[int], None]) -> None:
    """MoveError where a table of two stores is not the same, row by row, in whatever order."""
    done = 0
    for table in tables:
        sums = []
        for connection in (one, other):
            total, rows, after = 0, 0, None
            while True:
                columns, step = read_step(connection, table, after)
                if not step:
                    break
                after = tuple(step[-1][columns.index(name)] for name in table.key)
                total = (total + sum(hash_row(columns, row) for row in step)) % 2**256
                rows += len(step)
                if connection is one:
                    done += len(step)
                    progress(done)
            sums.append((rows, total))
        if sums[0] != sums[1]:
            raise MoveError(f"{other.path}: bảng {table.name} không giống kho nguồn (nguồn có {sums[0][0]} dòng, đích "
                            f"có {sums[1][0]} dòng); hãy xóa kho đích rồi chuyển lại")


def hash_row(columns: Sequence[str], row: Row) -> int:
    """A number that a row has and no other row, whatever kind of store it comes from."""
    held = {name: value.hex() if isinstance(value, bytes) else value for name, value in zip(columns, row, strict=True)}
    if not held.get("holder", "?"):
        del held["holder"], held["held_until"]  # an older store has none
    return int.from_bytes(hashlib.sha256(json.dumps(held, sort_keys=True).encode()).digest())

"""The steps by which a store of any age becomes one of today: numbered, each done once, for a file and a server alike.

Which ones were done stands in the store. A step only adds, so that an older program goes on working with what is there;
one that does not raises SCHEMA_VERSION, and older programs then leave the store alone. Steps that take no time are done
together, all or none; one that goes through many rows is done by itself, says how long it will take, and may be ended:
the next program that writes begins it anew, and until then the store is what it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from time import perf_counter

from corpus.storing.bulletin_rows import write
from corpus.storing.connection import Connection
from corpus.storing.errors import HALF_MOVED, StoreError
from corpus.storing.schema import (FAILURES, FAMILIES, FILES, HOLDERS, LESSONS, NEW_TABLES, RULINGS, SCHEMA_VERSION,
                                   STEPS_DONE, TABLES)

log = logging.getLogger(__name__)
LARGE = 500_000  # rows: fewer are gone through in a second or two
SAMPLE = 50_000  # rows that are gone through first, to tell how long all of them will take
# Beside reading the rows an index is sorted and written; told a little too long rather than too short.
INDEXING = 3


@dataclass(frozen=True)
class Step:
    """A step: its number, what it adds, in SQLite's words, and which texts of a table it reads, if it does. `adds_new`
    is what it adds to a new store."""

    number: int
    adds: str
    table: str = ""
    column: str = ""
    adds_new: str | None = None


# A store of before steps were counted has the first one, and any of the next four: these leave alone what is there.
STEPS = (Step(1, TABLES, adds_new=NEW_TABLES), Step(2, LESSONS), Step(3, RULINGS), Step(4, FILES), Step(5, FAMILIES),
         Step(6, HOLDERS, adds_new=""), Step(7, FAILURES, "fetch", "error"))
LAST = STEPS[-1].number


def steps_done(connection: Connection) -> int:
    """The number of the last step that a store has; 0 for an empty one."""
    if connection.has_table("schema_step"):
        return connection.execute("SELECT coalesce(max(number), 0) FROM schema_step").fetchone()[0]
    return 1 if connection.has_table("bulletin") else 0


def refuse_a_part(connection: Connection) -> None:
    """Raises StoreError where another store was copied into this one and that is not done yet (moving.py)."""
    if connection.has_table("moving"):
        raise StoreError(HALF_MOVED.format(path=connection.path))


def bring_up_to_date(connection: Connection, begun: Callable[[], None] = lambda: None) -> None:
    """Does the steps that a store lacks. `begun` is called in each transaction before anything is made."""
    if connection.is_shared and steps_done(connection) == LAST:  # who only wants to know waits for nobody
        return
    done = 0
    while done < LAST:
        connection.begin(write=True)  # two that do so at once: the second waits here, then finds it done
        try:
            begun()
            do_some(connection, STEPS[steps_done(connection):])
            done = steps_done(connection)
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


def do_some(connection: Connection, steps: tuple[Step, ...]) -> None:
    """Does the first of some steps, and those behind it that take no time either."""
    if not steps:
        return
    is_new = not connection.has_table("bulletin")
    connection.define(STEPS_DONE)
    for place, step in enumerate(steps):
        seconds = expect(connection, step)
        if seconds and place:
            return
        if seconds:
            log.warning("%s: đang nâng cấp kho (bước %d trong %d), chừng %s; ngắt lúc nào cũng được, lần sau làm lại "
                        "bước này", connection.path, step.number, LAST, in_words(seconds))
        connection.define(step.adds if step.adds_new is None or not is_new else step.adds_new)
        connection.execute("INSERT INTO schema_step (number, done_at, version) VALUES (?, ?, ?)",
                           [step.number, write(datetime.now(timezone.utc)), SCHEMA_VERSION])
        if seconds:
            return


def expect(connection: Connection, step: Step) -> float:
    """About how many seconds a step takes, judged by the first rows that it goes through; 0 where that is no time."""
    if not step.table or not connection.has_table(step.table):
        return 0.0
    last, = connection.execute(f'SELECT coalesce(max(id), 0) FROM "{step.table}"').fetchone()
    if last < LARGE:
        return 0.0
    began = perf_counter()
    connection.execute(f"SELECT count(*) FROM \"{step.table}\" WHERE id <= ? AND {step.column} != ''",
                       [SAMPLE]).fetchone()
    return INDEXING * last / SAMPLE * (perf_counter() - began)


def in_words(seconds: float) -> str:
    """A time that is only guessed.

    >>> in_words(0.4), in_words(42.1), in_words(200.0)
    ('1 giây', '43 giây', '4 phút')
    """
    return f"{int(seconds) + 1} giây" if seconds < 100 else f"{int(seconds / 60) + 1} phút"

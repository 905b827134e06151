"""The steps by which a store of any age becomes one of today: numbered, each done once, for a file and a server alike.

Which ones were done stands in the store. A step only adds, so that an older program goes on working with what is there;
one that does not raises SCHEMA_VERSION, and older programs then leave the store alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from corpus.storing.bulletin_rows import write
from corpus.storing.connection import Connection
from corpus.storing.schema import FAMILIES, FILES, HOLDERS, LESSONS, RULINGS, SCHEMA_VERSION, STEPS_DONE, TABLES


@dataclass(frozen=True)
class Step:
    """A step: its number, and what it adds, in SQLite's words."""

    number: int
    adds: str


# A store of before steps were counted has the first one, and any of the next four: these leave alone what is there.
STEPS = (Step(1, TABLES), Step(2, LESSONS), Step(3, RULINGS), Step(4, FILES), Step(5, FAMILIES), Step(6, HOLDERS))
LAST = STEPS[-1].number


def steps_done(connection: Connection) -> int:
    """The number of the last step that a store has; 0 for an empty one."""
    if connection.has_table("schema_step"):
        return connection.execute("SELECT coalesce(max(number), 0) FROM schema_step").fetchone()[0]
    return 1 if connection.has_table("bulletin") else 0


def bring_up_to_date(connection: Connection) -> None:
    """Does the steps that a store lacks, all of them or none. Inside a transaction that writes."""
    done = steps_done(connection)
    if done >= LAST:
        return
    connection.define(STEPS_DONE)
    for step in STEPS:
        if step.number > done:
            connection.define(step.adds)
        connection.execute("INSERT INTO schema_step (number, done_at, version) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                           [step.number, write(datetime.now(timezone.utc)), SCHEMA_VERSION])

"""Rulings: what an admin says of documents, stronger than what texts say. Stated, undone, never deleted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from corpus.storing.store import Store

MERGE, SPLIT, FALSE, DAY, TITLE, KEPT = "merge", "split", "false", "day", "title", "kept"
RULINGS = (MERGE, SPLIT, FALSE, DAY, TITLE, KEPT)


@dataclass(frozen=True)
class Ruling:
    """What was ruled of the document at `path` of the number `key`, whose key of type and number is `name`.

    merge: it is the one that `value`, an address, names. split: what `bulletins` say of it means another one, whose
    path is `value`. false: what `bulletins` have there, or all, is no document's number. day, title: it has this one.
    kept: the office has it where `value` says; behind tabs stand the number and whose it is, as they are spelled, for
    no bulletin need name it."""

    kind: str
    name: str
    key: str
    path: str = ""
    value: str = ""
    bulletins: tuple[str, ...] = ()
    id: int = 0
    stated_at: str = ""


class Rulings:
    """The rulings of a store.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     rulings = Rulings(store)
    ...     number = rulings.state(Ruling(DAY, "20:nq", "20:nq:tw", "khoa-xi", "2012-11-01"))
    ...     [ruling.value for ruling in rulings.active()], rulings.undo(number), rulings.undo(number), rulings.active()
    (['2012-11-01'], True, False, [])
    """

    def __init__(self, store: Store):
        self._connection = store.connection

    def state(self, ruling: Ruling) -> int:
        """Takes a ruling in; its number."""
        return self._connection.insert(
            "INSERT INTO ruling (kind, name, key, path, value, bulletins, stated_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [ruling.kind, ruling.name, ruling.key, ruling.path, ruling.value, json.dumps(list(ruling.bulletins)),
             _now()], "id")

    def undo(self, number: int) -> bool:
        """Takes a ruling back; whether there was one that holds."""
        return self._connection.execute("UPDATE ruling SET undone_at = ? WHERE id = ? AND undone_at = ''",
                                        [_now(), number]).rowcount > 0

    def active(self) -> list[Ruling]:
        """The rulings that hold, in the order in which they were stated. A store that an older program made has
        none."""
        if not self._connection.has_table("ruling"):
            return []
        rows: Sequence[tuple] = self._connection.execute(
            "SELECT kind, name, key, path, value, bulletins, id, stated_at FROM ruling WHERE undone_at = '' "
            "ORDER BY id").fetchall()
        return [Ruling(kind, name, key, path, value, tuple(json.loads(bulletins)), number, stated_at)
                for kind, name, key, path, value, bulletins, number, stated_at in rows]


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")

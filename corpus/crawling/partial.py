"""Runs that ask for a part of a source only, and when it is time to ask for all of it again."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from corpus.storing.store import Store

SWEEP_AFTER = timedelta(days=30)  # then all is asked again: what was changed or taken down long after it was published


def sweep_is_due(store: Store, source: str, now: datetime | None = None) -> bool:
    """Whether the latest run that asked for all of a source, and came to its end, is too long ago, or never was."""
    last = next((run for run in store.connection.execute(
        "SELECT max(finished_at) FROM run WHERE source = ? AND finished_at != '' "
        "AND id NOT IN (SELECT run FROM partial_run)", [source])), (None,))[0]
    return not last or (now or datetime.now(timezone.utc)) - datetime.fromisoformat(last) >= SWEEP_AFTER


def mark_partial(store: Store, run: int) -> None:
    """Notes that a run asks for a part of its source only."""
    store.connection.execute("INSERT INTO partial_run (run) VALUES (?) ON CONFLICT DO NOTHING", [run])


def is_partial(store: Store, run: int) -> bool:
    """Whether a run asks for a part of its source only."""
    return bool(store.connection.execute("SELECT 1 FROM partial_run WHERE run = ?", [run]).fetchone())

"""Raw pages, runs, and the log of what was asked of servers: a room of the store."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timezone

from corpus.storing.bulletin_rows import write
from corpus.storing.compression import compress, expand
from corpus.storing.store import Store


@dataclass(frozen=True)
class Run:
    """One run over a source, from its first page to its last, however often it was interrupted on the way."""

    id: int
    source: str
    started_at: datetime
    finished_at: datetime | None
    report: dict[str, object]


@dataclass(frozen=True)
class FetchRow:
    """One line of the log. `status` is None where no answer came; then `error` says why."""

    address: str
    status: int | None = None
    redirected_to: str = ""
    content_type: str = ""
    sha256: bytes | None = None
    bytes: int = 0
    ms: int = 0
    error: str = ""


class Pages:
    """The pages and runs of a store.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     pages = Pages(store)
    ...     digest = pages.keep(b"<h1>Tin</h1>")
    ...     pages.keep(b"<h1>Tin</h1>") == digest, pages.raw(digest)
    (True, b'<h1>Tin</h1>')
    """

    def __init__(self, store: Store):
        self.store = store
        self.connection = store.connection

    def keep(self, raw: bytes) -> bytes:
        """Keeps a page's bytes, once; returns their SHA-256, by which they are found."""
        digest = hashlib.sha256(raw).digest()
        if not self.connection.execute("SELECT 1 FROM blob WHERE sha256 = ?", [digest]).fetchone():
            self.connection.execute("INSERT INTO blob (sha256, size, data) VALUES (?, ?, ?)",
                                    [digest, len(raw), compress(raw)])
        return digest

    def raw(self, digest: bytes) -> bytes | None:
        """A page's bytes, or None. Raises ValueError where they are damaged."""
        found = self.connection.execute("SELECT data FROM blob WHERE sha256 = ?", [digest]).fetchone()
        return expand(found[0]) if found else None

    def log(self, run: int, row: FetchRow) -> None:
        """Writes a line of the log."""
        self.connection.execute(
            'INSERT INTO "fetch" (run, address, fetched_at, status, redirected_to, content_type, sha256, bytes, ms, '
            "error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [run, row.address, write(now()), row.status, row.redirected_to, row.content_type, row.sha256, row.bytes,
             row.ms, row.error])

    def begin_run(self, source: str) -> Run:
        """A new run over a source."""
        id = self.connection.insert("INSERT INTO run (source, started_at) VALUES (?, ?)",
                                    [source, write(now())], "id")
        return self._runs("WHERE id = ?", id)[0]

    def unfinished_run(self, source: str) -> Run | None:
        """The run over a source that was not ended, if there is one."""
        found = self._runs("WHERE source = ? AND finished_at = '' ORDER BY id DESC LIMIT 1", source)
        return found[0] if found else None

    def count_answers(self, run: int) -> int:
        """How many answers came in a run so far, those to robots.txt aside."""
        return self.connection.execute('SELECT count(*) FROM "fetch" WHERE run = ? AND status IS NOT NULL '
                                       "AND address NOT LIKE '%/robots.txt'", [run]).fetchone()[0]

    def save_report(self, run: int, report: dict[str, object], *, finished: bool) -> None:
        """Keeps what a run came to so far."""
        self.connection.execute("UPDATE run SET report = ? WHERE id = ?", [json.dumps(report, ensure_ascii=False), run])
        if finished:
            self.connection.execute("UPDATE run SET finished_at = ? WHERE id = ?", [write(now()), run])

    def runs(self, limit: int = 10) -> list[Run]:
        """The last runs over all sources, the latest first."""
        return self._runs("ORDER BY id DESC LIMIT ?", limit)

    def failures(self, limit: int = 20) -> list[FetchRow]:
        """The last fetches that failed, the latest first."""
        rows = self.connection.execute(
            'SELECT address, status, redirected_to, content_type, sha256, bytes, ms, error FROM "fetch" '
            "WHERE error != '' ORDER BY id DESC LIMIT ?", [limit])
        return [FetchRow(*row) for row in rows]

    def _runs(self, which: str, *values: object) -> list[Run]:
        rows = self.connection.execute(f"SELECT id, source, started_at, finished_at, report FROM run {which}", values)
        return [Run(id, source, datetime.fromisoformat(started),
                    datetime.fromisoformat(finished) if finished else None, json.loads(report or "{}"))
                for id, source, started, finished, report in rows]


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(timezone.utc)

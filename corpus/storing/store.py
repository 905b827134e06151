"""Store: pages, versions, bulletins and the frontier, in a file or on a server. Here: bulletins in, and out by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from corpus.bulletin import Bulletin
from corpus.storing.bulletin_rows import COLUMNS, TEXT_COLUMNS, read_row, text_hash, text_row, write
from corpus.storing.connection import Connection
from corpus.storing.errors import StoreError
from corpus.storing.store_file import open_file

__all__ = ["Change", "PutCount", "Store", "StoreError"]

BATCH = 500  # bulletins to a transaction: 4,600 a second were measured, against 235 one by one
FROM = "FROM bulletin b JOIN bulletin_text t ON t.key = b.text_key"


@dataclass(frozen=True)
class PutCount:
    """How many bulletins were new, changed (text, address, source, gone or back), and neither."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return self.new + self.changed + self.unchanged

    def __add__(self, other: PutCount) -> PutCount:
        return PutCount(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)


@dataclass(frozen=True)
class Change:
    """A bulletin at its latest change. `bulletin.gone_on` is set where it is gone."""

    sequence: int
    bulletin: Bulletin


class Store:
    """The store of an installation. An object belongs to the thread that opened it; one that is read-only may be handed
    on to another.

    >>> with Store.open(Path(":memory:")) as store:
    ...     store.put([Bulletin("1", "http://example.vn/1", "example.vn", "Tin đầu", "Một.")])
    ...     store.put([Bulletin("1", "http://example.vn/1", "example.vn", "Tin đầu", "Một.")])
    ...     store.put([Bulletin("1", "http://example.vn/1", "example.vn", "Tin đầu", "Một, hai.")])
    ...     [b.body for b in store.versions("1")]
    PutCount(new=1, changed=0, unchanged=0)
    PutCount(new=0, changed=0, unchanged=1)
    PutCount(new=0, changed=1, unchanged=0)
    ['Một.', 'Một, hai.']
    """

    def __init__(self, connection: Connection):
        self.connection = connection

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, create: bool = True) -> Store:
        """The store in a file, which is made where it is missing, unless `read_only` or not `create`.

        Raises StoreError where the file is missing, is no store, or was written by a newer program.
        """
        return cls(open_file(path, read_only=read_only, create=create))

    @property
    def is_current(self) -> bool:
        """Whether this object shows what is written from now on. One without the right to write the folder, opened
        while nobody wrote, does not from when somebody does; nor one whose server went away."""
        return self.connection.is_current

    def close(self) -> None:
        """Lets go of the file or server. What was not committed is dropped."""
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what happens inside is kept, or none. Inside another transaction, it is a part of that one."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.begin(write=True)
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()

    @contextmanager
    def alone_at(self, job: str, *, with_others: bool = False) -> Iterator[bool]:
        """Whether nobody else does a job while the block runs, on whatever machine: who gets False leaves it to them.
        With `with_others`, whether nobody does it alone. Jobs over a file have lock files (corpus/job_lock.py); there
        it is always True."""
        alone = self.connection.hold(job, with_others=with_others)
        try:
            yield alone
        finally:
            if alone:
                with suppress(StoreError):  # a server that went away has let go already
                    self.connection.let_go(job, with_others=with_others)

    # Bulletins by id

    def get(self, id: str) -> Bulletin | None:
        """The latest version of a bulletin, or None. One that is gone is given too, with `gone_on`."""
        return next(self.select("WHERE b.id = ?", id), None)

    def get_many(self, ids: Sequence[str]) -> dict[str, Bulletin]:
        """The bulletins of some ids, by id; unknown ones are left out."""
        found: dict[str, Bulletin] = {}
        for start in range(0, len(ids), BATCH):
            some = ids[start:start + BATCH]
            marks = ",".join("?" * len(some))
            rows = self.connection.execute(f"SELECT {COLUMNS} {FROM} WHERE b.id IN ({marks})", some).fetchall()
            found.update((row[0], read_row(row)) for row in rows)
        return found

    def put(self, bulletins: Iterable[Bulletin]) -> PutCount:
        """Adds bulletins, or the new version of those whose text changed. `version` is counted here."""
        counts = {"new": 0, "changed": 0, "unchanged": 0}
        rest = iter(bulletins)
        while some := list(islice(rest, BATCH)):
            with self.transaction():
                for bulletin in some:
                    counts[self._put(bulletin)] += 1
        return PutCount(**counts)

    def _put(self, bulletin: Bulletin) -> str:
        digest = text_hash(bulletin)
        held = self.connection.execute(
            "SELECT b.text_hash, b.text_key, t.version, b.url, b.source, b.gone_on, b.collected_at "
            f"{FROM} WHERE b.id = ?", [bulletin.id]).fetchone()
        head = (bulletin.url, bulletin.source, write(bulletin.gone_on))
        if held and held[0] == digest and held[3:6] == head:
            return "unchanged"
        if held and held[0] == digest:
            text_key, collected_at = held[1], held[6]
        else:
            row = text_row(bulletin, held[2] + 1 if held else 1)
            marks = ",".join("?" * len(TEXT_COLUMNS))
            text_key = self.connection.insert(
                f"INSERT INTO bulletin_text ({','.join(TEXT_COLUMNS)}) VALUES ({marks})", row, "key")
            collected_at = write(bulletin.collected_at)
        self.connection.execute(
            "INSERT INTO bulletin (id, url, source, gone_on, section, published_on, published_at, collected_at, "
            "text_key, text_hash, sequence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET url = excluded.url, source = excluded.source, gone_on = excluded.gone_on, "
            "section = excluded.section, published_on = excluded.published_on, published_at = excluded.published_at, "
            "collected_at = excluded.collected_at, text_key = excluded.text_key, text_hash = excluded.text_hash, "
            "sequence = excluded.sequence",
            [bulletin.id, *head, bulletin.section, write(bulletin.published_on), write(bulletin.published_at),
             collected_at, text_key, digest, self.watermark() + 1])
        return "changed" if held else "new"

    def mark_gone(self, id: str, day: date | None) -> bool:
        """Marks a bulletin as gone on a day, or with None as back again; says whether that changed anything."""
        with self.transaction():
            done = self.connection.execute("UPDATE bulletin SET gone_on = ?, sequence = ? WHERE id = ? AND "
                                           "(gone_on = '') = (? != '')",
                                           [write(day), self.watermark() + 1, id, write(day)])
            return done.rowcount > 0

    def touch(self, ids: Iterable[str]) -> None:
        """What hangs on some bulletins, or stands beside them, is another now: they count as changed."""
        with self.transaction():
            for id in ids:
                self.connection.execute("UPDATE bulletin SET sequence = ? WHERE id = ? AND gone_on = ''",
                                        [self.watermark() + 1, id])

    def versions(self, id: str) -> list[Bulletin]:
        """All versions of a bulletin, the first one first."""
        rows = self.connection.execute(f"SELECT {COLUMNS} FROM bulletin_text t JOIN bulletin b ON b.id = t.id "
                                       "WHERE t.id = ? ORDER BY t.version", [id])
        return [read_row(row) for row in rows]

    def bulletins(self) -> Iterator[Bulletin]:
        """The latest versions of all bulletins in the order of their ids, gone ones included, a few at a time."""
        after, more = "", True
        while more:
            some = list(self.select("WHERE b.id > ? ORDER BY b.id LIMIT ?", after, BATCH))
            yield from some
            after, more = some[-1].id if some else after, len(some) == BATCH

    def changes(self, after: int = 0) -> Iterator[Change]:
        """Every bulletin that changed after a sequence, once, at its latest change, in the order of sequences.

        What changes while this runs is left out; it comes with the next call.
        """
        end = self.watermark()
        more = True
        while more:
            rows = self.connection.execute(f"SELECT b.sequence, {COLUMNS} {FROM} WHERE b.sequence > ? AND "
                                           "b.sequence <= ? ORDER BY b.sequence LIMIT ?", [after, end, BATCH])
            some = [Change(row[0], read_row(row[1:])) for row in rows]
            yield from some
            after, more = some[-1].sequence if some else after, len(some) == BATCH

    def count_changes(self, after: int = 0) -> int:
        """How many bulletins changed after a sequence."""
        return self.connection.execute("SELECT count(*) FROM bulletin WHERE sequence > ?", [after]).fetchone()[0]

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads inside see the store as it is now, whatever a crawl adds meanwhile."""
        self.connection.begin(write=False)
        try:
            yield
        finally:
            self.connection.rollback()

    def watermark(self) -> int:
        """The highest sequence; 0 when the store is empty."""
        return self.connection.execute("SELECT coalesce(max(sequence), 0) FROM bulletin").fetchone()[0]

    def count(self) -> int:
        """How many bulletins there are that are not gone."""
        return self.connection.execute("SELECT count(*) FROM bulletin WHERE gone_on = ''").fetchone()[0]

    def sources(self) -> dict[str, int]:
        """How many bulletins each source has, by the name of the source."""
        return dict(self.connection.execute("SELECT source, count(*) FROM bulletin WHERE gone_on = '' "
                                            "GROUP BY source ORDER BY source"))

    def select(self, which: str, *values: object) -> Iterator[Bulletin]:
        """The latest versions of the bulletins (b) that a clause lets through."""
        for row in self.connection.execute(f"SELECT {COLUMNS} {FROM} {which}", values):
            yield read_row(row)

"""Browsing: bulletins by day and beside each other, for readers who leaf through them. What is gone is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from corpus.bulletin import Bulletin
from corpus.storing.bulletin_rows import reading, write
from corpus.storing.store import Store

PLACE = "(b.published_on, b.published_at, b.id)"  # the order of time; the undated, being '', come first


@dataclass(frozen=True)
class Coverage:
    """What the store holds: count of bulletins, first and last day, last time of collection. Gone ones left out."""

    count: int
    first_day: date | None
    last_day: date | None
    updated_at: datetime | None


@dataclass(frozen=True)
class SourceCoverage:
    """What the store holds of a source, and when its last crawl ended (None where it was never crawled)."""

    name: str
    count: int
    first_day: date | None
    last_day: date | None
    crawled_at: datetime | None


class Browsing:
    """The bulletins of a store as they are leafed through.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     _ = store.put([Bulletin("1", "", "s", "Tin", "Bài", published_on=date(2017, 3, 22))])
    ...     Browsing(store).count_by_day(2017, 3)
    {datetime.date(2017, 3, 22): 1}
    """

    def __init__(self, store: Store):
        self._store = store

    # By day

    def coverage(self) -> Coverage:
        """How many bulletins there are, and from when to when."""
        first, last, updated = self._store.connection.execute(
            "SELECT (SELECT min(published_on) FROM bulletin WHERE gone_on = '' AND published_on > ''), "
            "(SELECT max(published_on) FROM bulletin WHERE gone_on = ''), "
            "(SELECT max(collected_at) FROM bulletin WHERE gone_on = '')").fetchone()
        with reading("ngày đầu và ngày cuối"):
            return Coverage(self._store.count(), date.fromisoformat(first) if first else None,
                            date.fromisoformat(last) if last else None,
                            datetime.fromisoformat(updated) if updated else None)

    def by_source(self) -> list[SourceCoverage]:
        """What the store holds of each source, the largest first."""
        rows = self._store.connection.execute(
            "SELECT source, count(*), min(nullif(published_on, '')), max(nullif(published_on, '')), (SELECT "
            "max(finished_at) FROM run WHERE run.source = bulletin.source) FROM bulletin WHERE gone_on = '' "
            "GROUP BY source ORDER BY 2 DESC, source").fetchall()
        with reading("ngày đầu và ngày cuối của nguồn"):
            return [SourceCoverage(name, count, date.fromisoformat(first) if first else None,
                                   date.fromisoformat(last) if last else None,
                                   datetime.fromisoformat(crawled) if crawled else None)
                    for name, count, first, last, crawled in rows]

    def latest(self, limit: int) -> list[Bulletin]:
        """The newest bulletins, the newest day first, those without a day last."""
        return list(self._store.select("WHERE b.gone_on = '' ORDER BY b.published_on DESC, b.published_at DESC, "
                                       "b.id DESC LIMIT ?", limit))

    def named(self, first: int, limit: int) -> list[Bulletin]:
        """Bulletins by their ids, from a place in this order on; with no text, for lists that name them all."""
        rows = self._store.connection.execute(
            "SELECT b.id, b.url, b.source, t.title, b.collected_at FROM bulletin b JOIN bulletin_text t "
            "ON t.key = b.text_key WHERE b.gone_on = '' ORDER BY b.id LIMIT ? OFFSET ?", [limit, first])
        return [Bulletin(id, url, source, title, "", collected_at=datetime.fromisoformat(at) if at else None)
                for id, url, source, title, at in rows]

    def on_day(self, day: date) -> list[Bulletin]:
        """The bulletins of a day, the latest first."""
        return list(self._store.select("WHERE b.gone_on = '' AND b.published_on = ? "
                                       "ORDER BY b.published_at DESC, b.id DESC", write(day)))

    def between(self, first: date, last: date, limit: int) -> list[Bulletin]:
        """The latest bulletins of some days, both included, the latest first."""
        return list(self._store.select("WHERE b.gone_on = '' AND b.published_on >= ? AND b.published_on <= ? ORDER BY "
                                       "b.published_on DESC, b.published_at DESC, b.id DESC LIMIT ?",
                                       write(first), write(last), limit))

    def undated(self, first: int, limit: int) -> list[Bulletin]:
        """Bulletins without a day, from a place in their order on."""
        return list(self._store.select("WHERE b.gone_on = '' AND b.published_on = '' ORDER BY b.published_at DESC, "
                                       "b.id DESC LIMIT ? OFFSET ?", limit, first))

    def count_undated(self) -> int:
        """How many bulletins have no day."""
        return self._store.connection.execute(
            "SELECT count(*) FROM bulletin WHERE gone_on = '' AND published_on = ''").fetchone()[0]

    def has_dated(self) -> bool:
        """Whether any bulletin has a day."""
        return self._has("published_on > ''")

    def has_undated(self) -> bool:
        """Whether any bulletin has none."""
        return self._has("published_on = ''")

    def _has(self, what: str) -> bool:
        return bool(self._store.connection.execute(
            f"SELECT EXISTS (SELECT 1 FROM bulletin WHERE gone_on = '' AND {what})").fetchone()[0])

    def count_by_day(self, year: int, month: int) -> dict[date, int]:
        """How many bulletins each day of a month has; days without any are left out."""
        with reading("ngày đăng"):
            return {date.fromisoformat(day): n for day, n in self._count_by(10, f"{year:04}-{month:02}-").items()}

    def count_by_month(self, year: int) -> dict[int, int]:
        """How many bulletins each month of a year has; months without any are left out."""
        with reading("ngày đăng"):
            return {int(month[5:]): n for month, n in self._count_by(7, f"{year:04}-").items()}

    def count_by_year(self) -> dict[int, int]:
        """How many bulletins each year has."""
        with reading("ngày đăng"):
            return {int(year): n for year, n in self._count_by(4, "").items()}

    def _count_by(self, characters: int, begin: str) -> dict[str, int]:
        """Counts by the first characters of the days that begin so and go on. '~' sorts after every character of a day.

        Of two lower bounds SQLite would begin at the first, and go through all earlier days. Days are counted first, in
        the index's own order: it is the bulletins that are many.
        """
        return dict(self._store.connection.execute(
            "SELECT substr(day, 1, ?) AS part, CAST(sum(held) AS INTEGER) FROM (SELECT published_on AS day, "
            "count(*) AS held FROM bulletin WHERE gone_on = '' AND published_on > ? AND published_on < ? "
            "GROUP BY published_on) AS days GROUP BY part ORDER BY part", [characters, begin, begin + "~"]))

    def day_before(self, day: date) -> date | None:
        """The nearest earlier day that has bulletins."""
        return self._day("max(published_on) FROM bulletin WHERE gone_on = '' "
                         "AND published_on > '' AND published_on < ?", day)

    def day_after(self, day: date) -> date | None:
        """The nearest later day that has bulletins."""
        return self._day("min(published_on) FROM bulletin WHERE gone_on = '' AND published_on > ?", day)

    def _day(self, choice: str, day: date) -> date | None:
        found, = self._store.connection.execute(f"SELECT {choice}", [write(day)]).fetchone()
        with reading("ngày đăng"):
            return date.fromisoformat(found) if found else None

    # Beside a bulletin

    def neighbours(self, bulletin: Bulletin) -> tuple[Bulletin | None, Bulletin | None]:
        """The previous (older) and the next (newer) bulletin of the same source."""
        older = next(self._older(bulletin, 1), None)
        return older, next(self._newer(bulletin, 1), None)

    def others(self, bulletin: Bulletin, limit: int) -> list[Bulletin]:
        """"Các tin khác": the next older ones of its section, then of its source, then the nearest newer ones."""
        found: dict[str, Bulletin] = {}
        for some in (self._older(bulletin, limit, section=True), self._older(bulletin, limit * 2),
                     self._newer(bulletin, limit)):
            found.update((b.id, b) for b in some if len(found) < limit and b.id not in found)
        return list(found.values())

    def _older(self, bulletin: Bulletin, limit: int, *, section: bool = False) -> Iterator[Bulletin]:
        group = "b.source = ? AND b.section = ?" if section else "b.source = ?"
        values = [bulletin.source, bulletin.section] if section else [bulletin.source]
        return self._store.select(
            f"WHERE b.gone_on = '' AND {group} AND {PLACE} < (?, ?, ?) "
            "ORDER BY b.published_on DESC, b.published_at DESC, b.id DESC LIMIT ?", *values, *place(bulletin), limit)

    def _newer(self, bulletin: Bulletin, limit: int) -> Iterator[Bulletin]:
        return self._store.select(
            f"WHERE b.gone_on = '' AND b.source = ? AND {PLACE} > (?, ?, ?) "
            "ORDER BY b.published_on, b.published_at, b.id LIMIT ?", bulletin.source, *place(bulletin), limit)


def place(bulletin: Bulletin) -> tuple[str, str, str]:
    """Where a bulletin stands in the order of time."""
    return write(bulletin.published_on), write(bulletin.published_at), bulletin.id

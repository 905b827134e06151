"""Tally: what one process has counted since it last wrote. For threads."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

from search_app.visits.sketch import Sketch

MOST_NAMES = 5_000  # of bulletins, and of searches, between two writings: a flood must not fill the memory
ASKED_BY = 3  # different readers in one process, before a search is counted: what one person types is nobody's business


@dataclass
class Counted:
    """What was counted: readers of the day and of each minute, pages, bulletins that were read, searches."""

    visitors: Sketch = field(default_factory=Sketch)
    minutes: dict[str, Sketch] = field(default_factory=dict)
    pages: int = 0
    read: Counter[str] = field(default_factory=Counter)
    searched: Counter[str] = field(default_factory=Counter)


class Tally:
    """Counts, day by day, and hands out what was counted.

    >>> tally = Tally()
    >>> for reader in (1, 2, 3, 3):
    ...     tally.count("2026-11-29", "2026-11-29T08:00", reader, "bd-12", "lũ lụt")
    >>> counted = tally.take()["2026-11-29"]
    >>> counted.visitors.count(), counted.pages, counted.read["bd-12"], counted.searched["lũ lụt"]
    (3, 4, 4, 2)
    """

    def __init__(self) -> None:
        self._days: dict[str, Counted] = {}
        self._askers: dict[str, set[int]] = {}
        self._lock = threading.Lock()

    def count(self, day: str, minute: str, reader: int, bulletin: str = "", text: str = "") -> None:
        """Counts a page that a reader was given: of a bulletin, of a search, or another."""
        with self._lock:
            counted = self._days.setdefault(day, Counted())
            counted.visitors.add(reader)
            counted.minutes.setdefault(minute, Sketch()).add(reader)
            counted.pages += 1
            if bulletin and (bulletin in counted.read or len(counted.read) < MOST_NAMES):
                counted.read[bulletin] += 1
            if text and self._is_common(text, reader):
                counted.searched[text] += 1

    def _is_common(self, text: str, reader: int) -> bool:
        askers = self._askers.get(text)
        if askers is None:
            if len(self._askers) >= MOST_NAMES:
                self._askers.clear()
            askers = self._askers[text] = set()
        if len(askers) < ASKED_BY:
            askers.add(reader)
        return len(askers) >= ASKED_BY

    def take(self) -> dict[str, Counted]:
        """What was counted since the last time, by day; it is counted no more here."""
        with self._lock:
            days, self._days = self._days, {}
            return days

    def give_back(self, days: dict[str, Counted]) -> None:
        """Takes back what could not be written."""
        with self._lock:
            for day, old in days.items():
                counted = self._days.setdefault(day, Counted())
                counted.visitors.join(old.visitors)
                for minute, sketch in old.minutes.items():
                    counted.minutes.setdefault(minute, Sketch()).join(sketch)
                counted.pages += old.pages
                counted.read.update(old.read)
                counted.searched.update(old.searched)

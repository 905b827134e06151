"""Vocabulary: a generation's vocabulary file, asked. Read-only, and one for all threads and workers."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from indexer.analysis.abbreviations import Row
from indexer.engine.base import IndexUnusable
from indexer.suggest.vocabulary_file import FILE, FIRST_SHELF, KEY_CHARS, PAIR_BITS, SHELF_FACTOR, SHELVES

# The whole file may be mapped: its pages are then the system's, the same for all workers, and none is copied.
MAPPED_BYTES = 2**31
# Rows of one shelf that are looked through. On the first shelves that is all of them, so that their best are the best;
# of the last ones, whose items hardly differ, it is a part.
MAX_ROWS = FIRST_SHELF * SHELF_FACTOR
# Syllables and pairs that are remembered: those of the last few hundred questions.
REMEMBERED = 20_000


@dataclass(frozen=True)
class Spelling:
    """One way to mark a folded syllable, how often the corpus has it, and its number in the file."""

    text: str
    count: int
    id: int


@dataclass(frozen=True)
class Item:
    """Something that may be completed to, and in how many bulletins it stands."""

    text: str
    count: int


class Vocabulary:
    """The vocabulary in a generation's folder. IndexUnusable where there is none.

    `total` is the count of all syllables; `abbreviations` are those that the corpus explains, the surest first.
    """

    def __init__(self, folder: Path):
        path = folder / FILE
        try:
            # Immutable: no locks, no look at the file's state; a generation is never written to again.
            self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True,
                                               check_same_thread=False)
            self._connection.execute(f"PRAGMA mmap_size={MAPPED_BYTES}")
            self.abbreviations = tuple(
                Row(short, long, bool(ambiguous)) for short, long, ambiguous in self._connection.execute(
                    "SELECT short, long, ambiguous FROM abbreviation ORDER BY id"))
            self.total = self._connection.execute("SELECT coalesce(sum(count), 0) FROM syllable").fetchone()[0]
        except sqlite3.Error as error:
            raise IndexUnusable(f"{path}: unreadable ({error})") from error
        self._lock = threading.Lock()
        # Methods are remembered per object, so that a vocabulary that nobody uses any more can go.
        self.spellings = lru_cache(REMEMBERED)(self._spellings)
        self.pair_count = lru_cache(REMEMBERED)(self._pair_count)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def __del__(self) -> None:
        if connection := getattr(self, "_connection", None):
            connection.close()

    def _rows(self, statement: str, values: Sequence[object]) -> list[Any]:
        """What a statement selects. Threads share the connection, and it stands one of them at a time."""
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def _spellings(self, folded: str) -> tuple[Spelling, ...]:
        """The spellings of a folded syllable, the commonest first."""
        rows = self._rows("SELECT spelling, count, id FROM syllable WHERE folded = ? ORDER BY count DESC, spelling",
                          [folded])
        return tuple(Spelling(*row) for row in rows)

    def _pair_count(self, first: int, second: int) -> int:
        """How often two spellings, by their numbers, stand side by side."""
        rows = self._rows("SELECT count FROM pair WHERE key = ?", [first << PAIR_BITS | second])
        return rows[0][0] if rows else 0

    def known(self, folded: list[str]) -> list[str]:
        """Those of some folded syllables that the corpus has."""
        marks = ",".join("?" * len(folded))
        return [found for found, in self._rows(
            f"SELECT DISTINCT folded FROM syllable WHERE folded IN ({marks})", folded)]

    def starting(self, kind: int, key: str) -> Iterator[Item]:
        """The items of a kind that have a folded key which begins so, the best first.

        Items lie on shelves, the best thousand on the first, the next four thousand on the second. So a beginning that
        thousands share is answered from the first shelf, and one that few have costs a look at each of them.
        """
        begin = key[:KEY_CHARS]
        for shelf in range(kind * SHELVES, (kind + 1) * SHELVES):
            # Fetched at once: another thread may ask while the caller looks at these.
            yield from [Item(*row) for row in self._rows(
                "SELECT text, count FROM item WHERE id IN (SELECT item FROM start WHERE shelf = ? AND key >= ? "
                "AND key < ? LIMIT ?) ORDER BY id LIMIT ?",
                [shelf, begin, begin + "\U0010ffff", MAX_ROWS, MAX_ROWS // 10])]

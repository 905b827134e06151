"""Pairs: how often two syllables stand side by side, as three arrays of numbers inside the vocabulary's file.

The syllables that stand behind a first one lie in a row, in the order of their numbers: one look-up is a search in that
row, and all that stands behind some syllables is a few slices. Of 78,000 articles that is 1.8 MB.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np

# Where a first syllable's row begins, the second syllables, and the counts.
PARTS = ("begin", "second", "count")
NUMBER = np.dtype("<i4")


class Pairs:
    """The counts of pairs of syllables, by the syllables' numbers; 0 is the number of what the corpus does not have.

    >>> pairs = Pairs(*lay_out([((1, 2), 5), ((1, 3), 2), ((3, 1), 4)], 3))
    >>> pairs.count(1, 3), pairs.count(2, 1), pairs.count(3, 1), pairs.count(0, 1)
    (2, 0, 4, 0)
    """

    def __init__(self, begin: np.ndarray, second: np.ndarray, count: np.ndarray):
        self._begin, self._second, self._count = begin, second, count
        # Single numbers are had faster from a memoryview than from an array of numpy's.
        self._begins, self._seconds, self._counts = begin.data, second.data, count.data

    def count(self, first: int, second: int) -> int:
        """How often the second stands behind the first."""
        end = self._begins[first + 1]
        place = bisect_left(self._seconds, second, self._begins[first], end)
        return self._counts[place] if place < end and self._seconds[place] == second else 0

    def behind(self, firsts: Sequence[int], wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The pairs of some first syllables and some distinct second ones: which of the firsts, which of the wanted,
        and how often.

        >>> pairs = Pairs(*lay_out([((1, 2), 5), ((1, 3), 2), ((3, 1), 4)], 3))
        >>> [each.tolist() for each in pairs.behind([3, 1], np.array([0, 1, 3]))]
        [[0, 1], [1, 2], [4, 2]]
        """
        spans = [(self._begins[first], self._begins[first + 1]) for first in firsts]
        seconds = np.concatenate([self._second[start:end] for start, end in spans])
        places = np.full(len(self._begin), -1, np.int32)
        places[wanted] = np.arange(len(wanted), dtype=np.int32)
        places[0] = -1
        columns = places[seconds]
        kept = np.flatnonzero(columns >= 0)
        rows = np.repeat(np.arange(len(spans)), [end - start for start, end in spans])
        counts = np.concatenate([self._count[start:end] for start, end in spans])
        return rows[kept], columns[kept], counts[kept]


def lay_out(pairs: Iterable[tuple[tuple[int, int], int]], most: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The arrays of PARTS for pairs with their counts, of syllables numbered from 1 to `most`."""
    table = np.fromiter((number for (first, second), count in pairs for number in (first, second, count)), NUMBER)
    table = table.reshape(-1, 3)
    table = table[np.lexsort((table[:, 1], table[:, 0]))]
    begin = np.searchsorted(table[:, 0], np.arange(most + 2)).astype(NUMBER)
    return begin, np.ascontiguousarray(table[:, 1]), np.ascontiguousarray(table[:, 2])


def write_pairs(made: sqlite3.Connection, pairs: Iterable[tuple[tuple[int, int], int]], most: int) -> None:
    """Writes pairs to the table of a vocabulary."""
    made.executemany("INSERT INTO main.pair VALUES (?, ?)", (
        (part, array.tobytes()) for part, array in zip(PARTS, lay_out(pairs, most), strict=True)))


def read_pairs(opened: sqlite3.Connection) -> Pairs:
    """The pairs of a vocabulary. ValueError where they are not there."""
    parts = dict(opened.execute("SELECT part, numbers FROM pair"))
    if set(parts) != set(PARTS):
        raise ValueError("thiếu bảng các cặp âm tiết (pair)")
    return Pairs(*(np.frombuffer(parts[part], NUMBER) for part in PARTS))

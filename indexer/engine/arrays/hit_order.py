"""The order of hits, and which of all that matched can reach a page, so that only those are sorted."""

from __future__ import annotations

import numpy as np

from indexer.engine.arrays.columns import Columns
from indexer.engine.query import Sort
from indexer.engine.ranking import SCORE_DECIMALS

# Scores that may be rounded to one.
TIE = 2 * 10 ** -SCORE_DECIMALS
# Rows that many values are folded into, to learn from their greatest how great the wanted ones are at least.
ROWS = 64
# So many are sorted in less time than it takes to choose from them.
FEW = 256
ALL = slice(None)


def put_in_order(columns: Columns, ordinals: np.ndarray, scores: np.ndarray, sort: Sort,
                 groups: np.ndarray | None = None) -> np.ndarray:
    """The places of bulletins in the order that was asked for, earlier `groups` first. Ties go by day, newest first,
    then by id."""
    keys = [columns.tie_rank.take(ordinals), -scores]
    if sort is not Sort.RELEVANCE:
        days = columns.newest if sort is Sort.NEWEST else columns.oldest
        keys.append(~days.take(ordinals))  # ~ descends, and never overflows
    return np.lexsort(keys if groups is None else [*keys, groups])


def greatest(values: np.ndarray, wanted: int, tie: float = 0) -> np.ndarray | slice:
    """The places of the `wanted` greatest values and of all that are no more than `tie` below the least of them, as an
    index into an array. Of few, all may be named.

    >>> values = np.arange(1000)
    >>> values[greatest(values, 2)], len(values[:9][greatest(values[:9], 2)])
    (array([998, 999]), 9)
    """
    if len(values) <= max(wanted, FEW):
        return ALL
    near = np.arange(len(values))
    width = len(values) // ROWS
    if width > 2 * wanted:
        # The wanted-th greatest of the columns' greatest is no greater than the wanted-th greatest of all.
        tops = values[:width * ROWS].reshape(ROWS, width).max(axis=0)
        near = np.flatnonzero(values >= np.partition(tops, width - wanted)[width - wanted] - tie)
        values = values[near]
    if len(values) <= wanted:
        return near
    least = np.partition(values, len(values) - wanted)[len(values) - wanted]
    return near[values >= least - tie]

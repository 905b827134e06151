"""The order of hits, and which of all that matched can reach a page, so that only those are sorted."""

from __future__ import annotations

import numpy as np

from indexer.engine.columns import Columns
from indexer.engine.query import Sort
from indexer.engine.ranking import SCORE_DECIMALS

# Scores that may be rounded to one.
TIE = 2 * 10 ** -SCORE_DECIMALS
# Rows that many values are folded into, to learn from their greatest how great the wanted ones are at least.
ROWS = 64


def put_in_order(columns: Columns, ordinals: np.ndarray, scores: np.ndarray, sort: Sort) -> np.ndarray:
    """The places of bulletins in the order that was asked for. Ties go by day, newest first, then by id."""
    newest, ids = ~columns.newest.take(ordinals), columns.id_rank.take(ordinals)  # ~ descends, and never overflows
    if sort is Sort.RELEVANCE:
        return np.lexsort((ids, newest, -scores))
    days = newest if sort is Sort.NEWEST else ~columns.oldest.take(ordinals)
    return np.lexsort((ids, -scores, days))


def greatest(values: np.ndarray, wanted: int, tie: float = 0) -> np.ndarray:
    """The places of the `wanted` greatest values and of all that are no more than `tie` below the least of them.

    >>> greatest(np.array([3, 1, 3, 2]), 1).tolist()
    [0, 2]
    """
    if len(values) <= wanted:
        return np.arange(len(values))
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

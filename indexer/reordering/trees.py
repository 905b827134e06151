"""Regression trees added up, all of them for all rows at once: LightGBM's own values without LightGBM.

Lucchese and others, QuickScorer (2015): each condition that does not hold strikes out the leaves on its left, and what
is left of a tree's leaves begins with the one that its row falls into. No tree is walked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MOST_LEAVES = 8  # of a tree: a bit for each
# The place of the lowest bit that is set.
FIRST_LEAF = np.array([MOST_LEAVES, *((byte & -byte).bit_length() - 1 for byte in range(1, 256))], np.intp)


@dataclass(frozen=True, eq=False)
class Trees:
    """Trees that have equally many leaves, or fewer.

    First stand the first conditions of all trees, then their second ones, and so on. A condition holds where the value
    in column `feature` of a row is at most `threshold`; `possible` has a bit for each leaf that may still be reached
    where it does not. `leaves` are the values of the leaves, each tree's from left to right.
    """

    count: int
    feature: np.ndarray
    threshold: np.ndarray
    possible: np.ndarray
    leaves: np.ndarray

    def sums(self, rows: np.ndarray) -> np.ndarray:
        """The sum of the trees' values for each row (float64), added tree by tree.

        >>> step = make_trees([[[0, 0.5, 1]]], [[-1.0, 2.0]])
        >>> step.sums(np.array([[0.5], [0.6]])).tolist()
        [-1.0, 2.0]
        """
        holds = np.ascontiguousarray(rows.T).take(self.feature, axis=0) <= self.threshold[:, None]
        # All bits where a condition holds (0 - 1 is 255), those that stay possible where it does not.
        bits = (np.uint8(0) - holds.view(np.uint8)) | self.possible[:, None]
        left = np.bitwise_and.reduce(bits.reshape(len(bits) // self.count, self.count, len(rows)), axis=0)
        starts = np.arange(0, len(self.leaves), len(self.leaves) // self.count)
        values = self.leaves.take(FIRST_LEAF[left] + starts[:, None])
        # One tree after the other, where a sum would add pairs: the last digit is LightGBM's too.
        return np.add.accumulate(values, axis=0)[-1]


def make_trees(conditions: Sequence[Sequence[Sequence[float]]], leaves: Sequence[Sequence[float]]) -> Trees:
    """Trees from plain values: for each tree its conditions (feature, threshold, bits of the leaves on the left), and
    its leaves from left to right. ValueError for more than MOST_LEAVES."""
    if not leaves:
        conditions, leaves = [[]], [[0.0]]
    most = max(map(len, leaves))
    if most > MOST_LEAVES:
        raise ValueError(f"a tree of {most} leaves: {MOST_LEAVES} at most")
    # A condition that always holds, and a leaf that is never reached, fill the smaller trees up.
    always = (0, np.inf, 0)
    table = np.array([[*tree, *[always] * (max(most - 1, 1) - len(tree))] for tree in conditions], float)
    feature, threshold, left = table.reshape(len(leaves), -1, 3).transpose(2, 1, 0).reshape(3, -1)
    return Trees(len(leaves), feature.astype(np.intp), threshold, np.uint8(255) - left.astype(np.uint8),
                 np.array([[*values, *[0.0] * (most - len(values))] for values in leaves]).ravel())

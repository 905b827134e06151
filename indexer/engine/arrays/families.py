"""Families: bulletins of the same text count as one. Which of them stands for all, and how many have a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np


def find_leaders(families: np.ndarray, groups: np.ndarray, ranks: np.ndarray) -> np.ndarray:
    """Which of some bulletins stand for their families: of each the one of the least group, then of the least rank.
    Those of family 0 stand for themselves.

    >>> find_leaders(np.array([7, 0, 7, 7]), np.array([1, 1, 0, 0]), np.array([0, 1, 3, 2]))
    array([False,  True, False,  True])
    """
    leads = families == 0
    order = np.lexsort((ranks, groups, families))
    sorted_families = families[order]
    first = np.ones(len(order), bool)
    first[1:] = sorted_families[1:] != sorted_families[:-1]
    leads[order[first]] = True
    return leads


def count_leaders(families: np.ndarray, before: np.ndarray) -> int:
    """How many bulletins and families stand in a group, those left out of which any stands in a group before.

    >>> count_leaders(np.array([0, 0, 7, 7, 8]), np.array([8]))
    3
    """
    shared = np.unique(families)
    new = np.setdiff1d(shared[shared > 0], before, assume_unique=False)
    return int(np.count_nonzero(families == 0)) + len(new)


def count_values(families: np.ndarray, codes: np.ndarray, size: int) -> np.ndarray:
    """For each code of a column how many families have it in any bulletin.

    >>> count_values(np.array([7, 7, 8]), np.array([1, 1, 1]), 3)
    array([0, 2, 0])
    """
    pairs = np.unique(np.stack([families, codes]), axis=1)
    return np.bincount(pairs[1], minlength=size)


def count_lists(families: np.ndarray, lists: Sequence[Sequence[str]], codes: np.ndarray) -> Counter[str]:
    """The same of a column whose codes stand for lists of names, by name.

    >>> count_lists(np.array([7, 7]), [(), ("NQ",), ("NQ", "QĐ")], np.array([1, 2]))
    Counter({'NQ': 1, 'QĐ': 1})
    """
    pairs = {(family, name) for family, code in set(zip(families.tolist(), codes.tolist(), strict=True))
             for name in lists[code]}
    return Counter(name for _, name in sorted(pairs))

"""The groups that a query tells its matches apart by."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

# A step that no score and no day reaches: 64 words have at most 5,000 points and a number 10,100; days are below 2**22.
STEP = float(2**32)


class Groups(NamedTuple):
    """The group of each of some bulletins (uint8), how many matches each group has, the last one those of none, and
    whether earlier groups stand above later ones."""

    of: np.ndarray
    counts: tuple[int, ...]
    lifted: bool

    def reached_by(self, wanted: int) -> int:
        """The last group of which any is among the first so many hits.

        >>> Groups(np.zeros(0, np.uint8), (3, 0, 9, 5), True).reached_by(5)
        2
        """
        return int(np.searchsorted(np.cumsum(self.counts[:-1]), wanted))

    def at(self, kept: np.ndarray) -> Groups:
        """The same of those bulletins that are kept."""
        return self._replace(of=self.of.compress(kept))

    def lift(self, values: np.ndarray) -> np.ndarray:
        """Values by which bulletins are sorted, greatest first, those of an earlier group above all of a later one."""
        if not self.lifted or not self.of.any():
            return values
        return values - STEP * self.of

    @property
    def first(self) -> int:
        """The first group that has any."""
        return next((group for group, count in enumerate(self.counts) if count), 0)

    def first_of(self, ordinals: np.ndarray) -> np.ndarray:
        """Those of the bulletins that facets are counted over: of the first group that has any, where groups are
        lifted."""
        if not self.lifted:
            return ordinals
        return ordinals if self.counts[self.first] == len(ordinals) else ordinals.compress(self.of == self.first)

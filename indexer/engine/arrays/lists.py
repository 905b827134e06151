"""Lists: a column of which a bulletin may have several values, among thousands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engine.arrays.families import count_values


@dataclass(frozen=True)
class Lists:
    """Bulletin i has the list `own[i]`; `codes[starts[k]:starts[k + 1]]` are the places in `names` of the values of
    list k (all int64). names[0] is always "", which none has.

    >>> lists = make_lists(["a b", "", "b"])
    >>> lists.names, lists.count(np.array([0, 1, 2])), lists.having(("a",), np.array([0, 2]))
    (('', 'a', 'b'), array([0, 1, 2]), array([ True, False]))
    """

    names: tuple[str, ...]
    own: np.ndarray
    starts: np.ndarray
    codes: np.ndarray

    def count(self, ordinals: np.ndarray, families: np.ndarray | None = None) -> np.ndarray:
        """For each code how many of some bulletins have it; with their `families`, of which 0 is none, bulletins of one
        count as one."""
        lists = self.own.take(ordinals)
        joined = families is not None and families.any()
        if not joined and len(lists) > len(self.starts):  # each list is counted, and then its values
            times = np.bincount(lists, minlength=len(self.starts) - 1)
            return np.bincount(self.codes, np.repeat(times, np.diff(self.starts)), len(self.names)).astype(np.int64)
        first = self.starts.take(lists)
        sizes = self.starts.take(lists + 1) - first
        ends = np.cumsum(sizes)
        codes = self.codes.take(np.repeat(first - ends + sizes, sizes) + np.arange(ends[-1] if len(ends) else 0))
        if not joined:
            return np.bincount(codes, minlength=len(self.names))
        assert families is not None
        owners = np.repeat(families, sizes)
        return np.bincount(codes.compress(owners == 0), minlength=len(self.names)) + count_values(
            owners.compress(owners > 0), codes.compress(owners > 0), len(self.names))

    def having(self, chosen: Iterable[str], ordinals: np.ndarray) -> np.ndarray:
        """Which of some bulletins have one of the values that are chosen (bool)."""
        wanted = set(chosen) - {""}
        places = np.flatnonzero(np.array([name in wanted for name in self.names])[self.codes])
        have = np.zeros(len(self.starts) - 1, bool)
        have[np.searchsorted(self.starts, places, "right") - 1] = True
        return have.take(self.own.take(ordinals))


def make_lists(values: Sequence[str]) -> Lists:
    """The lists of bulletins, each written with blanks between its values."""
    place_of = {value: place for place, value in enumerate(dict.fromkeys(values))}
    split = [value.split() for value in place_of]
    names = ("", *sorted({name for own in split for name in own}))
    code_of = {name: code for code, name in enumerate(names)}
    starts = np.zeros(len(split) + 1, np.int64)
    np.cumsum([len(own) for own in split], out=starts[1:])
    return Lists(names, np.array([place_of[value] for value in values], np.int64), starts,
                 np.array([code_of[name] for own in split for name in own], np.int64))

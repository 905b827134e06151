"""Whether one run is better than another, question by question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ROUNDS = 10_000  # of either test: a p of .01 is then known to .001
AT_ONCE = 500  # rounds in memory together: 4 MB for a thousand questions
SEED = 20260101  # the same draws in every run, so that the same runs have the same p


@dataclass(frozen=True)
class Difference:
    """The mean of a measure before and after over the same questions.

    `low` and `high` bound the difference (95 %, bootstrap over the questions); `p` is of the two-sided paired
    randomisation test (Smucker, Allan and Carterette 2007): how often one as large comes about when the toss of
    a coin swaps each question's two scores.
    """

    questions: int
    before: float
    after: float
    low: float
    high: float
    p: float

    @property
    def mean(self) -> float:
        """What the later run is better by."""
        return self.after - self.before


def compare(before: Sequence[float], after: Sequence[float]) -> Difference:
    """The difference between two runs' scores of the same questions, in the same order. ValueError for none.

    >>> worse, better = [0.0] * 20, [1.0] * 20
    >>> compare(worse, better).mean, compare(worse, better).p < 0.001, compare(worse, worse).p
    (1.0, True, 1.0)
    """
    if not before or len(before) != len(after):
        raise ValueError(f"{len(before)} scores before, {len(after)} after")
    changes = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    low, high = np.quantile(resampled_means(changes), (0.025, 0.975))
    return Difference(len(changes), float(np.mean(before)), float(np.mean(after)), float(low), float(high),
                      randomisation_p(changes))


def resampled_means(changes: np.ndarray) -> np.ndarray:
    """The mean change of as many questions, drawn with replacement, ROUNDS times."""
    random = np.random.default_rng(SEED)
    return np.concatenate([changes[random.integers(0, len(changes), (AT_ONCE, len(changes)))].mean(axis=1)
                           for _ in range(ROUNDS // AT_ONCE)])


def randomisation_p(changes: np.ndarray) -> float:
    """The share of random signs that make as large a sum; the true signs are counted among them."""
    random = np.random.default_rng(SEED)
    moved = changes[changes != 0]
    # Sums of the same addends in another order differ in the last digit.
    bar = abs(moved.sum()) - 1e-9
    as_large = sum(int((np.abs(random.choice((-1.0, 1.0), (AT_ONCE, len(moved))) @ moved) >= bar).sum())
                   for _ in range(ROUNDS // AT_ONCE))
    return (as_large + 1) / (ROUNDS + 1)

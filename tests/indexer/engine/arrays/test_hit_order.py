"""Which of all that matched are sorted: never too few, and of many not many more than a page."""

import random

import numpy as np
import pytest

from indexer.engine.arrays.hit_order import FEW, ROWS, greatest


@pytest.mark.parametrize("seed", range(40))
def test_what_reaches_the_page_is_among_the_greatest_and_so_is_what_ties_with_it(seed: int) -> None:
    rng = random.Random(seed)
    count, wanted, tie = rng.randint(1, 5_000), rng.randint(1, 200), rng.choice([0, 0, .5])
    values = np.array([rng.choice([rng.random() * 100, rng.randrange(20)]) for _ in range(count)])
    chosen = np.sort(values[greatest(values, wanted, tie)])
    least = np.sort(values)[-min(wanted, count)] - tie
    expected = np.sort(values[values >= least])
    assert chosen[len(chosen) - len(expected):].tolist() == expected.tolist()
    if count > max(wanted, FEW):
        assert len(chosen) == len(expected)


def test_few_are_all_named() -> None:
    assert greatest(np.arange(FEW), 1) == slice(None)


def test_values_that_are_all_alike_are_all_named() -> None:
    values = np.full(ROWS * FEW, 7)
    assert len(values[greatest(values, 10)]) == len(values)

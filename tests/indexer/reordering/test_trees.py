"""Trees give LightGBM's own values, to the last digit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from benchmarks.relevance.fitting import TREES_OF_FIT, train, write_trees
from indexer.reordering.trees import MOST_LEAVES, Trees, make_trees

COLUMNS = 7


@pytest.fixture(scope="module")
def booster() -> Any:
    """Trees over random rows, of which some columns matter."""
    pytest.importorskip("lightgbm", reason="LightGBM is not installed: pip install 'bantin[fit]'")
    random = np.random.default_rng(20170322)
    rows = random.random((3000, COLUMNS)).round(4)
    grades = (rows[:, 0] + rows[:, 1] * rows[:, 2] + random.random(3000) > 1.7).astype(int)
    return train(rows, grades, [50] * 60, [1] * (COLUMNS - 1) + [0])


def read(booster: Any) -> Trees:
    trees = list(write_trees(booster))
    return make_trees([tree["conditions"] for tree in trees], [tree["leaves"] for tree in trees])


def test_sums_are_lightgbm_s_own_to_the_last_digit(booster: Any) -> None:
    trees = read(booster)
    assert trees.count == TREES_OF_FIT
    random = np.random.default_rng(1)
    rows = random.random((5000, COLUMNS))
    # Values that stand on a threshold fall on its left.
    on_edge = rows.copy()
    on_edge[:, :] = random.choice(trees.threshold[np.isfinite(trees.threshold)], rows.shape)
    for asked in (rows, rows.round(2), on_edge, np.zeros((1, COLUMNS)), np.full((3, COLUMNS), 9.0)):
        assert np.array_equal(trees.sums(asked), booster.predict(asked, num_threads=1))


def walk(conditions: list[list[float]], leaves: list[float], row: list[float]) -> float:
    """The value that a tree gives a row, as its conditions say it in words."""
    possible = [leaf for leaf in range(len(leaves))
                if all(row[int(feature)] <= threshold or not int(left) >> leaf & 1
                       for feature, threshold, left in conditions)]
    return leaves[possible[0]]


SHAPES: list[tuple[str, list[list[float]], list[float]]] = [
    ("a leaf", [], [0.5]),
    ("a step", [[0, 0.5, 0b1]], [1.0, 2.0]),
    ("leaning left", [[0, 0.3, 0b1], [1, 0.4, 0b11], [2, 0.5, 0b111]], [1.0, 2.0, 3.0, 4.0]),
    ("leaning right", [[0, 0.3, 0b1], [1, 0.4, 0b10], [2, 0.5, 0b100]], [1.0, 2.0, 3.0, 4.0]),
    ("both sides", [[0, 0.3, 0b1], [1, 0.4, 0b11], [2, 0.5, 0b100]], [1.0, 2.0, 3.0, 4.0]),
    ("as many leaves as go", [[i % 3, i / 7, 1 << i] for i in range(7)], [float(i) for i in range(MOST_LEAVES)]),
]


@pytest.mark.parametrize(("conditions", "leaves"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_every_shape_alone_and_beside_others(conditions: list[list[float]], leaves: list[float]) -> None:
    rows = np.random.default_rng(2).random((50, 3))
    expected = [walk(conditions, leaves, row) for row in rows.tolist()]
    assert make_trees([conditions], [leaves]).sums(rows).tolist() == expected
    together = make_trees([shape[1] for shape in SHAPES], [shape[2] for shape in SHAPES])
    assert together.sums(rows) == pytest.approx(
        [sum(walk(*shape[1:], row) for shape in SHAPES) for row in rows.tolist()])


def test_no_trees_say_nothing() -> None:
    assert make_trees([], []).sums(np.ones((2, 3))).tolist() == [0.0, 0.0]


def test_too_many_leaves_are_refused() -> None:
    with pytest.raises(ValueError, match="9 leaves"):
        make_trees([[]], [[0.0] * 9])

"""Generations swapped under load, and everyday life hurried: no question fails, the server does not grow."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from benchmarks.drills import soak, swaps
from benchmarks.drills.processes import Weight

# In this process and not by drill.py: a script is given up after a while, and the server that it started would stay.


@pytest.mark.slow
def test_swaps_lose_no_question(tmp_path: Path) -> None:
    outcome = swaps.run(Namespace(swaps=3, workers=1), tmp_path, seed=1)
    assert (outcome.problems, outcome.figure, outcome.details["generations"]) == ((), 3, 4)
    assert outcome.details["questions"] >= 3 * (swaps.READERS + 1)  # all ask of every generation


@pytest.mark.slow
def test_life_goes_on(tmp_path: Path) -> None:
    outcome = soak.run(Namespace(seconds=5, pages=12, workers=1), tmp_path, seed=1)
    assert outcome.problems == ()
    rounds = outcome.details["rounds"]["crawl"]
    assert rounds >= 1 and outcome.details["questions"] >= rounds * soak.READERS
    assert outcome.details["megabytes"][0] > 20


@pytest.mark.parametrize(("weights", "grown"), [
    ([Weight(100, 30)], 0), ([Weight(50, 20), Weight(100, 30), Weight(110, 31)], 0),
    ([Weight(100, 30), Weight(100, 30), Weight(300, 30)], 1), ([Weight(9, 3), Weight(100, 30), Weight(300, 90)], 2),
])
def test_growth_is_noticed(weights: list[Weight], grown: int) -> None:
    assert len(soak.growth(weights)) == grown

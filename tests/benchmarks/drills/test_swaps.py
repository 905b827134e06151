"""Generations swapped under load, and everyday life hurried: no question fails, the server does not grow."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from benchmarks.drills.processes import Weight
from benchmarks.drills.soak import growth

RunScript = Callable[..., CompletedProcess[str]]


@pytest.mark.slow
def test_swaps_lose_no_question(run_script: RunScript) -> None:
    done = run_script("drill.py", "swaps", "--swaps", 3, "--workers", 1, "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["problems"], report["figure"]) == (0, [], 3)
    assert report["questions"] > 50 and report["generations"] == 4


@pytest.mark.slow
def test_life_goes_on(run_script: RunScript) -> None:
    done = run_script("drill.py", "soak", "--seconds", 5, "--pages", 12, "--workers", 1, "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["problems"]) == (0, [])
    assert report["questions"] > 50 and report["rounds"]["crawl"] >= 1 and report["megabytes"][0] > 20


@pytest.mark.parametrize(("weights", "grown"), [
    ([Weight(100, 30)], 0), ([Weight(50, 20), Weight(100, 30), Weight(110, 31)], 0),
    ([Weight(100, 30), Weight(100, 30), Weight(300, 30)], 1), ([Weight(9, 3), Weight(100, 30), Weight(300, 90)], 2),
])
def test_growth_is_noticed(weights: list[Weight], grown: int) -> None:
    assert len(growth(weights)) == grown

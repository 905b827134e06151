"""Slow and rude clients do not stop others, and a crowd is served as far as it goes."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest


@pytest.mark.slow
def test_searches_are_answered_while_clients_dawdle(run_script: Callable[..., CompletedProcess[str]]) -> None:
    done = run_script("drill.py", "slow-clients", "--each", 100, "--crowd", 100, "--seconds", 4, "--within", 20,
                      "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["problems"]) == (0, [])
    assert report["rude"] >= 500 and report["searches"] > 10 and report["crowd_answered"] > 10

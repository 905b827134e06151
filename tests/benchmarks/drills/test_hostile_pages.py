"""The drill of hostile pages, in its short form."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from benchmarks.drills import hostile_pages


def test_nothing_is_lost_among_small_traps(tmp_path: Path) -> None:
    outcome = hostile_pages.run(Namespace(chars=3_000), tmp_path, 1)
    assert outcome.problems == () and outcome.figure > 50
    assert "không mất gì" in outcome.line

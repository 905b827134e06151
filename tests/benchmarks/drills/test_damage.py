"""Short forms of the drills that spoil files and fill disks: nothing wrong is taken for right, and nothing is lost."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from benchmarks.drills import damage, disk_full


def test_damage(tmp_path: Path) -> None:
    outcome = damage.run(Namespace(rounds=12), tmp_path, 5)
    assert outcome.problems == () and outcome.figure == 0 and "12 lần làm hỏng" in outcome.line


@pytest.mark.slow
def test_full_disk(tmp_path: Path) -> None:
    outcome = disk_full.run(Namespace(rounds=1), tmp_path, 2)
    assert outcome.problems == () and outcome.figure >= 1

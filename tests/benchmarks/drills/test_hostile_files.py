"""The drill of hostile files, in its short form: one of each rule."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

pytest.importorskip("pypdfium2")
pytest.importorskip("docx")
from benchmarks.drills import hostile_files  # noqa: E402
from benchmarks.drills.hostile_file_rules import RULES  # noqa: E402


@pytest.mark.slow
def test_no_file_stops_a_crawl_and_each_is_told(tmp_path: Path) -> None:
    outcome = hostile_files.run(Namespace(files=len(RULES)), tmp_path, 5)
    assert outcome.problems == () and outcome.figure == len(RULES)

"""status.py: what stands where, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from corpus.data_dir import DataDir

Run = Callable[..., CompletedProcess]


def test_json(sample_data: DataDir, run_script: Run) -> None:
    result = run_script("status.py", "--data", str(sample_data.root), "--json")
    status = json.loads(result.stdout)
    assert result.returncode == 0
    assert {"store", "frontier", "generations", "last_crawl", "failures"} <= status.keys()
    assert status["store"]["bulletins"] == status["generations"][-1]["count"] > 90
    assert status["usable"] and status["last_crawl"] is None and status["failures"] == []


def test_for_people(sample_data: DataDir, run_script: Run) -> None:
    text = run_script("status.py", "--data", str(sample_data.root)).stdout
    assert "bantin.toml chưa khai báo agency, postal_address, telephone, email, licence\n" in text
    assert "Kho" in text and "→ gen-000001" in text and "reindex" not in text


def test_without_a_store(tmp_path: Path, run_script: Run) -> None:
    result = run_script("status.py", "--data", str(tmp_path), "--json")
    assert result.returncode == 1 and result.stdout == "" and "store.sqlite" in result.stderr

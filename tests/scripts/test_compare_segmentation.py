"""scripts/compare_segmentation.py as the admin runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import zstandard

from corpus.bulletin import Bulletin
from corpus.storing.store import Store

RunScript = Callable[..., CompletedProcess[str]]


def test_lines_of_a_file(run_script: RunScript, tmp_path: Path) -> None:
    rows = [{"title": "Khoa học công nghệ", "body": "Một hai\n\nNghị quyết số 20"},
            {"title": "Nông thôn", "body": None}]
    file = tmp_path / "tin.jsonl.zst"
    file.write_bytes(zstandard.compress(b"".join(json.dumps(row).encode() + b"\n" for row in rows)))
    done = run_script("compare_segmentation.py", file, "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (report["lines"], report["different"]) == (4, 0)
    assert min(report["cold_kb_s"], report["warm_kb_s"], report["underthesea_kb_s"]) >= 0
    done = run_script("compare_segmentation.py", file, "--lines", 3)
    assert done.returncode == 0 and done.stdout.startswith("3 dòng · 0 KB · khác 0 dòng\n")


def test_lines_of_the_store(run_script: RunScript, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        store.put([Bulletin("1", "", "a", "Khoa học", "Công nghệ\nNông thôn")])
    done = run_script("compare_segmentation.py", "--data", tmp_path, "--json")
    assert json.loads(done.stdout)["lines"] == 3


def test_several_processes_beside_one(run_script: RunScript, tmp_path: Path) -> None:
    file = tmp_path / "tin.jsonl"
    file.write_text(json.dumps({"title": "Nông thôn", "body": "Khoa học công nghệ\n" * 200}), encoding="utf-8")
    done = run_script("compare_segmentation.py", file, "--workers", 2)
    assert done.returncode == 0 and "2 tiến trình: nhanh gấp" in done.stdout
    report = json.loads(run_script("compare_segmentation.py", file, "--workers", 2, "--json").stdout)
    assert report["workers"] == 2 and report["workers_ratio"] > 0


@pytest.mark.parametrize(("written", "reason"), [
    (b"", "không có dòng nào"), (b"[1]\n", "không phải một đối tượng"), (b"{\n", "sai JSON")])
def test_a_file_without_lines_fails(run_script: RunScript, tmp_path: Path, written: bytes, reason: str) -> None:
    file = tmp_path / "tin.jsonl"
    file.write_bytes(written)
    done = run_script("compare_segmentation.py", file)
    assert done.returncode == 1 and reason in done.stderr and done.stdout == ""
    assert run_script("compare_segmentation.py", file, "--lines", 0).returncode == 2

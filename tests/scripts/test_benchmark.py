"""scripts/benchmark.py as a developer runs it, over the bundled sample."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
RunScript = Callable[..., CompletedProcess[str]]


def test_measures_reports_keeps_and_draws(run_script: RunScript, tmp_path: Path) -> None:
    figures, picture = tmp_path / "speed.json", tmp_path / "speed.svg"
    options = ["--sample", "--work", tmp_path / "w", "--engines", "ours,fts5", "--queries", 34, "--repeats", 1,
               "--classes", "common,all-of,none"]
    done = run_script("benchmark.py", "--size", "150,40", *options, "--json", figures, "--picture", picture)
    assert done.returncode == 0, done.stderr
    assert "## 40: 40 bulletins" in done.stdout and "| all-of" in done.stdout
    assert "150: đang lập ours" in done.stderr
    read = json.loads(figures.read_text(encoding="utf-8"))
    assert [(size["label"], list(size["engines"])) for size in read["sizes"]] == [
        ("40", ["ours", "fts5"]), ("150", ["ours", "fts5"])]
    agreement = read["sizes"][1]["engines"]["fts5"]["agreement"]
    assert agreement["compared"] == agreement["same_total"] == 6
    assert picture.read_text(encoding="utf-8").count("<polyline") == 6

    again = run_script("benchmark.py", "--size", "150", *options, "--with-results", figures, "--json", figures)
    assert again.returncode == 0 and "đang lập" not in again.stderr
    assert [size["label"] for size in json.loads(figures.read_text(encoding="utf-8"))["sizes"]] == ["40", "150"]


@pytest.mark.parametrize(("arguments", "said"), [
    (["--engines", "lucene"], "--engines: không có “lucene”; các tên: ours,"),
    (["--classes", "fuzzy"], "--classes: không có “fuzzy”; các tên: rare,"),
    (["--sample", "--size", "many"], "--size: “many” không phải cỡ"),
    (["--queries", "0"], "--queries"),
    (["--legal", "missing.jsonl"], "missing.jsonl: không có tệp này"),
    (["--data", "missing"], "missing: không có thư mục này"),
    (["--json", "missing/speed.json"], "missing: không có thư mục này"),
    (["--places", "missing"], "missing: không có thư mục này"),
    (["--http", "http://portal.example/"], "portal.example không phải máy này"),
    (["--http", "http://127.0.0.1:1/", "--serve", "."], "--http, --serve"),
    (["--serve", ".", "--beside", "tests"], "--beside cần có --serve, và scripts/serve.py"),
    (["--seconds", "6000"], "không phải số nguyên từ 1 đến 600"),
])
def test_wrong_use(run_script: RunScript, tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run_script("benchmark.py", "--work", tmp_path, *arguments)
    assert done.returncode == 2 and said in done.stderr.replace("\n", " ")
    assert done.stdout == ""


def test_drives_a_site_of_its_own(run_script: RunScript, sample_data, tmp_path: Path) -> None:
    figures = tmp_path / "load.json"
    done = run_script("benchmark.py", "--serve", sample_data.root, "--workers", 1, "--clients", 2, "--seconds", 1,
                      "--json", figures)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("distinct: ") and "\nrepeated: " in done.stdout
    distinct, repeated = json.loads(figures.read_text(encoding="utf-8"))
    assert distinct["errors"] == repeated["errors"] == {} and distinct["pages"] and distinct["cpu_seconds"] > 0


def test_drives_another_program_in_turns(run_script: RunScript, sample_data) -> None:
    done = run_script("benchmark.py", "--serve", sample_data.root, "--beside", ROOT, "--workers", 1, "--clients", 2,
                      "--seconds", 1, "--rounds", 1)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("ours: ") and "\nbeside: " in done.stdout and "1 rounds: pages/s x " in done.stdout


def test_a_site_that_is_not_there(run_script: RunScript, tmp_path: Path) -> None:
    done = run_script("benchmark.py", "--sample", "--work", tmp_path, "--http", "http://127.0.0.1:9/")
    assert done.returncode == 1 and "không trả lời trang nào" in done.stderr

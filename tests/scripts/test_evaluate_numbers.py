"""scripts/evaluate_numbers.py as a developer runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

RunScript = Callable[..., CompletedProcess[str]]


def test_a_wrong_label_is_told(run_script: RunScript, tmp_path: Path) -> None:
    text = "Nghị quyết số 20-NQ/TW; Nghị quyết 20"
    mentions = [{"start": 14, "end": 22, "kind": "full", "key": "20:nq:tw", "binds_to": "20:nq:tw"},
                {"start": 24, "end": 37, "kind": "short", "binds_to": "20:nq:tu"}]
    path = tmp_path / "passages.jsonl"
    path.write_text(json.dumps({"id": "one", "text": text, "mentions": mentions}), encoding="utf-8")
    result = run_script("evaluate_numbers.py", "--references", path, "--json")
    figures = json.loads(result.stdout)
    assert (figures["full_f1"], figures["short_bound"], figures["wrong_documents"]) == (1.0, 0.0, 1)
    assert "WRONG DOCUMENT" in figures["faults"][0]


def test_a_file_that_holds_no_passages_is_named(run_script: RunScript, tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    result = run_script("evaluate_numbers.py", "--references", path)
    assert result.returncode == 1 and "none.jsonl:1" in result.stderr

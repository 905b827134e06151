"""scripts/evaluate_numbers.py as a developer runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

from benchmarks.references.reach import measure_reach
from corpus.bulletin import Bulletin

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


def test_the_reach_of_a_number_says_how_each_bulletin_is_known_to_mean_it(tmp_path: Path) -> None:
    texts = {"whole": "Nghị quyết số 27-NQ/TW ngày 21/5/2018 về tiền lương được học ở Kim Bồng.",
             "bound": "Theo Nghị quyết 27 của Ban Chấp hành Trung ương, lương tăng từ tháng 7.",
             "inferred": "Tây Lạc thực hiện Nghị quyết 27 về tiền lương.",
             "other": "Nghị quyết số 27/NQ-HĐND ngày 9/12/2021 của HĐND tỉnh Trường Hà về đất đai.",
             "none": "Hội nghị có 27 đại biểu."}
    bulletins = [Bulletin(name, f"http://truongha.example/{name}", "truong-ha", "Tin", text,
                          published_on=date(2022, 3, 1)) for name, text in texts.items()]
    (whole, unknown) = measure_reach(bulletins, ["27-NQ/TW", "99-NQ/TW"])
    assert (whole.written, whole.bound, whole.others) == (1, 1, 1)
    assert (whole.inferred, whole.open, whole.found) == (0, 1, 2)  # the council's resolution may be meant as well
    alone, = measure_reach([one for one in bulletins if one.id != "other"], ["27-NQ/TW"])
    assert (alone.inferred, alone.open, alone.found) == (1, 0, 3)
    assert unknown.found == unknown.open == 0

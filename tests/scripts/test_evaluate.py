"""scripts/evaluate.py and scripts/make_known_items.py as a developer runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from benchmarks.relevance.questions import read_judged
from corpus.data_dir import DataDir
from indexer.reordering.model import load_order

RunScript = Callable[..., CompletedProcess[str]]
ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "tests" / "cases" / "judgements" / "sample.jsonl"
MEASURES = {"nDCG@10", "MRR@10", "recall@10", "recall@100"}


@pytest.fixture(scope="module", autouse=True)
def library() -> None:
    pytest.importorskip("ir_measures", reason="the bench's own library is not installed: pip install ir-measures")


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the questions about the sample bulletins, in the bench's form."""
    folder = tmp_path_factory.mktemp("exam")
    read = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    (folder / "q.jsonl").write_text("".join(json.dumps({"id": q["id"], "text": q["text"]}) + "\n" for q in read))
    (folder / "q.tsv").write_text("".join(f"{q['id']}\t0\t{id}\t{grade}\n" for q in read
                                          for id, grade in q["relevant"].items()))
    return folder


@pytest.fixture(scope="module")
def evaluate(run_script: RunScript, sample_data: DataDir, exam: Path) -> RunScript:
    """Runs evaluate.py over the sample bulletins and their questions."""
    def run(*arguments: object) -> CompletedProcess[str]:
        return run_script("evaluate.py", "--queries", exam / "q.jsonl", "--qrels", exam / "q.tsv",
                          "--data", sample_data.root, *arguments)
    return run


def read(done: CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def kept(evaluate: RunScript, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A kept run over all questions in the usual ways of typing, and what it printed."""
    path = tmp_path_factory.mktemp("runs") / "run.json"
    return path, read(evaluate("--json", "--save", path))


def test_every_way_of_typing_is_measured(kept: tuple[Path, dict[str, Any]]) -> None:
    found = kept[1]
    assert list(found["ways"]) == ["plain", "no-diacritics", "half", "caps", "other-tone", "one-wrong-mark",
                                   "abbreviated"]
    assert found["questions"] >= 100 and "against_baseline" not in found
    for way in found["ways"].values():
        assert set(way["scores"]) == MEASURES and all(0 <= score <= 1 for score in way["scores"].values())
        assert way["seconds_mean"] > 0 and way["rewritten"] <= found["questions"]
        assert way["scores"]["recall@10"] <= way["scores"]["recall@100"]
    assert found["ways"]["plain"]["rewritten"] == 0 < found["ways"]["half"]["rewritten"]


def test_good_bulletins_stand_on_top_however_it_is_typed(kept: tuple[Path, dict[str, Any]]) -> None:
    scores = {way: figures["scores"]["nDCG@10"] for way, figures in kept[1]["ways"].items()}
    assert scores["plain"] >= 0.9
    assert scores["other-tone"] == pytest.approx(scores["plain"], abs=0.005)
    assert min(scores[way] for way in ("no-diacritics", "half", "one-wrong-mark")) >= scores["plain"] - 0.05


def test_a_run_differs_from_itself_in_nothing(evaluate: RunScript, kept: tuple[Path, dict[str, Any]]) -> None:
    path, first = kept
    again = read(evaluate("--json", "--baseline", path, "--typed", "half,plain"))
    assert {way: figures["scores"] for way, figures in again["ways"].items()} == {
        way: first["ways"][way]["scores"] for way in ("half", "plain")}
    for comparison in again["against_baseline"].values():
        assert not comparison["losses"] and set(comparison["differences"]) == MEASURES
        assert {(d["mean"], d["low"], d["high"], d["p"]) for d in comparison["differences"].values()} == {(0, 0, 0, 1)}


def test_what_lost_against_a_baseline_is_named(evaluate: RunScript, kept: tuple[Path, dict[str, Any]],
                                               tmp_path: Path) -> None:
    run = json.loads(kept[0].read_text(encoding="utf-8"))
    asked = run["ways"]["plain"]
    id, outcome = next((id, outcome) for id, outcome in asked.items() if outcome["scores"]["nDCG@10"] < 1)
    outcome["scores"]["nDCG@10"], outcome["first"] = 1.0, 77
    (tmp_path / "better.json").write_text(json.dumps(run), encoding="utf-8")
    done = evaluate("--typed", "plain", "--baseline", tmp_path / "better.json", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    lost = done.stdout.split("plain: lost most")[1].splitlines()[1:]
    assert len(lost) == 1 and lost[0].split()[:2] == ["77", "→"] and f"  {id}  {outcome['typed']}" in lost[0]


def test_tables_for_people_and_progress_on_the_side(evaluate: RunScript) -> None:
    done = evaluate("--typed", "plain,telex-raw", "--limit", 5, "--measures", "precision@10,MRR@10")
    assert done.returncode == 0 and done.stdout.startswith("5 câu hỏi, chỉ mục gen-")
    head, plain, raw = done.stdout.split("\n\n")[1].splitlines()
    assert head.split()[:4] == ["typed", "rewritten", "precision@10", "MRR@10"]
    assert plain.split()[:2] == ["plain", "0"] and raw.split()[0] == "telex-raw"
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["plain", "telex-raw"]


@pytest.mark.parametrize(("arguments", "code", "message"), [
    (("--typed", "plain,upside-down"), 2, "không có “upside-down”; các tên: plain"),
    (("--typed", ""), 2, "không có “”"),
    (("--measures", "MAP"), 2, "không có “MAP”"),
    (("--limit", "0"), 2, "--limit"),
    (("--folds", "1"), 2, "--folds"),
    (("--folds", "2", "--reordering", "off"), 2, "--reordering off"),
    (("--baseline", "nowhere.json"), 2, "nowhere.json: không có tệp này"),
    (("--queries", "nowhere.jsonl"), 2, "nowhere.jsonl: không có tệp này"),
    (("--baseline", __file__), 1, "không phải một lần đo"),
    (("--queries", __file__), 1, "dòng 1: không phải câu hỏi"),
    (("--data", "nowhere"), 1, "reindex.py"),
])
def test_wrong_use(evaluate: RunScript, arguments: tuple[str, ...], code: int, message: str) -> None:
    done = evaluate(*arguments, "--json")
    assert (done.returncode, done.stdout) == (code, "") and message in done.stderr and "Traceback" not in done.stderr


def test_without_the_library_it_says_how_to_get_it(exam: Path, sample_data: DataDir, tmp_path: Path) -> None:
    (tmp_path / "ir_measures.py").write_text("raise ModuleNotFoundError('No module named ir_measures')\n")
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "evaluate.py", "--queries", exam / "q.jsonl", "--qrels", exam / "q.tsv",
         "--data", sample_data.root], env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True,
        check=False)
    assert done.returncode == 1 and not done.stdout and "pip install ir-measures" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def lightgbm() -> None:
    pytest.importorskip("lightgbm", reason="LightGBM is not installed: pip install 'bantin[fit]'")


@pytest.mark.usefixtures("lightgbm")
def test_an_order_is_learnt_written_and_read(run_script: RunScript, sample_data: DataDir, exam: Path,
                                             tmp_path: Path) -> None:
    def fit(name: str) -> dict[str, Any]:
        path = tmp_path / name
        done = run_script("fit_reordering.py", "--queries", exam / "q.jsonl", "--qrels", exam / "q.tsv", "--data",
                          sample_data.root, "--from", "bài của dự án", "--output", path, "--json")
        head, written = read(done), json.loads(path.read_text(encoding="utf-8"))
        assert head.items() <= written.items() and written["source"] == "bài của dự án"
        return written

    written = fit("one.json")
    order = load_order(tmp_path / "one.json")
    assert order is not None and order.text.trees.count == order.parts.trees.count == written["trees"]
    assert fit("other.json") == written


@pytest.mark.usefixtures("lightgbm")
def test_folds_ask_no_question_in_an_order_that_was_learnt_from_it(evaluate: RunScript) -> None:
    folded = evaluate("--typed", "plain", "--folds", 3, "--json")
    assert read(folded)["ways"]["plain"]["scores"]["nDCG@10"] >= 0.85
    assert folded.stderr.startswith("3 thứ tự, học từ ")
    assert read(evaluate("--typed", "plain", "--folds", 3, "--reordering", "text", "--json", "--quiet"))


def test_the_order_of_scores_is_a_switch_away(evaluate: RunScript, kept: tuple[Path, dict[str, Any]]) -> None:
    """Nothing but the first ten changes places with the first fifty: what is found among a hundred stays."""
    plain = read(evaluate("--typed", "plain", "--reordering", "off", "--json"))["ways"]["plain"]["scores"]
    usual = kept[1]["ways"]["plain"]["scores"]
    assert plain["recall@100"] == usual["recall@100"] and plain["nDCG@10"] != usual["nDCG@10"]


def test_known_items_of_the_sample(run_script: RunScript, sample_data: DataDir, tmp_path: Path) -> None:
    """From a collection without judgements to its table: the bulletins are found by the heads of their titles."""
    exported = run_script("export.py", "--data", sample_data.root, tmp_path / "all.jsonl")
    assert exported.returncode == 0, exported.stderr
    made = read(run_script("make_known_items.py", tmp_path / "all.jsonl", "--into", tmp_path / "set", "--json"))
    judged, unjudged = read_judged(tmp_path / "set" / "titles.jsonl", tmp_path / "set" / "titles.tsv")
    assert (len(judged), unjudged) == (made["titles"], 0) and 50 < made["titles"] <= made["bulletins"]
    again = run_script("make_known_items.py", tmp_path / "all.jsonl", "--into", tmp_path / "again", "--titles", 10)
    assert again.returncode == 0 and "10 tiêu đề" in again.stdout
    for name in ("short.jsonl", "short.tsv"):
        assert (tmp_path / "set" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


@pytest.mark.shared
def test_news_from_nothing_to_the_table(shared: Path, run_script: RunScript, tmp_path: Path) -> None:
    made = run_script("make_known_items.py", shared / "data" / "news" / "docs.jsonl.zst", "--into", tmp_path,
                      "--limit", 300)
    assert made.returncode == 0, made.stderr
    for script, arguments in (("load.py", [tmp_path / "docs.jsonl.zst"]), ("reindex.py", ["--workers", 1])):
        done = run_script(script, *arguments, "--data", tmp_path / "data", "--quiet")
        assert done.returncode == 0, done.stderr
    figures = {}
    for questions, measure in (("titles", "nDCG@10"), ("short", "precision@10")):
        figures[questions] = read(run_script(
            "evaluate.py", "--queries", tmp_path / f"{questions}.jsonl", "--qrels", tmp_path / f"{questions}.tsv",
            "--data", tmp_path / "data", "--typed", "plain", "--measures", measure, "--limit", 50, "--json"))
    assert figures["titles"]["ways"]["plain"]["scores"]["nDCG@10"] > 0.9
    assert figures["short"]["ways"]["plain"]["scores"]["precision@10"] > 0.8


@pytest.mark.shared
def test_the_legal_questions_are_read_whole(shared: Path) -> None:
    judged, unjudged = read_judged(shared / "data" / "legal" / "queries-dev.jsonl",
                                   shared / "data" / "legal" / "qrels-dev.tsv")
    assert (len(judged), unjudged) == (344, 0)

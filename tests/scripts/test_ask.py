"""scripts/ask.py as a script or a bench runs it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir

RunScript = Callable[..., CompletedProcess[str]]
HIT = {"id", "url", "title", "published_on", "score", "snippet"}


@pytest.fixture
def ask(run_script: RunScript, sample_data: DataDir) -> RunScript:
    """Runs ask.py over the sample bulletins."""
    def run(*arguments: object, typed: str | bytes = "") -> CompletedProcess[str]:
        return run_script("ask.py", *arguments, "--data", sample_data.root, typed=typed)
    return run


def read(done: CompletedProcess[str]) -> dict[str, Any]:
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_json(ask: RunScript, sample_bulletins: tuple[Bulletin, ...]) -> None:
    by_id = {bulletin.id: bulletin for bulletin in sample_bulletins}
    answer = read(ask("khoa hoc cong nghe", "--json", "--per-page", "15"))
    assert answer["total"] + answer["near"] >= len(answer["hits"]) == answer["per_page"] == 15 > answer["total"] > 0
    assert answer["query"] == "khoa hoc cong nghe" and answer["page"] == 1 and answer["grouped"] is True
    assert set(answer["facets"]) == {"year", "source", "section", "kind"}
    for hit in answer["hits"]:
        assert HIT <= set(hit) and "parts" not in hit
        bulletin = by_id[hit["id"]]
        assert (hit["url"], hit["title"]) == (bulletin.url, bulletin.title)
        assert hit["published_on"] == str(bulletin.published_on)
        assert any(found for _, found in hit["pieces"]) and hit["score"] > 0
        assert "".join(text for text, _ in hit["pieces"]) == hit["snippet"]
    scores = [hit["score"] for hit in answer["hits"] if hit["rung"] == "answer"]
    assert len(scores) == answer["total"] and scores == sorted(scores, reverse=True)


def test_abbreviations_are_said(ask: RunScript) -> None:
    assert read(ask("KH&CN", "--json"))["included"] == ["khoa học và công nghệ"]
    assert read(ask("KH&CN", "--literal", "--json"))["included"] == []
    assert "Đã gồm khoa học và công nghệ" in ask("KH&CN").stdout


def test_filters_order_and_pages(ask: RunScript) -> None:
    first = read(ask("nghị quyết", "--from", "2017-01-01", "--to", "2017-12-31", "--sort", "oldest", "--per-page", "3",
                     "--json"))
    second = read(ask("nghị quyết", "--from", "2017-01-01", "--to", "2017-12-31", "--sort", "oldest", "--per-page", "3",
                      "--page", "2", "--json"))
    days = [hit["published_on"] for hit in first["hits"] + second["hits"] if hit["rung"] == "answer"]
    assert days == sorted(days) and all("2017-01-01" <= day <= "2017-12-31" for day in days)
    assert len(first["hits"]) == 3 and first["total"] == second["total"] and second["page"] == 2
    assert not {hit["id"] for hit in first["hits"]} & {hit["id"] for hit in second["hits"]}


def test_both_days_are_included(ask: RunScript, sample_bulletins: tuple[Bulletin, ...]) -> None:
    bulletin = sample_bulletins[10]
    day = str(bulletin.published_on)
    answer = read(ask(bulletin.title, "--from", day, "--to", day, "--json"))
    assert bulletin.id in {hit["id"] for hit in answer["hits"]}


def test_explain_shows_what_adds_up(ask: RunScript) -> None:
    for hit in read(ask("Nghị quyết 20 y tế", "--explain", "--json"))["hits"]:
        assert sum(part["points"] for part in hit["parts"]) == pytest.approx(hit["score"], abs=1e-3)


def test_for_people(ask: RunScript) -> None:
    done = ask("20-NQ/TW", "--per-page", "2", "--explain")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Tìm thấy 12 bản tin, gần đúng 0, trang 1")
    assert "1. " in done.stdout and "3. " not in done.stdout
    assert "number 20:nq:tw" in done.stdout
    assert "Tìm thấy 0 bản tin, gần đúng" in ask("bầu cử zzzkhôngcó").stdout


NOTHING = ["", "?!", "zzzkhôngcó", "\u200b"]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_found_is_no_failure(text: str, ask: RunScript) -> None:
    answer = read(ask(text, "--json"))
    assert (answer["total"], answer["hits"]) == (0, [])


def test_an_argument_that_is_no_text(ask: RunScript) -> None:
    assert read(ask("tôm \udcff\udcfe", "--json"))["total"] > 0  # bytes that are no UTF-8, as a shell hands them over


WRONG = [
    [], ["lúa", "--batch", "-"], ["lúa", "--page", "0"], ["lúa", "--per-page", "0"], ["lúa", "--per-page", "1001"],
    ["lúa", "--from", "22/03/2017"], ["lúa", "--to", "2017-02-30"], ["lúa", "--sort", "best"], ["lúa", "--year", "x"],
    ["lúa", "tôm"], ["lúa", "--unknown"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use(arguments: list[str], ask: RunScript) -> None:
    done = ask(*arguments, "--json")
    assert (done.returncode, done.stdout) == (2, "") and "cách dùng:" in done.stderr


def test_without_data(run_script: RunScript, tmp_path: Path) -> None:
    done = run_script("ask.py", "lúa", "--json", "--data", tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert "scripts/reindex.py" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_with_an_index_and_no_store(run_script: RunScript, sample_data: DataDir, tmp_path: Path) -> None:
    shutil.copytree(sample_data.index, tmp_path / "index", symlinks=True)
    done = run_script("ask.py", "lúa", "--json", "--data", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "store.sqlite" in done.stderr and "Traceback" not in done.stderr


def test_with_a_damaged_index(run_script: RunScript, sample_data: DataDir, tmp_path: Path) -> None:
    shutil.copytree(sample_data.root, tmp_path / "data", symlinks=True)
    next((tmp_path / "data" / "index" / "gen-000001").glob("*.terms")).write_bytes(b"damaged")
    done = run_script("ask.py", "lúa", "--json", "--data", tmp_path / "data")
    assert (done.returncode, done.stdout) == (1, "")
    assert "gen-000001" in done.stderr and "scripts/reindex.py --full" in done.stderr
    assert "Traceback" not in done.stderr


GOOD = [{"id": "q1", "text": "khoa học"}, {"id": 2, "text": "20-NQ/TW", "reader": "clerk"}, {"id": None, "text": ""}]
BAD = [b"{", b"[]", b"7", b'"text"', b'{"id": 1}', b'{"text": "a"}', b"\xff\xfe", b'{"id": "\xff", "text": "a"}',
       b'{"id": "\\ud800", "text": "a"}', b"[" * 100_000]


def test_batch(ask: RunScript, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text("\n\n".join(json.dumps(question, ensure_ascii=False) for question in GOOD), encoding="utf-8")
    done = ask("--batch", file, "--json", "--per-page", "4")
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(answer["id"], answer["query"]) for answer in answers] == [(q["id"], q["text"]) for q in GOOD]
    assert len(answers[0]["hits"]) == 4 and answers[1]["total"] == 12 and answers[2]["total"] == 0
    assert all(HIT <= set(hit) for answer in answers for hit in answer["hits"])
    one = read(ask("khoa học", "--json", "--per-page", "4"))
    assert answers[0].items() >= one.items()


def test_bad_lines_are_named_and_passed_over(ask: RunScript) -> None:
    lines = [json.dumps(GOOD[0]).encode(), *BAD, b'{"id": "last", "text": "l\\u00faa \\ud800"}']
    done = ask("--batch", "-", typed=b"\n".join(lines))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["q1", "last"]
    reported = done.stderr.splitlines()
    assert len(reported) == len(BAD)
    assert all(f"dòng {number}: không phải câu hỏi" in line for number, line in enumerate(reported, 2))


def test_a_batch_that_is_not_there(ask: RunScript, tmp_path: Path) -> None:
    for name in (tmp_path / "nowhere.jsonl", tmp_path):
        done = ask("--batch", name)
        assert (done.returncode, done.stdout) == (2, "") and str(name) in done.stderr
        assert "Traceback" not in done.stderr


def test_help_needs_no_data(run_script: RunScript) -> None:
    done = run_script("ask.py", "--help")
    assert done.returncode == 0 and all(option in done.stdout for option in ("--from", "--to", "--batch", "--json"))


def test_the_order_that_was_learned_is_explained_and_left_off(run_script: RunScript, sample_data: DataDir) -> None:
    question = "hồ sơ và lệ phí đăng ký kinh doanh hộ gia đình cần những gì"
    usual = run_script("ask.py", question, "--explain", "--json", "--data", sample_data.root)
    parts = [[part for part in hit["parts"] if part["channel"] == "order"] for hit in json.loads(usual.stdout)["hits"]]
    assert parts and all(len(each) == 1 and each[0]["shares"] for each in parts)
    assert "Xếp lại theo mức khớp: " in run_script("ask.py", question, "--explain", "--data", sample_data.root).stdout
    by_score = run_script("ask.py", question, "--explain", "--by-score", "--json", "--data", sample_data.root)
    hits = json.loads(by_score.stdout)["hits"]
    assert hits and all(part["channel"] != "order" for hit in hits for part in hit["parts"])

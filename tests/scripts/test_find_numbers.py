"""scripts/find_numbers.py as the admin runs it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests import script_runs


def run(*arguments: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The finished run of the script."""
    return script_runs.run("find_numbers.py", *arguments, typed=typed)


def test_json_says_where_each_number_stands() -> None:
    text = "Nghị quyết số 20 - NQ/TW và Chương trình hành động số 05 năm 2013"
    result = run(text, "--json")
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout) == [
        {"text": "20 - NQ/TW", "start": 14, "end": 24, "spelling": "20-NQ/TW", "key": "20:nq:tw"},
        {"text": "Chương trình hành động số 05", "start": 28, "end": 56,
         "spelling": "Chương trình hành động 05", "key": "5:cthd"}]


def test_without_a_number_the_list_is_empty() -> None:
    result = run("ngày 09/9/2013, tỷ lệ 83,5%, 34/64 trường", "--json")
    assert (result.returncode, json.loads(result.stdout)) == (0, [])


def test_a_short_line_is_read_as_a_reader_types() -> None:
    assert json.loads(run("20 nqtw", "--json").stdout)[0]["key"] == "20:nq:tw"


def test_standard_input_and_the_table() -> None:
    result = run("-", typed="Quyết định số 1234/QÐ-UBND\nvà 12/2023/QĐ-UBND\n".encode())
    lines = result.stdout.decode().splitlines()
    assert result.returncode == 0 and len(lines) == 3
    assert "1234/QĐ-UBND" in lines[1] and "12:2023:qd:ubnd" in lines[2]


def test_wrong_use() -> None:
    assert run().returncode == 2
    result = run("-", "--json", typed=b"\xff\xfe20-NQ/TW")
    assert result.returncode == 1 and result.stdout == b"" and b"UTF-8" in result.stderr


def test_help_needs_no_data() -> None:
    result = run("--help")
    assert result.returncode == 0 and b"--json" in result.stdout and b"--data" not in result.stdout


def test_references_say_what_each_means() -> None:
    text = "Huyện ủy học Chỉ thị 05 ngày 15/5/2016 của Bộ Chính trị. Chỉ thị này được 100% chi bộ đưa vào sinh hoạt."
    rows = json.loads(run("--references", "--json", "-", typed=text.encode()).stdout)
    assert rows == [
        {"text": "Chỉ thị 05", "start": 13, "end": 23, "type": "chỉ thị", "number": "5", "symbol": "CT/TW",
         "key": None, "issuer": "tw", "issued_on": "2016-05-15", "term": "XII", "year": 2016, "kind": "short",
         "binds_to": "5:ct:tw"},
        {"text": "Chỉ thị này", "start": 57, "end": 68, "type": "chỉ thị", "number": "5", "symbol": "CT/TW",
         "key": None, "issuer": "tw", "issued_on": "2016-05-15", "term": "XII", "year": 2016, "kind": "anaphora",
         "binds_to": "5:ct:tw"}]


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bai.txt"
    path.write_text("Nghị quyết số 20-NQ/TW (khóa XI)", encoding="utf-8")
    row, = json.loads(run("--references", "--json", str(path)).stdout)
    assert (row["kind"], row["key"], row["term"]) == ("full", "20:nq:tw", "XI")

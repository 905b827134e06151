"""scripts/load.py and scripts/export.py as the admin runs them."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
import zstandard

from corpus.bulletin import Attachment, Bulletin
from corpus.storing.store import Store
from tests import script_runs

LINES = [
    {"id": "bt-1", "title": "Thị  ủy ban hành 12/2023/QÐ–UBND", "date": "2017-03-22", "body": "Một.\r\n\r\n Hai ."},
    {"id": 2, "title": "", "date": None, "body": "Chỉ có nội dung", "source": "khac", "url": "http://example.vn/2",
     "summary": "Tóm", "author": "Mai Thanh", "section": "Tin", "number": "05-CTHĐ/TU", "published_at": "08:30",
     "attachments": [{"name": "Tệp", "address": "http://example.vn/1.pdf"}], "collected": "2026-01-02T03:04:05Z"},
]


def run(script: str, *arguments: object, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return script_runs.run(script, *arguments, typed=typed)


def lines(rows: Iterable[object]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def held(data: Path) -> dict[str, Bulletin]:
    with Store.open(data / "store.sqlite", read_only=True) as store:
        return {bulletin.id: bulletin for bulletin in store.bulletins()}


def test_lines_come_in_tidied_with_their_ids(tmp_path: Path) -> None:
    file = tmp_path / "tin-tuc.jsonl"
    file.write_bytes(lines(LINES))
    result = run("load.py", file, "--data", tmp_path, "--json")
    counts = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, b"")
    assert (counts["lines"], counts["new"], counts["unreadable"], counts["undated"]) == (2, 2, 0, 0)
    one, two = held(tmp_path)["bt-1"], held(tmp_path)["2"]
    assert (one.title, one.body, one.source) == ("Thị ủy ban hành 12/2023/QĐ–UBND", "Một.\nHai .", "tin-tuc")
    assert (one.published_on, [str(n) for n in one.numbers]) == (date(2017, 3, 22), ["12/2023/QĐ-UBND"])
    assert one.collected_at is not None
    assert (two.source, two.author, two.published_on, two.number) == ("khac", "Mai Thanh", None, "05-CTHĐ/TU")
    assert [str(number) for number in two.numbers] == ["05-CTHĐ/TU"]
    assert two.attachments == (Attachment("Tệp", "http://example.vn/1.pdf"),)
    assert two.collected_at is not None and two.collected_at.isoformat() == "2026-01-02T03:04:05+00:00"


@pytest.mark.parametrize("suffix, pack", [("jsonl", bytes), ("jsonl.zst", zstandard.compress),
                                          ("jsonl.gz", gzip.compress)])
def test_packed_files(tmp_path: Path, suffix: str, pack) -> None:
    file = tmp_path / f"tin.{suffix}"
    file.write_bytes(pack(lines(LINES[:1])) + pack(lines(LINES[1:])))  # two frames after another are one file
    assert run("load.py", file, "--data", tmp_path).returncode == 0
    assert set(held(tmp_path)) == {"bt-1", "2"} and held(tmp_path)["bt-1"].source == "tin"


def test_standard_input_and_a_source_by_hand(tmp_path: Path) -> None:
    result = run("load.py", "-", "--source", "nguon", "--data", tmp_path, typed=b"\xef\xbb\xbf" + lines(LINES[:1]))
    assert result.returncode == 0 and held(tmp_path)["bt-1"].source == "nguon"
    assert result.stdout.decode().startswith("đã đọc 1 dòng · mới 1 · đổi 0 · không đổi 0 · không đọc được 0 ·")


def test_loading_again_makes_nothing_new_and_a_change_makes_a_version(tmp_path: Path) -> None:
    file = tmp_path / "tin.jsonl"
    file.write_bytes(lines(LINES))
    run("load.py", file, "--data", tmp_path)
    before = held(tmp_path)
    assert json.loads(run("load.py", file, "--data", tmp_path, "--json").stdout)["unchanged"] == 2
    assert held(tmp_path) == before
    file.write_bytes(lines([{**LINES[0], "title": "Khác"}]))
    assert json.loads(run("load.py", file, "--data", tmp_path, "--json").stdout)["changed"] == 1
    assert held(tmp_path)["bt-1"].version == 2


@pytest.mark.parametrize("line, reason", [
    (b"{", "không phải JSON"), (b"\xff\xfe{}", "không phải JSON"), (b"[1]", "không phải một đối tượng"),
    (b"[" * 100_000, "không phải JSON"), (b'{"title": "a"}', "thiếu id"), (b'{"id": "", "title": "a"}', "thiếu id"),
    (b'{"id": true, "title": "a"}', "phải là chuỗi"), (b'{"id": "1"}', "không có tiêu đề lẫn nội dung"),
    (b'{"id": "1", "title": " ", "body": "\\u200b"}', "không có tiêu đề lẫn nội dung"),
    (b'{"id": "1", "title": 5}', "“title” phải là chuỗi"), (b'{"id": "1", "body": ["a"]}', "“body” phải là chuỗi"),
    (b'{"id": "1", "title": "a", "date": "2017-03-22", "author": 7}', "“author” phải là chuỗi"),
    (b'{"id": "1", "title": "a", "attachments": ["x"]}', "attachments"),
    (b'{"id": "\\ud800", "title": "a"}', "ký tự điều khiển"), (b'{"id": "a\\nb", "title": "a"}', "ký tự điều khiển")])
def test_an_unreadable_line_is_reported_and_the_rest_goes_in(tmp_path: Path, line: bytes, reason: str) -> None:
    file = tmp_path / "tin.jsonl"
    file.write_bytes(lines(LINES[:1]) + b"\n" + line + b"\n" + lines(LINES[1:]))
    result = run("load.py", file, "--data", tmp_path, "--json")
    assert result.returncode == 0 and set(held(tmp_path)) == {"bt-1", "2"}
    assert result.stderr.decode().startswith("dòng 3: ") and reason in result.stderr.decode()
    assert json.loads(result.stdout)["unreadable"] == 1


@pytest.mark.parametrize("written, clock, day, at, warned", [
    ("2017-03-22", "", date(2017, 3, 22), None, False), ("2017-03-22T08:30", "", date(2017, 3, 22), time(8, 30), False),
    ("2017-03-22 08:30:15.5", "", date(2017, 3, 22), time(8, 30, 15), False),
    ("2017-03-22", "08:30", date(2017, 3, 22), time(8, 30), False),
    ("2017-03-22T18:30:00Z", "", date(2017, 3, 23), time(1, 30), False),
    ("2017-03-22T08:30:00+07:00", "", date(2017, 3, 22), time(8, 30), False),
    ("22/03/2017", "", date(2017, 3, 22), None, False), ("", "2017-03-22T08:30", date(2017, 3, 22), time(8, 30), False),
    ("2017-02-30", "", None, None, True), ("31/02/2017", "", None, None, True), ("hôm qua", "", None, None, True),
    ("2017-03-22T25:00", "", None, None, True), ("9999-12-31T23:00:00-05:00", "", None, None, True)])
def test_dates(tmp_path: Path, written: str, clock: str, day: date | None, at: time | None, warned: bool) -> None:
    file = tmp_path / "tin.jsonl"
    file.write_bytes(lines([{"id": "1", "title": "a", "date": written, "published_at": clock}]))
    result = run("load.py", file, "--data", tmp_path)
    bulletin = held(tmp_path)["1"]
    assert (result.returncode, bulletin.published_on, bulletin.published_at) == (0, day, at)
    assert result.stderr.decode().startswith("dòng 1: ngày ") is warned


def test_where_nothing_can_be_loaded_it_fails(tmp_path: Path) -> None:
    file = tmp_path / "tin.jsonl"
    file.write_bytes(b"<html>\n" * 300)
    result = run("load.py", file, "--data", tmp_path)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 101 and "chỉ đếm" in result.stderr.decode()
    (tmp_path / "rách.zst").write_bytes(zstandard.compress(lines(LINES) * 999)[:100])
    assert run("load.py", tmp_path / "rách.zst", "--data", tmp_path).returncode == 1
    assert run("load.py", tmp_path / "không-có", "--data", tmp_path).returncode == 2


@pytest.mark.parametrize("name", ["ra.jsonl", "ra.jsonl.zst", "ra.jsonl.gz", "-"])
def test_what_goes_out_comes_in_as_it_was(tmp_path: Path, name: str) -> None:
    (tmp_path / "vào.jsonl").write_bytes(lines(LINES))
    run("load.py", tmp_path / "vào.jsonl", "--data", tmp_path / "a")
    with Store.open(tmp_path / "a" / "store.sqlite") as store:
        gone = replace(held(tmp_path / "a")["2"], id="3", title="Đã gỡ", published_at=time(8, 30, 5),
                       published_on=date(2017, 3, 22), gone_on=date(2026, 5, 1))
        store.put([gone])
    file = tmp_path / name if name != "-" else "-"
    result = run("export.py", file, "--gone", "--data", tmp_path / "a")
    assert (result.returncode, result.stderr.decode()) == (0, "đã xuất 3 bản tin\n")
    loaded = run("load.py", file, "--data", tmp_path / "b", typed=result.stdout)
    assert loaded.returncode == 0
    assert held(tmp_path / "b") == held(tmp_path / "a") and held(tmp_path / "b")["3"] == gone


def test_gone_bulletins_stay_behind_unless_asked_for(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        store.put([Bulletin("1", "", "a", "Một", "Hai"), Bulletin("2", "", "a", "Ba", "Bốn", gone_on=date(2026, 1, 1))])
    result = run("export.py", "--data", tmp_path)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["1"]


def test_a_broken_export_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "ra.jsonl"
    file.write_text("cũ")
    result = run("export.py", file, "--data", tmp_path / "không-có")
    assert (result.returncode, file.read_text()) == (1, "cũ") and "chưa có kho bản tin" in result.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["ra.jsonl"]

"""Why something failed, in Vietnamese: real failures of the system, of SQLite and of the libraries, made here."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import tomllib
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.reasons import why

ENGLISH = re.compile(r"\b(the|is|not|no|such|file|error|denied|expected|unable|invalid|database)\b", re.IGNORECASE)


def not_a_database(folder: Path) -> None:
    (folder / "x.sqlite").write_bytes(b"tin " * 999)
    connection = sqlite3.connect(folder / "x.sqlite")
    try:
        connection.execute("SELECT * FROM tin")
    finally:
        connection.close()


def read_only(folder: Path) -> None:
    sqlite3.connect(folder / "y.sqlite").close()
    connection = sqlite3.connect(f"{(folder / 'y.sqlite').as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("CREATE TABLE tin (id)")
    finally:
        connection.close()


def compile_pattern(_: Path) -> None:
    re.compile("tin(")


def cut_gzip(folder: Path) -> None:
    (folder / "x.gz").write_bytes(gzip.compress(b"tin" * 99)[:-9])
    with gzip.open(folder / "x.gz") as file:
        file.read()


def raised_from(inner: Exception) -> None:
    raise RuntimeError("<object at 0x7f>: Failed to establish a new connection") from inner


@pytest.mark.parametrize(("fail", "told"), [
    (lambda folder: (folder / "khong-co").read_text(), "không có tệp hay thư mục này"),
    (lambda folder: folder.read_text(), "đây là thư mục, không phải tệp"),
    (lambda folder: (folder / ("a" * 300)).write_text(""), "tên tệp quá dài"),
    (not_a_database, "không phải tệp SQLite"),
    (read_only, "không được ghi"),
    (lambda folder: sqlite3.connect(folder / "không" / "có"), "không mở được tệp"),
    (lambda _: json.loads('{"id": 7,}'), "sai JSON ở ký tự 10"),
    (lambda _: json.loads('{"id": 7,\n "a" 8}'), "sai JSON ở dòng 2, cột 6"),
    (lambda _: json.loads("[" * 100_000), "lồng quá sâu"),
    (lambda _: tomllib.loads("a = 1\nb 2\n"), "sai cú pháp TOML ở dòng 2, cột 3"),
    (lambda _: tomllib.loads("a = "), "sai cú pháp TOML ở cuối tệp"),
    (lambda _: b"Tin \xff".decode(), "byte thứ 5 không phải UTF-8"),
    (compile_pattern, "sai biểu thức chính quy ở ký tự 4"),
    (lambda _: {}["title"], "thiếu “title”"),
    (lambda _: zlib.decompress(b"tin"), "dữ liệu nén hỏng"),
    (cut_gzip, "thiếu đoạn cuối"),
    (lambda _: raised_from(ConnectionRefusedError(111, "Connection refused")), "máy chủ từ chối kết nối"),
    (lambda _: raised_from(TimeoutError("timed out")), "hết giờ chờ"),
    (lambda _: __import__("khong_co_thu_vien_nay"), "thiếu thư viện khong_co_thu_vien_nay"),
])
def test_a_failure_is_explained_in_vietnamese(tmp_path: Path, fail: Callable[[Path], object], told: str) -> None:
    with pytest.raises(Exception) as raised:
        fail(tmp_path)
    assert why(raised.value) == told


@pytest.mark.parametrize("code", range(1, 134))
def test_no_failure_of_the_system_is_told_in_english(code: int) -> None:
    assert not ENGLISH.search(why(OSError(code, "No such error of the system")))


def test_what_nobody_described_keeps_its_own_words_as_a_quotation() -> None:
    assert why(ValueError("khóa lạ")) == "lỗi ValueError (nguyên văn: “khóa lạ”)"

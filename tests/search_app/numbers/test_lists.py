"""Lists of numbers: in their order, nothing dropped, out as in; and spreadsheets that are refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from search_app.numbers.bulk import MAX_NUMBERS
from search_app.numbers.sheets import MAX_ROWS, Refused, read_rows
from search_app.numbers.tables import write_csv, write_xlsx

ROWS = ["05-CTHĐ/TU", "", "20-NQ/TW khóa XI", "không có gì", "999-NQ/TW", "=1+1", "181,182-NQ/TW", "20-NQ/TW khóa XI"]


def workbook(rows: list[list[object]]) -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def zipped(**members: bytes) -> bytes:
    """A zip with some members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in members.items():
            made.writestr(name, raw)
    return written.getvalue()


def posted(client: FlaskClient, **form: object):  # type: ignore[no-untyped-def]
    return client.post("/so-hieu/hang-loat", data=form, content_type="multipart/form-data")


def test_rows_come_out_in_their_order_and_none_is_dropped(client: FlaskClient) -> None:
    answer = posted(client, van_ban="\n".join(ROWS), dang="xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[0], row[3]) for row in rows] == [
        (1, "có nhiều văn bản, cần chọn"), (2, "dòng trống"), (3, "có một văn bản"), (4, "không phải số hiệu"),
        (5, "chưa bản tin nào nhắc tới"), (6, "không phải số hiệu"), (7, "chưa bản tin nào nhắc tới"),
        (7, "chưa bản tin nào nhắc tới"), (8, "có một văn bản")]
    assert rows[2][2] == "20-NQ/TW" and rows[2][5] == "01/11/2012" and rows[2][8] == rows[8][8] > 0
    assert {cell.data_type for row in sheet.iter_rows(min_row=2, min_col=2, max_col=8) for cell in row
            if cell.value is not None} <= {"s", "inlineStr"}
    assert sheet["B7"].value == "=1+1" and sheet["B7"].data_type == "s"


def test_what_comes_out_is_accepted_as_in(client: FlaskClient) -> None:
    for ending in ("csv", "xlsx"):
        first = posted(client, van_ban="20-NQ/TW khóa XI\n05-CTHĐ/TU", dang=ending).data
        page = posted(client, tep=(io.BytesIO(first), f"a.{ending}")).text
        assert "2 không phải số hiệu" not in page and page.count("20-nq-tw/khoa-xi") >= 1


@pytest.mark.parametrize(("raw", "name"), [
    ("05\n10/2017\n".encode(), "a.txt"),
    ("\ufeff05;10/2017\n".encode(), "a.csv"),
    ("05\t1\r\n".encode("utf-16"), "a.txt"),
    (workbook([["05"], [None], ["10/2017"]]), "a.xlsx"),
])
def test_every_kind_of_file_is_read_as_it_stands(raw: bytes, name: str) -> None:
    rows, more = read_rows(raw, name)
    assert rows[0].startswith("05") and not more


def test_a_table_is_read_back_as_it_was_written() -> None:
    rows = [("05", "10/2017", "=cmd|x", "@a", "20-NQ/TW", "1E5", "dài\nhai dòng")]
    flat = ["05", "10/2017", "=cmd|x", "@a", "20-NQ/TW", "1E5", "dài hai dòng"]
    assert read_rows(b"".join(write_csv(rows)), "a.csv")[0] == ["\t".join(flat)]
    assert read_rows(write_xlsx("Bảng", rows, (10,)), "a.xlsx")[0] == ["\t".join(flat)]
    raw = b"".join(write_csv(rows)).decode("utf-8-sig")
    assert not raw.startswith(("0", "=")) and "\t05" in raw and "\t=cmd" in raw


SHEET = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><worksheet/>'


@pytest.mark.parametrize(("raw", "reason"), [
    (b"\xd0\xcf\x11\xe0" + bytes(600), ".xls"),
    (b"PK\x03\x04" + bytes(40), "Không mở được"),
    (zipped(a=b"x"), "Không mở được"),
    (zipped(**{"xl/worksheets/sheet1.xml": SHEET}), "khai báo XML"),
    (zipped(**{"xl/worksheets/sheet1.xml": b"0" * 13_000_000}), "quá lớn"),
    (zipped(**{f"m{place}": b"" for place in range(501)}), "quá lớn"),
    (b"x" * 1_000_001, "1 MB"),
    (b"\x00\x01\x02", "UTF-8"),
    ("số".encode("cp1258", "replace") + b"\xff", "UTF-8"),
])
def test_hostile_files_are_refused_with_a_reason(client: FlaskClient, raw: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_rows(raw, "a.xlsx")
    assert reason in str(refused.value)
    if len(raw) < 500_000:  # the test client keeps the file of a larger form open
        answer = posted(client, tep=(io.BytesIO(raw), "a.xlsx"))
        assert answer.status_code == 422 and reason in answer.text


def test_no_formula_is_run_and_days_are_days() -> None:
    rows, _ = read_rows(workbook([["=HYPERLINK(\"http://x\")", 5, 5.0]]))
    assert rows == ["\t".join(["5", "5"])] or rows[0].endswith("5\t5")


def test_bounds_are_said(client: FlaskClient) -> None:
    many = "\n".join(f"{place}-NQ/TW" for place in range(1, MAX_NUMBERS + 11))
    page = posted(client, van_ban=many).text
    assert "10 quá 500 số hiệu, chưa tra" in page
    rows, more = read_rows("\n".join(["1-NQ/TW"] * (MAX_ROWS + 1)).encode())
    assert len(rows) == MAX_ROWS and more
    assert posted(client, van_ban="x" * 64_001).status_code == 422
    assert posted(client, van_ban="").status_code == 422
    assert client.post("/api/v1/so-hieu/hang-loat", data=b"x" * 2_000_000).status_code == 413
    lines = client.post("/api/v1/so-hieu/hang-loat", data=many.encode(), content_type="text/plain").json["lines"]
    assert [line["status"] for line in lines[-10:]] == [429] * 10 and lines[-1]["number"] == "510-NQ/TW"


def test_a_pasted_page_is_read_as_a_text(client: FlaskClient) -> None:
    text = ("Ban Thường vụ Tỉnh ủy họp đánh giá việc thực hiện Nghị quyết số 20-NQ/TW ngày 01/11/2012 của Ban Chấp "
            "hành Trung ương; các xã, phường tiếp tục thực hiện Nghị quyết 20 và Chương trình hành động số 05-CTHĐ/TU "
            "ngày 05/9/2013 đến hết năm 2020.")
    page = posted(client, van_ban=text).text
    assert page.count('href="/van-ban/20-nq-tw/khoa-xi"') == 2

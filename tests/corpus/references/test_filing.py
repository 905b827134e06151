"""The keys of a bulletin: who asks for the whole number finds the short forms that mean it."""

from __future__ import annotations

import pytest

from corpus.references.filing import file_references, numbers_of


def keys_of(*parts: str) -> set[str]:
    """All keys of the parts of a bulletin."""
    return {key for part in file_references(parts) for filed in part for key in (*filed.keys, *filed.yearless)}


@pytest.mark.parametrize(("text", "key"), [
    ("Chi bộ học Chỉ thị 05 của Bộ Chính trị", "5:ct:tw"),
    ("Chi bộ học Chỉ thị 05 ngày 15/5/2016 của Bộ Chính trị", "5:ct:tw@XII"),
    ("theo Nghị định 67; Nghị định 67/2014/NĐ-CP đã nêu", "67:2014:nd:cp"),
    ("Nghị quyết số 20-NQ/TW ngày 01/11/2012", "20:nq@2012"),
    ("Nghị quyết số 20-NQ/TW ngày 01/11/2012", "20:nq:tw@2012-11-01"),
    ("Chương trình hành động số 05-CTHĐ/TU của Thị ủy Kim Bồng", "5:cthd:tu@kim bong"),
    ("Chương trình hành động số 05-CTHĐ/TU của Thị ủy Kim Bồng", "5:cthd:tu@huyen_uy"),
    ("Nghị định 100 năm 2019", "100:2019:nd:cp"),
])
def test_what_finds_a_text(text: str, key: str) -> None:
    assert key in keys_of(text)


def test_a_title_is_bound_by_the_body() -> None:
    title, body = file_references(["Kết quả thực hiện Nghị quyết 20", "Nghị quyết số 20-NQ/TW (khóa XI) đã nêu."])
    assert "20:nq:tw@XI" in title[0].keys
    assert (title[0].start, title[0].end) == (18, 31) and (body[0].start, body[0].end) == (14, 22)


def test_parts_do_not_run_into_each_other() -> None:
    title, summary, body = file_references(["Nghị quyết 20", "", "19-NQ/TW"])
    assert [filed.number.key for filed in title] == ["20:nq"] and summary == []
    assert [filed.number.key for filed in body] == ["19:nq:tw"]


def test_what_is_left_open_is_filed_as_written() -> None:
    assert keys_of("Thông tư 02 trong tháng 8") == {"2:tt"}


def test_numbers_of_a_bulletin_are_whole_where_they_are_bound() -> None:
    assert [str(number) for number in numbers_of(["Nghị quyết 20", "Nghị quyết 20-NQ/TW, Thông tư 02"])] == [
        "20-NQ/TW", "Thông tư 02"]

"""Lines that state the day of publication, as portals and newspapers print them, and lines that only name a day."""

from __future__ import annotations

import pytest

from corpus.extraction.date_line import is_date_line, label_rank, moment_of


@pytest.mark.parametrize("line, day, clock", [
    ("Thứ Sáu, 05/04/2019, 14:04 (GMT+7)", "2019-04-05", "14:04"),
    ("05/04/2019 14:04 GMT+7", "2019-04-05", "14:04"),
    ("Cập nhật lúc 14:04, Thứ 6, 05/04/2019", "2019-04-05", "14:04"),
    ("Đăng lúc: 05-04-2019 14:04", "2019-04-05", "14:04"),
    ("Đăng lúc: 05-04-2019 14:04:00 | Đã xem: 1.234 | Chuyên mục: Xây dựng Đảng", "2019-04-05", "14:04"),
    ("05.04.2019 | 14:04 PM", "2019-04-05", "14:04"),
    ("Ngày đăng: 5/4/2019", "2019-04-05", None),
    ("Ngày 5 tháng 4 năm 2019", "2019-04-05", None),
    ("Ngày 05/04/2019 14:04:00, lượt xem: 123", "2019-04-05", "14:04"),
    ("05/04/2019 02:04:00 CH", "2019-04-05", "14:04"),
    ("14h04 ngày 05/04/2019", "2019-04-05", "14:04"),
    ("Thứ sáu, 05 Tháng 4 2019 14:04", "2019-04-05", "14:04"),
    ("T6, 05/04/2019 - 14:04", "2019-04-05", "14:04"),
    ("Friday, 05/04/2019, 14:04", "2019-04-05", "14:04"),
    ("05/04/19 14:04", "2019-04-05", "14:04"),
    ("Ngày gửi: 05/04/2019", "2019-04-05", None),
    ("Tin đăng ngày 5/4/2019 , 14:04", "2019-04-05", "14:04"),
    ("Ngày tạo: 03/04/2019 | Ngày đăng: 05/04/2019 | Ngày sửa: 09/04/2019", "2019-04-05", None),
    ("[Ngày đăng: 05/04/2019 - Cập nhật: 06/04/2019]", "2019-04-05", None),
    ("Lần cập nhật cuối lúc Thứ ba, 09 Tháng 4 2019 08:00", "2019-04-09", "08:00"),
])
def test_moment(line: str, day: str, clock: str | None) -> None:
    found = moment_of(line)
    assert found is not None
    assert (found[0].isoformat(), found[1] and found[1].isoformat("minutes")) == (day, clock)


@pytest.mark.parametrize("line", [
    "Thời gian: 7h30, ngày 05/04/2019 tại hội trường huyện", "Ngày ban hành: 20/12/2018", "Tỷ số 5/4/19", "5/4/19",
    "Số 12/QĐ-UBND ngày 05/04/2019", "Kon Rẫy, ngày 05/04/2019 họp báo", "Lượt xem: 1.234", "14:04",
])
def test_no_date_line(line: str) -> None:
    assert not is_date_line(line)


def test_labels_of_publication_go_first() -> None:
    lines = ["Sửa lần cuối vào 09/04/2019", "05/04/2019", "Cập nhật: 06/04/2019", "Được đăng ngày 05/04/2019"]
    assert sorted(lines, key=label_rank) == [lines[3], lines[2], lines[1], lines[0]]

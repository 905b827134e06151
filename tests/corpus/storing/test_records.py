"""Lines and arrays of JSON as other programs leave them, and the days in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest

from corpus.storing.bulletin_lines import read_line
from corpus.storing.line_days import find_moment
from corpus.storing.records import CHUNK, read_records

THREE = [{"id": str(n), "title": f"Tin {n}", "date": "2017-03-22", "body": "Một } ] [ {"} for n in range(3)]


def ids(text: str) -> list[str]:
    """The ids that are read, and the word "error" for what cannot be."""
    return ["error" if record.error else str(json.loads(record.raw.decode().strip("\ufeff\u200b\x1e"))["id"])
            for record in read_records(BytesIO(text.encode()))]


@pytest.mark.parametrize("text", [
    "\n".join(map(json.dumps, THREE)), json.dumps(THREE), json.dumps(THREE, indent=2, ensure_ascii=False),
    "[\n" + ",\n".join(map(json.dumps, THREE)) + "\n]\n", "\ufeff" + json.dumps(THREE),
    "\n\n [" + json.dumps(THREE)[1:],
    "[" + ",".join(map(json.dumps, THREE)) + ",]", json.dumps(THREE[:2]) + "\n" + json.dumps(THREE[2:]),
    "\x1e" + "\n\x1e".join(map(json.dumps, THREE)), "\u200b" + "\n".join(map(json.dumps, THREE)),
])
def test_every_bulletin_is_read(text: str) -> None:
    assert ids(text) == ["0", "1", "2"]


def test_members_longer_than_a_chunk() -> None:
    whole = json.dumps([{"id": "1", "body": "ố" * CHUNK}, {"id": "2", "body": "ố" * 3 * CHUNK}, {"id": "3"}],
                       ensure_ascii=False)
    assert ids(whole) == ["1", "2", "3"]


def test_what_is_broken_is_told_and_the_rest_is_read() -> None:
    assert ids('[\n{"id": "1"},\n{"id": "2" "title"},\n{"id": "3"}\n]') == ["1", "error", "3"]
    assert ids('[{"id": "1"}, {"id": "2"}') == ["1", "2", "error"]
    assert ids("[]") == [] and ids("") == []


@pytest.mark.parametrize("written", [
    "22/03/2017", "22-3-2017", "22.03.2017 08:30", "Thứ tư, 22/3/2017, 08:30 (GMT+7)", "Wed, 22 Mar 2017 08:30:00 "
    "+0700",
    "2017-03-22T01:30:00Z", "2017-03-22 08:30:00+07", "2017/03/22 08:30", "20170322", "Mar 22, 2017", "22 thg 3, 2017",
    "22 tháng 3 năm 2017", "Th3 22, 2017", "22/03/2017 4:00 chiều", "Đăng ngày 22/03/2017", 1490146200, 1490146200000,
    "2017-03-22T08:30:00.123456", "08:30 22/03/2017",
])
def test_days_as_other_programs_write_them(written: str | int) -> None:
    for key in ("date", "published_at", "pubDate", "datePublished", "publish_date"):
        warnings: list[str] = []
        assert str(find_moment({key: written}, warnings)[0]) == "2017-03-22" and not warnings


@pytest.mark.parametrize("line, day, told", [
    ({"Date": "22/03/2017"}, "2017-03-22", ""), ({"published-at": "2017-03-22"}, "2017-03-22", ""),
    ({"date": {"$date": "2017-03-22"}}, "2017-03-22", ""), ({"date": ["2017-03-22", "2018-03-22"]}, "None", "ngày"),
    ({"date": {"ngay": 22, "thang": 3}}, "None", "ngày"), ({"date": None, "ngày đăng": "22/3/2017"}, "None", "dòng có"),
    ({"title": "Họp ngày 22/03/2017", "collected": "2017-03-22T00:00:00Z"}, "None", ""),
])
def test_no_day_is_lost_without_a_word(line: dict[str, object], day: str, told: str) -> None:
    warnings: list[str] = []
    assert str(find_moment(line, warnings)[0]) == day
    assert told in " ".join(warnings) and bool(told) == bool(warnings)


@pytest.mark.parametrize("line, day", [
    ({"date": "2017-03-22", "published_at": "2017-03-22T18:30:00+00:00"}, "2017-03-23"),
    ({"date": "2017-03-22", "published_at": "2020-01-01T00:00:00"}, "2017-03-22"),
    ({"date": "", "published_at": "22/03/2017"}, "2017-03-22"),
    ({"date": None, "published_on": "2017-03-22"}, "2017-03-22"),
])
def test_two_days_in_one_line(line: dict[str, object], day: str) -> None:
    assert str(find_moment(line, [])[0]) == day


@pytest.mark.parametrize("line, said", [
    ({"id": "1", "title": "Tin", "content": "Nội dung đi lạc sang một tên khác, dài hơn bốn mươi chữ."}, "“content”"),
    ({"id": "1", "title": "Tin", "body": "x", "date": "hôm qua"}, "ngày không đọc được: hôm qua"),
    ({"id": "1", "title": "Tin", "body": "x", "date": "31/02/2017"}, "ngày không có thật: 31/02/2017"),
])
def test_what_is_missing_is_told(line: dict[str, object], said: str) -> None:
    read = read_line(json.dumps(line).encode(), "nguon", datetime.now(UTC))
    assert read.bulletin.id == "1" and any(said in warning for warning in read.warnings)

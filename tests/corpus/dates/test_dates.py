"""Dates: what portals print and readers type, in local time; what is impossible gives none."""

from __future__ import annotations

import csv
import random
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

import pytest

from corpus.dates.calendar_day import DayRange
from corpus.dates.finding import find_dates
from corpus.dates.local_time import LOCAL_TIME, local_today
from corpus.dates.moments import parse_moment
from corpus.dates.ranges import parse_range
from corpus.dates.writing import write_day, write_weekday_day

CASES = Path(__file__).resolve().parents[2] / "cases"
TODAY = date(2024, 2, 29)  # a leap day, a Thursday


def read_cases(name: str) -> list[tuple[str, ...]]:
    """The rows of a table of cases, without its heading."""
    with open(CASES / name, encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]


@pytest.mark.parametrize(("text", "day", "hour", "found"), read_cases("dates.tsv"))
def test_dates_of_a_running_text(text: str, day: str, hour: str, found: str) -> None:
    for sentence in (text, f"Hội nghị: {text}; đại biểu", f"({text})", f"tin\n{text}\nbài"):
        result = [(str(f.day), str(f.time or ""), sentence[f.start:f.end]) for f in find_dates(sentence)]
        assert result == ([(day, hour, found)] if day else []), sentence


def test_several_dates_in_order() -> None:
    text = "từ ngày 20/3/2017 đến 25/3/2017, sau đó 2017-04-01"
    assert [f.day for f in find_dates(text)] == [date(2017, 3, 20), date(2017, 3, 25), date(2017, 4, 1)]


def test_no_break_blanks_and_dashes_keep_the_offsets() -> None:
    text = "Cập nhật:\u00a022/03/2017\u00a0–\u00a008:30\u00a0GMT+7"
    found, = find_dates(text)
    assert (found.day, found.time, found.start, found.end) == (date(2017, 3, 22), clock(8, 30), 10, len(text))


@pytest.mark.parametrize(("text", "day", "hour"), [
    ("2017-03-22T23:30:00+00:00", date(2017, 3, 23), clock(6, 30)),
    ("2017-03-22", date(2017, 3, 22), None),
    (" 22/03/2017 08:30 ", date(2017, 3, 22), clock(8, 30)),
    ("Wed, 22 Mar 2017 23:30:00 GMT", date(2017, 3, 23), clock(6, 30)),
    ("Wed, 22 Mar 2017 08:30:00 +0700", date(2017, 3, 22), clock(8, 30)),
    ("22 Mar 2017 08:30:00 -0000", date(2017, 3, 22), clock(8, 30)),
])
def test_a_whole_string_that_is_a_date(text: str, day: date, hour: clock | None) -> None:
    assert parse_moment(text) == (day, hour)


@pytest.mark.parametrize("text", ["", "2017", "3/2017", "tin ngày 22/03/2017", "22/03/2017 và 23/03/2017", "31/02/2017",
                                  "Wed, 32 Mar 2017 08:30:00 GMT", "Wed, 22 Mar 1817 08:30:00 GMT", "{date}",
                                  "0000-00-00", "22 Mar 2017 25:30:00 GMT", "22 Mar 2017 08:30:00 +9999999"])
def test_a_string_that_is_no_date(text: str) -> None:
    assert parse_moment(text) is None


@pytest.mark.parametrize(("text", "first", "last"), read_cases("date_ranges.tsv"))
def test_what_readers_type_into_the_form(text: str, first: str, last: str) -> None:
    expected = DayRange(date.fromisoformat(first), date.fromisoformat(last)) if first else None
    assert parse_range(text, TODAY) == expected


def test_weeks_and_months_at_the_turn_of_the_year() -> None:
    new_year = date(2025, 1, 1)
    assert parse_range("tuần này", new_year) == DayRange(date(2024, 12, 30), date(2025, 1, 5))
    assert parse_range("tháng trước", new_year) == DayRange(date(2024, 12, 1), date(2024, 12, 31))
    assert parse_range("hôm qua", new_year) == DayRange(date(2024, 12, 31), date(2024, 12, 31))


def test_every_day_reads_back_as_written() -> None:
    day = date(1945, 1, 1)
    while day <= date(2100, 12, 31):
        assert [f.day for f in find_dates(write_weekday_day(day))] == [day]
        assert parse_range(write_day(day), TODAY) == DayRange(day, day)
        day += timedelta(days=97)


def test_days_are_written_with_their_weekday() -> None:
    assert write_day(date(2017, 3, 2)) == "02/03/2017"
    assert write_weekday_day(date(2017, 3, 26)) == "Chủ Nhật, 26/03/2017"


def test_today_is_local() -> None:
    assert local_today() in {datetime.now(LOCAL_TIME).date(), (datetime.now(LOCAL_TIME) - timedelta(minutes=1)).date()}
    assert LOCAL_TIME.utcoffset(None) == timedelta(hours=7)


def test_random_text_never_fails() -> None:
    random_source = random.Random(22)
    pieces = ["22", "3", "2017", "/", "-", ".", " ", "08:30", "T", "Z", "+07:00", "ngày ", "tháng ", "năm ", "SA",
              "quý ", "I", "qua", "99999999", "²", "٣", "\n", "GMT", "thứ hai, ", "Mar"]
    for _ in range(5_000):
        text = "".join(random_source.choices(pieces, k=random_source.randrange(9)))
        for found in find_dates(text):
            assert 0 <= found.start < found.end <= len(text) and 1945 <= found.day.year <= 2101
        parse_moment(text), parse_range(text, TODAY)

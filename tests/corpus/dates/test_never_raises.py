"""Whatever a page, a header or a reader writes: days or nothing come of it, and in linear time."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.dates.finding import find_dates
from corpus.dates.moments import parse_moment
from corpus.dates.ranges import parse_range

TODAY = date(2024, 2, 29)
# Letters that a pattern which ignores case takes for others, digits of other scripts, and what dates are made of.
PIECES = st.sampled_from([
    "ı", "İ", "ſ", "K", "haı", "ſáu", "bảy", "một", "mười ", "tháng ", "thang ", "năm ", "nam ", "ngày ", "thứ ſáu, ",
    "22", "3", "0", "31", "2017", "1817", "9999", "99999999999999999999", "٢٠١٧", "²", "५", "/", "-", ".", " ", ":",
    ",", "08:30", "25:61", "T", "Z", "GMT", "+", "-", "+99999999999999", "-9999", "+07:00", "+24:00", "SA", "ſA",
    "CH", "Wed, ", "Mar ", "ſep ", "Sep ", "22 Mar 2017 01:30:00 ", "quý ", "ı", "IV", "qua", "đến", "từ ",
    "7 ngày qua", "\n", "\u00a0", "\ud800", "\u0301", "(", ")"])
TEXTS = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=60))


@given(TEXTS)
@example("Ngày 5 tháng haı năm 2017")
@example("Ngày 5 tháng ſáu năm 2017")
@example("Wed, 22 Mar 2017 01:30:00 +99999999999999")
@example("Fri, 31 Dec 9999 23:59:59 -9999")
@example("00 Mar 0000 00:00:00 ")
def test_no_text_raises(text: str) -> None:
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text) and 1945 <= found.day.year <= 2101
    moment, days = parse_moment(text), parse_range(text, TODAY)
    assert moment is None or 1944 <= moment[0].year <= 2101
    assert days is None or days.first <= days.last


@pytest.mark.parametrize("text", ["Ngày 5 tháng haı năm 2017", "ngày 5 tháng ſáu năm 2017"])
def test_a_month_in_letters_that_only_look_right_is_none(text: str) -> None:
    assert find_dates(text) == [] and parse_moment(text) is None


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(2106, 2, 7)])
@pytest.mark.parametrize("typed", ["hôm nay", "hôm qua", "tuần này", "tuần trước", "tháng trước", "năm ngoái",
                                   "36500 ngày qua"])
def test_a_clock_that_is_wrong_does_not_raise(day: date, typed: str) -> None:
    parse_range(typed, day)


# Times of one machine say little; that twice the text takes about twice as long holds on any.
UNITS = ["1/", "1", "ngày ", "08:30 ", "22/03/", "2017-", "1 tháng ", "thứ 2, ", "T08:3", "từ 1 đến ", " ", "GMT+", "-",
         "Wed, 1 Mar 2017 "]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("read", [find_dates, parse_moment, lambda text: parse_range(text, TODAY)],
                         ids=["find_dates", "parse_moment", "parse_range"])
def test_time_grows_with_the_text(unit: str, read) -> None:  # type: ignore[no-untyped-def]
    def seconds(chars: int) -> float:
        text = unit * (chars // len(unit)) + " 2017"
        start = time.process_time()
        read(text)
        return time.process_time() - start

    # 16 times the text: 16 times as long on a quiet machine, 256 times if it were the square.
    assert any(seconds(160_000) < 64 * max(seconds(10_000), 0.005) for _ in range(4))

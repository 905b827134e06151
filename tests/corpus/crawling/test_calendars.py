"""Which addresses are calendars, and what they stand for."""

from __future__ import annotations

import pytest

from corpus.crawling.calendars import calendar_days, is_calendar

H = "http://example.vn"


@pytest.mark.parametrize("address, first, last", [
    ("/lich/2031/5/1", "2031-05-01", "2031-05-01"), ("/lich/7749/11/", "7749-11-01", "7749-11-30"),
    ("/ngay/2017-03-22", "2017-03-22", "2017-03-22"), ("/ngay/22-03-2017", "2017-03-22", "2017-03-22"),
    ("/thang/2017/03", "2017-03-01", "2017-03-31"), ("/nam/2017", "2017-01-01", "2017-12-31"),
    ("/2017/03/22", "2017-03-22", "2017-03-22"), ("/tin?ngay=22/03/2017", "2017-03-22", "2017-03-22"),
    ("/tin?day=22&month=3&year=2017", "2017-03-22", "2017-03-22"), ("/tin?date=2017-03", "2017-03-01", "2017-03-31"),
    ("/lich/2017/13", "0001-01-01", "0001-01-01"), ("/lich/9999/12", "0001-01-01", "0001-01-01")])
def test_what_a_calendar_stands_for(address: str, first: str, last: str) -> None:
    days = calendar_days(H + address)
    assert days and [day.isoformat() for day in days] == [first, last]
    assert is_calendar(H + address)


@pytest.mark.parametrize("address", [
    "/", "/tin/2017", "/2017/03/22/hoi-nghi", "/tin/7749/11", "/tin-12-2017.html", "/tin?id=2017", "/tin?nam=2",
    "/x/1/2/3", "/nam-2017-tong-ket", "/tin/9999/1/1"])
def test_what_is_no_calendar(address: str) -> None:
    assert calendar_days(H + address) is None and not is_calendar(H + address)

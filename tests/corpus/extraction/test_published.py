"""The day of publication, from beside the title and from the head, and what is no such day."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.extraction.extract import Extracted, Page, extract

TEXT = ("<p>Sáng nay, hơn hai trăm hộ dân ở xã Lương Điền đã nhận giống lúa mới để gieo lại sau lũ; cán bộ khuyến nông "
        "xuống tận thửa hướng dẫn cách ngâm ủ và chăm sóc.</p>") * 2


def read(above: str = "", head: str = "") -> Extracted:
    """What a plain page says, with this between title and text, and this in its head."""
    markup = f"<head>{head}</head><body><div><h1>Lương Điền gieo lại lúa sau lũ</h1>{above}{TEXT}</div></body>"
    return extract(Page("http://portal.example.vn/tin/1", markup.encode()), today=date(2026, 11, 24))


@pytest.mark.parametrize("above, day, hour", [
    ("<p>Ngày cập nhật 22/03/2017</p>", "2017-03-22", None),
    ("<p>Thứ năm, 23/05/2019 | 08:30</p>", "2019-05-23", "08:30"),
    ("<p>(22/03/2017)</p>", "2017-03-22", None),
    ("<p>Đăng lúc: 14:05 22-03-2017</p>", "2017-03-22", "14:05"),
    ("<p>Ngày đăng: 22.03.2017</p>", "2017-03-22", None),
    ("<p>22/03/2017 14:05:00 GMT+7 | Lượt xem: 1.204</p>", "2017-03-22", "14:05"),
    ("<p>Đăng bởi bientap, ngày 22 tháng 3 năm 2017</p>", "2017-03-22", None),
    ("<p>19 Tháng Ba, 2019</p>", "2019-03-19", None),
    ("<time datetime='2019-03-19T23:30:00+00:00'>hôm kia</time>", "2019-03-20", "06:30"),
    ("<p>Họp ngày 22/03/2017 tại hội trường</p>", None, None),
    ("<p>(22.03.2017 14:05)</p>", None, None),
    ("<p>Ngày ban hành</p><p>22/03/2017</p>", None, None),
    ("<p>22/03/2031</p>", None, None),
    ("<p>22/03/1975</p>", None, None),
    ("", None, None),
])
def test_day_beside_the_title(above: str, day: str | None, hour: str | None) -> None:
    found = read(above)
    assert (found.published_on and found.published_on.isoformat()) == day
    assert (found.published_at and found.published_at.isoformat("minutes")) == hour


@pytest.mark.parametrize("head, day", [
    ('<meta property="article:published_time" content="2019-05-23T01:30:00Z">', "2019-05-23"),
    ('<meta name="pubdate" content="2019-05-23">', "2019-05-23"),
    ('<script type="application/ld+json">{"headline": "x", "datePublished": "2019-05-23"}</script>', "2019-05-23"),
    ('<script type="application/ld+json">{"datePublished": </script>', None),
    ('<meta name="DC.Date" content="2019-05-23">', "2019-05-23"),
    ('<meta property="article:modified_time" content="2019-05-23T01:30:00Z">', None),
    ('<meta property="article:published_time" content="vừa xong">', None),
])
def test_day_in_the_head(head: str, day: str | None) -> None:
    found = read(head=head)
    assert (found.published_on and found.published_on.isoformat()) == day


def test_the_visible_day_goes_before_another_in_the_head() -> None:
    head = '<meta property="article:published_time" content="2024-01-01T00:00:00+07:00">'
    assert read("<p>Ngày cập nhật 22/03/2017</p>", head).published_on == date(2017, 3, 22)

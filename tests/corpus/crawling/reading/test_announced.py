"""What lists say of themselves and of their bulletins, as portals write it."""

from __future__ import annotations

import pytest

from corpus.crawling.reading.announced import announced_by_page

FIRST, SECOND = ('<a href="/tin/1">Kim Bồng vào mùa gặt lúa</a>', '<a href="/tin/2">Trà Vân vào mùa cấy lúa</a>')


@pytest.mark.parametrize("line, pages, count", [
    ("Trang 1/57", 57, 0), ("Trang 1 của 57", 57, 0), ("Page 1 of 57", 57, 0), ("Trang: 1 | 57", 57, 0),
    ("Tổng số trang: 57", 57, 0), ("Có 57 trang", 57, 0), ("Trang 3/57 (1.204 tin)", 57, 1204),
    ("Hiển thị 1 - 10 trong tổng số 1.204 bản tin", 0, 1204), ("Displaying 1 - 10 of 1,204", 0, 1204),
    ("Kết quả 1 đến 20 trong khoảng 1.204", 0, 1204), ("Tổng số bản ghi: 1204", 0, 1204), ("1.204 bài viết", 0, 1204),
    ("Tìm thấy 1.204 kết quả", 0, 1204), ("Tổng lượt truy cập: 1.204.567", 0, 0), ("Trang 57", 0, 0),
    ("Từ 1 đến 15 tháng 4, có 3 xã gieo xong", 0, 0),
])
def test_what_a_list_says_of_itself(line: str, pages: int, count: int) -> None:
    told = announced_by_page("http://h/tin", f"<p>{line}</p>".encode(), "")
    assert (told.pages, told.count) == (pages, count)


@pytest.mark.parametrize("markup", [
    f"<li>{FIRST}<br>17 thg 3, 2021</li><li>{SECOND}<br>18 thg 3, 2021</li>",
    f"<div><i>17/03/2021</i><h3>{FIRST}</h3></div><div><i>18/03/2021</i><h3>{SECOND}</h3></div>",
    f"<table><tr><td>17/03/2021</td><td>{FIRST}</td></tr><tr><td>18/03/2021</td><td>{SECOND}</td></tr></table>",
    f"<dl><dt>17/03/2021</dt><dd>{FIRST}</dd><dt>18/03/2021</dt><dd>{SECOND}</dd></dl>",
    '<a href="/tin/1"><h4>Kim Bồng vào mùa gặt lúa</h4><p>17/03/2021</p><p>Sáng nay bà con xuống đồng.</p></a>'
    '<a href="/tin/2"><p>18/03/2021</p><h4>Trà Vân vào mùa cấy lúa</h4></a>',
])
def test_the_day_beside_a_link_is_the_bulletins(markup: str) -> None:
    assert announced_by_page("http://h/muc", f"<body>{markup}</body>".encode(), "").items == (
        ("http://h/tin/1", "2021-03-17"), ("http://h/tin/2", "2021-03-18"))

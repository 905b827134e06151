"""Pagers and buttons as systems write them: what is sent or asked for a list's further pages, and what never is."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest

from corpus.crawling.reading.content import Content, read_content
from corpus.crawling.reading.postbacks import find_posts
from corpus.crawling.scope import Scope
from corpus.crawling.sources import Source

STATE = '<input type="hidden" name="__VIEWSTATE" value="/wE" />'


def sent(markup: str) -> list[tuple[str, tuple[str, str], dict[str, str]]]:
    """The page, its event, and what else is sent for each further page of a list with such a pager."""
    found = []
    form = f'<form method="post" action="./tin.aspx">{STATE}{markup}</form>'
    for post in find_posts("http://h/tin.aspx", form.encode()):
        fields = dict(parse_qsl(post.body.decode(), keep_blank_values=True))
        event = fields.pop("__EVENTTARGET"), fields.pop("__EVENTARGUMENT")
        assert fields.pop("__VIEWSTATE") == "/wE"
        found.append((post.address.rpartition("#trang=")[2], event, fields))
    return found


def leads_to(markup: str) -> list[str]:
    """The addresses that a list with such a button leads to."""
    content = Content("http://h/muc", f"<body>{markup}</body>".encode(), "", 1, datetime.now(UTC))
    return [link.address for link in read_content(content, Scope(Source("a"), frozenset({"h"}))).links]


@pytest.mark.parametrize("markup, page, event", [
    ("""<a href="javascript:__doPostBack(&#39;dnn$pager&#39;,&#39;2&#39;)">2</a>""", "2", ("dnn$pager", "2")),
    ("""<a href="javascript:__doPostBack(&quot;c$gv&quot;,&quot;Page$4&quot;)">4</a>""", "4", ("c$gv", "Page$4")),
    ("""<a href='javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions("ctl00$pager$l3", "", true, "",
     "", false, true))'>3</a>""", "3", ("ctl00$pager$l3", "")),
    ("""<a href="javascript:__doPostBack('ctl00$rptTrang$l','')">Trang 2</a>""", "2", ("ctl00$rptTrang$l", "")),
    ("""<li onclick="__doPostBack('ctl00$pager','5')">5</li>""", "5", ("ctl00$pager", "5")),
    ("""<a href="javascript:__doPostBack('ctl00$gv','Page$Next')">&gt;</a>""", "2", ("ctl00$gv", "Page$Next")),
    ("""<a href="javascript:__doPostBack('ctl00$lnkNext','')"><img src="n.gif" alt="Trang sau"></a>""", "2",
     ("ctl00$lnkNext", "")),
    ("""<a href="javascript:__doPostBack('ctl00$lnkXemThem','')">Xem thêm</a>""", "2", ("ctl00$lnkXemThem", "")),
])
def test_what_a_pager_sends(markup: str, page: str, event: tuple[str, str]) -> None:
    assert sent(markup) == [(page, event, {})]


def test_a_button_for_the_next_page_is_pressed() -> None:
    button = sent('<input type="submit" name="c$btnNext" value="Trang sau" />')
    assert button == [("2", ("", ""), {"c$btnNext": "Trang sau"})]
    image = sent('<input type="image" name="c$imgNext" alt="Trang sau" />')
    assert image == [("2", ("", ""), {"c$imgNext.x": "1", "c$imgNext.y": "1"})]


@pytest.mark.parametrize("markup", [
    """<a href="javascript:__doPostBack('ctl00$gv$lnkDelete','')">Xóa</a>""",
    """<a href="javascript:__doPostBack('ctl00$lnkLogin','')">Đăng nhập</a>""",
    """<a href="javascript:__doPostBack('ctl00$Calendar1','6543')">5</a>""",
    '<input type="submit" name="ctl00$btnSearch" value="Tiếp" />',
    '<input type="submit" name="ctl00$btnNext" value="Gửi câu hỏi" />',
])
def test_nothing_else_is_sent(markup: str) -> None:
    assert sent(markup) == []


@pytest.mark.parametrize("markup, address", [
    (r"""<a href="javascript:" onclick='RefreshPageTo(event, "\u002ftin.aspx?Paged=TRUE\u0026p_ID=30")'>31 - 60</a>""",
     "http://h/tin.aspx?Paged=TRUE&p_ID=30"),
    ("""<a href="#" onclick="location.href='/tin?trang=2'">2</a>""", "http://h/tin?trang=2"),
    ("""<button onclick="window.location='/tin?trang=2'">Trang sau</button>""", "http://h/tin?trang=2"),
    ("""<a href="javascript:loadPage('/tin?trang=2')">2</a>""", "http://h/tin?trang=2"),
    ('<button hx-get="/tin?trang=2" hx-target="#tin">Xem thêm</button>', "http://h/tin?trang=2"),
    ('<a class="btn" href="javascript:void(0)" data-link="/tin?trang=2">Tải thêm tin</a>', "http://h/tin?trang=2"),
    ('<button class="load-more" data-url="tin/trang-2.html">Xem tiếp</button>', "http://h/tin/trang-2.html"),
    ('<li class="next" data-href="/tin?trang=2">›</li>', "http://h/tin?trang=2"),
    ('<button class="more" formaction="/tin?trang=2">Xem thêm</button>', "http://h/tin?trang=2"),
])
def test_a_button_that_names_its_address_is_followed(markup: str, address: str) -> None:
    assert leads_to(markup) == [address]


@pytest.mark.parametrize("markup", [
    """<button onclick="logout('/thoat')">Thoát</button>""",
    """<a href="#" onclick="location='/dang-xuat'">Thoát</a>""",
    '<div class="slide" data-src="/anh/1.jpg" data-url="/anh/1"></div>', '<a class="next" href="#">›</a>',
])
def test_others_are_not(markup: str) -> None:
    assert leads_to(markup) == []

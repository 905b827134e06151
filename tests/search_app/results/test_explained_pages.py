"""giai-thich=1 on the page of results: a table for each, and a link that shows and hides them."""

from __future__ import annotations

import re
from html import unescape

from flask.testing import FlaskClient

LINK = re.compile(r'<p class="why-link"><a rel="nofollow" href="([^"]*)">([^<]*)</a>')


def test_explanations_are_shown_on_demand_and_hidden_again(client: FlaskClient) -> None:
    plain = client.get("/tim-kiem?q=khoa+h%E1%BB%8Dc&sap_xep=moi-nhat").text
    assert "<details class=\"why\"" not in plain
    address, text = LINK.search(plain).groups()
    assert text == "Vì sao có kết quả này?" and "giai-thich=1" in address and "sap_xep=moi-nhat" in address
    explained = client.get(unescape(address)).text
    assert explained.count('<details class="why" open>') == explained.count("<h2><a") > 1
    assert "Khớp cặp từ đứng liền nhau “khoa học”" in explained and "Tổng" in explained
    assert 'name="giai-thich" value="1"' in explained
    back, text = LINK.search(explained).groups()
    assert text == "Ẩn phần giải thích kết quả" and "giai-thich" not in back


def test_links_of_an_explained_page_stay_explained(client: FlaskClient) -> None:
    html = client.get("/tim-kiem?q=l%C3%BAa&giai-thich=1").text
    assert "giai-thich=1" in html.split('class="pages"')[1].split("</nav>")[0]
    assert "giai-thich=1" in html.split('class="sorts"')[1].split("</nav>")[0]


def test_a_list_by_filters_alone_is_not_explained(client: FlaskClient) -> None:
    html = client.get("/tim-kiem?nam=2016&giai-thich=1").text
    assert "why-link" not in html and 'class="why"' not in html


def test_each_row_says_which_field_holds_it(client: FlaskClient) -> None:
    html = client.get("/tim-kiem?q=khoa+h%E1%BB%8Dc&giai-thich=1").text
    tables = re.findall(r'<details class="why".*?</details>', html, re.S)
    titles = [re.sub("<[^>]*>", "", title).lower() for title in re.findall(r"<h2><a[^>]*>(.*?)</a>", html, re.S)]
    rows = [(title, row) for title, table in zip(titles, tables, strict=True)
            for row in re.findall("Khớp từ “học”[^<]*", table)]
    assert all(("tiêu đề" in row) == ("học" in title) for title, row in rows)
    assert rows and all(" – " in row for _, row in rows) and any("nội dung" in row for _, row in rows)

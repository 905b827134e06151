"""Browsing without a question: every way leads somewhere, also where nothing has a date, and where there is nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from flask.testing import FlaskClient

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.building.build import build
from search_app import create_app
from search_app.settings import Settings
from tests.search_app.conftest import make_bulletins

LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')


@pytest.fixture
def client_of(tmp_path: Path) -> Callable[[Sequence[Bulletin]], FlaskClient]:
    """A client over bulletins of one's own."""
    def make(bulletins: Sequence[Bulletin]) -> FlaskClient:
        folder = DataDir(tmp_path)
        with Store.open(folder.store) as store:
            store.put(bulletins)
        build(folder, full=True, workers=1)
        return create_app(Settings(folder)).test_client()
    return make


def undated() -> list[Bulletin]:
    """The bulletins of the tests, as a portal has them that prints no dates."""
    return [replace(bulletin, published_on=None, published_at=None) for bulletin in make_bulletins()
            if not bulletin.gone_on]


def follow(client: FlaskClient, most: int) -> dict[str, str]:
    """The pages that the site's own links lead to, up to so many; none is a dead end."""
    pages: dict[str, str] = {}
    seen, todo = set(), ["/"]
    while todo and len(seen) < most:
        address = todo.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address, buffered=True)
        assert answer.status_code in (200, 300, 301, 302, 303), (address, answer.status_code)
        if answer.location:
            todo.append(answer.location)
        if answer.mimetype == "text/html":
            pages[address] = answer.text
            todo += [link.replace("&amp;", "&") for link in LINK.findall(answer.text)]
    return pages


def test_no_link_of_an_undated_portal_leads_nowhere(client_of) -> None:
    bulletins = undated()
    pages = follow(client_of(bulletins), 400)
    assert not any("Xem tin theo ngày" in page for page in pages.values())
    assert len([address for address in pages if address.startswith("/tin/")]) > 40


def test_no_link_of_an_empty_store_leads_nowhere(client_of) -> None:
    pages = follow(client_of([]), 100)
    of_bulletins = {page for page in pages if not page.startswith(("/ban-do", "/dia-danh"))}
    assert {"/", "/duyet", "/tro-giup"} <= of_bulletins and len(of_bulletins) < 40


@pytest.mark.parametrize("address", ["/ngay", "/khong-ro-ngay", "/nguon", "/tac-gia", "/sitemap.xml", "/atom.xml"])
def test_an_empty_store_answers_everywhere(client_of, address: str) -> None:
    assert client_of([]).get(address, follow_redirects=True).status_code == 200


def test_undated_bulletins_are_listed_page_by_page(client_of) -> None:
    bulletins = undated()
    client, found, address = client_of(bulletins), [], "/khong-ro-ngay"
    while address:
        html = client.get(address).text
        found += re.findall(r'<h2><a href="/tin/([^"]+)"', html)
        step = re.search(r'rel="next" href="([^"]+)"', html)
        address = step[1] if step else ""
    assert len(found) == len(set(found)) == len(bulletins)
    assert client.get("/khong-ro-ngay?trang=99").status_code == 404


@pytest.mark.parametrize(("address", "texts"), [
    ("/nguon", ["Nguồn", "Báo Trường Hà", "46"]),
    ("/nguon/bao-truong-ha", ["Nguồn: Báo Trường Hà", "46 bản tin", "Xem tất cả"]),
    ("/chuyen-muc/y-te", ["Chuyên mục: Y tế", "1 bản tin"]),
    ("/tac-gia/minh-chau", ["Tác giả: Minh Châu", "101-ket-qua"]),
    ("/don-vi", ["Trung ương Đảng"]), ("/don-vi/trung-uong-dang", ["Cơ quan: Trung ương Đảng", "3 bản tin"]),
    ("/loai/nghi-quyet", ["Loại: Nghị quyết", "3 bản tin"]), ("/duyet", ["Tác giả", "Hoài An", "Xem tin theo ngày"]),
])
def test_pages(client: FlaskClient, address: str, texts: list[str]) -> None:
    html = client.get(address).text
    for text in texts:
        assert text in html, text


def test_a_value_nobody_has_is_not_found(client: FlaskClient) -> None:
    assert client.get("/tac-gia/khong-co-ai").status_code == 404


def test_names_of_one_address_are_one_page(client_of) -> None:
    names = ("Minh Châu", "Minh Chau", "Hoài An")
    client = client_of([Bulletin(str(n), "", "s", f"Tin {n}", "Bài", author=name) for n, name in enumerate(names)])
    assert "2 bản tin" in client.get("/tac-gia/minh-chau").text
    listed = client.get("/tac-gia").text
    assert listed.count("/tac-gia/minh-chau") == 1 and '<span class="count">2</span>' in listed


@pytest.mark.parametrize("address", [
    "/tac-gia/minh-chau", "/nguon/bao-truong-ha", "/tim-kiem?q=lúa&nguon=Báo+Trường+Hà"])
def test_a_list_has_its_feed(client: FlaskClient, address: str) -> None:
    found = re.search(r'application/atom\+xml"[^>]* href="([^"]+)"', client.get(address).text)
    assert found
    feed = feedparser.parse(client.get(found[1].replace("&amp;", "&")).data)
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True) != []


def test_an_author_is_found_by_name_and_offered_as_a_filter(client: FlaskClient) -> None:
    html = client.get("/tim-kiem?q=Minh+Ch%C3%A2u").text
    assert "1 bản tin có “Minh Châu”" in html.replace("\n", " ") or "101-ket-qua" in html
    assert "Chỉ bài của Minh Châu" in html

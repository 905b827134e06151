"""Abbreviations that the bulletins explain themselves: found both ways, said on the page, left out by one click."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.building.build import build
from indexer.live import LiveIndex
from search_app import create_app
from search_app.settings import Settings

TEXTS = {
    "short": ("Họp về QBLTD", "Ban giám đốc QBLTD của tỉnh họp."),
    "long": ("Ứng vốn", "Quỹ bảo lãnh tín dụng đã ứng vốn."),
    "explained": ("Hai năm hoạt động", "Quỹ bảo lãnh tín dụng (QBLTD) sơ kết."),
    "again": ("Giải ngân", "Theo quỹ bảo lãnh tín dụng (QBLTD), đã giải ngân xong."),
    "once": ("Phiên đấu giá", "Hội đồng đấu giá (HĐĐG) làm việc."),
    "twice": ("Thẩm định", "Bản đồ địa chính (BĐĐC) và bồi đắp đê cát (BĐĐC)."),
    "thrice": ("Kê khai", "Bản đồ địa chính (BĐĐC) và bồi đắp đê cát (BĐĐC)."),
    "other": ("Lúa đông xuân", "Bà con xuống giống."),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """An installation whose bulletins explain what the project's own list does not have."""
    made = DataDir(tmp_path_factory.mktemp("learned"))
    with Store.open(made.store) as store:
        store.put(Bulletin(id, f"https://cong.example/{id}", "Cổng", title, body)
                  for id, (title, body) in TEXTS.items())
    build(made, workers=1)
    return made


@pytest.fixture(scope="module")
def app(data: DataDir) -> Flask:
    """The app over it."""
    return create_app(Settings(data))


def see(client: FlaskClient, address: str) -> tuple[int, str]:
    """How many bulletins a page says it found, and the page."""
    page = client.get(address).text
    found = re.search(r"(\d+) bản tin (?:có|nhắc)", page)
    return int(found[1]) if found else 0, page


@pytest.mark.parametrize(("typed", "included", "count", "count_without"), [
    ("QBLTD", "Quỹ bảo lãnh tín dụng", 4, 3),
    ("qbltd", "Quỹ bảo lãnh tín dụng", 4, 3),
    ("quỹ bảo lãnh tín dụng", "QBLTD", 4, 3),
    ("quy bao lanh tin dung", "QBLTD", 4, 3),
])
def test_the_page_says_what_it_included_and_one_click_leaves_it_out(
        client: FlaskClient, typed: str, included: str, count: int, count_without: int) -> None:
    found, page = see(client, f"/tim-kiem?q={typed}")
    assert found == count and f"Đã gồm {included}." in page
    link = re.search(r'Đã gồm [^<]*<a rel="nofollow" href="([^"]*)">Bỏ<', page)
    assert link
    found, page = see(client, unescape(link[1]))
    assert found == count_without and "Đã gồm" not in page and "Tìm cả dạng viết tắt" in page


@pytest.mark.parametrize("typed", [
    "HĐĐG",  # one bulletin's explanation may be a slip
    "BĐĐC",  # two meanings, and nothing tells which
    "lúa đông xuân",
])
def test_what_is_not_sure_is_not_included(client: FlaskClient, typed: str) -> None:
    found, page = see(client, f"/tim-kiem?q={typed}")
    assert found and "Đã gồm" not in page


def test_the_list_of_the_live_index_is_that_of_its_generation(data: DataDir) -> None:
    live = LiveIndex(data.index)
    before = live.known.abbreviations
    assert before.expand("qbltd") == ("Quỹ bảo lãnh tín dụng",) and before.expand("UBND")
    assert live.known.abbreviations is before
    assert not LiveIndex(data.root / "nothing").known.abbreviations.expand("qbltd")


def test_other_ways_to_ask_are_counted_as_they_are_answered(client: FlaskClient) -> None:
    found, page = see(client, "/tim-kiem?q=quy+bao+laxnh+tin+dung")
    offered = re.search(r'Có phải bạn muốn tìm: <a rel="nofollow" href="([^"]*)"><b>[^<]*</b></a> \((\d+)\)', page)
    assert offered, page
    assert int(offered[2]) == see(client, unescape(offered[1]))[0] == 4

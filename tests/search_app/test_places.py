"""/dia-danh, /ban-do, and what the page of results says of places, over a published index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask.testing import FlaskClient

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.building.build import build
from search_app import create_app
from search_app.settings import Settings

TEXTS = {
    "a": (date(2017, 3, 22), "Lớp nghề", "UBND xã Hương Toàn, thị xã Hương Trà mở lớp dạy nghề."),
    "b": (date(2026, 3, 22), "Lớp mới", "Phường Kim Trà mở lớp dạy nghề cho thanh niên."),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    data = DataDir(tmp_path_factory.mktemp("places"))
    with Store.open(data.store) as store:
        store.put(Bulletin(id, f"http://x.example/{id}", "x.example", title, body, published_on=day)
                  for id, (day, title, body) in TEXTS.items())
    build(data, workers=1)
    yield create_app(Settings(data=data)).test_client()


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    return answer.text


def test_the_old_name_is_searched_said_and_left_out_by_one_click(client: FlaskClient) -> None:
    found = page(client, "/tim-kiem?q=ph%C6%B0%E1%BB%9Dng+Kim+Tr%C3%A0")
    assert "1 bản tin có đủ" in found and "; 1 bản tin nữa theo tên khác của địa danh." in found
    assert "Đã tìm cả tên cũ: xã Hương Toàn" in found and "<mark>xã Hương Toàn</mark>, thị xã Hương Trà mở" in found
    assert "q=ph%C6%B0%E1%BB%9Dng+Kim+Tr%C3%A0&amp;mo-rong=0" in found
    alone = page(client, "/tim-kiem?q=ph%C6%B0%E1%BB%9Dng+Kim+Tr%C3%A0&mo-rong=0")
    assert "theo tên khác" not in alone and "<mark>xã Hương Toàn</mark>" not in alone
    assert "Tìm cả tên cũ và tên mới" in alone


def test_several_of_one_name_are_asked(client: FlaskClient) -> None:
    found = page(client, "/tim-kiem?q=ph%C6%B0%E1%BB%9Dng+H%C6%B0%C6%A1ng+Tr%C3%A0")
    assert "Có 2 đơn vị tên “phường Hương Trà”:" in found and "Phường Hương Trà (Đà Nẵng)" in found


def test_the_page_of_a_unit(client: FlaskClient) -> None:
    found = page(client, "/dia-danh/20017-phuong-kim-tra")
    assert "2 bản tin nhắc tới nơi này" in found and "Xã Hương Toàn" in found and "1675/NQ-UBTVQH15" in found
    told = client.get("/api/v1/dia-danh/20005-xa-huong-toan").get_json()
    assert told["heirs"] == [{"unit": "20017-phuong-kim-tra", "name": "Phường Kim Trà (Huế)", "day": "2025-07-01",
                              "decree": "1675/NQ-UBTVQH15", "part": False}]
    assert told["bulletins"] == 2


def test_a_bare_name_lists_its_readings_or_leads_to_the_one(client: FlaskClient) -> None:
    assert "đơn vị mang tên này" in page(client, "/dia-danh/huong-tra")
    assert client.get("/dia-danh/kim-tra").location == "/dia-danh/20017-phuong-kim-tra"
    page(client, "/dia-danh/khong-co-noi-nay", 404)
    page(client, "/dia-danh/" + "x" * 500, 404)


def test_the_map_has_every_province_and_the_islands_and_a_table_that_says_the_same(client: FlaskClient) -> None:
    found = page(client, "/ban-do")
    assert found.count("<circle") == 36 and "Đặc khu Hoàng Sa" in found and "Đặc khu Trường Sa" in found
    assert "<script" not in found.split("<main")[-1].split("</main")[0]
    assert "Thành phố Huế</a></th><td>2</td>" in found
    assert "Phường Kim Trà</a></th><td>2</td>" in page(client, "/ban-do/46-thanh-pho-hue")
    page(client, "/ban-do/480-thi-xa-huong-tra", 404)


def test_a_bulletin_says_what_its_places_are_now(client: FlaskClient) -> None:
    found = page(client, "/tin/a-lop-nghe")
    assert "Xã Hương Toàn, nay là phường Kim Trà" in found and "/dia-danh/20005-xa-huong-toan" in found

"""/dia-danh, /ban-do, the facet of areas, and what pages say of places, over a published index."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import pytest
from flask import Flask
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
    "c": (date(2018, 5, 2), "Khai hội", "Phường Hương Chữ và phường Hương Vân, thị xã Hương Trà khai hội."),
    "d": (date(2019, 6, 2), "Ra quân", "Đoàn xã Trường Xuân ra quân dạy nghề."),
    "e": (date(2024, 6, 2), "Phường chia", "Phường Nam Đồng, quận Đống Đa mở lớp dạy nghề."),
    "f": (date(2026, 6, 2), "Đảo xa", "Tàu ra đặc khu Trường Sa, tỉnh Khánh Hòa, theo Nghị quyết 20-NQ/TW."),
    "g": (date(2026, 7, 2), "Không nơi", "Dự báo mưa lớn nhiều nơi."),
}
HUE, KIM_TRA, HUONG_TOAN = "46-thanh-pho-hue", "20017-phuong-kim-tra", "20005-xa-huong-toan"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app over bulletins that name places."""
    data = DataDir(tmp_path_factory.mktemp("places"))
    with Store.open(data.store) as store:
        store.put(Bulletin(id, f"http://x.example/{id}", "x.example", title, body, published_on=day)
                  for id, (day, title, body) in TEXTS.items())
    build(data, workers=1)
    return create_app(Settings(data=data))


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    return answer.text


def read(html: str) -> str:
    """What a page says, without tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.split("<main", 1)[-1]).split())


def found(client: FlaskClient, **asked: str) -> set[str]:
    """The ids that a search lists."""
    told = client.get("/api/v1/tim-kiem", query_string=asked).get_json()
    return {one["id"] for one in told["hits"]}


def test_the_old_name_is_searched_said_and_left_out_by_one_click(client: FlaskClient) -> None:
    found = page(client, "/tim-kiem?q=ph%C6%B0%E1%BB%9Dng+Kim+Tr%C3%A0")
    assert "1 bản tin có đủ" in found and "; 2 bản tin nữa theo tên khác của địa danh." in found
    assert "Đã tìm cả tên cũ: xã Hương Toàn" in found and "<mark>xã Hương Toàn</mark>, thị xã Hương Trà mở" in found
    assert "q=ph%C6%B0%E1%BB%9Dng+Kim+Tr%C3%A0&amp;mo-rong=0" in found
    alone = page(client, "/tim-kiem?q=ph%C6%B0%E1%BB%9Dng+Kim+Tr%C3%A0&mo-rong=0")
    assert "theo tên khác" not in alone and "<mark>xã Hương Toàn</mark>" not in alone
    assert "Tìm cả tên cũ và tên mới" in alone and '<input type="hidden" name="mo-rong" value="0">' in alone


def test_several_of_one_name_are_asked(client: FlaskClient) -> None:
    found = page(client, "/tim-kiem?q=ph%C6%B0%E1%BB%9Dng+H%C6%B0%C6%A1ng+Tr%C3%A0")
    assert "Có 2 đơn vị tên “phường Hương Trà”:" in found and "Phường Hương Trà (Đà Nẵng)" in found


def test_the_facet_counts_areas_of_today_and_what_is_not_known(client: FlaskClient) -> None:
    told = client.get("/api/v1/tim-kiem", query_string={"q": "dạy nghề"}).get_json()["facets"]
    assert told["province"] == [{"value": HUE, "count": 2}, {"value": "01-thanh-pho-ha-noi", "count": 1},
                                {"value": "chua-ro", "count": 1}] and "commune" not in told
    inner = client.get("/api/v1/tim-kiem", query_string={"q": "dạy nghề", "tinh": "01-thanh-pho-ha-noi"}).get_json()
    assert len(inner["facets"]["commune"]) == 3  # a part counts in each heir
    results = read(page(client, "/tim-kiem?q=d%E1%BA%A1y+ngh%E1%BB%81&tinh=01-thanh-pho-ha-noi"))
    assert ("Địa bàn Nơi được nhắc tới, theo đơn vị hiện nay. Thành phố Hà Nội 1 Thành phố Huế 2 Chưa xác định 1"
            in results)
    assert "Xã, phường trong địa bàn Đơn vị cũ đã chia cho nhiều nơi được tính ở từng nơi. Phường" in results
    assert "Địa bàn: Thành phố Hà Nội" in results


def test_every_count_of_an_area_is_what_a_tick_finds_and_all_doors_are_narrowed(client: FlaskClient) -> None:
    facets = client.get("/api/v1/tim-kiem", query_string={"tinh": HUE}).get_json()["facets"]
    assert {one["value"] for one in facets["commune"]} >= {KIM_TRA}
    for field, name in (("province", "tinh"), ("commune", "xa")):
        for one in facets[field]:
            assert len(found(client, **{name: one["value"]})) == one["count"]
    assert found(client, tinh=HUE) == {"a", "b", "c"} and found(client, tinh=HUE, xa=KIM_TRA) == {"a", "b", "c"}
    assert found(client, tinh="chua-ro") == {"d"} and found(client, tinh="999-x") == set()
    assert {one["id"] for one in client.get("/api/v1/tim-kiem?tinh=chua-ro&tinh=01-thanh-pho-ha-noi").get_json()[
        "hits"]} == {"d", "e"}
    for door in ("/atom.xml", "/rss.xml", "/xuat.csv"):
        narrowed = page(client, f"{door}?tinh=chua-ro")
        assert "Ra quân" in narrowed and "Lớp" not in narrowed


def test_a_unit_narrows_by_all_its_names_or_by_the_one(client: FlaskClient) -> None:
    assert found(client, noi=HUONG_TOAN) == {"a", "b"} == found(client, noi=HUONG_TOAN, q="dạy nghề")
    assert found(client, noi=KIM_TRA) == {"a", "b", "c"} and found(client, noi=KIM_TRA, **{"mo-rong": "0"}) == {"b"}
    assert found(client, noi="99999-xa-khong-co") == set() and found(client, noi="đv:" + "x" * 300) == set()
    results = read(page(client, f"/tim-kiem?noi={HUONG_TOAN}"))
    assert "2 bản tin theo bộ lọc này" in results and "Nơi: Xã Hương Toàn" in results
    assert "Lớp mới" in page(client, f"/atom.xml?noi={HUONG_TOAN}")


def test_the_page_of_a_unit(client: FlaskClient) -> None:
    html = page(client, f"/dia-danh/{KIM_TRA}")
    found = read(html)
    assert "3 bản tin nhắc tới nơi này dưới mọi tên" in found and "1675/NQ-UBTVQH15" in found
    assert "Xã Hương Toàn trước 2017 01/07/2025 1" in found and "Phường Kim Trà 01/07/2025 nay 1" in found
    assert html.count('<rect x="') == 4 and "Năm 2017 1" in found and "atom.xml?noi=" in html
    assert "Chưa rõ nhập vào đâu" not in found
    told = client.get(f"/api/v1/dia-danh/{HUONG_TOAN}").get_json()
    assert told["heirs"] == [{"unit": KIM_TRA, "name": "Phường Kim Trà (Huế)", "day": "2025-07-01",
                              "decree": "1675/NQ-UBTVQH15", "part": False}]
    assert told["bulletins"] == 2 and told["years"] == {"2026": 1, "2017": 1}
    assert [(one["unit"], one["until"], one["bulletins"]) for one in told["names"]] == [
        (HUONG_TOAN, "01/07/2025", 1), (KIM_TRA, None, 1)]
    assert "3 bản tin nhắc tới nơi này hoặc một nơi trong đó" in read(page(client, f"/dia-danh/{HUE}"))


def test_every_link_of_a_unit_s_page_finds_as_many_as_it_says(client: FlaskClient) -> None:
    html = page(client, f"/dia-danh/{KIM_TRA}")
    counted = re.findall(r'href="/tim-kiem\?([^"]*)"[^>]*>(\d+)', html)
    assert len(counted) > 3
    for query, count in counted:
        assert client.get(f"/api/v1/tim-kiem?{query.replace('&amp;', '&')}").get_json()["total"] == int(count), query


def test_neighbours_by_name_stand_on_the_page(client: FlaskClient) -> None:
    found = read(page(client, "/dia-danh/19996-phuong-huong-tra"))
    assert "Nơi khác cùng tên" in found and "Phường Hương Trà (Đà Nẵng)" in found


def test_a_bare_name_lists_its_readings_or_leads_to_the_one(client: FlaskClient) -> None:
    assert "đơn vị mang tên này" in page(client, "/dia-danh/huong-tra")
    assert client.get("/dia-danh/kim-tra").location == f"/dia-danh/{KIM_TRA}"
    page(client, "/dia-danh/khong-co-noi-nay", 404)
    page(client, "/dia-danh/" + "x" * 500, 404)


def test_the_map_has_every_province_and_the_islands_and_a_table_that_says_the_same(client: FlaskClient) -> None:
    html = page(client, "/ban-do")
    assert html.count("<circle") == 36 and html.count("<text") == 2 and "Tỉnh Khánh Hòa: 1 bản tin" in html
    assert html.count("h0") > 3300 and "<script" not in html.split("<main")[-1].split("</main")[0]
    found = read(html)
    assert "Thành phố Huế 3" in found and "Đặc khu Trường Sa 1" in found and "Đặc khu Hoàng Sa 0" in found
    assert "Chưa xác định 1" in found
    assert "Phường Kim Trà 3" in read(page(client, f"/ban-do/{HUE}"))
    page(client, "/ban-do/480-thi-xa-huong-tra", 404)


def test_a_bulletin_links_its_places_and_says_what_they_are_now(client: FlaskClient) -> None:
    html = page(client, "/tin/a-lop-nghe")
    assert re.search(rf'<a class="place"[^>]* href="/dia-danh/{HUONG_TOAN}" title="nay là phường Kim Trà">'
                     "xã Hương Toàn</a>", html)
    assert "Xã Hương Toàn nay là phường Kim Trà" in read(html)
    both = page(client, "/tin/f-dao-xa")
    assert 'class="place"' in both and 'class="number"' in both and "theo Nghị quyết <a" in both
    assert 'class="place"' not in page(client, "/tin/g-khong-noi")


@pytest.mark.browser
@pytest.mark.parametrize("address", [
    "/ban-do", f"/ban-do/{HUE}", f"/dia-danh/{KIM_TRA}", f"/dia-danh/{HUE}", "/dia-danh/480-thi-xa-huong-tra",
    "/dia-danh/huong-tra", "/tin/a-lop-nghe", f"/tim-kiem?q={quote('phường Kim Trà')}&tinh={HUE}",
    f"/tim-kiem?q={quote('phường Hương Trà')}", f"/tim-kiem?noi={HUONG_TOAN}&mo-rong=0"])
def test_axe_finds_nothing_on_pages_of_places(check_page: Callable[[str], None], address: str) -> None:
    check_page(address)

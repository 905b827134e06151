"""find_places(): what is a place, which unit it is, and what must stay quiet."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.places.files import load_gazetteer
from corpus.places.gazetteer import plain_id
from corpus.places.reading.find_places import PlaceReader

OLD, NEW = date(2019, 5, 6), date(2026, 6, 7)
KIM_TRA = ("480-thi-xa-huong-tra", "46-tinh-thua-thien-hue")
KRONG_NO = ("664-huyen-krong-no", "67-tinh-dak-nong")


@pytest.fixture(scope="module")
def reader() -> PlaceReader:
    return PlaceReader(load_gazetteer())


@pytest.mark.parametrize(("text", "day", "source", "found"), [
    ("UBND xã Hương Toàn, TX. Hương Trà", OLD, (), [
        ("xã Hương Toàn", "20005-xa-huong-toan"), ("TX. Hương Trà", "480-thi-xa-huong-tra")]),
    ("các phường: Hương Văn, Hương Xuân và Hương Chữ", OLD, (), [
        ("Hương Văn", "20011-phuong-huong-van"), ("Hương Xuân", "20017-phuong-huong-xuan"),
        ("Hương Chữ", "20020-phuong-huong-chu")]),
    ("họp tại xã Quảng Phú", OLD, KRONG_NO, [("xã Quảng Phú", "24712-xa-quang-phu")]),
    ("xã Quảng Phú, huyện Krông Nô", OLD, (), [
        ("xã Quảng Phú", "24712-xa-quang-phu"), ("huyện Krông Nô", "664-huyen-krong-no")]),
    ("dân xã Quảng Phú (Krông Nô) vui", OLD, (), [
        ("xã Quảng Phú", "24712-xa-quang-phu"), ("Krông Nô", "664-huyen-krong-no")]),
    ("HUYỆN CƯ JÚT; huyện Cư Jut", OLD, (), [
        ("HUYỆN CƯ JÚT", "662-huyen-cu-jut"), ("huyện Cư Jut", "662-huyen-cu-jut")]),
    ("xã Nâm N’Jang và xã Nâm N'Jang", OLD, KRONG_NO, [
        ("xã Nâm N’Jang", "24728-xa-nam-njang"), ("xã Nâm N'Jang", "24728-xa-nam-njang")]),
    ("tỉnh Dak Nông", OLD, (), [("tỉnh Dak Nông", "67-tinh-dak-nong")]),
    ("huyện Krông Nô vẫn được nhắc", NEW, (), [("huyện Krông Nô", "664-huyen-krong-no")]),
    ("phường Kim Trà họp", NEW, (), [("phường Kim Trà", "20017-phuong-kim-tra")]),
    ("Tại Đắk Nông, mưa lớn", OLD, (), [("Đắk Nông", "67-tinh-dak-nong")]),
    ("TPHCM và TP. Hồ Chí Minh", OLD, (), [
        ("TPHCM", "79-thanh-pho-ho-chi-minh"), ("TP. Hồ Chí Minh", "79-thanh-pho-ho-chi-minh")]),
    ("tỉnh Bà Rịa - Vũng Tàu", OLD, (), [("tỉnh Bà Rịa - Vũng Tàu", "77-tinh-ba-ria-vung-tau")]),
    ("thị trấn Tứ Hạ", OLD, ("480-thi-xa-huong-tra",), [("thị trấn Tứ Hạ", "19996-phuong-tu-ha")]),
    ("tỉnh Quảng Ngãi họp. Tại Quảng Ngãi, mưa lớn", OLD, (), [
        ("tỉnh Quảng Ngãi", "51-tinh-quang-ngai"), ("Quảng Ngãi", "51-tinh-quang-ngai")]),
    ("tỉnh Đăk Lăk, tỉnh Đắc Lắc, huyện Krông Păk", OLD, (), [
        ("tỉnh Đăk Lăk", "66-tinh-dak-lak"), ("tỉnh Đắc Lắc", "66-tinh-dak-lak"),
        ("huyện Krông Păk", "654-huyen-krong-pac")]),
    ("thị trấn Nông trường Mộc Châu, huyện Mộc Châu", OLD, (), [
        ("thị trấn Nông trường Mộc Châu", "03982-thi-tran-nt-moc-chau"), ("huyện Mộc Châu", "123-huyen-moc-chau")]),
    ("các xã, phường: Hương Vinh, Hương Toàn và Hương Vân (thị xã Hương Trà)", OLD, (), [
        ("Hương Vinh", "20014-xa-huong-vinh"), ("Hương Toàn", "20005-xa-huong-toan"),
        ("Hương Vân", "20008-phuong-huong-van"), ("thị xã Hương Trà", "480-thi-xa-huong-tra")]),
    ("các phường, xã Hương Xuân, Hương Toàn", OLD, KIM_TRA, [
        ("xã Hương Xuân", "20017-phuong-huong-xuan"), ("Hương Toàn", "20005-xa-huong-toan")]),
    ("phường Thủy Vân, thị xã Hương Thủy", OLD, (), [
        ("phường Thủy Vân", "19963-xa-thuy-van"), ("thị xã Hương Thủy", "479-thi-xa-huong-thuy")]),
    ("huyện đảo Lý Sơn và xã biên giới Nậm Cắn", OLD, (), [
        ("huyện đảo Lý Sơn", "536-huyen-ly-son"), ("xã biên giới Nậm Cắn", "16837-xa-nam-can")]),
    ("Côn Đảo", NEW, (), [("Côn Đảo", "26732-dac-khu-con-dao")]),
    # Quiet: persons, streets, schools, words.
    ("ông Trương Hòa Bình và bà Nguyễn Thị Hương Trà", OLD, (), []),
    ("đường Minh Khai, phố Huế, cầu Thủ Thiêm", OLD, (), []),
    ("vì một thế giới hòa bình, thành công của đại hội, chủ nghĩa xã hội", OLD, (), []),
    ("trường Hương Trà, chợ Hương Thủy", OLD, (), []),
    ("hợp tác xã Thanh Bình, rượu Làng Vân, đội bóng Hoàng Anh Gia Lai", OLD, (), []),
    ("xe Audi Q5 mới", OLD, (), []),
    ("ông P.V khai", OLD, (), []),
])
def test_places(reader: PlaceReader, text: str, day: date, source: tuple[str, ...], found: list) -> None:
    got = reader.find_places(text, day, source)
    assert [(place.text, place.unit and plain_id(place.unit.id)) for place in got] == found
    assert all(text[place.start:place.end] == place.text for place in got)


def test_what_nothing_decides_stays_open(reader: PlaceReader) -> None:
    [place] = reader.find_places("Đoàn xã Trường Xuân ra quân", date(2019, 7, 30))
    assert place.how is None and len(place.units) == 4 and place.unit is None


def test_old_names_are_told(reader: PlaceReader) -> None:
    [place] = reader.find_places("ở xã Hương Toàn", NEW)
    assert place.ended and place.units[0].became[0].id == "20017-phuong-kim-tra"


@pytest.mark.shared
def test_labelled_passages(reader: PlaceReader, shared: Path) -> None:
    """Mentions F1 at least .93, resolved at least .90, nothing found that must not be."""
    hit = missed = resolved = extra = 0
    for line in (shared / "data" / "places" / "passages-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        day = date.fromisoformat(row["date"]) if row.get("date") else None
        left = reader.find_places(row["text"], day, row.get("body") or ())
        for mention in row["mentions"]:
            place = next((each for each in left if each.start < mention["end"] and mention["start"] < each.end), None)
            assert not (mention.get("negative") and place), (row["id"], mention["text"])
            if place:
                left.remove(place)
            if mention.get("optional") or mention.get("negative"):
                continue
            ids = {plain_id(unit.id) for unit in place.units} if place else set()
            wanted = set(map(plain_id, mention["units"]))
            if mention.get("ambiguous"):
                assert len(ids) > 1, (row["id"], mention["text"])
            elif ids & wanted:
                hit += 1
                resolved += ids == wanted
            else:
                missed += 1
                extra += bool(place)
        extra += len(left)
    assert 2 * hit / (2 * hit + missed + extra) >= .93 and resolved / hit >= .90

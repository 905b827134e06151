"""The gazetteer: what must hold of every unit, and what an admin's rows do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus.places.changes import COLUMNS, PlacesError
from corpus.places.files import BUILT, load_gazetteer, read_units, write_units
from corpus.places.gazetteer import Gazetteer
from corpus.places.making import make_units

# Provinces, districts and communes as the state counted them.
COUNTS = {"2017-05-01": (63, 713, 11162), "2021-12-31": (63, 705, 10599), "2025-06-30": (63, 696, 10035),
          "2025-07-01": (34, 0, 3321), "": (34, 0, 3321)}
ISLANDS = {"318-huyen-bach-long-vi": "11948-dac-khu-bach-long-vi", "471-huyen-con-co": "19742-dac-khu-con-co",
           "498-huyen-hoang-sa": "20333-dac-khu-hoang-sa", "536-huyen-ly-son": "21548-dac-khu-ly-son",
           "755-huyen-con-dao": "26732-dac-khu-con-dao", "576-huyen-truong-sa": "22736-dac-khu-truong-sa"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize("day", COUNTS)
def test_as_many_units_as_there_were(gazetteer: Gazetteer, day: str) -> None:
    counts = Counter(unit.level for unit in gazetteer.units.values() if unit.is_valid(day))
    assert (counts["province"], counts["district"], counts["commune"]) == COUNTS[day]


def test_no_code_bears_two_names_on_one_day(gazetteer: Gazetteer) -> None:
    by_code: dict[str, list] = {}
    for unit in gazetteer.units.values():
        by_code.setdefault(unit.code, []).append(unit)
    for units in by_code.values():
        units.sort(key=lambda unit: unit.valid_from)
        for earlier, later in zip(units, units[1:], strict=False):
            assert earlier.valid_to and earlier.valid_to <= later.valid_from, (earlier.id, later.id)


def test_what_ended_has_heirs_of_that_day_or_says_none(gazetteer: Gazetteer) -> None:
    without = Counter(unit.valid_to == "2025-07-01" for unit in gazetteer.units.values()
                      if unit.level == "commune" and unit.valid_to and not unit.became)
    assert without[True] == 0 and without[False] < 160  # of the rounds before, some heirs are not known
    for unit in gazetteer.units.values():
        assert all(heir.day == unit.valid_to and heir.id in gazetteer.units for heir in unit.became), unit.id
        assert all(gazetteer[heir.id].valid_from <= heir.day for heir in unit.became), unit.id


def test_what_a_unit_was_made_of_leads_to_it_and_nothing_to_itself(gazetteer: Gazetteer) -> None:
    for unit in gazetteer.units.values():
        makers = [maker for maker, _ in gazetteer.makers(unit)]
        assert unit not in makers
        assert all(unit in [heir for heir, _ in gazetteer.heirs(maker)] for maker in makers)


def test_the_makers_of_today_s_communes_lie_in_their_province(gazetteer: Gazetteer) -> None:
    for unit in gazetteer.units.values():
        if unit.level == "commune" and unit.valid_from >= "2025-07-01":
            province = unit.parent_on("")
            for maker, heir in gazetteer.makers_of.get(unit.id, ()):
                if heir.day == "2025-07-01":
                    assert province in gazetteer.region(maker), (unit.id, maker.id)


def test_islands_are_kept(gazetteer: Gazetteer) -> None:
    for old, new in ISLANDS.items():
        assert gazetteer[new].valid_to == "" and gazetteer[new] in gazetteer.today(gazetteer[old])
        assert gazetteer[new].point


@pytest.mark.parametrize(("id", "heirs"), [
    ("20005-xa-huong-toan", {"20017-phuong-kim-tra"}),
    ("07681-thi-tran-neo", {"07681-thi-tran-nham-bien", "07681-phuong-nham-bien", "07681-phuong-yen-dung"}),
    ("00208-phuong-nam-dong", {
        "00226-phuong-van-mieu-quoc-tu-giam", "00229-phuong-kim-lien-2025", "00235-phuong-dong-da"}),
    ("29908-phuong-4", {"29905-phuong-sa-dec"}),  # and not Cao Lãnh, whose province had a ward of that name
    ("26326-xa-xuan-thanh", {"26326-thi-tran-dau-giay", "26326-xa-dau-giay", "26326-phuong-dau-giay"}),
    ("46-tinh-thua-thien-hue", {"46-thanh-pho-hue"}),
])
def test_chains(gazetteer: Gazetteer, id: str, heirs: set[str]) -> None:
    assert {heir.id for heir, _ in gazetteer.heirs(gazetteer[id])} == heirs


def test_every_change_of_a_round_has_a_decree_or_is_the_register_s(gazetteer: Gazetteer) -> None:
    edges = [heir for unit in gazetteer.units.values() for heir in unit.became]
    assert sum(not heir.decree for heir in edges) < len(edges) / 50


def test_the_file_is_small_and_reads_as_it_was_written(tmp_path: Path) -> None:
    assert BUILT.stat().st_size < 300_000
    units = read_units()
    write_units(units, tmp_path / "again.xz")
    assert (tmp_path / "again.xz").read_bytes() == BUILT.read_bytes()


def test_building_again_gives_the_same() -> None:
    try:
        made = make_units()
    except PlacesError as error:
        pytest.skip(f"the packages are not installed: {error}")
    assert made == read_units()


HEADER = "\t".join(COLUMNS)


def test_an_admin_s_rows_win(tmp_path: Path) -> None:
    own = tmp_path / "dia-danh.tsv"
    own.write_text(f"{HEADER}\n"
                   "2027-01-01\t1/NQ\t20017\tPhường Kim Trà\t46\t20017\tPhường Hương Xuân\t46\t\n"
                   "2027-01-01\t1/NQ\t19996\tPhường Hương Trà\t46\t20017\tPhường Hương Xuân\t46\tpart\n"
                   "2025-07-01\t1675\t20005\tXã Hương Toàn\t480\t19996\t\t\t\n", encoding="utf-8")
    gazetteer = load_gazetteer(own)
    assert gazetteer["20017-phuong-kim-tra"].valid_to == "2027-01-01"
    [now] = gazetteer.today(gazetteer["20017-phuong-huong-xuan"])
    assert now.id == "20017-phuong-huong-xuan-2027"
    assert [heir.id for heir in gazetteer["20005-xa-huong-toan"].became] == ["19996-phuong-huong-tra"]
    assert gazetteer.key != load_gazetteer().key


def test_a_province_of_one_s_own(tmp_path: Path) -> None:
    own = tmp_path / "dia-danh.tsv"
    own.write_text(f"{HEADER}\n\t\t\t\t\t97\tTỉnh Trường Hà\t\t\n\t\t\t\t\t97001\tXã Vân Tụ\t97\t\n", encoding="utf-8")
    gazetteer = load_gazetteer(own)
    province = gazetteer.province_of(gazetteer["97001-xa-van-tu"])
    assert province and province.name == "Tỉnh Trường Hà"


@pytest.mark.parametrize(("row", "said"), [
    ("2027\t\t20017\ta\t46\t20017\tb\t46\t", "ngày “2027”"), ("2027-01-01\t\t2001\ta\t46\t20017\tb\t46\t", "mã “2001”"),
    ("2027-01-01\tx", "có 2 ô"), ("2027-01-01\t\t\t\t\t\t\t\t", "thiếu mã"),
    ("2027-01-01\t\t99999\tXã A\t46\t20017\tb\t46\t", "không có đơn vị mã 99999")])
def test_a_wrong_row_is_told(tmp_path: Path, row: str, said: str) -> None:
    own = tmp_path / "dia-danh.tsv"
    own.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(PlacesError, match=said):
        load_gazetteer(own)

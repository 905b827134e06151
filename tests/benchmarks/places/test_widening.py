"""What typing a commune's name comes to, over five bulletins of 2018."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from benchmarks.places.bulletins import read_bulletins
from benchmarks.places.widening import (
    Seen, Widening, communes_named, communes_of_today, measure_widening, names_in, read_all)
from corpus.bulletin import Bulletin
from corpus.places.reading.find_places import PlaceReader
from corpus.places.spelling import name_key
from indexer.places.reader import open_reader

TEXTS = (
    "UBND phường Hương Chữ, thị xã Hương Trà mở lớp dạy nghề.",
    "UBND xã Trường Xuân, huyện Quảng Ninh mở lớp dạy nghề.",
    "UBND xã Trường Xuân, huyện Tháp Mười mở lớp dạy nghề.",
    "Đoàn xã Trường Xuân ra quân.",
    "Ông Trần Kim Trà kể chuyện làng.",
)
DAY = date(2018, 3, 22)
KIM_TRA, TRUONG_SON, TRUONG_XUAN = "20017-phuong-kim-tra", "19204-xa-truong-son-2025", "30046-xa-truong-xuan"


@pytest.fixture(scope="module")
def reader() -> PlaceReader:
    return open_reader()


@pytest.fixture(scope="module")
def seen(reader: PlaceReader) -> Seen:
    return read_all((Bulletin(str(n), "", "s", "Tin", text) for n, text in enumerate(TEXTS)), reader, DAY)


@pytest.mark.parametrize(("unit", "expected"), [
    (KIM_TRA, Widening(1, silent=1, words_right=1, units_right=1)),  # by the maker's name, and by the maker
    (TRUONG_SON, Widening(1, silent=1, words_right=1, words_wrong=1, words_open=1, asked=1, waiting=1)),
    (TRUONG_XUAN, Widening(1, asked=1)),  # one of three of today; its heir bears its name
])
def test_words_and_units(unit: str, expected: Widening, seen: Seen, reader: PlaceReader) -> None:
    assert measure_widening([reader.gazetteer[unit]], seen, reader) == expected


def test_a_parent_near_by_decides_what_else_is_asked(seen: Seen, reader: PlaceReader) -> None:
    near = measure_widening([reader.gazetteer[TRUONG_SON]], seen, reader, ("44-tinh-quang-tri",))
    assert (near.asked, near.units_right, near.units_wrong) == (0, 1, 0)


def test_which_communes_are_typed(seen: Seen, reader: PlaceReader) -> None:
    assert (seen.count, seen.mentions) == (5, 7)
    assert {unit.id for unit in communes_of_today(seen, reader)} == {
        KIM_TRA, TRUONG_SON, "30046-xa-truong-xuan-2025"}
    assert [unit.id for unit in communes_named(seen, reader)] == [
        "19228-xa-truong-xuan", "20020-phuong-huong-chu", TRUONG_XUAN]


def test_words_find_also_what_a_longer_name_begins_with(reader: PlaceReader) -> None:
    assert list(names_in("ở Xã  Tân Thành A và thị trấn Đức An", reader.names)) == [
        ("xã", name_key("Tân Thành")), ("xã", name_key("Tân Thành A")), ("thị trấn", name_key("Đức An"))]


def test_a_file_as_a_developer_asks(run_script: Callable[..., CompletedProcess[str]], tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "title": "Tin", "body": text}) + "\n"
                            for n, text in enumerate(TEXTS)), encoding="utf-8")
    assert len(list(read_bulletins(path))) == len(TEXTS)
    done = run_script("evaluate_places.py", path, "--day", DAY, "--json")
    today, named = json.loads(done.stdout)
    assert (today["typed"], today["bulletins"], today["communes"], today["units_right"]) == ("today", 5, 3, 1)
    assert (named["typed"], named["communes"]) == ("as named", 3)
    path.write_text("{}\n", encoding="utf-8")
    done = run_script("evaluate_places.py", path)
    assert done.returncode == 1 and "tin.jsonl: dòng 1" in done.stderr

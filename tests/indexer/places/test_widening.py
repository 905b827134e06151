"""widen_places(): what is searched besides, what is offered, what is asked, and what stays alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.places.gazetteer import plain_id
from corpus.places.reading.find_places import PlaceReader
from indexer.places.reader import open_reader
from indexer.places.widening import APPLIED, ASKED, NAMED, OFFERED, widen_places

KIM_TRA = {"20005-xa-huong-toan", "20017-phuong-huong-xuan", "20020-phuong-huong-chu"}


@pytest.fixture(scope="module")
def reader() -> PlaceReader:
    return open_reader()


def units(reader: PlaceReader, text: str, status: str, near: tuple[str, ...] = ()) -> set[str]:
    return {plain_id(one.unit.id) for place in widen_places(text, reader, near) for one in place.expanded
            if one.status == status}


@pytest.mark.parametrize(("text", "applied"), [
    ("phường Kim Trà", KIM_TRA), ("phuong kim tra", KIM_TRA), ("P. Kim Trà", KIM_TRA),
    ("trường mầm non phường Kim Trà", KIM_TRA),
    ("xã Hương Toàn", {"20017-phuong-kim-tra"}),  # never its sisters
    ("thị trấn Neo", {"07681-thi-tran-nham-bien", "07681-phuong-nham-bien", "07681-phuong-yen-dung"}),
    ("phường Nam Đồng, quận Đống Đa", {
        "00226-phuong-van-mieu-quoc-tu-giam", "00229-phuong-kim-lien", "00235-phuong-dong-da"}),
    ("huyện Krông Nô", set()), ("kim trà", set()), ("xã Trường Xuân", set()),
    ('"phường Kim Trà"', set()), ("-phường", set()), ("đường phường 4", set()), ("xã hội hóa giáo dục", set()),
    ("ông Trương Hòa Bình", set()), ("thống nhất đất nước", set()), ("nghị quyết 20-NQ/TW", set()),
])
def test_what_is_searched_as_well(reader: PlaceReader, text: str, applied: set[str]) -> None:
    assert units(reader, text, APPLIED) == applied


def test_parts_are_told(reader: PlaceReader) -> None:
    [place] = widen_places("phường Nam Đồng, quận Đống Đa", reader)[:1]
    assert all(one.is_part for one in place.expanded if one.status == APPLIED)


def test_several_of_today_are_asked_and_a_portal_decides(reader: PlaceReader) -> None:
    assert units(reader, "phường Hương Trà", ASKED) == {"19996-phuong-huong-tra", "20350-phuong-huong-tra"}
    assert units(reader, "phường Hương Trà", ASKED, ("46-thanh-pho-hue",)) == set()
    assert "19996-phuong-tu-ha" in units(reader, "phường Hương Trà", APPLIED, ("46-thanh-pho-hue",))


def test_one_of_today_is_meant_and_one_that_ended_elsewhere_is_named(reader: PlaceReader) -> None:
    assert units(reader, "xã Đức An", NAMED) == {"18298-xa-duc-an"}
    assert units(reader, "xã Đức An", APPLIED) == {"24717-thi-tran-duc-an", "24721-xa-nam-binh", "24727-xa-dak-ndung"}
    assert units(reader, "xã Đức An, Hà Tĩnh", APPLIED) == {"18298-xa-an-dung", "18277-xa-duc-thinh"}


def test_districts_and_provinces_are_offered(reader: PlaceReader) -> None:
    assert "24688-xa-krong-no" in units(reader, "huyện Krông Nô", OFFERED)
    assert units(reader, "tỉnh Đắk Nông", OFFERED) == {"68-tinh-lam-dong"}


@pytest.mark.shared
def test_labelled_queries(reader: PlaceReader, shared: Path) -> None:
    """Expansions F1 at least .90, every negative left alone, nine of ten ambiguous ones asked."""
    right = wrong = missed = asked = ambiguous = 0
    for line in (shared / "data" / "places" / "queries-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        near = tuple(row.get("source") or ())
        applied = units(reader, row["query"], APPLIED, near)
        wanted = set(map(plain_id, row.get("expand", [])))
        right += len(applied & wanted)
        missed += len(wanted - applied)
        wrong += len(applied - wanted - set(map(plain_id, row.get("optional", []))))
        if row["group"] == "negative":
            assert not applied | units(reader, row["query"], ASKED, near), row["query"]
        if row["group"] == "ambiguous":
            ambiguous += 1
            shown = units(reader, row["query"], ASKED, near) | units(reader, row["query"], OFFERED, near)
            asked += len(shown & set(map(plain_id, row["ask"]))) >= min(5, len(row["ask"]))
    assert 2 * right / (2 * right + wrong + missed) >= .90 and asked / ambiguous >= .90

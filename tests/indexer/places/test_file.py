"""The places of a generation: built anew or gone on from, they are the same; and a question finds by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.asking.groups import Rung
from indexer.asking.search import Answer, Question, ask
from indexer.building.build import build
from indexer.building.generation import Generations
from indexer.live import LiveIndex
from indexer.places.file import PlaceFile

TEXTS = {
    "a": (date(2017, 3, 22), "Tin xã", "UBND xã Hương Toàn, thị xã Hương Trà mở lớp dạy nghề."),
    "b": (date(2026, 3, 22), "Tin phường", "Phường Kim Trà mở lớp dạy nghề cho thanh niên."),
    "c": (date(2018, 1, 2), "Tin khác", "Phường Hương Chữ và xã Hương Toàn, thị xã Hương Trà khai hội."),
    "d": (date(2019, 1, 2), "Chưa rõ", "Đoàn xã Trường Xuân ra quân."),
}


def bulletin(id: str) -> Bulletin:
    day, title, body = TEXTS[id]
    return Bulletin(id, f"http://x.example/{id}", "x.example", title, body, published_on=day)


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    made = DataDir(tmp_path)
    with Store.open(made.store) as store:
        store.put(map(bulletin, TEXTS))
    build(made, workers=1)
    return made


def rows(data: DataDir) -> list[tuple]:
    generations = Generations(data.index)
    name = generations.current_name()
    assert name
    return list(PlaceFile(generations.path(name)).dump())


def question(data: DataDir, text: str, **more) -> Answer:
    index = LiveIndex(data.index)
    return ask(index.engine, Question(text, **more), index.known)


def test_going_on_equals_making_anew(data: DataDir) -> None:
    with Store.open(data.store) as store:
        store.put([replace(bulletin("c"), body="Phường Hương Xuân, thị xã Hương Trà khai hội."),
                   replace(bulletin("a"), body="Không nói đến nơi nào.")])
    assert not build(data, workers=1).full
    gone_on = rows(data)
    build(data, workers=1, full=True)
    assert gone_on == rows(data)
    assert {row[3] for row in gone_on if row[0] == "c"} == {"20017-phuong-huong-xuan", "480-thi-xa-huong-tra"}


def test_what_is_undecided_keeps_its_candidates(data: DataDir) -> None:
    [row] = [row for row in rows(data) if row[0] == "d"]
    assert row[3] == "" and len(row[4].split()) == 4


def test_new_rows_of_the_admin_s_read_all_again(data: DataDir) -> None:
    data.places.write_text("day\tdecree\tcode\tname\tparent\tnew_code\tnew_name\tnew_parent\tpart\n"
                           "\t\t\t\t\t97\tTỉnh Trường Hà\t\t\n", encoding="utf-8")
    assert build(data, workers=1).full


def test_the_new_name_finds_the_old_one_counted_apart(data: DataDir) -> None:
    answer = question(data, "phường Kim Trà")
    assert (answer.total, answer.widened, answer.listed) == (1, 2, 3)
    assert [(hit.id, answer.rung_of(hit)) for hit in answer.page.hits] == [
        ("b", Rung.ANSWER), ("c", Rung.BY_PLACE), ("a", Rung.BY_PLACE)]


def test_the_old_name_finds_the_new_one_and_the_other_words_hold(data: DataDir) -> None:
    answer = question(data, "nghề xã Hương Toàn")
    assert [hit.id for hit in answer.page.hits[:2]] == ["a", "b"]
    assert answer.rung_of(answer.page.hits[1]) is Rung.BY_PLACE and answer.widened == 1


def test_off_and_in_quotes_nothing_is_widened(data: DataDir) -> None:
    assert question(data, "phường Kim Trà", widen=False).widened == 0
    assert question(data, '"phường Kim Trà"').widened == 0
    assert question(data, "phường Kim Trà", exact=True).page.total == 1


def test_counted_though_the_answer_fills_the_page(data: DataDir) -> None:
    answer = question(data, "phường Kim Trà", per_page=1)
    assert (answer.total, answer.widened) == (1, 2)


def test_without_places_nothing_changes(data: DataDir) -> None:
    plain, places = question(data, "dạy nghề", widen=False), question(data, "dạy nghề")
    assert plain.page == places.page

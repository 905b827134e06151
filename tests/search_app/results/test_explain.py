"""Why a result stands where it does; and what the index puts beside a bulletin."""

from __future__ import annotations

import logging
from pathlib import Path
from shutil import copy
from urllib.parse import unquote_plus

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from corpus.data_dir import DataDir
from indexer.asking.parse import parse
from indexer.asking.search import Question, ask
from indexer.engine.entry import Card
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.page import Hit, Part
from search_app import create_app
from search_app.results.explain import ROWS_SHOWN, Reason, explain, round_together, write_points
from search_app.settings import Settings

KIM_BONG = "/tin/101-ket-qua-thuc-hien-nghi-quyet-20-nq-tw-o-dang-bo-thi-xa-kim-bong"


def read_points(written: str) -> int:
    """Hundredths, from what the page shows."""
    return int(written.replace(".", "").replace(",", ""))


def make_hit(*parts: Part) -> Hit:
    return Hit(Card("1"), sum(part.points for part in parts), parts)


@pytest.mark.parametrize("text", [
    "khoa học", "khoa hoc công nghệ", "20-NQ/TW", "khoa học 20-NQ/TW", '"khoa học"', "lúa", "khoa OR gốm",
    "làng gốm nuôi tôm công nghệ mới ở đâu"])
def test_shown_points_add_up_to_the_shown_score(engine: MemoryEngine, text: str) -> None:
    answer = ask(engine, Question(text, explain=True))
    assert answer.page.hits
    for hit in answer.page.hits:
        made = explain(hit, answer.understood)
        assert made is not None
        assert sum(read_points(reason.points) for reason in made.reasons) == read_points(made.total)
        assert abs(read_points(made.total) - 100 * hit.score) <= 0.51


@pytest.mark.parametrize(("text", "part", "said"), [
    ("Khoa học", Part("syllable", "khoa", 1), "Khớp từ “khoa” (không xét dấu)"),
    ("khoa hoc", Part("pair", "khoa_hoc", 1), "Khớp cặp từ đứng liền nhau “khoa hoc”"),
    ("khoa học công", Part("pair", "hoc_cong", 1), "Khớp cặp từ đứng liền nhau “học công”"),
    ("Đường", Part("mark", "đương\u0300", 1), "Viết đúng dấu “đường”"),
    ("20 nq tw", Part("number", "20:nq:tw", 1), "Nhắc tới số hiệu 20-NQ/TW"),
    ("khoa", Part("thing", "abc", 1), "Bằng chứng khác: thing abc"),
    ("khoa", Part("syllable", "{}", 1), "Khớp từ “{}” (không xét dấu)"),
])
def test_parts_are_named_in_vietnamese(text: str, part: Part, said: str) -> None:
    made = explain(make_hit(part), parse(text))
    assert made is not None and made.reasons[0].text == said


def test_the_weightiest_stands_first_and_a_long_tail_is_one_row() -> None:
    parts = [Part("syllable", f"tu{n}", float(n)) for n in range(40)]
    made = explain(make_hit(*parts), parse("x"))
    assert made is not None
    assert made.reasons[0].points == "39,00" and len(made.reasons) == ROWS_SHOWN + 1
    assert made.reasons[-1].text == f"{40 - ROWS_SHOWN} bằng chứng khác" and made.total == "780,00"


def test_a_move_stands_below_all_and_is_counted() -> None:
    parts = [Part("syllable", f"tu{n}", float(n)) for n in range(40)]
    made = explain(make_hit(*parts, Part("order", "-3", -80.5, (("words held", 0.5),))), parse("x"))
    assert made is not None and made.total == "699,50" and len(made.reasons) == ROWS_SHOWN + 2
    assert made.reasons[-1] == Reason("Xếp lại theo mức khớp: xuống 3 bậc (có 50% từ của câu hỏi)", "-80,50")


def test_what_was_not_scored_is_not_explained() -> None:
    assert explain(make_hit(), parse("")) is None


@given(st.lists(st.floats(-100, 20_000), max_size=30))
def test_rounding_keeps_the_sum(points: list[float]) -> None:
    rounded = round_together(points)
    assert sum(rounded) == round(sum(100 * each for each in points))
    assert all(abs(whole - 100 * each) < 1.001 for whole, each in zip(rounded, points, strict=True))


def test_points_are_written_as_vietnamese_writes_numbers() -> None:
    assert [write_points(n) for n in (0, 7, 123, 1_000_000)] == ["0,00", "0,07", "1,23", "10.000,00"]


def test_bulletin_page_shows_key_phrases_and_related_bulletins(client: FlaskClient) -> None:
    html = client.get(KIM_BONG).text
    assert "Từ khóa" in html and "Tin liên quan" in html and "Các tin khác" in html
    related = html.split("Tin liên quan")[1].split("</section>")[0]
    assert "Chăm sóc sức khỏe theo Nghị quyết 20-NQ/TW" in related
    assert KIM_BONG not in related and "/tin/gone" not in related
    others = html.split("Các tin khác")[1].split("</section>")[0]
    assert "Chăm sóc sức khỏe theo Nghị quyết 20-NQ/TW" not in others


def test_key_phrases_lead_to_searches_that_find_the_bulletin(client: FlaskClient) -> None:
    html = client.get(KIM_BONG).text.split("Từ khóa")[1].split("</section>")[0]
    addresses = [part.split('"')[0] for part in html.split('href="')[1:]]
    assert addresses
    for address in addresses:
        assert KIM_BONG in client.get(address).text, unquote_plus(address)


def test_page_does_without_the_index_and_the_log_says_so(
        data: DataDir, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    copy(data.store, tmp_path / data.store.name)
    client = create_app(Settings(DataDir(tmp_path))).test_client()
    with caplog.at_level(logging.WARNING):
        answer = client.get(KIM_BONG)
    assert answer.status_code == 200 and "Các tin khác" in answer.text
    assert "Tin liên quan" not in answer.text and "Từ khóa" not in answer.text
    assert any("101" in record.getMessage() and "chưa có chỉ mục" in record.getMessage() for record in caplog.records)


def test_script_in_a_title_stays_text(client: FlaskClient) -> None:
    assert "<script>alert" not in client.get("/tin/x1-script-alert-tieu-de-script-ma-doc").text

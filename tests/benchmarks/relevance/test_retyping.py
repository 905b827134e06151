"""The ways of typing: what each does to a text, and that it does the same every time."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path
from random import Random

import pytest

from benchmarks.relevance.abbreviations import TABLE, abbreviate
from benchmarks.relevance.keyboard import NEIGHBOURS, TELEX, TELEX_TONES, VNI, VNI_TONES, press_keys, press_neighbour
from benchmarks.relevance.retyping import USUAL, WAYS, mark_one_wrongly, retype, unmark_half
from benchmarks.relevance.spelling import SYLLABLE, exact_key, is_marked, other_placement, take_apart, wrongly_marked
from corpus.sample.sample_bulletin import read_bulletins
from indexer.analysis.fold import fold, tone_key

TEXT = "Uỷ ban nhân dân tỉnh hoà giải tranh chấp đường phố số 20-NQ/TW thế nào?"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def titles() -> list[str]:
    return [item.title for item in read_bulletins()]


@pytest.fixture(scope="module")
def syllables() -> list[str]:
    """All syllables of the sample, as they are written there."""
    return sorted({word for item in read_bulletins() for word in SYLLABLE.findall(item.text)})


@pytest.mark.parametrize(("way", "typed"), [
    ("plain", TEXT),
    ("no-diacritics", "Uy ban nhan dan tinh hoa giai tranh chap duong pho so 20-NQ/TW the nao?"),
    ("caps", "UỶ BAN NHÂN DÂN TỈNH HOÀ GIẢI TRANH CHẤP ĐƯỜNG PHỐ SỐ 20-NQ/TW THẾ NÀO?"),
    ("other-tone", "Ủy ban nhân dân tỉnh hòa giải tranh chấp đường phố số 20-NQ/TW thế nào?"),
    ("abbreviated", "UBND tỉnh hoà giải tranh chấp đường phố số 20-NQ/TW thế nào?"),
])
def test_rules_without_a_draw(way: str, typed: str) -> None:
    assert retype(TEXT, way, "q1") == typed


@pytest.mark.parametrize(("syllable", "other"), [
    ("hoà", "hòa"), ("hòa", "hoà"), ("khoẻ", "khỏe"), ("Thuỷ", "Thủy"), ("UỶ", "ỦY"), ("loè", "lòe"), ("Hoá", "Hóa"),
    ("quý", "quý"), ("Quỳ", "Quỳ"), ("toàn", "toàn"), ("ngoài", "ngoài"), ("khuya", "khuya"), ("thuế", "thuế"),
    ("mía", "mía"), ("uy", "uy"), ("hoa", "hoa"), ("giá", "giá"), ("huynh", "huynh"), ("đèo", "đèo"),
])
def test_other_placement(syllable: str, other: str) -> None:
    assert other_placement(syllable) == other
    assert other_placement(unicodedata.normalize("NFD", syllable)) in (other, unicodedata.normalize("NFD", syllable))


def test_the_other_placement_is_the_same_syllable_and_leads_back(syllables: list[str]) -> None:
    moved = [syllable for syllable in syllables if other_placement(syllable) != syllable]
    assert len(moved) > 20
    for syllable in moved:
        assert tone_key(other_placement(syllable)) == tone_key(syllable), syllable
        assert other_placement(other_placement(syllable)) == syllable


def test_a_wrong_mark_is_another_syllable_of_the_same_letters(syllables: list[str]) -> None:
    marked = [syllable for syllable in syllables if is_marked(syllable)]
    assert len(marked) > 1000
    for syllable in marked:
        for wrong in wrongly_marked(syllable):
            assert fold(wrong) == fold(syllable), (syllable, wrong)
            assert tone_key(wrong) != tone_key(syllable), (syllable, wrong)
            assert is_marked(wrong) and wrong == unicodedata.normalize("NFC", wrong)
            assert len(take_apart(wrong).letters) == len(syllable)


def test_one_syllable_is_marked_wrongly(titles: list[str]) -> None:
    for title in titles:
        before, after = SYLLABLE.findall(title), SYLLABLE.findall(mark_one_wrongly(title, Random(title)))
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1, title


def test_half_of_the_marks_are_lost(titles: list[str]) -> None:
    marked = lost = 0
    for title in titles:
        before, after = SYLLABLE.findall(title), SYLLABLE.findall(unmark_half(title, Random(title)))
        for a, b in zip(before, after, strict=True):
            assert b in (a, fold(b) if a.islower() else b) and fold(a) == fold(b)
            marked += is_marked(a)
            lost += a != b
    assert 0.45 < lost / marked < 0.55


@pytest.mark.parametrize(("long", "short"), [
    ("thủ tục tại ỦY BAN NHÂN DÂN xã", "thủ tục tại UBND xã"),
    ("Toà án nhân dân, Tòa án nhân dân", "TAND, TAND"),
    ("ủy ban mặt trận tổ quốc tỉnh", "UBMTTQ tỉnh"),
    ("Mặt trận Tổ quốc tỉnh", "MTTQ tỉnh"),
    ("bảo hiểm xã hội và bảo hiểm y tế", "BHXH và BHYT"),
    ("uy ban nhan dan xã", "uy ban nhan dan xã"),
    ("ngôi trường trung học", "ngôi trường trung học"),
])
def test_abbreviate(long: str, short: str) -> None:
    assert abbreviate(long) == short


def test_the_table_of_abbreviations_names_each_once() -> None:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    assert all(len(row) == 2 for row in rows) and len(rows) >= 40
    assert len({short for short, _ in rows}) == len({exact_key(long) for _, long in rows}) == len(rows)


@pytest.mark.parametrize(("syllable", "telex", "vni"), [
    ("học", "hojc", "ho5c"), ("ủy", "ury", "u3y"), ("uỷ", "uyr", "uy3"), ("đường", "dduowfng", "d9uo72ng"),
    ("được", "dduowjc", "d9uo75c"), ("thuế", "thuees", "thue61"), ("ngữ", "nguwx", "ngu74"), ("ăn", "awn", "a8n"),
    ("Đảng", "Ddarng", "D9a3ng"), ("ĐẢNG", "DDARNG", "D9A3NG"), ("ban", "ban", "ban"), ("NQ", "NQ", "NQ"),
])
def test_raw_keys(syllable: str, telex: str, vni: str) -> None:
    assert press_keys(syllable, TELEX, TELEX_TONES, at_end=False) == telex
    assert press_keys(syllable, VNI, VNI_TONES, at_end=False) == vni


def test_raw_keys_with_the_tone_at_the_end() -> None:
    assert press_keys("học", TELEX, TELEX_TONES, at_end=True) == "hocj"
    assert press_keys("đường", VNI, VNI_TONES, at_end=True) == "d9uo7ng2"


def test_raw_text_is_all_ascii(titles: list[str]) -> None:
    plain = [title for title in titles if set(title) <= set(" ,.-–0123456789") | set("".join(SYLLABLE.findall(title)))]
    assert len(plain) > 50
    for title in plain:
        assert retype(title, "telex-raw", "q").replace("–", "-").isascii(), title
        assert retype(title, "vni-raw", "q").replace("–", "-").isascii(), title


def test_neighbours_touch() -> None:
    assert set(NEIGHBOURS["g"]) == set("fhtyvb")
    assert set(NEIGHBOURS["q"]) == set("wa") and set(NEIGHBOURS["p"]) == set("ol")
    assert all(key in NEIGHBOURS[other] for key, others in NEIGHBOURS.items() for other in others)


def test_one_key_slips(titles: list[str]) -> None:
    for title in titles:
        slipped = press_neighbour(title, Random(title))
        (before, after), = ((a, b) for a, b in zip(title, slipped, strict=True) if a != b)
        assert after.lower() in NEIGHBOURS[before.lower()] and before.isupper() == after.isupper()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", ["", " ", "20-NQ/TW", '"', "🙂", "x" * 3000, "Ð ư̛ ế́", "\u0301"])
def test_odd_texts_are_typed_too(way: str, text: str) -> None:
    assert isinstance(retype(text, way, "q"), str)


def test_the_same_in_every_process_and_another_for_another_question() -> None:
    code = ("from benchmarks.relevance.retyping import WAYS, retype; "
            f"print([retype({TEXT!r}, way, 'q7') for way in WAYS])")
    runs = {subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
                           capture_output=True, check=True, encoding="utf-8").stdout for seed in ("1", "2")}
    assert runs == {f"{[retype(TEXT, way, 'q7') for way in WAYS]}\n"}
    assert len({retype(TEXT, "half", str(id)) for id in range(20)}) > 10


def test_the_usual_ways_are_ways() -> None:
    assert set(USUAL) < set(WAYS)

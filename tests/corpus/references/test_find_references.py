"""References: labelled passages read whole, nothing bound to another document, and time that grows with the text."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from benchmarks.references.passages import read_passages
from benchmarks.references.scoring import score
from corpus.references.find_references import find_references

ROOT = Path(__file__).resolve().parents[3]
PASSAGES = read_passages(ROOT / "tests" / "cases" / "references.jsonl")
SHARED = ROOT.parent / "shared" / "data" / "clerks" / "passages-dev.jsonl"


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage.id for passage in PASSAGES])
def test_a_labelled_passage_is_read_as_labelled(passage) -> None:  # type: ignore[no-untyped-def]
    assert score([passage]).faults == []


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the reference collection is not beside the checkout")
def test_the_reference_passages() -> None:
    made = score(read_passages(SHARED))
    assert made.wrong_documents == 0
    assert made.full.f1 >= 0.98 and made.term.f1 >= 0.9 and made.day.f1 >= 0.9
    assert made.bound.right >= 0.9 * (made.bound.right + made.bound.missed)


def test_places_are_those_of_the_text_as_given() -> None:
    text = "Nghi\u0323 quy\u00eat 20 và Quyết định\u200b số 12%2F2023%2FQ%C4%90-UBND; Chỉ thị 05 của Bộ Chính trị"
    for reference in find_references(text):
        assert text[reference.start:reference.end] == reference.text


def test_one_text_read_twice_says_the_same() -> None:
    for passage in PASSAGES:
        assert find_references(passage.text) == find_references(passage.text)


def test_random_text_never_fails_and_offsets_hold() -> None:
    source = random.Random(16)
    pieces = ["Nghị quyết ", "nghị định ", "số ", "20", "05", "-NQ/TW", "/2020/NĐ-CP", "/QĐ-UBND", ", ", " và ", "19",
              " ngày ", "01/11/2012", "31/02/2017", " của ", "Bộ Chính trị", "UBND tỉnh", " khóa ", "XI", "11",
              "99", "(", ")", ". ", "\n", "Nghị quyết này", "gọi tắt là ", "Luật Đất đai năm 2013",
              "Trung ương 4 ", "ban hành ",
              "Ngày ", "ı", "İ", "각", "\u0301"]
    for _ in range(2_000):
        text = "".join(source.choices(pieces, k=source.randrange(16)))
        for reference in find_references(text):
            assert text[reference.start:reference.end] == reference.text and reference.text


UNITS = ["Nghị quyết 20 ", "20-NQ/TW, ", "Nghị quyết này. ", "18, 19 và 20 ", "ngày 01/11/2012 ", "của Bộ Chính trị ",
         "khóa XI ", "Luật Đất đai 2013 ", "(gọi tắt là Nghị định 5", "Tỉnh ủy ban hành ",
         "Nghị định 30/2020/NĐ-CP thay thế Nghị định 110. Nghị định này ",
         "số: 12/KH-UBND\n", "Nghị quyết Trung ương 4 khóa XII "]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str) -> None:
    def seconds(chars: int) -> float:
        text = unit * (chars // len(unit))
        start = time.process_time()
        find_references(text)
        return time.process_time() - start

    # Eight times the text: eight times as long on a quiet machine, 64 times if it were the square. A measurement may be
    # disturbed; what is quadratic is so each time.
    assert any(seconds(80_000) < 32 * max(seconds(10_000), 0.01) for _ in range(4))


def test_time_grows_with_the_documents_of_a_list() -> None:
    def seconds(count: int) -> float:
        text = ". ".join(f"Quyết định số {n}/QĐ-UBND ngày 05/6/2023. Quyết định {n} của UBND. Nghị quyết {n}"
                         for n in range(10, count))
        start = time.process_time()
        find_references(text)
        return time.process_time() - start

    assert any(seconds(1_610) < 32 * max(seconds(210), 0.02) for _ in range(4))

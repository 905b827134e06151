"""The words of underthesea, on what it was not made for too."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import words
from indexer.analysis.words import blank_numbers, segment

CASES = [
    ("", []),
    (" \t", []),
    ("Lúa", []),
    ("Khoa học và công nghệ", ["khoa_học", "công_nghệ"]),
    ("KHOA HỌC VÀ CÔNG NGHỆ", ["khoa_học", "công_nghệ"]),
    ("Thực hiện Nghị quyết 20-NQ/TW của Trung ương", ["thực_hiện", "nghị_quyết", "trung_ương"]),
    ("PHÁT TRIỂN KHOA HỌC", ["phát_triển", "khoa_học"]),
]


@pytest.mark.parametrize(("paragraph", "expected"), CASES)
def test_segment(paragraph: str, expected: list[str]) -> None:
    assert segment(paragraph) == expected


def test_a_line_in_capitals_is_cut_as_one_in_small_letters() -> None:
    line = "Tăng cường ứng dụng khoa học công nghệ trong sản xuất nông nghiệp"
    assert segment(line.upper()) == segment(line.lower()) != []


NUMBERS = [
    ("20-NQ/TW", ","),
    ("theo Quyết định số 1836/QĐ-UBND và 05-CTHĐ/TU.", "theo Quyết định số , và ,."),
    ("theo Nghị quyết 20", "theo Nghị quyết 20"),
    ("ngày 05/6/2023", "ngày 05/6/2023"),
]


@pytest.mark.parametrize(("paragraph", "expected"), NUMBERS)
def test_whole_numbers_are_taken_out(paragraph: str, expected: str) -> None:
    assert blank_numbers(paragraph) == expected


def test_no_number_is_a_word() -> None:
    cut = segment("UBND tỉnh ban hành Quyết định số 1836/QĐ-UBND ngày 30/10/2020, Chương trình 05-CTHĐ/TU của Tỉnh ủy")
    assert cut and not [word for word in cut if re.search(r"\d|qđ|cthđ", word)]


# Underthesea has panicked on a tone mark in the wrong place (its issue 684).
HOSTILE = ["Đaị", "Đaị hội Đaị biểu", "ĐAỊ HỘI", "\x00", "\ud83d", "\ufffd" * 9, "\u0301\u0301", "_" * 50, "a_b _c_",
           "😀😀 lúa", "." * 5000, "1" * 5000, "a" * 50_000, "lúa " * 9_000, "<b>&amp;</b>", "İı ŉ ﬁ", "؀ \u200f ١٢"]


@pytest.mark.parametrize("paragraph", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_cut_without_an_error(paragraph: str) -> None:
    assert all("_" in word and word == word.lower() for word in segment(paragraph))


def test_a_run_without_blanks_costs_no_time_and_no_words() -> None:
    began = process_time()
    assert segment("khoa học " + "a@" * 9_000 + " công nghệ" + " đ" + "đ" * 60_000) == ["khoa_học", "công_nghệ"]
    assert process_time() - began < 3  # ten times what it takes, a tenth of what it took


@settings(max_examples=60)
@given(st.text(st.one_of(st.characters(), st.sampled_from("aáảạđĐư \u0301\u0323-_/.\ud83d"))))
def test_any_text_is_cut_without_an_error(paragraph: str) -> None:
    segment(paragraph)


class Panic(BaseException):
    """What a panic of the segmenter's Rust part is in Python: no Exception."""


@pytest.mark.parametrize("error", [ValueError("odd"), Panic("index out of bounds")])
def test_a_panic_costs_the_words_of_its_paragraph_alone(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(_: str, **__: str) -> str:
        raise error

    monkeypatch.setattr(words, "word_tokenize", lambda: panic)
    assert segment("Khoa học") == []


def test_ctrl_c_is_no_panic(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: str, **__: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(words, "word_tokenize", lambda: interrupt)
    with pytest.raises(KeyboardInterrupt):
        segment("Khoa học")

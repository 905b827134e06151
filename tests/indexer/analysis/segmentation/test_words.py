"""The words of underthesea, on what it was not made for too."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.segmentation import segmenter_files, words
from indexer.analysis.segmentation.words import blank_numbers, segment

CASES = [
    ("", []),
    (" \t", []),
    ("Lúa", []),
    ("Khoa học và công nghệ", ["khoa_học", "công_nghệ"]),
    ("KHOA HỌC VÀ CÔNG NGHỆ", ["khoa_học", "công_nghệ"]),
    ("Thực hiện Nghị quyết 20-NQ/TW của Trung ương", ["thực_hiện", "nghị_quyết", "trung_ương"]),
    ("PHÁT TRIỂN KHOA HỌC", ["phát_triển", "khoa_học"]),
]


def own(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What the segmenter logged; threads of other tests may log, too."""
    return [record for record in caplog.records if record.name.startswith("indexer.")]


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


MARKS = ["http://vi.du/" + "." * 99, "(vi.du/văn-bản" + "?!" * 60 + ")", "ftp:a" + ",;" * 50 + "b" + "'" * 80]


@pytest.mark.parametrize("run", MARKS)
def test_marks_behind_an_address_cost_no_time(run: str) -> None:
    began = process_time()
    assert segment(f"Khoa học {run} công nghệ") == ["khoa_học", "công_nghệ"]
    assert process_time() - began < 3  # doubled by each mark; the longest before it would take years


@settings(max_examples=60)
@given(st.text(st.one_of(st.characters(), st.sampled_from("aáảạđĐư \u0301\u0323-_/.\ud83d"))))
def test_any_text_is_cut_without_an_error(paragraph: str) -> None:
    segment(paragraph)


class Panic(BaseException):
    """What a panic of the segmenter's Rust part is in Python: no Exception."""


@pytest.mark.parametrize("error", [ValueError("odd"), Panic("index out of bounds")])
def test_a_panic_costs_the_words_of_its_paragraph_alone(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(_: str) -> list[str]:
        raise error

    monkeypatch.setattr(words, "word_cutter", lambda: panic)
    assert segment("Khoa học") == []


def test_ctrl_c_is_no_panic(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: str) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(words, "word_cutter", lambda: interrupt)
    with pytest.raises(KeyboardInterrupt):
        segment("Khoa học")


@pytest.fixture
def fresh_cutter() -> Iterator[None]:
    """The choice of what cuts is made anew, and forgotten."""
    words.word_cutter.cache_clear()
    yield
    words.word_cutter.cache_clear()


@pytest.mark.parametrize(("changed", "value", "said"), [
    ("VERIFIED_DIGEST", "0" * 64, "mô hình trong"),
    ("VERIFIED_VERSIONS", {"underthesea": "9.4.0"}, "cần underthesea 9.4.0, đang cài 9.5.0"),
    ("VERIFIED_VERSIONS", {"underthesea_none": "1.0"}, "cần underthesea_none 1.0, đang cài không có"),
])
@pytest.mark.usefixtures("fresh_cutter")
def test_an_unknown_model_is_left_to_underthesea(
        changed: str, value: object, said: str, monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture) -> None:
    name = words.segmenter_name()
    monkeypatch.setattr(segmenter_files, changed, value)
    for paragraph, expected in CASES:
        assert segment(paragraph) == expected
    assert words.word_cutter() is words.underthesea_cutter()
    (record,) = own(caplog)
    assert record.levelname == "WARNING" and said in record.getMessage()
    assert words.segmenter_name() == name


@pytest.mark.usefixtures("fresh_cutter")
def test_a_known_model_is_read(caplog: pytest.LogCaptureFixture) -> None:
    assert words.word_cutter() is not words.underthesea_cutter()
    assert not own(caplog)

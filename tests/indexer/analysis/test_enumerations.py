"""A list names the kind of its members once; what it does not name must not be found under it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.analyze import analyze
from indexer.analysis.enumerations import shared_heads
from indexer.analysis.syllables import split_syllables

NAMED = [
    ("các phường Hương Văn, Hương Xuân và Hương Chữ họp", ["phuong huong xuan", "phuong huong chu"]),
    ("phường Bến Đò và Cửa Đông", ["phuong cua dong"]),
    ("xã Hải Lộc; Lạc Phú; Hải Vân Đông.", ["xa lac phu", "xa hai van dong"]),
    ("xã Suối Ngà, Trà Lâm, và A Roàng Hạ", ["xa tra lam", "xa a roang ha"]),
    ("thị trấn Lạc Khê, Đồng Mía", ["thi tran dong mia"]),
    ("TP Trường Hà, Kim Bồng", ["tp kim bong"]),
    ("các huyện Đông Lạc, Tây Lạc và thị xã Kim Bồng, Bồng Hạ", ["huyen tay lac", "thi xa bong ha"]),
    ("xã Trà Vân,Trà Khê", ["xa tra khe"]),
]
NOT_NAMED = [
    "", "phường", "phường,", "phường Bến Đò", "phường Bến Đò,", "phường Bến Đò và",
    "phường Bến Đò và họp", "phường bến đò, cửa đông",
    "phường Bến Đò - Cửa Đông",
    "phường Bến Đò. Cửa Đông là", "phường Bến Đò. Và Cửa Đông",
    "phường Bến Đò, xã Lạc Thanh", "phường Bến Đò và xã Lạc Thanh",
    # The head stands at the end of its clause: what follows is none of its members.
    "ở ngoài tỉnh, Hà Nội, Huế", "Ủy ban nhân dân tỉnh. Ông Nguyễn Hữu Khải, Chủ tịch",
    "trong huyện: Đông Lạc, Tây Lạc", "xã (Hải Lộc), Lạc Phú",
    # Five syllables are no name.
    "phường Một Hai Ba Bốn Năm, Sáu",
]


def readings(text: str) -> list[str]:
    return [" ".join(syllable.folded for syllable in reading) for reading in shared_heads(text, split_syllables(text))]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_what_a_list_names(text: str, expected: list[str]) -> None:
    assert readings(text) == expected


@pytest.mark.parametrize("text", NOT_NAMED)
def test_what_is_no_list(text: str) -> None:
    assert readings(text) == []


def test_places_may_count_from_elsewhere() -> None:
    text = "phường Bến Đò, Cửa Đông"
    for reading, in (shared_heads(text, split_syllables(text, 500), 500),
                     analyze(f"Dòng đầu.\n{text}\nDòng cuối.").readings):
        assert [syllable.folded for syllable in reading] == ["phuong", "cua", "dong"]


def test_no_list_runs_across_paragraphs() -> None:
    assert analyze("phường Bến Đò,\nCửa Đông").readings == ()


@given(st.lists(st.sampled_from(["phường", "xã", "thị", "trấn", "Bến", "Đò", "và", ",", ";", ".", " ", " ", "họp"]),
                max_size=40).map("".join))
def test_any_mixture_is_read_without_an_error(text: str) -> None:
    for reading in shared_heads(text, split_syllables(text)):
        assert 2 <= len(reading) <= 7

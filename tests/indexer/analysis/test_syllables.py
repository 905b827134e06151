"""Text to syllables: cut as in a query, and each in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.fold import fold
from indexer.analysis.syllables import MAX_SYLLABLE_CHARS, find_glue, split_syllables
from tests.growth import grows_too_fast

CASES = [
    ("", ""),
    (" .,;-–()“”\n", ""),
    ("Ủy ban nhân dân", "uy ban nhan dan"),
    ("Uỷ ban", "uy ban"),
    ("Hội nghị, ngày 05/6/2023: 83,5%", "hoi nghi ngay 05 6 2023 83 5"),
    ("20-NQ/TW", "20 nq tw"),
    ("36a/NQ-CP", "36a nq cp"),
    ("KH&CN", "kh cn"),
    ("KH&CNvà", "kh cn va"),
    ("2.550 người", "2550 nguoi"),
    ("1.234.567 đồng", "1234567 dong"),
    ("12.03.2017", "12 03 2017"),
    ("1.2.3", "1 2 3"),
    ("2.5501", "2 5501"),
    ("1.250.5", "1 250 5"),
    ("v2.550", "v2 550"),
    ("2.550.", "2550"),
    ("a_b", "a b"),
    ("a’b o'clock", "a b o clock"),
    ("Wi-Fi 5G", "wi fi 5g"),
    ("TP.Huế", "tp hue"),
    ("m² 10³", "m² 10³"),
    ("😀lúa😀", "lua"),
    ("Đaị", "dai"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_folded(text: str, expected: str) -> None:
    assert [s.folded for s in split_syllables(text)] == expected.split()


GLUED = [
    ("bànNhà", "bàn Nhà"), ("UBNDtỉnh", "UBND tỉnh"), ("CNvà", "CN và"), ("dịchCovid", "dịch Covid"),
    ("huyệnCần", "huyện Cần"), ("SơnTràĐông", "Sơn Trà Đông"), ("PTNTđưa", "PTNT đưa"),
    # No gluing: a name, a capital or small letters throughout, an abbreviation, no Vietnamese mark.
    ("Huyện", "Huyện"), ("HUYỆN", "HUYỆN"), ("huyện", "huyện"), ("YouTube", "YouTube"), ("iPhone", "iPhone"),
    ("TTg", "TTg"), ("HĐND", "HĐND"), ("UBNDtinh", "UBNDtinh"), ("Đ", "Đ"), ("đ", "đ"),
]


@pytest.mark.parametrize(("run", "parts"), GLUED)
def test_glue(run: str, parts: str) -> None:
    bounds = [0, *find_glue(run), len(run)]
    assert [run[a:b] for a, b in zip(bounds, bounds[1:], strict=False)] == parts.split()


def test_the_first_part_of_a_glued_run_knows_the_whole() -> None:
    parts = split_syllables("ở địa bànNhà máy")
    assert [(s.folded, s.whole) for s in parts] == [
        ("o", ""), ("dia", ""), ("ban", "bannha"), ("nha", ""), ("may", "")]


def test_a_long_run_is_known_by_its_head() -> None:
    found, = split_syllables("a" * 1_000_000)
    assert found.folded == "a" * MAX_SYLLABLE_CHARS and (found.start, found.end) == (0, 1_000_000)


@pytest.mark.parametrize(("head", "unit"), [("aĐ", "a"), ("", "ĐĐ"), ("ă", "aB")])
def test_a_long_run_costs_no_more_than_its_length(head: str, unit: str) -> None:
    assert not grows_too_fast(split_syllables, lambda length: head + unit * (length // len(unit)))


PIECES = ["lúa", "Đường", "KH&CNvà", "bànNhà", "UBNDtỉnh", "2.550", "1.2", "20-NQ/TW", "_", " ", ".", ",", "\t", "–",
          "😀", "ﬁ", "İ", "²", "\u0301", "a", "Z", "9", "đ", "Ê", "東京"]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5))).map("".join), st.integers(0, 1000))
def test_each_syllable_stands_where_it_says(text: str, offset: int) -> None:
    place = offset
    for s in split_syllables(text, offset):
        assert place <= s.start < s.end <= offset + len(text)
        surface = text[s.start - offset:s.end - offset]
        assert fold(surface.replace(".", "")[:MAX_SYLLABLE_CHARS]) == s.folded
        assert not any(c.isspace() or c == "_" for c in s.folded)
        place = s.end


@given(st.text())
def test_no_letter_or_digit_is_lost(text: str) -> None:
    covered = {i for s in split_syllables(text) for i in range(s.start, s.end)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())

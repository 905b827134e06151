"""Texts in the letters of fonts, as old archives hold them, and texts that only look like it."""

from __future__ import annotations

import unicodedata

import pytest

from corpus.extraction.charset import decode
from corpus.repair.fonts import TCVN3, VNI_LETTERS, VNI_MARKS, find_font, read_font, read_fonts

TEXT = ("Ủy ban nhân dân tỉnh Trường Hà ban hành Quyết định số 12 về hỗ trợ người trồng lúa ở những xã vùng lũ; "
        "mỗi hộ được nhận giống, phân bón, kỹ thuật gieo lại, và những ưu đãi khác của Nhà nước.")


def to_tcvn3(text: str) -> str:
    """The text as the ABC fonts hold it; capitals with marks, which have fonts of their own, as small letters."""
    back = {chr(letter): chr(code) for code, letter in TCVN3.items()}
    return "".join(back.get(letter, back.get(letter.lower(), letter)) for letter in text)


def to_vni(text: str) -> str:
    """The text as the VNI fonts hold it."""
    letters = {chr(letter): chr(code) for code, letter in VNI_LETTERS.items()}
    marks = {unicodedata.normalize("NFD", mark): sign for sign, mark in VNI_MARKS.items()}
    written = []
    for letter in text:
        if letter in letters:
            written.append(letters[letter])
            continue
        base, rest = unicodedata.normalize("NFD", letter)[0], unicodedata.normalize("NFD", letter)[1:]
        if "\u031b" in rest:
            base, rest = letters[unicodedata.normalize("NFC", base + "\u031b")], rest.replace("\u031b", "")
        sign = next((sign for mark, sign in marks.items() if sorted(mark) == sorted(rest)), "")
        written.append(base + (sign.upper() if letter.isupper() else sign))
    return "".join(written)


@pytest.mark.parametrize("text", [TEXT, "Nghị quyết của Đảng bộ huyện về xây dựng nông thôn mới", TEXT.upper()])
def test_vni(text: str) -> None:
    assert find_font(to_vni(text)) == "vni"
    assert read_font(to_vni(text), "vni") == text
    assert decode(to_vni(text).encode("cp1252")) == text
    assert decode(to_vni(text).encode()) == text


@pytest.mark.parametrize("text", [TEXT, "nghị quyết của đảng bộ huyện về xây dựng nông thôn mới"])
def test_tcvn3(text: str) -> None:
    assert find_font(to_tcvn3(text)) == "tcvn3"
    assert read_font(to_tcvn3(text), "tcvn3").lower() == text.lower()


@pytest.mark.parametrize("text", [TEXT, "", "plain", "Où est né Émile, à côté du café de la Paix où l’été dure ?",
                                  "São Paulo, Perú y Bogotá", "Hà Tĩnh", "5 m² – 3°C ± 1", "ha noi, khong dau"])
def test_what_is_in_no_font(text: str) -> None:
    assert find_font(text) == ""


def test_a_title_is_read_by_the_font_of_its_text() -> None:
    assert read_fonts("Tin lò", to_vni(TEXT), "") == ("Tin lị", TEXT, "")

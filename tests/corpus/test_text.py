"""tidy(): every spelling of a text that a portal may send becomes one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.text import plain_dashes, tidy, tidy_paragraphs

# Lone surrogates too, and more of what Vietnamese pages really hold than chance would give.
ANY_TEXT = st.text(st.one_of(
    st.characters(), st.sampled_from("aăâđĐðÐƣ\u0300\u0301\u0323\u031b\u200b\u00ad\u00a0\ufeff\r\n\t -–−\ud83d\ude00")))
# An invisible character between a letter and its mark keeps NFC from joining them, if it is taken out afterwards.

CASES = [
    ("nothing", "", ""),
    ("only blanks", " \u00a0\t\n\u3000 ", ""),
    ("decomposed", unicodedata.normalize("NFD", "Nghị quyết về Đường thủy"), "Nghị quyết về Đường thủy"),
    ("mark order", "ê\u0323 e\u0323\u0302", "ệ ệ"),
    ("half composed", "tiê\u0301ng Viê\u0323t", "tiếng Việt"),
    ("eth", "QÐ-UBND, ðường", "QĐ-UBND, đường"),
    ("gha", "thƣờng vụ, Ƣu tiên", "thường vụ, Ưu tiên"),
    ("gha with a loose mark", "ƣ\u0300ng", "ừng"),
    ("dashes stay as they were written", "a‐b‑c‒d–e—f―g−h", "a‐b‑c‒d–e—f―g−h"),
    ("fractions and quotes stay", "1½ “dạ”… ‘vâng’", "1½ “dạ”… ‘vâng’"),
    ("encoded twice", "Nghị quyết của Đảng bộ".encode().decode("latin-1"), "Nghị quyết của Đảng bộ"),
    ("encoded three times", "Nghị quyết của Đảng bộ".encode().decode("latin-1").encode().decode("latin-1"),
     "Nghị quyết của Đảng bộ"),
    ("zero width", "khoa\u200b học\u200c và\u200d công\u2060 nghệ\ufeff", "khoa học và công nghệ"),
    ("byte order mark first", "\ufeffTin", "Tin"),
    ("direction marks", "\u200eTin\u200f \u202atrong\u202c \u202etỉnh", "Tin trong tỉnh"),
    ("no-break blank", "20\u00a0-\u00a0NQ/TW", "20 - NQ/TW"),
    ("other blanks", "một\u2003hai\u2009ba\u3000bốn\u202fnăm", "một hai ba bốn năm"),
    ("soft hyphen", "công\u00ad nghệ, Ủy b\u00adan", "công nghệ, Ủy ban"),
    ("controls", "a\x00b\x07c\x7fd\x9fe", "abcde"),
    ("white controls", "a\x0bb\x0cc\x1cd\x85e", "a b c d e"),
    ("lone surrogates", "a\ud83d b\ude00", "a\ufffd b\ufffd"),
    ("a pair of surrogates", "\ud83d\ude00", "😀"),
    ("line ends", "một\r\nhai\rba\u2028bốn", "một hai ba bốn"),
    ("left alone", "“Tin” & <b> 83,5% 😀 ²", "“Tin” & <b> 83,5% 😀 ²"),
    ("invisible inside a letter", "e\u200b\u0301 a\u00ad\u0323", "é ạ"),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_tidy(name: str, text: str, expected: str) -> None:
    assert tidy(text) == expected


PARAGRAPHS = [
    ("nothing", "", ""),
    ("empty lines", "\n\n một \n \u00a0\n\u200b\nhai\n", "một\nhai"),
    ("carriage returns", "một\r\nhai\rba", "một\nhai\nba"),
    ("separators", "một\u2028hai\u2029ba\x85bốn\x0bnăm\x0csáu", "một\nhai\nba\nbốn\nnăm\nsáu"),
    ("blanks inside", "  một \t hai\u00a0 \n ba", "một hai\nba"),
]


@pytest.mark.parametrize(("name", "text", "expected"), PARAGRAPHS)
def test_tidy_paragraphs(name: str, text: str, expected: str) -> None:
    assert tidy_paragraphs(text) == expected


@given(ANY_TEXT)
def test_nothing_that_cannot_be_seen_or_stored_is_left(text: str) -> None:
    made = tidy(text)
    made.encode()
    assert made == made.strip() and "  " not in made
    assert not set(made) & set("\u00a0\u200b\u00ad\ufeff\n\r\t\x00ðÐƣ–")


@example("e\u200b\u0301")
@given(ANY_TEXT)
def test_tidying_again_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert tidy_paragraphs(tidy_paragraphs(text)) == tidy_paragraphs(text)


@given(ANY_TEXT)
def test_each_paragraph_is_a_tidy_line(text: str) -> None:
    made = tidy_paragraphs(text)
    assert made == "" or all(line and line == line.strip() for line in made.split("\n"))
    assert "\n" not in tidy(text)


def test_dashes_are_plain_for_those_who_read_numbers_and_days() -> None:
    assert plain_dashes("a‐b‑c‒d–e—f―g−h﹣i－j") == "a-b-c-d-e-f-g-h-i-j"

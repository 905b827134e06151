"""Two spellings that a reader takes for one meet; two words never do."""

from __future__ import annotations

import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.fold import fold, mark_key, tone_key

TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = {"a": "aăâ", "e": "eê", "i": "i", "o": "oôơ", "u": "uư", "y": "y"}
LETTERS = {unicodedata.normalize("NFC", vowel + tone): base
           for base, vowels in VOWELS.items() for vowel in vowels for tone in ("", *TONES)} | {"đ": "d"}


def compose(*parts: str) -> str:
    return unicodedata.normalize("NFC", "".join(parts))


@pytest.mark.parametrize(("letter", "base"), LETTERS.items())
def test_every_letter_folds_to_its_base_in_both_cases(letter: str, base: str) -> None:
    assert len(letter) == 1
    for written in (letter, letter.upper()):
        assert fold(written) == fold(unicodedata.normalize("NFD", written)) == base


def test_there_are_all_letters_with_a_mark() -> None:
    assert len(LETTERS) == 73  # 12 vowels in 6 tones, and đ


FOLDED = [("Đường", "duong"), ("ĐƯỜNG", "duong"), ("dương", "duong"), ("QUẢ", "qua"), ("KH", "kh"), ("2550", "2550"),
          ("café", "cafe"), ("", ""), ("Plei", "plei"), ("Ê", "e"), ("ªº", "ªº"), ("東", "東")]


@pytest.mark.parametrize(("written", "folded"), FOLDED)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(st.sampled_from([*LETTERS, *(letter.upper() for letter in LETTERS), *"bcghklmnpqrstvx"])))
def test_folding_keeps_the_count_of_letters(word: str) -> None:
    assert len(fold(word)) == len(word) and fold(word).isascii()


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


ONSETS = ("", "h", "t", "l", "kh", "th", "ng", "x", "đ", "Đ", "NG")
# The vowels that the two styles write differently, and what may stand behind them.
NUCLEI = (("o", "a"), ("o", "e"), ("u", "y"))
CODAS = ("", "n", "ng", "i", "t", "ch", "nh")


@pytest.mark.parametrize(("nucleus", "tone"), list(product(NUCLEI, TONES)))
def test_both_placements_of_the_tone_have_one_key(nucleus: tuple[str, str], tone: str) -> None:
    first, second = nucleus
    for onset, coda in product(ONSETS, CODAS):
        old, new = compose(onset, first, tone, second, coda), compose(onset, first, second, tone, coda)
        assert old != new and tone_key(old) == tone_key(new)
        assert tone_key(old.upper()) == tone_key(new) == tone_key(unicodedata.normalize("NFD", old))
        assert mark_key(old) == mark_key(new) != ""
        others = [tone_key(compose(onset, first, second, other, coda)) for other in TONES if other != tone]
        assert tone_key(new) not in {*others, tone_key(onset + first + second + coda)}


# qu- and gi- are consonants: the tone is never theirs, but is typed there.
TYPED_ON_THE_CONSONANT = [("quả", "qủa"), ("quý", "qúy"), ("già", "gìa"), ("giữ", "gĩư"), ("quà", "qùa"),
                          ("giỏi", "gỉoi"), ("quốc", "qúôc")]


@pytest.mark.parametrize(("right", "wrong"), TYPED_ON_THE_CONSONANT)
def test_a_tone_on_the_consonant_has_the_same_key(right: str, wrong: str) -> None:
    assert tone_key(right) == tone_key(wrong)


DIFFERENT = [("đường", "đương", "dương", "đưỡng", "duong"), ("ma", "má", "mà", "mả", "mã", "mạ"),
             ("lũ", "lụ", "lù", "lư"), ("Trà", "Trá", "Trâ", "Tră"), ("bổ", "bở", "bỏ"), ("da", "đa"),
             ("muc", "mục", "múc", "mức", "mực"), ("thuy", "thủy", "thuý", "thụy", "thùy")]


@pytest.mark.parametrize("words", DIFFERENT)
def test_different_words_have_different_keys(words: tuple[str, ...]) -> None:
    assert len({tone_key(word) for word in words}) == len(words)


MARKED = [("Khoa", False), ("khoa", False), ("2550", False), ("KH", False), ("", False), ("đi", True), ("Đ", True),
          ("công", True), ("hoà", True)]


@pytest.mark.parametrize(("word", "marked"), MARKED)
def test_only_a_word_with_a_mark_has_a_mark_key(word: str, marked: bool) -> None:
    assert bool(mark_key(word)) is marked


@pytest.mark.shared
def test_the_pairs_that_news_really_writes_have_one_key(shared: Path) -> None:
    lines = (shared / "data" / "lists" / "tone_pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) > 50
    for line in lines:
        old, new = line.split("\t")[:2]
        assert tone_key(old) == tone_key(new) and old != new, line

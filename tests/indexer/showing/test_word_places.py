"""Words found in folded letters stand where the syllables of the text stand, in any text."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bulletin import Bulletin
from corpus.storing.bulletin_lines import read_line
from corpus.storing.compression import open_to_read
from indexer.analysis.fold import fold
from indexer.analysis.letters import OTHER, UNKNOWN, read_fold, read_letters
from indexer.analysis.syllables import MAX_SYLLABLE_CHARS, split_syllables
from indexer.showing.word_places import Place, WordFinder, side_by_side


def look_at_syllables(text: str, words: set[str]) -> list[Place]:
    """What WordFinder should find, by the function that cuts texts into syllables."""
    places, offset = [], 0
    for line in text.split("\n"):
        places += [(s.start, s.end, s.folded) for s in split_syllables(line, offset) if s.folded in words]
        offset += len(line) + 1
    return places


FOUND = [
    # text, word, what stands at its places
    ("Khoa học, KHOA HỌC; khoahoc", "khoa", ["Khoa", "KHOA"]),
    ("(lũ) “Lũ” lũ_lụt lũ/lụt", "lu", ["lũ", "Lũ", "lũ", "lũ"]),
    ("địa bànNhà máy, UBNDtỉnh", "nha", ["Nhà"]),
    ("địa bànNhà máy, UBNDtỉnh", "tinh", ["tỉnh"]),
    ("địa bànNhà máy", "bannha", []),
    ("QĐ-TTg, YouTube", "ttg", ["TTg"]),
    ("2.550 hộ, 550 hộ; 12.550.100; 1.2.550", "550", ["550", "550"]),
    ("2.550 hộ, 2550 người", "2550", ["2.550", "2550"]),
    ("m², 10m2", "m", []),
    ("tỉ lệ ½, Ωmega, αlúa lúa", "lua", ["lúa"]),
    ("lúa\u0301 lúa", "lua", ["lúa", "lúa"]),  # a mark alone may or may not be of its syllable: the syllables say
    ("漢lúa lúa漢 lúa", "lua", ["lúa"]),
    ("😀lúa😀", "lua", ["lúa"]),
    ("x" * 50 + " " + "x" * 40, "x" * 40, ["x" * 50, "x" * 40]),
    ("漢字 và 漢", "漢字", ["漢字"]),
    ("", "lua", []),
]


@pytest.mark.parametrize(("text", "word", "expected"), FOUND)
def test_found(text: str, word: str, expected: list[str]) -> None:
    places = WordFinder([word]).find(text)
    assert places == look_at_syllables(text, {word})
    if "\u0301" not in text:
        assert [text[start:end] for start, end, _ in places] == expected


PIECES = ["lúa", "Lúa", "LÚA", "lua", "tôm", "TômLúa", "UBNDtỉnh", "tỉnh", "2.550", "2550", "550", "20", "1.2.550",
          " ", " ", "\n", ".", ",", "_", "/", "-", "²", "α", "Σ", "漢", "각", "ﬁ", "İ", "\u212a", "\u0301", "\u0345",
          "x" * 45, "😀", "\u2028", "\ud800"]
WORDS = ["lua", "tom", "tinh", "ubnd", "2550", "550", "20", "k", "i", "x" * 40, "α", "漢"]


@settings(max_examples=600)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(st.characters(), max_size=2)), max_size=30).map("".join),
       st.sets(st.sampled_from(WORDS), min_size=1))
def test_any_text(text: str, words: set[str]) -> None:
    assert WordFinder(words).find(text) == look_at_syllables(text, words)


def test_every_character_is_its_fold_or_refused() -> None:
    for point in range(0x30000):
        character = chr(point)
        letter, folded = read_fold(character), fold.__wrapped__(character)
        if letter == UNKNOWN:
            assert read_letters(character) is None
        elif not character.isalnum():
            assert letter == ord(" "), character
        elif folded.isascii():
            assert chr(letter) == folded, character
        else:
            assert letter == OTHER and not any(part.isascii() for part in folded), character


def test_a_place_in_the_letters_is_the_place_in_the_text() -> None:
    text = "Đ😀漢\ud800ế\n" * 50
    letters = read_letters(text)
    assert letters is not None and len(letters.folded) == len(text) + 2 and len(letters.cases) == len(text)


@pytest.mark.parametrize(("between", "beside"), [(" ", True), (", ", True), (" - ", True), ("", True), ("\n", False),
                                                 (" và ", False), (" ² ", False), ("_", True)])
def test_side_by_side(between: str, beside: bool) -> None:
    assert side_by_side(f"lúa{between}tôm", 3, 3 + len(between)) is beside


def test_the_sample_bulletins(sample_bulletins: tuple[Bulletin, ...]) -> None:
    for bulletin, other in zip(sample_bulletins, sample_bulletins[1:], strict=False):
        words = {s.folded for s in split_syllables(bulletin.title)} | {s.folded for s in split_syllables(other.title)}
        assert all(len(word) < MAX_SYLLABLE_CHARS for word in words)
        for text in (bulletin.title, bulletin.body):
            assert WordFinder(words).find(text) == look_at_syllables(text, words), bulletin.id


@pytest.mark.shared
def test_judged_questions_in_articles_of_law(shared: Path) -> None:
    file = shared / "data" / "legal" / "queries-dev.jsonl"
    questions = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()[:500:10]]
    finders = [(words, WordFinder(words)) for words in ({s.folded for s in split_syllables(q)} for q in questions)]
    with open_to_read(shared / "data" / "legal" / "docs.jsonl.zst") as lines:
        for number, line in zip(range(1_000), lines, strict=False):
            body = read_line(line, "luat", datetime(2026, 1, 1, tzinfo=timezone.utc)).bulletin.body
            words, finder = finders[number % len(finders)]
            assert finder.find(body) == look_at_syllables(body, words), line[:60]

"""Runs found by their letters stand where looking at every syllable finds them, in any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.syllables import split_syllables
from indexer.asking.parse import parse
from indexer.engine.query import Word
from indexer.showing.run_places import Run, RunFinder
from indexer.showing.unit_marks import UnitMarks
from indexer.showing.word_places import WordFinder


def run_of(text: str, *, marked: bool = True) -> Run:
    """The run of what is typed so."""
    words = tuple(Word(one.folded, one.marked if marked else "") for one in split_syllables(text))
    return Run(words, " ".join(word.folded for word in words))


FOUND = [
    # runs, text, what stands at the places
    (["khoa học"], "Khoa học, KHOA HỌC, khoa hóc", ["Khoa học", "KHOA HỌC"]),
    (["khoa học"], "khoa-học; khoa.học khoa\nhọc", ["khoa-học", "khoa.học"]),
    (["khoa học"], "khoa học học, khoa", ["khoa học"]),
    (["khoa học", "khoa", "học sinh"], "khoa học sinh", ["khoa học"]),
    (["ba ba"], "ba ba ba ba ba", ["ba ba", "ba ba"]),
    (["ba ba", "bà ba"], "bà ba ba", ["bà ba"]),
    (["bà bà"], "bá bà bà", ["bà bà"]),
    (["lũ"], "lũ lụt, lủ", ["lũ"]),
    (["lũ"], "", []),
]


@pytest.mark.parametrize(("runs", "text", "expected"), FOUND)
def test_found(runs: list[str], text: str, expected: list[str]) -> None:
    places = RunFinder(map(run_of, runs)).find(text)
    assert places is not None
    assert [text[start:end] for start, end, _ in places] == expected


@pytest.mark.parametrize(("run", "text"), [
    ("khoa học", "khoa  học"), ("khoa học", "khoa - học"), ("học", "khoaHọc"), ("2550", "2.550"), ("漢", "漢"),
    ("học", "ho\u0323\u0323c học")])
def test_left_to_who_looks_at_each_syllable(run: str, text: str) -> None:
    assert RunFinder([run_of(run)]).find(text) is None


QUESTIONS = ["khoa học", "khoa hoc", "bà ba", "ba ba", "lũ", "lu lut", "học khoa học", "kỹ thuật", "khoa học lũ lụt"]
PIECES = ["khoa", "Khoa", "KHOA", "khóa", "học", "hoc", "Học", "ba", "bà", "Ba", "lũ", "lụt", "lu", "kỹ", "kĩ", "thuật",
          " ", " ", " ", " ", "  ", "-", ", ", ". ", "\n", " - ", "&", "2.550", "x"]


@given(st.sampled_from(QUESTIONS), st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.booleans())
@settings(max_examples=600, deadline=None)
def test_the_letters_tell_what_the_syllables_say(question: str, text: str, as_typed: bool) -> None:
    understood = parse(question)
    marks = UnitMarks(understood, as_typed)
    words = WordFinder({word.folded for unit in understood.units for run in unit.runs for word in run})
    told = marks._finder.find(text)
    if told is not None:
        assert told == marks._look_at_words(text, words.find(text))

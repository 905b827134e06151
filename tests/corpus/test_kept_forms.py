"""What is remembered of words: a bounded number of short ones, whoever chose them."""

from __future__ import annotations

import pytest

from corpus import kept_forms
from corpus.kept_forms import KEPT_CHARS, held_by, kept, kept_of_two
from corpus.numbers.document_types import split_body, split_letters
from indexer.analysis.fold import fold, mark_key, tone_key
from indexer.analysis.syllables import read_run, split_syllables
from indexer.suggest.completions import is_beginning, is_spelling, letters_and_tone
from indexer.suggest.readings import tone_of

OF_ONE = (fold, tone_key, mark_key, read_run, letters_and_tone, tone_of, split_letters, split_body)
OF_TWO = (is_spelling, is_beginning)


@pytest.mark.parametrize("function", [*OF_ONE, *OF_TWO], ids=lambda function: function.__name__)
def test_long_forms_are_not_kept(function) -> None:
    long, short = "ậ" * (KEPT_CHARS + 1), "ậ" * KEPT_CHARS
    arguments = [(long,), (short,)] if function in OF_ONE else [(short, long), (short, short)]
    before = held_by(function)
    assert function(*arguments[0]) == function.__wrapped__(*arguments[0]) and held_by(function) == before
    function(*arguments[1])
    assert held_by(function) == before + 1 or held_by(function) == kept_forms.MOST_FORMS
    function.held.cache_clear()


def test_a_text_of_junk_leaves_nothing_behind() -> None:
    before = held_by(read_run)
    split_syllables(" ".join(f"{number:x}".rjust(30, "ậ") for number in range(500)))
    assert held_by(read_run) == before


def test_the_number_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_forms, "MOST_FORMS", 3)
    one, two = kept(str.upper), kept_of_two(str.__add__)
    for letter in "abcdefgh":
        assert one(letter) == letter.upper() and two(letter, "x") == letter + "x"
    assert held_by(one) == held_by(two) == 3

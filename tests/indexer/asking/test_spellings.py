"""What was typed without marks, and how it is written: every count is what a click finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.data_dir import DataDir
from indexer.asking.search import Question, ask
from indexer.asking.spellings import spellings_found
from indexer.live import LiveIndex


@pytest.fixture(scope="module")
def live(sample_data: DataDir) -> LiveIndex:
    return LiveIndex(sample_data.index)


def found(live: LiveIndex, text: str) -> dict[str, int]:
    question = Question(text)
    answer = ask(live.engine, question, live.known)
    spelled = spellings_found(live.engine, question, answer, live.known)
    for one in spelled:
        assert one.total == ask(live.engine, replace(question, text=one.text), live.known).total <= answer.total
    return {one.text.lower(): one.total for one in spelled}


@pytest.mark.parametrize(("typed", "held", "not_held"), [
    ("khoa hoc", {"khoa học"}, {"khoa hoc"}), ("le hoi", {"lễ hội"}, {"le hoi", "lễ hoi", "le hội"}),
    ("nghi quyet", {"nghị quyết"}, {"nghi quyet", "nghị quyet"}),
])
def test_spellings_are_those_of_the_bulletins(live: LiveIndex, typed: str, held: set[str],
                                              not_held: set[str]) -> None:
    spelled = found(live, typed)
    assert held <= spelled.keys() and spelled.keys().isdisjoint(not_held)


@pytest.mark.parametrize("typed", ["khoa học", "2017", "zzz", "", "ra soat quy hoach dat dai cua tinh"])
def test_nothing_to_tell(live: LiveIndex, typed: str) -> None:
    assert not found(live, typed)

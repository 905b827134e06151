"""Asks an engine all questions of an exam, on the path that a reader's question takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import NamedTuple

from benchmarks.relevance.measures import DEEPEST, Judge
from benchmarks.relevance.questions import Judged
from benchmarks.relevance.retyping import retype
from benchmarks.relevance.run import Outcome
from indexer.asking.known import NOTHING_KNOWN, Known
from indexer.asking.search import Question, ask
from indexer.engine.base import Engine


class Asked(NamedTuple):
    """The bulletins that answered, best first, and the seconds that it took."""

    ids: tuple[str, ...]
    seconds: float


class Asker:
    """Asks an engine, by the words and abbreviations of its index.

    A text that was asked before, as a way of typing often leaves it, is not asked again.
    """

    def __init__(self, engine: Engine, known: Known = NOTHING_KNOWN):
        self._engine = engine
        self._known = known
        self._asked: dict[str, Asked] = {}

    def ask(self, text: str) -> Asked:
        """The answer to a text."""
        if text not in self._asked:
            began = perf_counter()
            page = ask(self._engine, Question(text, per_page=DEEPEST), self._known).page
            self._asked[text] = Asked(tuple(hit.id for hit in page.hits), perf_counter() - began)
        return self._asked[text]


def ask_all(asker: Asker, judged: Sequence[Judged], way: str, judge: Judge,
            progress: Callable[[], object] = lambda: None) -> dict[str, Outcome]:
    """What every question came to, typed in one way; `progress` is called after each."""
    typed = {question.id: retype(question.text, way, question.id) for question in judged}
    answers = {}
    for question in judged:
        answers[question.id] = asker.ask(typed[question.id])
        progress()
    scores = judge.score({id: answer.ids for id, answer in answers.items()})
    return {question.id: Outcome(typed[question.id], first_place(answers[question.id].ids, question.relevant),
                                 scores[question.id], answers[question.id].seconds) for question in judged}


def first_place(ids: Sequence[str], relevant: frozenset[str]) -> int | None:
    """The place, from 1, of the first relevant id.

    >>> first_place(["a", "b"], frozenset("bc")), first_place(["a"], frozenset("b"))
    (2, None)
    """
    return next((place for place, id in enumerate(ids, 1) if id in relevant), None)

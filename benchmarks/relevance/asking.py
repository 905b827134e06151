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
from indexer.reordering.model import Order

# The order that a question's first hits are put in, by the question's id; None is the one that the project ships.
OrderOf = Callable[[str], Order | None]


class Asked(NamedTuple):
    """The bulletins that answered, best first, and the seconds that it took."""

    ids: tuple[str, ...]
    seconds: float


class Asker:
    """Asks an engine, by the words and abbreviations of its index.

    A text that was asked before, as a way of typing often leaves it, is not asked again. Without `reorder`, all hits
    stay in the order of their scores.
    """

    def __init__(self, engine: Engine, known: Known = NOTHING_KNOWN, reorder: bool = True):
        self._engine = engine
        self._known = known
        self._reorder = reorder
        self._asked: dict[tuple[str, Order | None], Asked] = {}

    def ask(self, text: str, order: Order | None = None) -> Asked:
        """The answer to a text, its first hits in the order that the project ships or in the one given."""
        if (text, order) not in self._asked:
            began = perf_counter()
            question = Question(text, reorder=self._reorder, per_page=DEEPEST)
            page = ask(self._engine, question, self._known, order).page
            self._asked[text, order] = Asked(tuple(hit.id for hit in page.hits), perf_counter() - began)
        return self._asked[text, order]


def ask_all(asker: Asker, judged: Sequence[Judged], way: str, judge: Judge,
            progress: Callable[[], object] = lambda: None, order_of: OrderOf = lambda _: None) -> dict[str, Outcome]:
    """What every question came to, typed in one way; `progress` is called after each."""
    typed = {question.id: retype(question.text, way, question.id) for question in judged}
    answers = {}
    for question in judged:
        answers[question.id] = asker.ask(typed[question.id], order_of(question.id))
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

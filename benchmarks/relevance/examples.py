"""What a learned order is fitted to: the features of the first hits of judged questions, and which of them answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from benchmarks.relevance.questions import Judged
from benchmarks.relevance.retyping import retype
from indexer.asking.known import Known
from indexer.asking.search import Question, ask
from indexer.engine.base import Engine
from indexer.engine.page import Holdings
from indexer.reordering.features import REORDERED, read_features
from indexer.reordering.model import Rated

# What readers do most; the other ways are slips.
WAYS = ("plain", "no-diacritics", "half")


@dataclass(frozen=True)
class Example:
    """A question as typed in one way: the FEATURES of its first hits, and the grade of each."""

    question: str
    way: str
    rows: np.ndarray
    grades: np.ndarray


class Watcher:
    """An order that leaves hits as they are and keeps what it was shown: examples come the readers' own way."""

    def __init__(self) -> None:
        self.seen: np.ndarray | None = None

    def rate(self, holdings: Holdings) -> Rated:
        """The marks of hits that stay where they are."""
        self.seen = read_features(holdings)
        return Rated(-np.arange(len(self.seen)), self.seen, ())


def gather(engine: Engine, known: Known, judged: Iterable[Judged], ways: Sequence[str] = WAYS,
           progress: Callable[[], object] = lambda: None) -> list[Example]:
    """The examples of all questions that a learned order is for, typed in each way; `progress` is called after each."""
    made = []
    for question in judged:
        for way in ways:
            watcher = Watcher()
            text = retype(question.text, way, question.id)
            page = ask(engine, Question(text, facets=(), per_page=REORDERED), known, watcher).page
            progress()
            if watcher.seen is not None:
                grades = [max(question.grades.get(hit.id, 0), 0) for hit in page.hits]
                made.append(Example(question.id, way, watcher.seen, np.array(grades)))
    return made


def deal(ids: Iterable[str], count: int, seed: int) -> dict[str, int]:
    """The fold of each question, 0 to count - 1: the same for the same questions.

    >>> folds = deal("abcdef", 3, 1)
    >>> sorted(folds.values()), folds == deal("fedcba", 3, 1)
    ([0, 0, 1, 1, 2, 2], True)
    """
    order = sorted(ids)
    Random(seed).shuffle(order)
    return {id: place % count for place, id in enumerate(order)}

"""spellings_found(): how what was typed without marks is written in the bulletins, and how many answer to each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice, product
from typing import NamedTuple

from indexer.asking.known import Known
from indexer.asking.search import Answer, Question, ask
from indexer.asking.units import Unit
from indexer.engine.base import Engine
from indexer.suggest.lexicon import Lexicon

# Spellings of one unit that are tried, and of all together; the rest is rare.
OF_A_UNIT, OF_ALL = 4, 8
SHOWN = 4


class Spelled(NamedTuple):
    """A spelling of what was typed, and how many bulletins are the answer to it."""

    text: str
    total: int


def spellings_found(engine: Engine, question: Question, answer: Answer, known: Known) -> tuple[Spelled, ...]:
    """The spellings of a question that was typed wholly without marks, the commonest first; none of a sentence, and
    none where there is but one."""
    understood = answer.understood
    units = understood.units
    if not answer.grouped or understood.has_marks or not answer.total or not all(unit.words for unit in units):
        return ()
    written = islice(product(*(write_unit(unit, known.words) for unit in units)), OF_ALL)
    asked = dict.fromkeys(" ".join(parts) for parts in written)
    found = [Spelled(text, ask(engine, replace(question, text=text, facets=(), explain=False, page=1, per_page=1),
                               known).total) for text in asked]
    found = sorted((one for one in found if one.total), key=lambda one: -one.total)[:SHOWN]
    return tuple(found) if len(found) > 1 or any(
        one.text.lower() != question.text.lower() for one in found) else ()


def write_unit(unit: Unit, words: Lexicon) -> Iterable[str]:
    """The commonest spellings of a unit; as it was typed where none is known."""
    return [*islice(words.written(unit.words), OF_A_UNIT)] or [unit.written]

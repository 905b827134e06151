"""spellings_found(): how what was typed without marks is written in the bulletins, and how many answer to each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, product
from typing import NamedTuple

from indexer.analysis.fold import fold
from indexer.asking.known import Known
from indexer.asking.search import Answer, Question, ask
from indexer.asking.units import Unit
from indexer.engine.base import Engine
from indexer.suggest.lexicon import Lexicon

# Spellings of one unit that are tried, and of all together; the rest is rare.
OF_A_UNIT, OF_ALL = 4, 8
SHOWN = 4
MOST_UNITS = 2  # of more, each with its spellings, no combination is what many mean


class Spelled(NamedTuple):
    """A spelling of what was typed, and how many bulletins are the answer to it."""

    text: str
    total: int


def spellings_found(engine: Engine, question: Question, answer: Answer, known: Known) -> tuple[Spelled, ...]:
    """The spellings of a question that was typed wholly without marks, the commonest first; none of a sentence, and
    none where there is but one."""
    understood = answer.understood
    units = understood.units
    if not answer.grouped or not answer.total or understood.has_marks or (
            len(units) > MOST_UNITS or not all(unit.words for unit in units)):
        return ()
    written = islice(product(*(write_unit(unit, known.words) for unit in units)), OF_ALL)
    texts = dict.fromkeys(" ".join(parts) for parts in written)
    found = [count_spelling(engine, replace(question, text=text), known, len(units)) for text in texts]
    found = sorted((one for one in found if one.total), key=lambda one: -one.total)[:SHOWN]
    # Where the commonest is a small part of what was found, most of it bears no mark ("khi hồ sơ"), which nobody asks.
    return tuple(found) if any(one.text.lower() != question.text.lower() for one in found) and (
        2 * found[0].total >= answer.total) else ()


def own_spellings(texts: Sequence[str]) -> list[str]:
    """The spellings, the commonest first, without those that ask for more than themselves: who types a syllable bare
    asks for it in whatever marks. So "báo chi" would count what "báo chí" counts, and more. What is mostly written
    bare, "khoa học" beside "khóa học", stays; a single syllable that is bare says nothing at all.

    >>> own_spellings(["báo chí", "báo chi", "bạo chi"]), own_spellings(["khoa học", "khóa học"])
    (['báo chí', 'bạo chi'], ['khoa học', 'khóa học'])
    >>> own_spellings(["gia", "giá", "già"]), own_spellings(["xe"])
    (['giá', 'già'], ['xe'])
    """
    split = [text.split() for text in texts]
    return [" ".join(words) for place, words in enumerate(split)
            if not any(other != words and refines(other, words)
                       for other in (split if len(words) == 1 else split[:place]))]


def refines(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words are others with marks on some that bear none."""
    return len(words) == len(others) and all(
        word.lower() == other.lower() or is_bare(other) and fold(word) == other.lower()
        for word, other in zip(words, others, strict=True))


def is_bare(word: str) -> bool:
    """Whether a word bears no mark."""
    return fold(word) == word.lower()


def count_spelling(engine: Engine, question: Question, known: Known, units: int) -> Spelled:
    """How many bulletins are the answer to a spelling; none where it is read as other words: "hồ số" is no word as
    "hồ sơ" is, and asks for two syllables anywhere."""
    # Places widen nothing where the answer alone counts.
    alone = replace(question, facets=(), exact=True, widen=False, explain=False, page=1, per_page=0)
    answer = ask(engine, alone, known)
    return Spelled(question.text, answer.total if len(answer.understood.units) == units else 0)


def write_unit(unit: Unit, words: Lexicon) -> Iterable[str]:
    """The commonest spellings of a unit; as it was typed where none is known."""
    return own_spellings([*islice(words.written(unit.words), OF_A_UNIT)]) or [unit.written]

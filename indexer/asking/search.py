"""ask(): a reader's question to a page of results, the one way that the pages, the scripts and the bench all go."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.analysis.abbreviations.abbreviations import Abbreviations
from indexer.asking.parse import Understood, parse
from indexer.engine.base import Engine
from indexer.engine.page import SearchPage
from indexer.engine.query import FACETS, NO_FILTERS, Filters, Query, Sort

# Fewer hits than this, and a reader is better served by bulletins that hold most of the words as well.
FEW = 3
# How many of the words a widened search demands, tried in turn until it finds a few.
WIDER = (0.75, 0.5, 0.0)


@dataclass(frozen=True)
class Question:
    """What a reader asks: the text as typed and the filters. With `exact`, marks that were
    typed are demanded; with `expand`, abbreviations find what they stand for and the other way round. `facets` are
    counted and scores explained only where that is asked for."""

    text: str
    filters: Filters = NO_FILTERS
    sort: Sort = Sort.RELEVANCE
    exact: bool = False
    expand: bool = True
    facets: tuple[str, ...] = FACETS
    explain: bool = False
    page: int = 1
    per_page: int = 20


@dataclass(frozen=True)
class Answer:
    """What was found, and what the text was taken for. `widened`: too little holds all words, so some lack one."""

    page: SearchPage
    understood: Understood
    widened: bool = False


def ask(engine: Engine, question: Question, abbreviations: Abbreviations | None = None) -> Answer:
    """The page that answers a question; its abbreviations are read by the project's own list or by those given.

    A text that says nothing (blank, or only signs) finds nothing. Where fewer than FEW bulletins hold all words, the
    demand is lowered step by step; those that hold all stay on top when sorted by relevance.
    """
    understood = parse(question.text, expand=question.expand, abbreviations=abbreviations)
    if understood.is_empty:
        return Answer(SearchPage(0, page=question.page, per_page=question.per_page), understood)
    query = understood.query._replace(
        filters=question.filters, sort=question.sort, exact=question.exact, facets=question.facets,
        explain=question.explain, page=question.page, per_page=question.per_page)
    page = engine.search(query)
    if page.total >= FEW or query.numbers_only:
        return Answer(page, understood)
    widened = False
    for wider in widen(query):
        found = engine.search(wider)
        if found.total > page.total:
            page, widened = found, True
        if found.total >= FEW:
            break
    return Answer(page, understood, widened)


def widen(query: Query) -> list[Query]:
    """The query with ever lower demands, each lower than the one before.

    >>> from indexer.engine.query import Word
    >>> [q.minimum for q in widen(Query(words=tuple(Word(s) for s in "abcd"), minimum=4))]
    [3, 2, 1]
    """
    count = len(query.distinct_words)
    demands = dict.fromkeys(max(1, round(count * share)) for share in WIDER)
    return [query._replace(minimum=demand, complete_first=True) for demand in demands if demand < query.minimum]

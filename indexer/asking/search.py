"""ask(): a reader's question to a page of results, the one way that the pages, the scripts and the bench all go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.dates.local_time import local_today
from corpus.numbers.document_number import DocumentNumber
from indexer.asking.days import FoundDays
from indexer.asking.groups import RUNGS, WIDENED_RUNGS, Rung
from indexer.asking.known import NOTHING_KNOWN, Known
from indexer.asking.narrowing import Meant, find_numbers_meant, with_numbers_meant
from indexer.asking.parse import Understood, parse
from indexer.asking.placing import naming, place_question, widen_by_units
from indexer.asking.units import Unit
from indexer.engine.base import Engine
from indexer.engine.page import Hit, SearchPage
from indexer.engine.query import FACETS, NO_FILTERS, AnyOf, Clause, Filters, Number, Query, Sort
from indexer.reordering.model import Order, shipped
from indexer.reordering.reorder import may_reorder, search_in_order

# Fewer hits than this, and a reader is better served by bulletins that hold a part of what was asked as well.
FEW = 3
# The same of a sentence: where less than a page holds all of its words somewhere, those that have a few of them side by
# side are mostly nearer to it.
FEW_OF_SENTENCE = 20
# How many of the words such a search demands, tried in turn until it finds a few.
WIDER = (0.75, 0.5, 0.0)


@dataclass(frozen=True)
class Question:
    """What a reader asks: the text as typed and the filters. With `exact`, only the answer is listed and nothing that
    is nearly right; with `expand`, abbreviations find what they stand for and the other way round; with `dated`, days
    that the text names narrow the search, unless the filters have days, and "mới nhất" sorts it; with `reorder`, the
    first hits of a long question stand in the order that was learned; with `joined`, those of the same text are one;
    with `widen`, a place finds what names it by old and new names, `near` are the units of the portal that is asked;
    `place` is the id of a unit that a bulletin must name.
    `facets` are counted and scores explained only where that is asked for."""

    text: str
    filters: Filters = NO_FILTERS
    sort: Sort = Sort.RELEVANCE
    exact: bool = False
    expand: bool = True
    dated: bool = True
    reorder: bool = True
    joined: bool = False
    widen: bool = True
    near: tuple[str, ...] = ()
    place: str = ""
    facets: tuple[str, ...] = FACETS
    most_values: int = 0
    explain: bool = False
    page: int = 1
    per_page: int = 20


@dataclass(frozen=True)
class Answer:
    """What was found, and what the text was taken for. The hits of a page come in their order: those of the answer,
    then those that are nearly right. `unknown` are the numbers that were typed and that no bulletin names, or none as
    narrow as they were typed; `inferred` the bulletins that mean the document of a number without saying so."""

    page: SearchPage
    understood: Understood
    unknown: tuple[DocumentNumber, ...] = ()
    inferred: frozenset[str] = frozenset()

    @property
    def grouped(self) -> bool:
        """Whether hits stand in groups; else the nearest stands first, and `total` only counts those that hold all."""
        return self.understood.query.lifted

    @property
    def total(self) -> int:
        """How many bulletins hold all that was asked, as it was typed: the one count that is claimed anywhere."""
        return self.page.counts[Rung.ANSWER] if self.understood.query.groups else self.page.total

    @property
    def widened(self) -> int:
        """How many more name the places that were asked for by another name."""
        return self.page.counts[1] if self.understood.widened and len(self.page.counts) > 1 else 0

    @property
    def near(self) -> int:
        """How many more are found that are nearly right."""
        return self.page.total - self.total - self.widened

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """Where the hits of each group stand."""
        return WIDENED_RUNGS if self.understood.widened else RUNGS

    @property
    def listed(self) -> int:
        """How many bulletins make up the pages: the answer, or what is nearly right where there is none; of a sentence
        all."""
        return self.total + self.widened if self.grouped and self.total + self.widened else self.page.total

    @property
    def first_rung(self) -> Rung:
        """Where the first hit of all stands."""
        held = (rung for rung, count in zip(self.rungs, self.page.counts, strict=False) if count)
        return next(held, Rung.ANSWER)

    def rung_of(self, hit: Hit) -> Rung:
        """Where a hit stands; one that lacks nothing has all syllables, whatever stands for them."""
        if not self.understood.query.groups:
            return Rung.ANSWER
        if not self.grouped:
            return Rung.IN_PART if hit.group else Rung.ANSWER
        rung = self.rungs[hit.group]
        return Rung.APART if rung is Rung.IN_PART and not self.missing(hit) else rung

    def missing(self, hit: Hit) -> tuple[Unit, ...]:
        """The units that a hit lacks a word of."""
        lacking = {word.folded for word in hit.missing}
        return tuple(unit for unit in self.understood.units
                     if any(word.folded in lacking for word in unit.words))


def ask(engine: Engine, question: Question, known: Known = NOTHING_KNOWN, order: Order | None = None,
        understood: Understood | None = None) -> Answer:
    """The page that answers a question, which is read by what is known of the language and the corpus; the first hits
    of a long one stand in the order that the project ships or in the one given. `understood` is what the same text was
    taken for by an answer before, from the same engine.

    A text that says nothing (blank, or only signs) finds nothing. Where too few bulletins hold all words, the demand is
    lowered step by step; those that hold all stay on top, but of a sentence.
    """
    understood = understood or understand(engine, question, known)
    if understood.is_empty:
        return Answer(SearchPage(0, page=question.page, per_page=question.per_page), understood)
    query = understood.query._replace(
        filters=narrow(question.filters, understood.days), sort=sort_of(question, understood), facets=question.facets,
        most_values=question.most_values, explain=question.explain, page=question.page, per_page=question.per_page,
        joined=question.joined)
    if question.place:
        query = query._replace(required=(*query.required, naming(question.place, known.places, widen=question.widen)))
    meant = find_numbers_meant(understood.rewritten, query, engine, known.documents)
    query = without_unknown_numbers(with_numbers_meant(query, meant), meant)
    if question.exact:
        query = answer_alone(query)
    order = (order or shipped()) if question.reorder else None
    page = search(engine, query, order)
    few = FEW if understood.grouped else FEW_OF_SENTENCE
    for wider in widen(query, understood) if page.total < few and not question.exact else ():
        # What is typed with a mark is not asked for in another where nothing holds all of it in whatever marks.
        found = search(engine, wider._replace(exact=understood.grouped and not page.total), order)
        page = found if found.total > page.total else page
        if found.total >= few:
            break
    return Answer(page, understood, tuple(
        number for number in understood.numbers if number.key in meant and meant[number.key].unknown),
                  frozenset().union(*(one.inferred for one in meant.values())))


def understand(engine: Engine, question: Question, known: Known) -> Understood:
    """What the text of a question is taken for."""
    today = local_today() if question.dated else None
    understood = parse(question.text, expand=question.expand, known=known, today=today)
    if not question.widen or understood.is_empty:
        return understood
    understood = place_question(understood, known.places, question.near)
    return understood if question.exact or understood.is_empty else widen_by_units(engine, understood)


def narrow(filters: Filters, found: FoundDays) -> Filters:
    """The filters with the days that the text names, unless they have days of their own."""
    if found.days is None or filters.since or filters.until:
        return filters
    return filters._replace(since=found.days.first, until=found.days.last)


def sort_of(question: Question, understood: Understood) -> Sort:
    """The order: the newest first where the text asks for it, or says nothing but days."""
    by_day = understood.days.newest or understood.days.days and not understood.units
    return Sort.NEWEST if by_day and question.sort is Sort.RELEVANCE else question.sort


def search(engine: Engine, query: Query, order: Order | None) -> SearchPage:
    """The page that a query names, in the learned order where that is for such a query."""
    return search_in_order(engine, query, order) if order and may_reorder(query) else engine.search(query)


def answer_alone(query: Query) -> Query:
    """The query that lists nothing but the answer; of a sentence, what has enough of its words in their marks."""
    if not query.lifted:
        return query._replace(exact=True)
    return query._replace(required=(*query.required, *(query.groups[0] if query.groups else ())))


def without_unknown_numbers(query: Query, meant: Mapping[str, Meant]) -> Query:
    """The query that does not demand a number which no bulletin names, where words were typed beside it."""
    if not query.words or not query.numbers or any(one.is_borne for one in meant.values()):
        return query
    return query._replace(required=tuple(clause for clause in query.required if not is_number(clause)))


def is_number(clause: Clause) -> bool:
    """Whether a clause is a number, or any of several."""
    return isinstance(clause, Number) or isinstance(clause, AnyOf) and all(map(is_number, clause.choices))


def widen(query: Query, understood: Understood) -> Iterator[Query]:
    """The query with ever lower demands, each lower than the one before; none of a single word of two syllables, of
    which a part is no part of what was asked."""
    count = len(query.distinct_words)
    if query.numbers_only or understood.grouped and len(understood.units) < 2 and count < 3:
        return
    demands = dict.fromkeys(max(1, round(count * share)) for share in WIDER)
    yield from (query._replace(minimum=demand) for demand in demands if demand < query.minimum)

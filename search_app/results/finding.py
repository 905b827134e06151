"""A form asked of the index: the answer, the bulletins of its page, and what else would find more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.bulletin import Bulletin
from corpus.dates.local_time import local_today
from corpus.dates.ranges import parse_range
from corpus.storing.browsing import Browsing, Coverage
from corpus.storing.store import Store
from indexer.asking.instead import suggest_instead
from indexer.asking.known import NOTHING_KNOWN, Known
from indexer.asking.parse import Understood, parse
from indexer.asking.placing import naming
from indexer.asking.search import Answer, Question, ask
from indexer.asking.spellings import Spelled, spellings_found
from indexer.engine.base import Engine
from indexer.engine.query import FACETS, Clause, Query, Sort
from indexer.suggest.suggester import Suggester
from search_app.around.files import Hung, hang
from search_app.around.relatives import Relatives, find_relatives
from search_app.params import MAX_PAGE, MAX_QUERY_CHARS, SearchForm
from search_app.results.named import named_filters
from search_app.results.time_bars import step_of

PER_PAGE = 20
# With this many results or fewer a reader is shown other ways to ask: help only at zero comes too late.
FEW = 3
# What a page counts, and how many values of each: those that a text may name, and more than a page shows.
PAGE_FACETS = (*FACETS, "author", "unit", "genre", "edited", "province")
MOST_VALUES = 100
# Days that are asked for by one click.
QUICK = (("7 ngày qua", "7 ngày qua"), ("Tháng này", "tháng này"), ("Năm nay", "năm nay"))
QUOTES = "\"“”„«»"
ANY_OF = "Tìm một trong các từ"
# With one of these in it, a query is more than a list of words, and "any of the words" would mean something else.
OPERATORS = (" or ", " hoặc ", " -")


@dataclass(frozen=True)
class Alternative:
    """Another way to ask, and how many bulletins are its answer."""

    label: str
    form: SearchForm
    count: int


@dataclass(frozen=True)
class Found:
    """What a form found. `form.page` is the page that is shown: the last one, where a later one was asked for.

    `coverage` says what the store holds, where nothing was found. `suggestion` is what may have been meant, `spellings`
    how what was typed without marks is written, `ranges` the quick choices of days that find something, `files` and
    `relatives` what stands around the bulletins, by their ids.
    """

    form: SearchForm
    asked_page: int
    answer: Answer
    bulletins: tuple[Bulletin | None, ...]
    alternatives: tuple[Alternative, ...] = ()
    coverage: Coverage | None = None
    suggestion: Alternative | None = None
    spellings: tuple[Spelled, ...] = ()
    ranges: tuple[Alternative, ...] = ()
    files: Mapping[str, tuple[Hung, ...]] = field(default_factory=dict)
    relatives: Mapping[str, Relatives] = field(default_factory=dict)

    @property
    def says_nothing(self) -> bool:
        """Whether the text holds nothing to look up: only signs."""
        return bool(self.form.text) and self.answer.understood.is_empty

    @property
    def pages(self) -> int:
        """How many pages the answer fills, or what is nearly right where there is none."""
        return pages_of(self.answer.listed, self.answer.page.per_page)

    @property
    def all_pages(self) -> int:
        """How many pages there are with what is nearly right, which goes on behind the answer."""
        return pages_of(self.answer.page.total, self.answer.page.per_page)


def pages_of(count: int, per_page: int = PER_PAGE) -> int:
    """How many pages so many hits fill."""
    return -(-count // per_page)


def find(engine: Engine, store: Store, form: SearchForm, suggester: Suggester | None = None,
         known: Known = NOTHING_KNOWN, per_page: int = PER_PAGE, *, beside: bool = True,
         most_pages: int = MAX_PAGE) -> Found:
    """What the form finds, by the words and abbreviations that are known, and `beside` it what else could be asked. A
    page past the end gives the last one."""
    asked_page = form.page
    answer = ask_form(engine, form, known, per_page, count=beside)
    last = min(most_pages, pages_of(answer.page.total, per_page))
    if 0 < last < form.page:
        form = replace(form, page=last)
        answer = ask_form(engine, form, known, per_page, count=beside)
    held = store.get_many([hit.id for hit in answer.page.hits])
    bulletins = tuple(held.get(hit.id) for hit in answer.page.hits)
    around = (hang(held.values(), store), find_relatives(held.values(), store)) if held else ({}, {})
    if not beside:
        return Found(form, asked_page, answer, bulletins, files=around[0], relatives=around[1])
    first = form.page == 1 and bool(form.text)
    return Found(
        form, asked_page, answer, bulletins, tuple(find_alternatives(engine, form, answer, known)),
        None if answer.page.total else Browsing(store).coverage(),
        find_suggestion(engine, form, answer, suggester, known) if first else None,
        spellings_found(engine, question_of(form), answer, known) if first else (),
        tuple(find_ranges(engine, form, answer, known, local_today())), *around)


def find_suggestion(engine: Engine, form: SearchForm, answer: Answer, suggester: Suggester | None,
                    known: Known) -> Alternative | None:
    """What the reader may have meant, with the same filters, and how many bulletins that finds."""
    meant = suggest_instead(engine, question_of(form), answer, known, suggester)
    if meant is None or len(meant.text) > MAX_QUERY_CHARS:
        return None
    return Alternative(meant.text, replace(form, text=meant.text, page=1), meant.count)


def find_ranges(engine: Engine, form: SearchForm, answer: Answer, known: Known, today: date) -> Iterator[Alternative]:
    """The quick choices of days, those that find something; none where days are chosen, or all is of other years."""
    years = {counted.value for counted in answer.page.facets.get("year", ())}
    if form.filters.narrows("day") or answer.understood.days.days:
        return
    for label, typed in QUICK:
        days = parse_range(typed, today)
        assert days is not None
        if years.isdisjoint({str(days.first.year), str(days.last.year)}):
            continue
        other = form.within(typed).filtered(since=days.first, until=days.last)
        if count := ask_form(engine, other, known, per_page=0, understood=answer.understood).listed:
            yield Alternative(label, other, count)


def ask_facets(engine: Engine, form: SearchForm, facets: tuple[str, ...], known: Known = NOTHING_KNOWN) -> Answer:
    """All values of some facets over what the form finds."""
    if form.text:
        return ask(engine, replace(question_of(form, 1, facets), page=1, most_values=0), known)
    return Answer(engine.search(Query(required=required_of(form, known), filters=form.filters, facets=facets,
                                      per_page=0, joined=True)), parse(""))


def question_of(form: SearchForm, per_page: int = PER_PAGE, facets: tuple[str, ...] = ()) -> Question:
    """What the form asks."""
    return Question(
        form.text, form.filters, sort=form.sort, exact=form.exact, expand=form.expand, dated=form.dated,
        widen=form.widen, place=form.place, page=form.page, per_page=per_page, facets=facets, most_values=MOST_VALUES,
        explain=form.explained, joined=True)


def ask_form(engine: Engine, form: SearchForm, known: Known = NOTHING_KNOWN, per_page: int = PER_PAGE, *,
             count: bool = False, understood: Understood | None = None) -> Answer:
    """The index's answer to the form, with `count` the facets of a page; `understood` is what its text was taken for
    before. Filters alone, without words, list all that they let through, newest first."""
    inner = ("commune",) if form.filters.province or form.filters.commune else ()
    facets = tuple(dict.fromkeys((*PAGE_FACETS, step_of(form.filters), *inner))) if count else ()
    if form.text:
        return ask(engine, question_of(form, per_page, facets), known, understood=understood)
    sort = Sort.NEWEST if form.sort is Sort.RELEVANCE else form.sort
    return Answer(engine.search(Query(
        required=required_of(form, known), filters=form.filters, sort=sort, facets=facets, most_values=MOST_VALUES,
        page=form.page, per_page=per_page, joined=True)), parse(""))


def required_of(form: SearchForm, known: Known) -> tuple[Clause, ...]:
    """What is demanded though nothing was typed."""
    return (naming(form.place, known.places, widen=form.widen),) if form.place else ()


def find_alternatives(engine: Engine, form: SearchForm, answer: Answer,
                      known: Known = NOTHING_KNOWN) -> Iterator[Alternative]:
    """Other ways to ask: by a filter that the text names, and, where little was found, whatever finds more."""
    offered = answer.understood.offered
    if offered.days and not (form.filters.since or form.filters.until or form.filters.year):
        other = replace(form.filtered(year=(offered.days.first.year,)), page=1)
        if count := ask_form(engine, other, known, per_page=0).listed:
            yield Alternative(f"Chỉ tin {offered.written}", other, count)
    for label, other in named_filters(form, answer.page.facets):
        if count := ask_form(engine, other, known, per_page=0).listed:
            yield Alternative(label, other, count)
    if answer.total > FEW or not answer.grouped or not form.text:
        return
    seen = {form.address}
    for label, other in other_forms(form, answer):
        if other.address in seen:
            continue
        seen.add(other.address)
        count = ask_form(engine, other, known, per_page=0).total
        # What is nearly right has one of the words already.
        if count > (answer.page.total if label == ANY_OF else answer.total):
            yield Alternative(label, other, count)


def other_forms(form: SearchForm, answer: Answer) -> Iterator[tuple[str, SearchForm]]:
    """The ways to ask for more, the closest to what was asked first."""
    form = replace(form, page=1)
    if form.filters.since or form.filters.until or form.filters.year:
        yield "Bỏ lọc ngày", form.without_dates()
    if answer.understood.days.days:
        if rest := answer.understood.days.left_of(answer.understood.rewritten):
            yield f"Tìm “{rest}” ở mọi thời gian", replace(form.without_dates(), text=rest)
        yield f"Không lọc theo {answer.understood.days.written}", replace(form, dated=False)
    if form.is_narrowed:
        yield "Bỏ tất cả bộ lọc", form.without_filters()
    bare = " ".join("".join(" " if c in QUOTES else c for c in form.text).split())
    if bare and bare != form.text:
        yield "Bỏ dấu ngoặc kép", replace(form, text=bare)
    parts = [part if " " not in part else f'"{part}"' for unit in answer.understood.units for part in [unit.written]]
    any_part = " OR ".join(parts)
    if len(parts) > 1 and len(any_part) <= MAX_QUERY_CHARS and '"' not in form.text and not any(
            sign in f" {bare.lower()}" for sign in OPERATORS):
        yield ANY_OF, replace(form, text=any_part)

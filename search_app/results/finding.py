"""A form asked of the index: the answer, the bulletins of its page, and what else would find more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.bulletin import Bulletin
from corpus.storing.browsing import Browsing, Coverage
from corpus.storing.store import Store
from indexer.asking.known import NOTHING_KNOWN, Known
from indexer.asking.parse import parse
from indexer.asking.search import Answer, Question, ask
from indexer.engine.base import Engine
from indexer.engine.query import FACETS, Query, Sort
from indexer.suggest.suggester import Suggester
from search_app.params import MAX_PAGE, MAX_QUERY_CHARS, SearchForm

PER_PAGE = 20
# With this many results or fewer a reader is shown other ways to ask: help only at zero comes too late.
FEW = 3
QUOTES = "\"“”„«»"
# With one of these in it, a query is more than a list of words, and "any of the words" would mean something else.
OPERATORS = (" or ", " hoặc ", " -")


@dataclass(frozen=True)
class Alternative:
    """Another way to ask, and how many bulletins it finds."""

    label: str
    form: SearchForm
    count: int


@dataclass(frozen=True)
class Found:
    """What a form found. `form.page` is the page that is shown: the last one, where a later one was asked for.

    `coverage` says what the store holds, where nothing was found. `suggestion` is what may have been meant.
    """

    form: SearchForm
    asked_page: int
    answer: Answer
    bulletins: tuple[Bulletin | None, ...]
    alternatives: tuple[Alternative, ...] = ()
    coverage: Coverage | None = None
    suggestion: Alternative | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether the text holds nothing to look up: only signs."""
        return bool(self.form.text) and self.answer.understood.is_empty

    @property
    def pages(self) -> int:
        """How many pages all hits fill."""
        return -(-self.answer.page.total // PER_PAGE)


def find(engine: Engine, store: Store, form: SearchForm, suggester: Suggester | None = None,
         known: Known = NOTHING_KNOWN) -> Found:
    """What the form finds, with the abbreviations that are known. A page past the end gives the last one."""
    asked_page = form.page
    answer = ask_form(engine, form, known, per_page)
    last = min(MAX_PAGE, -(-answer.page.total // per_page))
    if 0 < last < form.page:
        form = replace(form, page=last)
        answer = ask_form(engine, form, known, per_page)
    held = store.get_many([hit.id for hit in answer.page.hits])
    bulletins = tuple(held.get(hit.id) for hit in answer.page.hits)
    alternatives = tuple(find_alternatives(engine, form, answer, known))
    return Found(form, asked_page, answer, bulletins, alternatives,
                 None if answer.page.total else Browsing(store).coverage(),
                 find_suggestion(engine, form, suggester, known) if suggester and form.page == 1 else None)


def find_suggestion(engine: Engine, form: SearchForm, suggester: Suggester,
                    known: Known = NOTHING_KNOWN) -> Alternative | None:
    """What the reader may have meant, with the same filters, and how many bulletins that finds."""

    def count(text: str) -> int:
        query = parse(text, expand=form.expand, abbreviations=known).query
        # A number that was typed finds by itself; whether the words beside it are right, only they can say.
        return engine.search(query._replace(
            minimum=len(query.distinct_words), numbers=() if query.words else query.numbers,
            filters=form.filters, exact=form.exact, facets=(), per_page=1)).total

    meant = suggester.did_you_mean(form.text, count)
    if meant is None or len(meant.text) > MAX_QUERY_CHARS:
        return None
    other = replace(form, text=meant.text, page=1)
    return Alternative(meant.text, other, ask_form(engine, other, known, per_page=1).page.total)


def ask_form(engine: Engine, form: SearchForm, known: Known = NOTHING_KNOWN,
             per_page: int = PER_PAGE) -> Answer:
    """The index's answer to the form. Filters alone, without words, list all that they let through, newest first."""
    if form.text:
        return ask(engine, Question(
            form.text, form.filters, sort=form.sort, exact=form.exact, expand=form.expand, page=form.page,
            per_page=per_page, facets=FACETS if per_page > 1 else (), explain=form.explained), known)
    sort = Sort.NEWEST if form.sort is Sort.RELEVANCE else form.sort
    return Answer(engine.search(Query(
        filters=form.filters, sort=sort, facets=FACETS if per_page > 1 else (), page=form.page, per_page=per_page)),
        parse(""))


def find_alternatives(engine: Engine, form: SearchForm, answer: Answer,
                      known: Known = NOTHING_KNOWN) -> Iterator[Alternative]:
    """Other ways to ask where little was found, each only where it finds more."""
    if answer.page.total > FEW or not form.text:
        return
    seen = {form.address}
    for label, other in other_forms(form):
        if other.address in seen:
            continue
        seen.add(other.address)
        count = ask_form(engine, other, known, per_page=1).page.total
        if count > answer.page.total:
            yield Alternative(label, other, count)


def other_forms(form: SearchForm) -> Iterator[tuple[str, SearchForm]]:
    """The ways to ask for more, the closest to what was asked first."""
    form = replace(form, page=1)
    if form.exact:
        yield "Tìm không phân biệt dấu", replace(form, exact=False)
    if form.filters.since or form.filters.until or form.filters.year:
        yield "Bỏ lọc ngày", form.without_dates()
    if form.filters:
        yield "Bỏ tất cả bộ lọc", form.without_filters()
    bare = " ".join("".join(" " if c in QUOTES else c for c in form.text).split())
    if bare and bare != form.text:
        yield "Bỏ dấu ngoặc kép", replace(form, text=bare)
    any_word = " OR ".join(bare.split())
    if " " in bare and len(any_word) <= MAX_QUERY_CHARS and not any(sign in f" {bare.lower()}" for sign in OPERATORS):
        yield "Tìm một trong các từ", replace(form, text=any_word)

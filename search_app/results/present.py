"""What was found → what the page of results shows: sentences, links, marked pieces. No request, no store, no index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.bulletin import Bulletin
from corpus.dates.writing import write_day
from indexer.analysis.syllables import split_syllables
from indexer.describing.fields import Fields
from indexer.engine.page import Hit
from indexer.engine.query import Sort
from indexer.showing.marks import Wanted
from indexer.showing.snippet import Piece, show_stretch, show_whole
from search_app.library import source_title
from search_app.numbers.links import number_links
from search_app.params import MAX_PAGE, SearchForm
from search_app.results.explain import Explanation, explain
from search_app.results.facets import Facet, kind_name, make_facets
from search_app.results.finding import PER_PAGE, Found
from search_app.results.notes import make_notes
from search_app.rows import NO_TITLE, Link, Row, make_row
from search_app.wording import quote, write_count

SORT_LABELS = ((Sort.RELEVANCE, "Liên quan nhất"), (Sort.NEWEST, "Mới nhất"), (Sort.OLDEST, "Cũ nhất"))
NUMBERS_SHOWN = 4  # small links under a result: one line on a wide screen
NEIGHBOUR_PAGES = 1  # 1 … 4 5 6 … 9: fits a line of 360 px at 44 px each


@dataclass(frozen=True)
class Item:
    """One result. `missing` are words that were typed and that it does not hold, where the search was widened."""

    row: Row
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    numbers: tuple[Link, ...]
    missing: tuple[str, ...] = ()
    why: Explanation | None = None


@dataclass(frozen=True)
class Step:
    """A link to a page of results, or a gap (no address and not current)."""

    text: str
    address: str = ""
    current: bool = False


@dataclass(frozen=True)
class Results:
    """The page of results, ready to be shown."""

    heading: str
    status: str
    notes: tuple[str, ...]
    marks_link: Link | None
    why_link: Link | None
    included: str
    included_link: Link | None
    suggestion: Link | None
    alternatives: tuple[Link, ...]
    chips: tuple[Link, ...]
    clear_address: str
    sorts: tuple[tuple[str, str, bool], ...]
    facets: tuple[Facet, ...]
    items: tuple[Item, ...]
    steps: tuple[Step, ...]
    previous: str
    next: str
    total_text: str
    is_capped: bool


def present(found: Found) -> Results:
    """The results page of what was found."""
    form, page = found.form, found.answer.page
    shown_pages = min(found.pages, MAX_PAGE)
    return Results(
        heading=f"Kết quả cho {quote(form.text)}" if form.text else "Bản tin theo bộ lọc",
        status=make_status(found),
        notes=tuple(make_notes(found)),
        marks_link=make_marks_link(found),
        why_link=make_why_link(found),
        included=", ".join(found.answer.understood.included),
        included_link=make_included_link(found),
        suggestion=make_suggestion(found),
        alternatives=tuple(Link(other.label, other.form.address, other.count) for other in found.alternatives),
        chips=tuple(make_chips(form)),
        clear_address=form.without_filters().address,
        sorts=make_sorts(form),
        facets=make_facets(form, page.facets),
        items=tuple(make_items(found)),
        steps=tuple(make_steps(form, shown_pages)),
        previous=page_address(form, form.page - 1) if shown_pages >= form.page > 1 else "",
        next=page_address(form, form.page + 1) if form.page < shown_pages else "",
        total_text=write_count(page.total),
        is_capped=found.pages > MAX_PAGE and form.page == MAX_PAGE,
    )


def make_status(found: Found) -> str:
    """How many were found, and where the reader is among them."""
    total = found.answer.page.total
    if not total:
        asked = found.form.text
        return f"Không tìm thấy bản tin nào cho {quote(asked)}." if asked else "Không có bản tin nào theo bộ lọc này."
    said = f"Tìm thấy {write_count(total)} bản tin"
    return f"{said}, trang {found.form.page} trên {write_count(found.pages)}" if total > PER_PAGE else said


def make_marks_link(found: Found) -> Link | None:
    """The way to demand the marks as typed, or to let go of them again; none where no mark was typed."""
    form = replace(found.form, page=1)
    if form.exact:
        return Link("Tìm cả bản tin khác dấu", replace(form, exact=False).address)
    if form.text and found.answer.understood.has_marks and found.answer.page.total:
        return Link("Chỉ tìm đúng dấu", replace(form, exact=True).address)
    return None


def make_included_link(found: Found) -> Link | None:
    """The way to leave out what abbreviations stand for, or to take it in again; none where there is nothing of it."""
    form = replace(found.form, page=1)
    if not form.expand:
        return Link("Tìm cả dạng viết tắt và viết đầy đủ", replace(form, expand=True).address)
    if found.answer.understood.included:
        return Link("Bỏ", replace(form, expand=False).address)
    return None


def make_suggestion(found: Found) -> Link | None:
    """What the reader may have meant."""
    meant = found.suggestion
    return Link(meant.label, meant.form.address, meant.count) if meant else None


def make_why_link(found: Found) -> Link | None:
    """The way to see why each result stands where it does, or to hide it again; none where nothing was scored."""
    form = found.form
    if not any(hit.score for hit in found.answer.page.hits):
        return None
    text = "Ẩn phần giải thích kết quả" if form.explained else "Vì sao có kết quả này?"
    return Link(text, replace(form, explained=not form.explained).address)


def make_chips(form: SearchForm) -> Iterator[Link]:
    """The active filters; each leads to the search without it."""
    bare = replace(form, page=1)
    if form.filters.since:
        yield Link(f"Từ {write_day(form.filters.since)}", replace(bare.filtered(since=None), since_typed="").address)
    if form.filters.until:
        yield Link(f"Đến {write_day(form.filters.until)}", replace(bare.filtered(until=None), until_typed="").address)
    if form.filters.year:
        yield Link(f"Năm {form.filters.year}", bare.filtered(year=None).address)
    if form.filters.source:
        yield Link(f"Nguồn: {source_title(form.filters.source)}", bare.filtered(source="").address)
    if form.filters.section:
        yield Link(f"Chuyên mục: {form.filters.section}", bare.filtered(section="").address)
    if form.filters.kind:
        yield Link(f"Loại: {kind_name(form.filters.kind)}", bare.filtered(kind="").address)


def make_sorts(form: SearchForm) -> tuple[tuple[str, str, bool], ...]:
    """(label, address, whether it is the order of this page) for each order; without words there is no relevance."""
    current = form.sort if form.text or form.sort is not Sort.RELEVANCE else Sort.NEWEST
    return tuple(
        (label, replace(form, sort=sort, page=1).address, sort is current)
        for sort, label in SORT_LABELS if form.text or sort is not Sort.RELEVANCE
    )


def make_items(found: Found) -> Iterator[Item]:
    """The results. One that has left the store since the index was built is passed over."""
    understood = found.answer.understood
    wanted = Wanted(understood)
    for hit, bulletin in zip(found.answer.page.hits, found.bulletins, strict=True):
        if bulletin is not None and bulletin.gone_on is None:
            yield make_item(bulletin, wanted, missing=name_missing(hit, found),
                            why=explain(hit, understood, Fields(bulletin)) if found.form.explained else None)


def name_missing(hit: Hit, found: Found) -> tuple[str, ...]:
    """The words that a hit lacks, as they were typed, each once."""
    if not found.answer.widened:
        return ()
    typed = {syllable.folded: found.form.text[syllable.start:syllable.end]
             for syllable in reversed(split_syllables(found.form.text))}
    return tuple(typed[word.folded] for word in hit.missing if word.folded in typed)


def make_item(bulletin: Bulletin, wanted: Wanted, missing: tuple[str, ...] = (),
              why: Explanation | None = None) -> Item:
    """One result: the title and the best stretch of the text, what was found marked in both."""
    title = bulletin.title or NO_TITLE
    text, marks = bulletin.body, wanted.find_marks(bulletin.body)
    if bulletin.summary and not marks:
        text, marks = bulletin.summary, wanted.find_marks(bulletin.summary)
    return Item(
        row=make_row(bulletin, with_teaser=False),
        title=show_whole(title, wanted.find_marks(title)),
        snippet=show_stretch(text, marks),
        numbers=number_links(bulletin, NUMBERS_SHOWN),
        missing=missing,
        why=why,
    )


def make_steps(form: SearchForm, pages: int) -> Iterator[Step]:
    """The links to pages: the first, the last, those around this one, and gaps between."""
    if pages < 2:
        return
    near = range(form.page - NEIGHBOUR_PAGES, form.page + NEIGHBOUR_PAGES + 1)
    shown = sorted({1, pages, *(number for number in near if 1 <= number <= pages)})
    before = 0
    for number in shown:
        if number - before > 1:
            yield Step("…")
        yield Step(str(number), page_address(form, number), number == form.page)
        before = number


def page_address(form: SearchForm, page: int) -> str:
    """Another page of the same search."""
    return replace(form, page=page).address

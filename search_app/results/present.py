"""What was found → what the page of results shows: sentences, links, marked pieces. No request, no store, no index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.dates.writing import write_day
from indexer.asking.days import NO_DAYS, FoundDays
from indexer.engine.query import Sort
from search_app.names import SHORT, area_name, value_name
from search_app.params import MAX_PAGE, SearchForm
from search_app.results.claims import make_status
from search_app.results.facets import Facet, make_facets
from search_app.results.finding import PER_PAGE, Found
from search_app.results.items import Block, Item, make_blocks
from search_app.results.notes import make_notes
from search_app.results.places import PlaceNote, make_place_notes
from search_app.results.time_bars import TimeBars, make_bars
from search_app.rows import Link
from search_app.wording import quote, write_count

SORT_LABELS = ((Sort.RELEVANCE, "Liên quan nhất"), (Sort.NEWEST, "Mới nhất"), (Sort.OLDEST, "Cũ nhất"))
NEIGHBOUR_PAGES = 1  # 1 … 4 5 6 … 9: fits a line of 360 px at 44 px each


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
    near_link: Link | None
    marks_link: Link | None
    why_link: Link | None
    included: str
    included_link: Link | None
    spellings: tuple[Link, ...]
    suggestion: Link | None
    alternatives: tuple[Link, ...]
    chips: tuple[Link, ...]
    clear_address: str
    sorts: tuple[tuple[str, str, bool], ...]
    facets: tuple[Facet, ...]
    bars: TimeBars | None
    ranges: tuple[Link, ...]
    places: tuple[PlaceNote, ...]
    blocks: tuple[Block, ...]
    steps: tuple[Step, ...]
    previous: str
    next: str
    total_text: str
    is_capped: bool

    @property
    def items(self) -> tuple[Item, ...]:
        """All results of the page."""
        return tuple(item for block in self.blocks for item in block.items)


def present(found: Found) -> Results:
    """The results page of what was found."""
    form, page = found.form, found.answer.page
    # Behind the answer's last page goes on what is nearly right, page by page.
    shown_pages, last = min(found.pages, MAX_PAGE), min(found.all_pages, MAX_PAGE)
    return Results(
        heading=f"Kết quả cho {quote(form.text)}" if form.text else "Bản tin theo bộ lọc",
        status=make_status(found),
        notes=tuple(make_notes(found)),
        near_link=make_near_link(found),
        marks_link=make_marks_link(found),
        why_link=make_why_link(found),
        included=", ".join(found.answer.understood.included),
        included_link=make_included_link(found),
        spellings=tuple(make_spellings(found)),
        suggestion=make_suggestion(found),
        alternatives=tuple(Link(other.label, other.form.address, other.count) for other in found.alternatives),
        chips=(*make_read_chips(found), *make_chips(form)),
        clear_address=form.without_filters().address,
        sorts=make_sorts(form, found.answer.understood.days),
        facets=make_facets(form, page.facets, found.answer.listed),
        bars=make_bars(form, page.facets),
        ranges=tuple(Link(other.label, other.form.address, other.count) for other in found.ranges),
        places=tuple(make_place_notes(found)),
        blocks=tuple(make_blocks(found)),
        steps=tuple(make_steps(form, max(shown_pages, form.page))),
        previous=page_address(form, form.page - 1) if last >= form.page > 1 else "",
        next=page_address(form, form.page + 1) if form.page < last else "",
        total_text=write_count(found.answer.listed),
        is_capped=found.pages > MAX_PAGE and form.page == MAX_PAGE,
    )


def make_near_link(found: Found) -> Link | None:
    """The way to what is nearly right, behind the answer; none where that stands first."""
    answer = found.answer
    first = answer.total + answer.widened
    if not (answer.grouped and first and answer.near) or found.form.page > found.pages:
        return None
    page = first // PER_PAGE + 1
    if page > MAX_PAGE:
        return None
    address = "" if page == found.form.page else page_address(found.form, page)
    return Link("Gần đúng", f"{address}#gan-dung", answer.near)


def make_marks_link(found: Found) -> Link | None:
    """The way back from the answer alone to what is nearly right as well."""
    form = replace(found.form, page=1)
    return Link("Xem cả bản tin gần đúng", replace(form, exact=False).address) if form.exact else None


def make_spellings(found: Found) -> Iterator[Link]:
    """How what was typed without marks is written, each the way to that spelling alone."""
    for spelled in found.spellings:
        yield Link(spelled.text, replace(found.form, text=spelled.text, page=1).address, spelled.total)


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


def make_read_chips(found: Found) -> Iterator[Link]:
    """The days that were read out of the text, where they narrow the search; one click makes them words again."""
    form, days = found.form, found.answer.understood.days
    if days.days and not (form.filters.since or form.filters.until):
        yield Link(days.written[:1].upper() + days.written[1:], replace(form, dated=False, page=1).address)


def make_chips(form: SearchForm) -> Iterator[Link]:
    """The active filters; each leads to the search without it."""
    bare = replace(form, page=1)
    if form.filters.since:
        yield Link(f"Từ {write_day(form.filters.since)}", replace(bare.filtered(since=None), since_typed="").address)
    if form.filters.until:
        yield Link(f"Đến {write_day(form.filters.until)}", replace(bare.filtered(until=None), until_typed="").address)
    if form.place:
        yield Link(f"Nơi: {area_name(form.place)}", replace(bare, place="").address)
    for field in SHORT:
        for value in getattr(form.filters, field):
            join = " " if field == "year" else ": "
            yield Link(f"{SHORT[field]}{join}{value_name(field, str(value))}", form.toggled(field, value).address)


def make_sorts(form: SearchForm, days: FoundDays = NO_DAYS) -> tuple[tuple[str, str, bool], ...]:
    """(label, address, whether it is the order of this page) for each order; without words there is no relevance, and
    where the text asks for the newest, that is the order until another is chosen."""
    current = form.sort if form.text or form.sort is not Sort.RELEVANCE else Sort.NEWEST
    if days.newest and form.sort is Sort.RELEVANCE:
        current = Sort.NEWEST
    return tuple(
        (label, replace(form, sort=sort, page=1, dated=form.dated and not (
            days.newest and sort is Sort.RELEVANCE)).address, sort is current)
        for sort, label in SORT_LABELS if form.text or sort is not Sort.RELEVANCE
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

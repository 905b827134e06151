"""When the hits were published: a bar for each year, month or day, which is the way to the hits of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from corpus.dates.calendar_day import months_of
from indexer.engine.page import FacetCount
from indexer.engine.query import Filters
from search_app.params import ADDRESS_NAMES, SearchForm, join_address, quote_value
from search_app.rows import Link
from search_app.wording import write_count

MOST_YEARS = 40  # bars that can still be told apart; of a longer time those with hits alone
ONE_YEAR = "\0"  # stands for the year in an address that is made once for all of them: it is in nothing that is typed
WIDTH, HEIGHT, GAP, LEAST = 280, 60, 2, 3  # of the picture, in its own units


class Bar(NamedTuple):
    """One year, month or day: where it stands in the picture, and where it leads ("" where there is nothing). (A tuple:
    a page makes a hundred of these and of choices, and a dataclass takes four times as long to make.)"""

    label: str
    short: str
    count: int  # type: ignore[assignment]  # a tuple's own count() is not missed here
    address: str
    chosen: bool
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0


@dataclass(frozen=True)
class TimeBars:
    """The bars of a time, and the way to the wider one that it is a part of."""

    heading: str
    unit: str
    bars: tuple[Bar, ...]
    wider: Link | None = None
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def rows(self) -> tuple[Bar, ...]:
        """The bars that have something."""
        return tuple(bar for bar in self.bars if bar.count)


def step_of(filters: Filters) -> str:
    """The facet that divides the chosen days: "year", "month" where they are of one year, "day" where of one month.

    >>> step_of(Filters()), step_of(Filters(year=(2017,))), step_of(Filters(date(2017, 3, 1), date(2017, 3, 9)))
    ('year', 'month', 'day')
    """
    since, until = filters.since, filters.until
    if since and until and since.year == until.year:
        return "day" if since.month == until.month else "month"
    return "month" if len(filters.year) == 1 and not since and not until else "year"


def make_bars(form: SearchForm, counts: Mapping[str, tuple[FacetCount, ...]]) -> TimeBars | None:
    """The bars of the days that a form has chosen; None where there is nothing to choose."""
    step, filters = step_of(form.filters), form.filters
    counted = {one.value: one.count for one in counts.get(step, ())}
    if step == "year":
        return make_years(form, counted) if len(counted) > 1 else None
    first = filters.since or date(filters.year[0], 1, 1)
    if step == "month":
        bars = [Bar(f"Tháng {month}/{first.year}", str(month), counted.get(f"{first.year:04}-{month:02}", 0),
                    form.within(f"{month}/{first.year}").address, False) for month in range(1, 13)]
        return TimeBars(f"Năm {first.year}", "Tháng", draw(bars), Link("Tất cả các năm", form.without_dates().address))
    last, month = months_of(first.year, first.month), f"{first.month}/{first.year}"
    days = range(1, (last.last.day if last else 31) + 1)
    bars = [Bar(f"Ngày {day}/{month}", str(day), counted.get(f"{first.year:04}-{first.month:02}-{day:02}", 0),
                form.within(f"{day}/{month}").address, filters.since == filters.until and first.day == day)
            for day in days]
    return TimeBars(f"Tháng {month}", "Ngày", draw(bars), Link(
        f"Cả năm {first.year}", form.without_dates().filtered(year=(first.year,)).address))


def make_years(form: SearchForm, counted: Mapping[str, int]) -> TimeBars:
    """A bar for each year from the first to the last."""
    years = sorted(map(int, counted))
    if years[-1] - years[0] < MOST_YEARS:
        years = list(range(years[0], years[-1] + 1))
    address = join_address(form.without_dates().written | {ADDRESS_NAMES["year"]: ONE_YEAR})
    before, after = address.split(quote_value(ONE_YEAR))
    return TimeBars("Theo năm", "Năm", draw([
        Bar(f"Năm {year}", str(year), counted.get(str(year), 0), f"{before}{year}{after}", year in form.filters.year)
        for year in years[-MOST_YEARS:]]))


def draw(bars: list[Bar]) -> tuple[Bar, ...]:
    """The bars with their places: the greatest as high as the picture, none that has something lower than LEAST.

    >>> [(bar.x, bar.width, bar.height) for bar in draw([Bar("a", "a", 4, "/a", False), Bar("b", "b", 0, "/b", False)])]
    [(0.0, 138.0, 60), (140.0, 138.0, 0)]
    """
    highest = max((bar.count for bar in bars), default=0) or 1
    step = WIDTH / max(len(bars), 1)
    made = []
    for place, bar in enumerate(bars):
        height = max(LEAST, round(HEIGHT * bar.count / highest)) if bar.count else 0
        made.append(Bar(bar.label, bar.short, bar.count, bar.address if bar.count else "", bar.chosen,
                        round(place * step, 1), HEIGHT - height, round(step - GAP, 1), height))
    return tuple(made)


def show_bars(bars: Iterable[Bar]) -> Markup:
    """The bars as paths of a picture, each with the room that it could fill, which is all the way to click at. (By
    hand: every page has dozens, and the loop of a template takes three times as long.)

    >>> print(show_bars([Bar("Năm 2017", "2017", 4, "/a?b&c", True, 140, 20, 138, 40)]))
    <a href="/a?b&amp;c" rel="nofollow" tabindex="-1"><title>Năm 2017: 4</title><path class="room" \
d="M140 0h138v60h-138z"/><path class="fill chosen" d="M140 20h138v40h-138z"/></a>
    """
    return Markup("\n".join([
        f'<a href="{escape(address)}" rel="nofollow" tabindex="-1"><title>{escape(label)}: {write_count(count)}</title>'
        f'<path class="room" d="M{x} 0h{width}v{HEIGHT}h-{width}z"/>'
        f'<path class="fill{" chosen" if chosen else ""}" d="M{x} {y}h{width}v{height}h-{width}z"/></a>'
        for label, _, count, address, chosen, x, y, width, height in bars if address]))


def show_table(bars: Iterable[Bar]) -> Markup:
    """The bars that have something as rows of a table.

    >>> print(show_table([Bar("Năm 2017", "2017", 4, "/a", False)]))
    <tr><th scope="row"><a rel="nofollow" href="/a">Năm 2017</a></th><td>4</td></tr>
    """
    current = ' aria-current="true"'
    return Markup("".join([
        f'<tr><th scope="row"><a rel="nofollow" href="{escape(bar.address)}"{current if bar.chosen else ""}>'
        f'{escape(bar.label)}</a></th><td>{write_count(bar.count)}</td></tr>' for bar in bars if bar.count]))

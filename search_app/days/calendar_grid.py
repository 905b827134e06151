""""Xem tin theo ngày": the store's counts as the month, day and year that the pages show."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from corpus.dates.writing import WEEKDAYS, write_day, write_weekday_day
from corpus.storing.browsing import Browsing
from corpus.storing.store import Store
from indexer.engine.query import Filters
from search_app.addresses import day_address, month_address, year_address
from search_app.around.joined import join_rows
from search_app.params import SearchForm
from search_app.results.time_bars import MOST_YEARS, Bar, TimeBars, draw
from search_app.rows import Link, Row
from search_app.wording import write_count

MONDAY_FIRST = Calendar(firstweekday=0)
# A portal puts up a few dozen a day; a corpus loaded at once may give one day thousands, and the page stays readable.
DAY_ROWS = 200
# A day's shade grows with its count: 1, 2 to 4, 5 to 9, 10 and more.
SHADES = (1, 2, 5, 10)
MONTH_TITLES = 60  # of a month, under its calendar: two a day


@dataclass(frozen=True)
class Cell:
    """One day of the grid. Without an address there is nothing to read on that day."""

    day: int
    address: str = ""
    name: str = ""
    label: str = ""
    count: int = 0
    shade: int = 0
    current: bool = False


@dataclass(frozen=True)
class MonthGrid:
    """A month as weeks of seven cells; None stands before the first day and after the last."""

    heading: str
    address: str
    total: str
    weeks: tuple[tuple[Cell | None, ...], ...]
    days: tuple[Cell, ...]
    previous: Link | None
    next: Link | None
    year: Link

    @property
    def is_covered(self) -> bool:
        """Whether the month lies within the days that the store covers."""
        return bool(self.days or self.previous and self.next)


@dataclass(frozen=True)
class DayPage:
    """A day: its bulletins, and the nearest days that have some."""

    day: date
    heading: str
    count: str
    rows: tuple[Row, ...]
    form: SearchForm
    rest: Link | None
    previous: Link | None
    next: Link | None
    grid: MonthGrid

    @property
    def is_covered(self) -> bool:
        """Whether the day lies within the days that the store covers."""
        return bool(self.rows or self.previous and self.next)


@dataclass(frozen=True)
class YearPage:
    """A year: its months with their counts, and the years that have bulletins."""

    heading: str
    total: str
    months: tuple[Link, ...]
    years: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    bars: TimeBars | None = None

    @property
    def is_covered(self) -> bool:
        """Whether the year lies within the years that the store covers."""
        return bool(any(month.count for month in self.months) or self.previous and self.next)


def make_month(store: Store, year: int, month: int, current: date | None = None) -> MonthGrid:
    """The grid of a month, with the nearest months before and after that have bulletins."""
    browsing = Browsing(store)
    counts = browsing.count_by_day(year, month)
    weeks = tuple(
        tuple(make_cell(day := date(year, month, number), counts.get(day, 0), current) if number else None
              for number in week)
        for week in MONDAY_FIRST.monthdayscalendar(year, month)
    )
    first = date(year, month, 1)
    before = browsing.day_before(first)
    after = browsing.day_after(last_day(year, month))
    return MonthGrid(
        heading=f"Tháng {month}/{year}",
        address=month_address(year, month),
        total=f"{write_count(sum(counts.values()))} bản tin",
        weeks=weeks,
        days=tuple(make_cell(day, counts[day], current) for day in sorted(counts)),
        previous=month_link(before) if before else None,
        next=month_link(after) if after else None,
        year=Link(f"Năm {year}", year_address(year)),
    )


@dataclass(frozen=True)
class DayTitles:
    """The titles of a day."""

    name: str
    address: str
    rows: tuple[Row, ...]


def make_titles(store: Store, year: int, month: int) -> tuple[tuple[DayTitles, ...], Link | None]:
    """The titles of a month by day, the latest first, and the way to all of them where they are too many."""
    first, last = date(year, month, 1), last_day(year, month)
    found = Browsing(store).between(first, last, MONTH_TITLES + 1)
    days = tuple(DayTitles(write_weekday_day(day), day_address(day),
                           tuple(join_rows(list(some), store, with_teaser=False)))
                 for day, some in groupby(found[:MONTH_TITLES], key=lambda bulletin: bulletin.published_on) if day)
    typed = f"{month}/{year}"
    search = SearchForm(since_typed=typed, until_typed=typed, filters=Filters(first, last))
    return days, Link("Xem tất cả bản tin trong tháng", search.address) if len(found) > MONTH_TITLES else None


def last_day(year: int, month: int) -> date:
    """The last day of a month.

    >>> last_day(2020, 2), last_day(9999, 12)
    (datetime.date(2020, 2, 29), datetime.date(9999, 12, 31))
    """
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def make_cell(day: date, count: int, current: date | None) -> Cell:
    """The cell of a day."""
    if not count:
        return Cell(day.day, current=day == current)
    name = write_weekday_day(day)
    label = f"{day.day}, {name}: {write_count(count)} bản tin"  # what is seen comes first (WCAG 2.5.3)
    shade = sum(count >= least for least in SHADES)
    return Cell(day.day, day_address(day), name, label, count, shade, day == current)


def month_link(day: date) -> Link:
    """The month of a day."""
    return Link(f"Tháng {day.month}/{day.year}", month_address(day.year, day.month))


def make_day(store: Store, day: date) -> DayPage:
    """The page of a day."""
    browsing = Browsing(store)
    bulletins = browsing.on_day(day)
    before, after = browsing.day_before(day), browsing.day_after(day)
    rows = join_rows(bulletins, store)
    rest = len(rows) - DAY_ROWS
    joined = f", gộp những bản trùng còn {write_count(len(rows))}" if len(rows) < len(bulletins) else ""
    typed = write_day(day)
    search = SearchForm(since_typed=typed, until_typed=typed, filters=Filters(day, day))
    return DayPage(
        day=day,
        heading=f"Bản tin ngày {typed}",
        count=f"{WEEKDAYS[day.weekday()]}, {write_count(len(bulletins))} bản tin{joined}",
        rows=tuple(rows[:DAY_ROWS]),
        form=search,
        rest=Link(f"Xem {write_count(rest)} bản tin khác trong ngày", search.address) if rest > 0 else None,
        previous=Link(write_weekday_day(before), day_address(before)) if before else None,
        next=Link(write_weekday_day(after), day_address(after)) if after else None,
        grid=make_month(store, day.year, day.month, day),
    )


def make_year(store: Store, year: int) -> YearPage:
    """The page of a year."""
    browsing = Browsing(store)
    by_year, by_month = browsing.count_by_year(), browsing.count_by_month(year)
    earlier = [other for other in by_year if other < year]
    later = [other for other in by_year if other > year]
    return YearPage(
        heading=f"Bản tin năm {year}",
        total=f"{write_count(sum(by_month.values()))} bản tin",
        months=tuple(Link(f"Tháng {month}", month_address(year, month) if by_month.get(month) else "",
                          by_month.get(month, 0)) for month in range(1, 13)),
        years=tuple(Link(str(other), year_address(other), by_year[other]) for other in sorted(by_year, reverse=True)),
        previous=year_link(max(earlier)) if earlier else None,
        next=year_link(min(later)) if later else None,
        bars=TimeBars("Theo tháng", "Tháng", draw([Bar(
            f"Tháng {month}/{year}", str(month), by_month.get(month, 0), month_address(year, month), False)
            for month in range(1, 13)])) if by_month else None,
    )


def make_year_bars(store: Store) -> TimeBars | None:
    """A bar for each year that has bulletins, the way to its page; None where there are not several."""
    counts = Browsing(store).count_by_year()
    if len(counts) < 2:
        return None
    years = range(min(counts), max(counts) + 1) if max(counts) - min(counts) < MOST_YEARS else sorted(counts)
    return TimeBars("Theo năm", "Năm", draw([
        Bar(f"Năm {year}", str(year), counts.get(year, 0), year_address(year), False) for year in years]))


def year_link(year: int) -> Link:
    """The page of a year."""
    return Link(f"Năm {year}", year_address(year))

"""The page of one value, and the pages of what has no date: how many there are, the newest, bars of years."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.storing.browsing import Browsing
from corpus.storing.store import Store
from indexer.engine.base import Engine
from search_app.around.joined import join_rows
from search_app.browse.values import values_at
from search_app.names import SHORT, value_name
from search_app.params import SearchForm
from search_app.results.finding import PER_PAGE, ask_form, pages_of
from search_app.results.time_bars import TimeBars, make_bars
from search_app.rows import Link, Row, make_rows
from search_app.wording import write_count

UNDATED = "/khong-ro-ngay"


@dataclass(frozen=True)
class ValuePage:
    """A value: its name, the search for all of it, how many bulletins, bars of years, the newest ones."""

    heading: str
    form: SearchForm
    count: str
    bars: TimeBars | None
    rows: tuple[Row, ...]
    rest: Link | None


@dataclass(frozen=True)
class UndatedPage:
    """One page of what has no date."""

    number: int
    count: str
    rows: tuple[Row, ...]
    previous: str
    next: str


def make_value_page(engine: Engine, store: Store, field: str, slug: str) -> ValuePage | None:
    """The page of the values at an address; None where there are none."""
    values = values_at(field, slug)
    if not values:
        return None
    form = SearchForm().filtered(**{field: values})
    answer = ask_form(engine, form, count=True)
    held = store.get_many([hit.id for hit in answer.page.hits])
    shown = [held[hit.id] for hit in answer.page.hits if hit.id in held and not held[hit.id].gone_on]
    total = answer.page.total
    return ValuePage(
        heading=f"{SHORT[field]}: {', '.join(value_name(field, value) for value in values)}",
        form=form,
        count=f"{write_count(total)} bản tin",
        bars=make_bars(form, answer.page.facets),
        rows=tuple(make_rows(shown)),
        rest=Link(f"Xem tất cả {write_count(total)} bản tin", form.address) if total > PER_PAGE else None,
    )


def make_undated_page(store: Store, number: int) -> UndatedPage | None:
    """A page of what has no date, from 1 on; None behind the last."""
    browsing = Browsing(store)
    total = browsing.count_undated()
    last = pages_of(total)
    if number > max(last, 1):
        return None
    shown = browsing.undated((number - 1) * PER_PAGE, PER_PAGE)
    return UndatedPage(
        number, f"{write_count(total)} bản tin", tuple(join_rows(shown, store)),
        undated_address(number - 1) if number > 1 else "", undated_address(number + 1) if number < last else "")


def undated_address(number: int) -> str:
    """Where a page of them lies.

    >>> undated_address(1), undated_address(3)
    ('/khong-ro-ngay', '/khong-ro-ngay?trang=3')
    """
    return f"{UNDATED}?trang={number}" if number > 1 else UNDATED

""""Xem tin theo ngày": the pages of days, months and years. They need the store alone, no index."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from corpus.dates.calendar_day import DayRange
from corpus.dates.local_time import local_today
from corpus.dates.ranges import parse_range
from corpus.storing.browsing import Browsing
from corpus.text import tidy
from search_app.addresses import day_address, month_address, year_address
from search_app.days.calendar_grid import DayPage, MonthGrid, YearPage, make_day, make_month, make_titles, make_year
from search_app.library import store
from search_app.params import MAX_DATE_CHARS

pages = Blueprint("days", __name__)

NOT_UNDERSTOOD = "Chưa hiểu “{typed}”. Hãy nhập ngày/tháng/năm, ví dụ 27/3/2017."
Page = str | tuple[str, int] | Response


@pages.get("/ngay")
def choose() -> Page:
    """A typed day, month or year leads to its page; nothing typed leads to the month of the latest bulletin."""
    typed = tidy(request.args.get("ngay", "")[:10 * MAX_DATE_CHARS])[:MAX_DATE_CHARS]
    latest = Browsing(store()).coverage().last_day
    if latest is None:  # a portal without dates, or an empty store: no calendar leads anywhere
        return redirect("/khong-ro-ngay" if Browsing(store()).has_undated() else "/")
    asked = parse_range(typed, local_today()) if typed else None
    if typed and asked is None:
        grid = make_month(store(), latest.year, latest.month)
        titles, rest = make_titles(store(), latest.year, latest.month)
        return render_template("days/month.html", grid=grid, titles=titles, rest=rest, typed=typed,
                               error=NOT_UNDERSTOOD.format(typed=typed))
    return redirect(address_of(asked) if asked else month_address(latest.year, latest.month))


def address_of(asked: DayRange) -> str:
    """The page that shows a range best: its day, its month, or the year in which it begins."""
    if asked.first == asked.last:
        return day_address(asked.first)
    if (asked.first.year, asked.first.month) == (asked.last.year, asked.last.month):
        return month_address(asked.first.year, asked.first.month)
    return year_address(asked.first.year)


@pages.get("/ngay/<int:year>/<int:month>/<int:day>")
def show_day(year: int, month: int, day: int) -> Page:
    """The bulletins of a day."""
    page = make_day(store(), real_day(year, month, day))
    return render_template("days/day.html", page=page), status_of(page)


@pages.get("/thang/<int:year>/<int:month>")
def show_month(year: int, month: int) -> Page:
    """A month as a calendar."""
    first = real_day(year, month, 1)
    grid = make_month(store(), first.year, first.month)
    titles, rest = make_titles(store(), first.year, first.month)
    return render_template("days/month.html", grid=grid, titles=titles, rest=rest), status_of(grid)


@pages.get("/nam/<int:year>")
def show_year(year: int) -> Page:
    """A year as twelve months."""
    page = make_year(store(), real_day(year, 1, 1).year)
    return render_template("days/year.html", page=page), status_of(page)


def real_day(year: int, month: int, day: int) -> date:
    """The day that an address names; 404 for the 31st of February."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        abort(404)


def status_of(page: DayPage | MonthGrid | YearPage) -> int:
    """404 outside the days that the store covers, so that no robot follows the calendar to the year 9999."""
    return 200 if page.is_covered else 404

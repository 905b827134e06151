"""/thong-ke: readers by day, what is read and searched most."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from flask import Blueprint, render_template

from corpus.dates.local_time import LOCAL_TIME
from corpus.dates.writing import write_day
from corpus.storing.store import Store
from indexer.engine.base import EngineError
from search_app.addresses import choose_bulletin, possible_ids
from search_app.library import library, store
from search_app.params import SearchForm
from search_app.results.finding import ask_form
from search_app.rows import Link, make_row
from search_app.visits.counting import visits

pages = Blueprint("visits", __name__)

DAYS, MOST, SPAN = 14, 10, 30  # days in the table; lines of each list; days that those are of


@pages.get("/thong-ke")
def show() -> str:
    """The counts; a sentence where nothing is counted."""
    since = (datetime.now(LOCAL_TIME) - timedelta(days=SPAN)).date().isoformat()
    try:
        record = visits().record
        days = [(write_day(datetime.fromisoformat(one.day).date()), one) for one in record.days(DAYS)]
        read, searched = record.most("tin", since, 2 * MOST), record.most("tim", since, 2 * MOST)
    except sqlite3.Error:
        days, read, searched = [], [], []
    return render_template("visits/visits.html", days=days, span=SPAN, read=read_links(store(), read)[:MOST],
                           searched=search_links(searched)[:MOST])


def read_links(store: Store, read: list[tuple[str, int]]) -> list[Link]:
    """The bulletins that are read most; those that are no longer there are passed over."""
    links = []
    for path, count in read:
        found = choose_bulletin(path, list(store.get_many(possible_ids(path)).values()))
        if found and not found.gone_on:
            row = make_row(found, with_teaser=False)
            links.append(Link(row.title, row.address, count))
    return links


def search_links(searched: list[tuple[str, int]]) -> list[Link]:
    """The searches that are asked most, those that find something."""
    try:
        engine = library().engine
        return [Link(text, form.address, count) for text, count in searched for form in [SearchForm(text=text)]
                if ask_form(engine, form, library().known, per_page=0).total]
    except EngineError:
        return []

"""/duyet and what it leads to."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from indexer.engine.base import EngineError
from search_app.addresses import BROWSED
from search_app.browse.listing import make_undated_page, make_value_page
from search_app.browse.values import links_of
from search_app.keeping import keep, what_answers
from search_app.library import library, store
from search_app.names import LEGENDS
from search_app.params import read_count
from search_app.rows import Link

pages = Blueprint("browse", __name__)

SHOWN = 8  # values of each filter on the page that has all of them
MOST_UNDATED_PAGES = 999_999
FIELDS = {path: field for field, path in BROWSED.items()}


@pages.get("/duyet")
def everything() -> Response:
    """All ways to browse. Where no index answers, the days and what has none are still there."""
    def make() -> str:
        return render_template("browse/all.html", groups=[
            (LEGENDS[field], path, links[:SHOWN], len(links)) for field, path in BROWSED.items()
            for links in [links_or_none(field)] if links])
    return keep("duyet", what_answers, make)


def links_or_none(field: str) -> tuple[Link, ...]:
    """The values of a filter, none where no index answers."""
    try:
        return links_of(field)
    except EngineError:
        return ()


def show_values(path: str) -> Response:
    """All values of a filter."""
    field = FIELDS[path]
    return keep(("duyet", field), what_answers, lambda: render_template(
        "browse/values.html", heading=LEGENDS[field], links=links_of(field)))


def show_value(path: str, slug: str) -> Response:
    """One value: its bulletins."""
    field = FIELDS[path]

    def make() -> str:
        page = make_value_page(library().engine, store(), field, slug) or abort(404)
        return render_template("browse/value.html", page=page, up=path, up_text=LEGENDS[field])
    return keep(("duyet", field, slug), what_answers, make)


for _path, _field in FIELDS.items():
    pages.add_url_rule(_path, f"{_field}_values", show_values, defaults={"path": _path})
    pages.add_url_rule(f"{_path}/<slug>", _field, show_value, defaults={"path": _path})


@pages.get("/khong-ro-ngay")
def undated() -> str:
    """What has no date, a page at a time. It needs the store alone."""
    number = read_count(request.args.get("trang", ""), MOST_UNDATED_PAGES) or 1
    page = make_undated_page(store(), number) or abort(404)
    return render_template("browse/undated.html", page=page)

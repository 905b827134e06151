"""/dia-danh/…: the page of a unit, or the units that bear a name; /api/v1/dia-danh/…; /ban-do: counts on a map."""

from __future__ import annotations

import json

from flask import Blueprint, abort, redirect, render_template
from werkzeug.wrappers import Response

from corpus.places.gazetteer import Gazetteer
from corpus.dates.local_time import local_today
from corpus.places.spelling import COMMUNE, DISTRICT, PROVINCE, slug
from corpus.places.unit import Unit
from indexer.engine.query import UNDECIDED, Query
from search_app.addresses import place_address
from search_app.keeping import keep, what_answers
from search_app.library import library, store
from search_app.places.charts import make_chart
from search_app.params import SearchForm
from search_app.places.page import PlacePage, as_json, form_of, make_page
from search_app.rows import Link

pages = Blueprint("places", __name__)

MAX_PATH_CHARS = 120
ISLANDS = ("Hoàng Sa", "Trường Sa")  # by their names on the map of the country, on which they are small and far away


def gazetteer() -> Gazetteer:
    """The units that the index was read by; 404 where there is no index."""
    reader = library().known.places
    return reader.gazetteer if reader else abort(404)


def page_of(unit: Unit) -> PlacePage:
    """The page of a unit."""
    return make_page(unit, gazetteer(), library().engine, library().known, store().get_many, local_today())


@pages.get("/dia-danh/<path>")
def show_place(path: str) -> str | Response:
    """A unit; of a bare name the units that bear it, or the one if there is no other."""
    found = gazetteer().units.get(path) if len(path) <= MAX_PATH_CHARS else abort(404)
    if found:
        return keep(("dia-danh", path), what_answers,
                    lambda: render_template("places/place.html", page=page_of(found)))
    units = [unit for unit in gazetteer().units.values() if slug(unit.bare) == path or slug(unit.name) == path]
    if not units:
        abort(404)
    if len(units) == 1:
        return redirect(place_address(units[0].id), 302)
    links = [Link(f"{unit.name}{said_of(unit)}", place_address(unit.id)) for unit in sorted(
        units, key=lambda unit: (bool(unit.valid_to), unit.id))]
    return render_template("places/readings.html", name=units[0].bare, links=links)


def said_of(unit: Unit) -> str:
    """The province of a unit, and that it has ended."""
    province = gazetteer().province_of(unit, unit.valid_from)
    place = f" ({province.bare})" if province and province is not unit else ""
    return f"{place}, đã thôi từ {'/'.join(reversed(unit.valid_to.split('-')))}" if unit.valid_to else place


@pages.get("/api/v1/dia-danh/<path>")
def tell_place(path: str) -> Response:
    """A unit for machines."""
    found = gazetteer().find(path) if len(path) <= MAX_PATH_CHARS else None
    if found is None:
        abort(404)
    return keep(("api/dia-danh", path), what_answers,
                lambda: json.dumps(as_json(page_of(found)), ensure_ascii=False), "application/json")


@pages.get("/ban-do")
def show_map() -> Response:
    """The provinces of today, and how many bulletins name each or a place in it."""
    return keep("ban-do", what_answers, lambda: render_map(None))


@pages.get("/ban-do/<path>")
def show_province(path: str) -> Response:
    """The communes of a province."""
    found = gazetteer().units.get(path) if len(path) <= MAX_PATH_CHARS else None
    if found is None or found.level != PROVINCE or found.valid_to:
        abort(404)
    return keep(("ban-do", path), what_answers, lambda: render_map(found))


def render_map(province: Unit | None) -> str:
    """The map of the country or of a province."""
    known = gazetteer()
    facets = library().engine.search(Query(facets=("province", "commune"), per_page=1, joined=True)).facets
    counts = {one.value: one.count for counted in facets.values() for one in counted}
    today = [unit for unit in known.units.values() if not unit.valid_to and unit.level != DISTRICT]
    communes = [unit for unit in today if unit.level == COMMUNE and (
        province is None or unit.parent_on("") == province.id)]
    islands = [unit for unit in communes if unit.bare in ISLANDS]
    shown = communes if province else [*(unit for unit in today if unit.level == PROVINCE), *islands]
    counted = [(unit, counts.get(unit.id, 0)) for unit in shown]
    table = sorted(counted, key=lambda one: (-one[1], one[0].folded))
    return render_template(
        "places/map.html", province=province, labelled={unit.name for unit in islands},
        chart=make_chart(counted, () if province else [(unit, counts.get(unit.id, 0)) for unit in communes]),
        undecided=Link("Chưa xác định", SearchForm().filtered(province=(UNDECIDED,)).address, counts.get(UNDECIDED, 0)),
        rows=[(Link(unit.name, place_address(unit.id)), Link("", form_of(unit).address, count))
              for unit, count in table])

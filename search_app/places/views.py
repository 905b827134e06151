"""/dia-danh/…: the page of a unit, or the units that bear a name; /api/v1/dia-danh/…; /ban-do: counts on a map."""

from __future__ import annotations

import json

from flask import Blueprint, abort, redirect, render_template
from werkzeug.wrappers import Response

from corpus.places.gazetteer import Gazetteer
from corpus.places.spelling import PROVINCE, slug
from corpus.places.unit import Unit
from search_app.addresses import map_address, place_address
from search_app.keeping import keep, what_answers
from search_app.library import library, store
from search_app.places.charts import make_chart
from search_app.places.page import PlacePage, as_json, count_naming, make_page
from search_app.rows import Link

pages = Blueprint("places", __name__)

MAX_PATH_CHARS = 120


def gazetteer() -> Gazetteer:
    """The units that the index was read by; 404 where there is no index."""
    reader = library().known.places
    return reader.gazetteer if reader else abort(404)


def page_of(unit: Unit) -> PlacePage:
    """The page of a unit."""
    return make_page(unit, gazetteer(), library().engine, store().get_many)


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
    known, engine = gazetteer(), library().engine
    if province is None:
        units = [unit for unit in known.units.values() if unit.level == PROVINCE and not unit.valid_to]
        islands = [unit for unit in known.units.values() if unit.kind == "đặc khu" and not unit.valid_to
                   and unit.bare in ("Hoàng Sa", "Trường Sa")]
    else:
        units = [unit for unit in known.children_of.get(province.id, ()) if not unit.valid_to]
        islands = []
    counted = [(unit, count_naming(engine, with_all_below(unit, known)).total) for unit in (*units, *islands)]
    chart = make_chart(counted, lambda unit: map_address(unit.id) if unit.level == PROVINCE else place_address(unit.id))
    table = sorted(counted, key=lambda one: (-one[1], one[0].folded))
    return render_template("places/map.html", province=province, chart=chart, labelled={one.name for one in islands},
                           rows=[Link(unit.name, place_address(unit.id), count) for unit, count in table])


def with_all_below(unit: Unit, known: Gazetteer) -> list[Unit]:
    """A unit with all that was ever part of it, by any name: a part counts in each of its heirs."""
    found = {unit.id: unit}
    waiting = [unit]
    for one in waiting:
        makers = [maker for maker, _ in known.makers_of.get(one.id, ())]
        for other in (*known.children_of.get(one.id, ()), *makers):
            if other.id not in found and (other.level == "commune" or unit.level == PROVINCE):
                found[other.id] = other
                waiting.append(other)
    return list(found.values())

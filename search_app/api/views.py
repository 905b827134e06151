"""/api/v1/…, the document that describes it, and /api, which explains it to people."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Response, render_template, request

from corpus.dates.local_time import local_today
from corpus.storing.browsing import Browsing
from indexer.asking.search import Answer
from indexer.suggest.completions import MAX_CHARS
from search_app.api import reading
from search_app.api.cursors import read_cursor
from search_app.api.endpoints import ENDPOINTS
from search_app.api.openapi import make_document
from search_app.api.searching import make_search
from search_app.api.values import Suggested, Suggestions, write
from search_app.doors.listing import list_found
from search_app.doors.problems import find_problems
from search_app.keeping import keep, what_answers
from search_app.library import library, site_address, store
from search_app.params import MAX_PAGE, SearchForm, read_form
from search_app.problem import problem
from search_app.results.finding import ask_facets, find
from search_app.suggestions.views import find_suggestions

pages = Blueprint("api", __name__)

JSON = "application/json"
WRONG = "Yêu cầu có tham số không hợp lệ."
STALE = "Con trỏ thuộc về một chỉ mục đã được thay. Hãy bắt đầu lại từ trang đầu."


@pages.get("/api/v1/tim-kiem")
def search() -> Response:
    """A page of results; by a cursor any page, however far."""
    form, wrong = asked(("con_tro",))
    cursor = request.args.get("con_tro", "")
    place = read_cursor(cursor) if cursor else None
    if cursor and place is None:
        wrong["con_tro"] = "Không phải con trỏ."
    if wrong:
        return problem(422, WRONG, wrong)
    if place and place[0] != generation():
        return problem(409, STALE)
    if place:
        form = replace(form, page=place[1])
    address = site_address()

    def make() -> str:
        held = find(library().engine, store(), form, library().suggester, library().known,
                    most_pages=place[1] if place else MAX_PAGE)
        return write(make_search(list_found(held, address), held.answer.page.facets, generation(), MAX_PAGE))

    return give(("json", form, address, bool(place)), make)


@pages.get("/api/v1/ban-tin/<rest:id>")
def bulletin(id: str) -> Response:
    """A bulletin; 410 where its source has taken it down."""
    found = store().get_many([id]).get(id)
    if found is None:
        return problem(404, "Không có bản tin này.")
    if found.gone_on:
        return problem(410, "Bản tin đã được gỡ khỏi nguồn.")
    address = site_address()
    return give(("ban-tin", id, address), lambda: write(reading.make_document(found, address)), found.collected_at)


@pages.get("/api/v1/ngay")
def days() -> Response:
    """Counts of years, months or days."""
    by = request.args.get("theo", "") or "nam"
    return counted(lambda answer: write(reading.make_days(answer, by)), (reading.STEPS.get(by, ""),), ("theo",),
                   {} if by in reading.STEPS else {"theo": f"Chỉ nhận: {', '.join(reading.STEPS)}."})


@pages.get("/api/v1/bo-loc")
def facets() -> Response:
    """Values of filters."""
    return counted(lambda answer: write(reading.make_facet_values(answer)), reading.ALL_FACETS)


def counted(make: Callable[[Answer], str], names: tuple[str, ...], more: tuple[str, ...] = (),
            also_wrong: dict[str, str] | None = None) -> Response:
    """What is counted over all that a form finds."""
    form, wrong = asked((*more,))
    wrong |= also_wrong or {}
    if wrong:
        return problem(422, WRONG, wrong)
    return give(("dem", names, form), lambda: make(ask_facets(library().engine, form, names, library().known)))


@pages.get("/api/v1/nguon")
def sources() -> Response:
    """The sources."""
    return refuse_unknown(()) or give("nguon-json", lambda: write(reading.make_sources()))


@pages.get("/api/v1/goi-y")
def suggestions() -> Response:
    """How a text may go on."""
    typed = request.args.get("q", "")
    return refuse_unknown(("q",)) or give(("goi-y", typed), lambda: write(Suggestions(
        typed[:MAX_CHARS], [Suggested(one.text, one.kind.value) for one in find_suggestions(typed)])))


@pages.get("/api/v1/openapi.json")
def description() -> Response:
    """The OpenAPI document."""
    made = json.dumps(make_document(library().settings.name, site_address()), ensure_ascii=False)
    return Response(made, mimetype=JSON)


@pages.get("/api")
def explained() -> str:
    """The API, for people."""
    return render_template("api/api.html", endpoints=ENDPOINTS)


def asked(more: tuple[str, ...]) -> tuple[SearchForm, dict[str, str]]:
    """The form that the address asks for, and what is wrong with it."""
    form = replace(read_form(request.args, local_today()), explained=False)
    return form, dict(find_problems(request.args, form, more))


def refuse_unknown(known: tuple[str, ...]) -> Response | None:
    """What answers a parameter that an address does not have."""
    unknown = {name: "Không có tham số này." for name in request.args if name not in known}
    return problem(422, WRONG, unknown) if unknown else None


def generation() -> str:
    """The name of the index that answers, "" for an engine of one's own."""
    published = library().generation
    return published.name if published else ""


def give(name: Hashable, make: Callable[[], str], changed: datetime | None = None) -> Response:
    """An answer, 304 to whom has it: by its tag, or by when anything was last changed."""
    return keep(name, what_answers, make, JSON, changed or Browsing(store()).coverage().updated_at)

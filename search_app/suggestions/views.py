"""/goi-y: how what is being typed may go on, for the list under the box. The box does its work without it."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from corpus.dates.local_time import local_today
from indexer.asking.offers import offer
from indexer.asking.search import Question, ask
from indexer.suggest.completions import MAX_CHARS, Completion, Kind
from search_app.addresses import bulletin_address
from search_app.library import library, store
from search_app.params import MAX_QUERY_CHARS, SearchForm

pages = Blueprint("suggestions", __name__)

# A reader who types, deletes and types again asks the same thing; and everyone begins with the same few letters.
FRESH = "public, max-age=60"
OPENSEARCH = "opensearch"  # the value of `dang` that browsers' own boxes ask for
SAME_TITLES = 20  # that are looked through for the one that was chosen
SIGNS = "\"'“”…"  # in which a title may be offered


@pages.get("/goi-y")
def suggest() -> Response:
    """{"q": what was typed, "suggestions": [{"text", "kind": "phrase", "number" or "title", "address" of the bulletin
    of a title}, …]}, eight at most, the best first; none where the text is too short or too long, or nothing is
    published. With `dang=opensearch` the list that browsers' boxes read."""
    typed = request.args.get("q", "")
    found = find_suggestions(typed)
    if request.args.get("dang") == OPENSEARCH:
        listed = json.dumps([typed[:MAX_CHARS], [one.text for one in found]], ensure_ascii=False)
        answer = Response(listed, mimetype="application/x-suggestions+json")
    else:
        answer = jsonify(q=typed[:MAX_CHARS], suggestions=[
            {"text": one.text, "kind": one.kind.value} | address_of(one.text, one.kind) for one in found])
    answer.headers["Cache-Control"] = FRESH
    return answer


def find_suggestions(typed: str) -> list[Completion]:
    """How a text may go on."""
    suggester = library().suggester
    return list(offer(suggester, typed, local_today())) if suggester and len(typed) <= MAX_CHARS else []


def address_of(text: str, kind: Kind) -> dict[str, str]:
    """Where a suggestion leads that is a bulletin's title; the others are searched for."""
    return {"address": f"/tin?{urlencode({'tieu_de': text})}"} if kind is Kind.TITLE else {}


@pages.get("/tin")
def open_title() -> AnyResponse:
    """The bulletin that has a title, the newest of several; the search for it where none has."""
    title = request.args.get("tieu_de", "")[:2 * MAX_QUERY_CHARS].strip(SIGNS + " ")
    answer = ask(library().engine, Question(title, per_page=SAME_TITLES, facets=(), dated=False), library().known)
    held = store().get_many([hit.id for hit in answer.page.hits])
    same = [bulletin for bulletin in held.values() if title and not bulletin.gone_on
            and bulletin.title.strip(SIGNS + " ").startswith(title)]
    if not same:
        return redirect(SearchForm(text=title[:MAX_QUERY_CHARS]).address)
    return redirect(bulletin_address(max(same, key=lambda bulletin: str(bulletin.published_on or ""))))

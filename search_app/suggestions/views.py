"""/goi-y: how what is being typed may go on, for the list under the box. The box does its work without it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from corpus.dates.local_time import local_today
from indexer.asking.offers import offer
from indexer.suggest.completions import MAX_CHARS
from search_app.library import library

pages = Blueprint("suggestions", __name__)

# A reader who types, deletes and types again asks the same thing; and everyone begins with the same few letters.
FRESH = "public, max-age=60"


@pages.get("/goi-y")
def suggest() -> Response:
    """{"q": what was typed, "suggestions": [{"text", "kind": "phrase", "number" or "title"}, …]}, eight at
    most, the best first; none where the text is too short or too long, or nothing is published."""
    typed = request.args.get("q", "")
    suggester = library().suggester
    found = offer(suggester, typed, local_today()) if suggester and len(typed) <= MAX_CHARS else []
    answer = jsonify(q=typed[:MAX_CHARS],
                     suggestions=[{"text": one.text, "kind": one.kind.value} for one in found])
    answer.headers["Cache-Control"] = FRESH
    return answer

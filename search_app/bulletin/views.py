"""/tin/…: the page of a bulletin."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template
from werkzeug.wrappers import Response

from corpus.dates.local_time import local_today
from search_app.addresses import bulletin_address, bulletin_path, choose_bulletin, possible_ids
from search_app.bulletin.article import make_article
from search_app.keeping import keep, what_answers
from search_app.library import library, site_address, store

pages = Blueprint("bulletin", __name__)

MAX_PATH_CHARS = 600  # an id of any sane length and a slug


@pages.get("/tin/<rest:path>")
def show_bulletin(path: str) -> tuple[str, int] | Response:
    """A bulletin; 301 where the slug is another, 410 where the source has taken it down."""
    held = store().get_many(possible_ids(path)) if len(path) <= MAX_PATH_CHARS else {}
    found = choose_bulletin(path, list(held.values())) or abort(404)
    if path != bulletin_path(found):
        return redirect(bulletin_address(found), 301)
    base, site, today = site_address(), library().settings.name, local_today()
    if found.gone_on:
        return render_template("bulletin/gone.html", page=make_article(found, store(), base, site, today)), 410
    return keep(("tin", found.id, base, today), what_answers, lambda: render_template(
        "bulletin/bulletin.html", page=make_article(found, store(), base, site, today)))

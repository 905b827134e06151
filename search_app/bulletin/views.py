"""/tin/…: the page of a bulletin; /sua-doi/…: what was changed in it."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template
from werkzeug.wrappers import Response

from corpus.dates.local_time import local_today
from search_app.addresses import bulletin_address, bulletin_path, choose_bulletin, possible_ids, versions_address
from search_app.bulletin.article import make_article
from search_app.bulletin.versions import make_versions
from search_app.keeping import keep, what_answers
from search_app.library import library, site_address, store

pages = Blueprint("bulletin", __name__)

MAX_PATH_CHARS = 600  # an id of any sane length and a slug


@pages.get("/sua-doi/<rest:path>")
def show_versions(path: str) -> Response:
    """What was changed in a bulletin; 301 to the bulletin where nothing was, 404 and 410 as for the bulletin."""
    held = store().get_many(possible_ids(path)) if len(path) <= MAX_PATH_CHARS else {}
    found = choose_bulletin(path, list(held.values())) or abort(404)
    if found.gone_on or found.version < 2:
        return redirect(bulletin_address(found), 302)
    if path != bulletin_path(found):
        return redirect(versions_address(found), 301)
    return keep(("sua-doi", found.id), what_answers, lambda: render_template(
        "bulletin/versions.html", page=make_versions(store().versions(found.id))))


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

"""/tim-kiem: read the form, ask, present, render."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from corpus.dates.local_time import local_today
from search_app.around.joined import latest_rows
from search_app.keeping import keep, what_answers
from search_app.library import library, store
from search_app.params import read_form
from search_app.results.finding import find
from search_app.results.numbered import look_beside
from search_app.results.present import present

pages = Blueprint("results", __name__)


@pages.get("/tim-kiem")
def search() -> str | Response:
    """The results of a search; without words and filters, or with too many words, the latest bulletins."""

    def make() -> str:
        found = find(library().engine, store(), form, library().suggester, library().known) if said else None
        if found is None or found.says_nothing:
            return render_template("results/ask.html", form=form, latest=latest_rows(store()))
        return render_template("results/results.html", form=found.form, page=present(found), card=look_beside(found))

    form = read_form(request.args, local_today())
    said = not form.is_blank and not form.text_error
    return keep(form, what_answers, make) if said and not form.explained else make()

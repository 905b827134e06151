"""The pages: read the form, ask, present, render."""

from __future__ import annotations

from datetime import datetime, timezone

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from corpus.store import StoreError
from corpus.vietnamese_dates import local_today
from indexer.engine.base import EngineError
from search_app.addresses import bulletin_address, bulletin_path, choose_bulletin, possible_ids
from search_app.article import make_article
from search_app.calendar_grid import make_month
from search_app.finding import find
from search_app.keeping import keep, what_answers
from search_app.library import library, store
from search_app.params import SearchForm, read_form
from search_app.present import present
from search_app.rows import Row, make_row
from search_app.wording import write_coverage

pages = Blueprint("pages", __name__)

LATEST_SHOWN = 10
MAX_PATH_CHARS = 600  # an id of any sane length and a slug
ROBOTS = "User-agent: *\nDisallow: /tim-kiem\nDisallow: /goi-y\nDisallow: /ngay?\n"
Page = str | tuple[str, int] | AnyResponse


@pages.get("/")
def home() -> Page:
    """The front page: the box, the latest bulletins, the calendar. It needs the store alone."""

    def make() -> str:
        coverage = store().coverage()
        day = coverage.last_day or today
        return render_template("home.html", form=SearchForm(), latest=latest_rows(), coverage=write_coverage(coverage),
                               grid=make_month(store(), day.year, day.month, day) if coverage.last_day else None)

    today = local_today()
    return keep(("home", today), store().watermark, make)


@pages.get("/tim-kiem")
def search() -> Page:
    """The results of a search; without words and filters, or with too many words, the latest bulletins."""

    def make() -> str:
        found = find(library().engine, store(), form, library().suggester, library().abbreviations) if said else None
        if found is None or found.says_nothing:
            return render_template("ask.html", form=form, latest=latest_rows())
        return render_template("results.html", form=found.form, page=present(found))

    form = read_form(request.args, local_today())
    said = not form.is_blank and not form.text_error
    return keep(form, what_answers, make) if said and not form.explained else make()


def latest_rows() -> list[Row]:
    """The latest bulletins, as lines of a list."""
    return [make_row(bulletin) for bulletin in store().latest(LATEST_SHOWN)]


@pages.get("/tin/<rest:path>")
def show_bulletin(path: str) -> Page:
    """A bulletin; 301 where the slug is another, 410 where the source has taken it down."""
    held = store().get_many(possible_ids(path)) if len(path) <= MAX_PATH_CHARS else {}
    bulletin = choose_bulletin(path, list(held.values())) or abort(404)
    if path != bulletin_path(bulletin):
        return redirect(bulletin_address(bulletin), 301)
    if bulletin.gone_on:
        return render_template("gone.html", page=make_article(bulletin, store())), 410
    return keep(("tin", bulletin.id), what_answers,
                lambda: render_template("bulletin.html", page=make_article(bulletin, store())))


@pages.get("/tro-giup")
def help_page() -> Page:
    """How to search."""
    return render_template("help.html")


@pages.get("/suc-khoe")
def health() -> tuple[dict[str, object], int]:
    """Whether searches can be answered, from which generation, and how old it is; 503 where they cannot."""
    try:
        count, generation = library().engine.count(), library().generation
        held = store().count()
    except (EngineError, StoreError) as error:
        return {"status": "unavailable", "reason": type(error).__name__}, 503
    age = datetime.now(timezone.utc) - datetime.fromisoformat(generation.built_at) if generation else None
    return {
        "status": "ok",
        "generation": generation.name if generation else None,
        "count": count,
        "store_count": held,
        "age_seconds": round(age.total_seconds()) if age else None,
    }, 200


@pages.get("/robots.txt")
def robots() -> Response:
    """What robots may read: everything but searches."""
    return Response(ROBOTS, mimetype="text/plain")

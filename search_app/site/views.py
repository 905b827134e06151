"""The front page, the help, and what machines ask of the whole site: its health, and what robots may read."""

from __future__ import annotations

import json
from datetime import datetime, timezone

from flask import Blueprint, Response, render_template
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from corpus.dates.local_time import local_today
from corpus.storing.browsing import Browsing
from corpus.storing.checking import look_at_some
from corpus.storing.errors import StoreDamaged, StoreError
from indexer.engine.base import EngineError
from search_app.addresses import BROWSED
from search_app.around.joined import latest_rows
from search_app.browse.views import links_or_none
from search_app.days.calendar_grid import make_month, make_year_bars
from search_app.keeping import keep, what_answers
from search_app.library import library, site_address, store
from search_app.params import SearchForm
from search_app.site.announced import make_announced
from search_app.visits.counting import visits
from search_app.wording import write_coverage

pages = Blueprint("site", __name__)

SECTIONS = 8  # the largest, on the front page
LOOKED_AT = 20  # texts of the store: a millisecond
ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in (
    "/tim-kiem", "/so-hieu?", "/so-hieu/hang-loat", "/goi-y", "/ngay?", "/api/", "/atom.xml", "/rss.xml", "/xuat.",
    "/nhan-thu"))


@pages.get("/")
def home() -> Response:
    """The front page: the box, the latest bulletins, the calendar. The store alone will do; an index gives examples."""

    def make() -> str:
        coverage = Browsing(store()).coverage()
        day = coverage.last_day or today
        return render_template("site/home.html", form=SearchForm(), latest=latest_rows(store()),
                               coverage=write_coverage(coverage),
                               grid=make_month(store(), day.year, day.month) if coverage.last_day else None,
                               bars=make_year_bars(store()), browsed=BROWSED, here=site_address(),
                               sections=links_or_none("section")[:SECTIONS],
                               linked_data=describe_site(library().settings.name, site_address()))

    today = local_today()
    return keep(("home", today, visits().totals, site_address(), name_of_generation()), store().watermark, make)


def name_of_generation() -> str:
    """The generation that answers, whose examples a page shows; "" where none does."""
    try:
        generation = library().generation
    except EngineError:
        return ""
    return generation.name if generation else ""


def describe_site(name: str, base: str) -> Markup:
    """The site and its search, as schema.org tells machines."""
    return htmlsafe_json_dumps({
        "@context": "https://schema.org", "@type": "WebSite", "name": name, "url": f"{base}/", "inLanguage": "vi",
        "potentialAction": {"@type": "SearchAction", "target": {
            "@type": "EntryPoint", "urlTemplate": f"{base}/tim-kiem?q={{search_term_string}}"},
            "query-input": "required name=search_term_string"}}, dumps=json.dumps)


@pages.get("/tro-giup")
def help_page() -> str:
    """How to search."""
    return render_template("site/help.html")


@pages.get("/ve-du-lieu")
def about_data() -> Response:
    """Where the bulletins come from, how far they go and how complete and fresh they are; who answers for the pages."""
    browsing = Browsing(store())
    sources = browsing.by_source()

    def make() -> str:
        generation = library().generation
        return render_template("site/data.html", coverage=write_coverage(browsing.coverage()), sources=sources,
                               undated=browsing.count_undated(), announced=make_announced(store()),
                               built=datetime.fromisoformat(generation.built_at) if generation else None)

    # A crawl that brings nothing new may yet find that links are dead: it moves no watermark.
    return keep(("data", site_address(), tuple(source.crawled_at for source in sources)), what_answers, make)


@pages.get("/en")
def english() -> str:
    """What the rules ask to be told in English: who runs the site, how to reach them, what it is."""
    return render_template("site/english.html")


@pages.get("/healthz")
def alive() -> tuple[dict[str, object], int]:
    """That a process answers at all, whatever it may answer from: who gets no answer starts it anew."""
    return {"status": "ok"}, 200


@pages.get("/readyz")
@pages.get("/suc-khoe")
def health() -> tuple[dict[str, object], int]:
    """Whether searches can be answered, from which generation, and how old it is; 503 where they cannot.

    A few texts of the store are read each time, others each time: damage that no reader has met yet is met here.
    """
    try:
        count, generation = library().engine.count(), library().generation
        held = store().count()
        Browsing(store()).latest(1)
        look_at_some(store(), LOOKED_AT)
        if library().is_damaged:
            return {"status": "unavailable", "reason": StoreDamaged.__name__}, 503
    except (EngineError, StoreError) as error:
        if isinstance(error, StoreDamaged):
            library().notice_damage(error)
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
    """What robots may read: everything but searches and their other doors."""
    return Response(f"{ROBOTS}Sitemap: {site_address()}/sitemap.xml\n", mimetype="text/plain")

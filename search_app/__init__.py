"""The pages of the search: a question in the address bar, a page on the screen.

What every feature uses:

colours.py                  whether text can be read on a colour
settings.py, settings_file.py  what an installation may choose; bantin.toml and the environment
wording.py                  days and counts in words
addresses.py, params.py     the address bar, written and read; the form of the box that stands on every page
open_stores.py, library.py  the store, lent to a request, and the index that is live
kept_pages.py, keeping.py   pages that were made before, and when they may be given again
names.py                    how filters and their values are called
rows.py                     a bulletin as a line of a list
word_breaks.py              line breaks that respect words
marked_text.py              pieces of a text, what was found marked
examples.py                 questions that find something here
ways.py                     which ways lead anywhere
problem.py                  what went wrong, as machines are told it
static_files.py, headers.py, errors.py, repeated_lines.py  files, what every answer says to the browser, failures
rate_limits.py              how much one client may ask; who that is, behind a proxy
serving/                    the server: processes and connections; what is refused, and how

A feature is a folder, with its view, what it finds and what it shows; its templates lie in templates/ under its name:

numbers/      document numbers: as links, the documents that bear them, lists of them
places/       units with their days and names, the map
results/      a search and its page
bulletin/     one bulletin
days/         the calendar: days, months, years
browse/       by source, section, author, body, kind of document; what has no date
doors/        results for machines: JSON, feeds, tables
alerts/       what is new of a search, by mail
api/          all of it for programs, described by OpenAPI
metrics/      what those who run the site want to measure
visits/       how many readers there are, what they read most
suggestions/  what the list under the box is told while a reader types
site/         the front page, the help, the health of it all
"""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, PathConverter

from corpus.dates.writing import WEEKDAYS, write_day
from indexer.documents.reader import DocumentReader
from indexer.engine.base import Engine
from search_app import errors, headers, library, rate_limits
from search_app.alerts import confirming
from search_app.alerts import views as alert_views
from search_app.api import views as api_views
from search_app.browse import views as browse_views
from search_app.bulletin import views as bulletin_views
from search_app.days import views as day_views
from search_app.doors import views as door_views
from search_app.examples import KnownExamples
from search_app.marked_text import show_marked
from search_app.metrics import views as metrics_views
from search_app.numbers import api as number_api
from search_app.numbers import views as number_views
from search_app.params import MAX_DATE_CHARS, MAX_QUERY_CHARS, SearchForm
from search_app.places import views as place_views
from search_app.results import views as results_views
from search_app.results.facets import show_choices
from search_app.results.time_bars import show_bars, show_table
from search_app.rows import show_line
from search_app.serving.limits import MAX_BODY_BYTES
from search_app.settings import Settings
from search_app.site import looks as site_looks
from search_app.site import views as site_views
from search_app.static_files import static_address
from search_app.suggestions import views as suggestion_views
from search_app.visits import counting
from search_app.visits import views as visit_views
from search_app.ways import show_ways
from search_app.word_breaks import KnownRuns
from search_app.wording import SHORT_WEEKDAYS, write_count, write_moment


class Rest(PathConverter):
    """All that is left of an address, leading slashes too: an id may hold any character."""

    regex = r"[\s\S]+"
    part_isolating = False


class Number(IntegerConverter):
    """A number of an address: a day, a month, a year, a part. Thousands of digits are none: reading them would fail."""

    regex = r"\d{1,6}"


def create_app(settings: Settings, engine: Engine | None = None, documents: DocumentReader | None = None) -> Flask:
    """The WSGI app. With an `engine`, that one answers, and `documents` of numbers; else the published index of the
    settings' data folder does."""
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY_BYTES, PROVIDE_AUTOMATIC_OPTIONS=False)
    app.static_folder = "static"  # given above, its rule would be made before the settings, and take OPTIONS
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=app.send_static_file)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    runs = KnownRuns()
    app.jinja_env.filters.update(
        count=write_count, day=write_day, moment=write_moment, source_title=library.source_title,
        words=runs.keep, words_anew=runs.keep_anew, marked=show_marked, marked_title=runs.keep_marked,
        choices=show_choices, bars=show_bars, bars_table=show_table, line=show_line)
    app.jinja_env.globals.update(
        site=settings, static=static_address, blank=SearchForm(), weekdays=tuple(zip(SHORT_WEEKDAYS, WEEKDAYS)),
        max_query=MAX_QUERY_CHARS, max_date=MAX_DATE_CHARS, examples=KnownExamples().look,
    )
    app.url_map.merge_slashes = False
    app.url_map.converters.update(rest=Rest, int=Number)
    library.install(app, settings, engine, documents)
    headers.install(app)
    errors.install(app)
    metrics_views.install(app)
    rate_limits.install(app, settings)
    counting.install(app, settings.own_folder / counting.FILE)
    confirming.install(app, settings)
    app.context_processor(show_ways)
    for feature in (results_views, bulletin_views, day_views, browse_views, suggestion_views, site_views, site_looks,
                    door_views, api_views, number_views, number_api, visit_views,
                    metrics_views, place_views, alert_views):
        app.register_blueprint(feature.pages)
    return app

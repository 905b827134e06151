"""The pages of the search: a question in the address bar, a page on the screen.

settings.py                      what an installation may choose
params.py, addresses.py          the address bar, read and written
library.py, finding.py           the store and the index, and what a form finds in them
open_stores.py                   files that stay open between requests
kept_pages.py, keeping.py        pages that were made before, and when they may be given again
present.py, notes.py, facets.py  what was found → what the results page shows
article.py, rows.py              a bulletin → what its page, or its line in a list, shows
calendar_grid.py, wording.py     days and counts → what the calendar pages show
views.py, days.py                the pages, a few lines each
suggestions.py                   what the list under the box is told while a reader types
errors.py, headers.py            failures, and what every answer says to the browser
static_files.py                  files that browsers may keep for ever
templates/, static/              how it looks
"""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import PathConverter

from corpus.vietnamese_dates import WEEKDAYS
from indexer.engine.base import Engine
from search_app import days, errors, headers, library, suggestions, views
from search_app.params import MAX_DATE_CHARS, MAX_QUERY_CHARS, SearchForm
from search_app.settings import Settings
from search_app.static_files import static_address
from search_app.wording import SHORT_WEEKDAYS, write_count

MAX_BODY_BYTES = 16 * 1024  # nothing is ever posted here; a body is a mistake or an attack


class Rest(PathConverter):
    """All that is left of an address, leading slashes too: an id may hold any character."""

    regex = r"[\s\S]+"
    part_isolating = False


def create_app(settings: Settings, engine: Engine | None = None) -> Flask:
    """The WSGI app. With an `engine`, that one answers; else the published index of the settings' data folder does."""
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY_BYTES, PROVIDE_AUTOMATIC_OPTIONS=False)
    app.static_folder = "static"  # given above, its rule would be made before the settings, and take OPTIONS
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=app.send_static_file)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["count"] = write_count
    app.jinja_env.globals.update(
        site=settings, static=static_address, blank=SearchForm(), weekdays=tuple(zip(SHORT_WEEKDAYS, WEEKDAYS)),
        max_query=MAX_QUERY_CHARS, max_date=MAX_DATE_CHARS,
    )
    app.url_map.merge_slashes = False
    app.url_map.converters["rest"] = Rest
    library.install(app, settings, engine)
    headers.install(app)
    errors.install(app)
    app.register_blueprint(views.pages)
    app.register_blueprint(days.days)
    app.register_blueprint(suggestions.suggestions)
    return app

"""/metrics, for the machine itself and for who measures it; and the counting of every request."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address
from time import perf_counter

from flask import Blueprint, Flask, Response, abort, current_app, g, request

from corpus.storing.browsing import Browsing
from corpus.storing.errors import StoreError
from indexer.engine.base import EngineError
from search_app.library import library, store
from search_app.metrics.measures import Measures
from search_app.rate_limits import is_this_machine

pages = Blueprint("metrics", __name__)

KEY = "bantin-measures"
MIMETYPE = "text/plain; version=0.0.4; charset=utf-8"
NOTHING_FOUND = b'id="khong-co"'  # of the page that says so, kept ones included


def install(app: Flask) -> None:
    """Counts the requests of an app."""
    app.extensions[KEY] = Measures()
    app.before_request(begin)
    app.after_request(count)


def begin() -> None:
    """Looks at the clock."""
    g.began = perf_counter()


def count(response: Response) -> Response:
    """Counts the answer; addresses that are nobody's are one route."""
    measures: Measures = current_app.extensions[KEY]
    route = str(request.url_rule) if request.url_rule else "-"
    measures.count(route, response.status_code, perf_counter() - g.get("began", perf_counter()))
    if request.endpoint == "results.search" and response.status_code == 200 and request.args.get("q"):
        measures.count_search(found=NOTHING_FOUND not in response.get_data())
    return response


@pages.get("/metrics")
def show() -> Response:
    """The measures. Whoever asks through a proxy is a reader, wherever the proxy stands."""
    if not may_read(request.remote_addr or "") or request.headers.get("X-Forwarded-For"):
        abort(404)
    measures: Measures = current_app.extensions[KEY]
    return Response(measures.write(*look()), mimetype=MIMETYPE)


def may_read(address: str) -> bool:
    """Whether measures are told to an address: this machine's own, or of a network that the settings name."""
    if is_this_machine(address):
        return True
    asks = ip_address(address)
    return any(asks in network for network in library().settings.metrics_from)


def look() -> tuple[datetime | None, datetime | None, int | None]:
    """When the index was built, when the last crawl ended, how many bulletins are held; None for what is not known."""
    built = crawled = held = None
    try:
        generation, held = library().generation, library().engine.count()
        built = datetime.fromisoformat(generation.built_at) if generation else None
        crawled = max((one.crawled_at for one in Browsing(store()).by_source() if one.crawled_at), default=None)
    except (EngineError, StoreError):
        pass  # the measures that are missing say so
    return built, crawled, held

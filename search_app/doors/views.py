"""/atom.xml, /rss.xml, /xuat.csv, /xuat.xlsx: the page of results for machines; /opensearch.xml and
/sitemap.xml.

Each asks what the page asks, by the same form and the same function, so that ids, order and totals are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, abort, request, stream_with_context

from corpus.dates.local_time import local_today
from corpus.storing.browsing import Browsing
from search_app.addresses import bulletin_address
from search_app.doors import whole
from search_app.doors.as_feed import write_atom, write_rss
from search_app.doors.as_table import MOST_ROWS, write_csv, write_xlsx
from search_app.doors.describing import write_description
from search_app.doors.listing import Listing, list_bulletins, list_found
from search_app.doors.sitemap import CHUNK, Place, write_chunk, write_index
from search_app.keeping import keep, what_answers
from search_app.library import library, site_address, store
from search_app.params import SearchForm, read_form
from search_app.results.finding import PER_PAGE, Found, find

pages = Blueprint("doors", __name__)

CHECKSUMS = whole.Checksums()
ATOM, RSS = "application/atom+xml", "application/rss+xml"
FIXED = ("/", "/ngay", "/duyet", "/nguon", "/chuyen-muc", "/tac-gia", "/don-vi", "/loai", "/tro-giup", "/ve-du-lieu",
         "/thong-ke", "/api", "/en")  # standing pages
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked() -> SearchForm:
    """The form that the address asks for, which explains nothing."""
    return replace(read_form(request.args, local_today()), explained=False)


def found(form: SearchForm, per_page: int = PER_PAGE) -> Found:
    """What the page for people finds, without what it counts and offers beside it."""
    return find(library().engine, store(), form, library().suggester, library().known, per_page, beside=False)


@pages.get("/atom.xml")
def atom() -> Response:
    """A page of results as an Atom feed."""
    return feed("atom", write_atom, ATOM)


@pages.get("/rss.xml")
def rss() -> Response:
    """A page of results as an RSS feed."""
    return feed("rss", write_rss, RSS)


def feed(name: str, write: Callable[[Listing, str], bytes], mimetype: str) -> Response:
    """A page of results as a feed. As lenient as the page for people: a reader's subscription must not break."""
    form, address = asked(), site_address()
    return keep((name, form, address), what_answers,
                lambda: write(list_found(found(form), address), library().settings.name), mimetype)


@pages.get("/xuat.csv")
def as_csv() -> Response:
    """All results of a search as CSV, up to MOST_ROWS."""
    rows = list(list_bulletins(found(replace(asked(), page=1), MOST_ROWS), site_address()))
    return Response(write_csv(rows), mimetype="text/csv", headers=attached("csv"))


@pages.get("/xuat.xlsx")
def as_xlsx() -> Response:
    """All results of a search as a workbook, up to MOST_ROWS."""
    rows = list_bulletins(found(replace(asked(), page=1), MOST_ROWS), site_address())
    return Response(write_xlsx(rows), mimetype=XLSX, headers=attached("xlsx"))


@pages.get(whole.PATH)
def everything() -> Response:
    """All bulletins as JSON Lines, streamed."""
    return Response(stream_with_context(whole.write_all(store())), mimetype=whole.MIMETYPE, headers=attached("jsonl"))


@pages.get(f"{whole.PATH}.sha256")
def checksum() -> Response:
    """The checksum of that file, as sha256sum(1) reads it."""
    return Response(f"{CHECKSUMS.of(store(), library().stores.identify())}  xuat.jsonl\n", mimetype="text/plain")


def attached(ending: str) -> dict[str, str]:
    """The headers of a file that is saved and not shown."""
    return {"Content-Disposition": f'attachment; filename="ban-tin-{local_today()}.{ending}"'}


@pages.get("/sitemap.xml")
def sitemap() -> Response:
    """The index of the sitemap."""
    held = Browsing(store()).coverage()
    return Response(write_index(site_address(), held.count + len(FIXED), held.updated_at), mimetype="application/xml")


@pages.get("/sitemap-<int:number>.xml")
def sitemap_chunk(number: int) -> Response:
    """One part of the sitemap: the standing pages first, then the bulletins."""
    first = (number - 1) * CHUNK
    if not 0 <= first < Browsing(store()).coverage().count + len(FIXED):
        abort(404)
    address = site_address()
    fixed = [Place(address + path) for path in FIXED[first:first + CHUNK]]
    held = Browsing(store()).named(max(0, first - len(FIXED)), CHUNK - len(fixed))
    return Response(write_chunk([*fixed, *(Place(address + bulletin_address(bulletin), bulletin.collected_at)
                                           for bulletin in held)]), mimetype="application/xml")


@pages.get("/opensearch.xml")
def description() -> Response:
    """What browsers put beside their address bar."""
    settings = library().settings
    return Response(write_description(settings.name, settings.tagline, site_address()),
                    mimetype="application/opensearchdescription+xml")

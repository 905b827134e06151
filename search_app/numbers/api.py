"""/api/v1/so-hieu and /api/v1/van-ban: numbers and documents, for machines. 200 for one document, 300 for several with
all of them, 404 for a number that is not known, 422 for what is no number."""

from __future__ import annotations

import json
from contextlib import closing

from flask import Blueprint, Response, request

from corpus.references.find_references import find_references
from indexer.documents.grouping import Document
from indexer.documents.lookup import look_up
from indexer.documents.missing import find_missing
from indexer.documents.near import near_ones
from search_app.library import library, store
from search_app.numbers import bulk
from search_app.numbers.as_json import (
    API, CAPS, write_answer, write_citing, write_found, write_line, write_mention, write_missing, write_nothing,
    write_refusal, write_whole)
from search_app.numbers.asked import read_path
from search_app.numbers.document_page import in_order
from search_app.numbers.missing_page import PER_PAGE, read_filters
from search_app.numbers.shapes import CitingBulletins, ListAnswer, Moved, TextAnswer
from search_app.numbers.sheets import Refused, read_lines, read_rows, take
from search_app.numbers.turns import TooMany, turns
from search_app.numbers.views import base, typed_number
from search_app.params import read_count
from search_app.serving.limits import MAX_LIST_BYTES

pages = Blueprint("numbers_api", __name__)

BULLETINS_PER_PAGE = 100


def answer(shape: object, status: int = 200, **headers: str) -> Response:
    """A JSON document, which pages of other sites may read."""
    kind = "application/json" if status < 400 or status == 404 else "application/problem+json"
    return Response(json.dumps(shape, ensure_ascii=False, default=vars), status, mimetype=kind,
                    headers={"Access-Control-Allow-Origin": "*", **headers})


def refuse(status: int, title: str, **headers: str) -> Response:
    """What was wrong, as problem+json."""
    return answer(write_refusal(status, title), status, **headers)


@pages.get(f"{API}/so-hieu")
def one() -> Response:
    """What is known of one number."""
    typed = typed_number()
    reader = library().documents
    found = look_up(typed, reader)
    if found.number is None:
        return refuse(422, "Không thấy số hiệu văn bản trong tham số “so”.")
    near = () if found.documents else near_ones(found.number, reader)
    shape = write_answer(typed, found, near, base())
    return answer(shape, shape.status)


@pages.post(f"{API}/so-hieu/tra-cuu")
def text() -> Response:
    """Each reference of a text with its place in code points, and what is known of its number."""
    request.max_content_length = request.max_form_memory_size = MAX_LIST_BYTES
    raw = request.get_data(cache=True, parse_form_data=False)
    try:
        read = json.loads(raw)["van_ban"] if request.is_json else raw.decode("utf-8")
    except (ValueError, KeyError, TypeError):
        return refuse(422, "Hãy gửi văn bản UTF-8, hoặc JSON có khóa “van_ban”.")
    if not isinstance(read, str) or not read.strip():
        return refuse(422, "Không có chữ nào để đọc.")
    if len(read) > bulk.MAX_CHARS:
        return refuse(422, f"Văn bản dài quá {bulk.MAX_CHARS} ký tự.")
    try:
        with turns().take():
            references = find_references(read)
            shapes = list(bulk.answer_references(references, library().documents))
    except TooMany as busy:
        return refuse(429, str(busy), **{"Retry-After": str(busy.seconds)})
    return answer(TextAnswer(CAPS, [write_mention(reference, line, base()) for reference, line in shapes]))


@pages.post(f"{API}/so-hieu/hang-loat")
def many() -> Response:
    """A list of numbers: a file, or lines of text; each row answered in its place."""
    request.max_content_length = request.max_form_memory_size = MAX_LIST_BYTES
    try:
        with turns().take():
            rows, more = read_list()
            lines = [write_line(line, base()) for line in bulk.answer_rows(rows, library().documents)]
    except UnicodeDecodeError:
        return refuse(422, "Hãy gửi các dòng chữ UTF-8, hoặc một tệp tên “tep”.")
    except Refused as refused:
        return refuse(422, str(refused))
    except TooMany as busy:
        return refuse(429, str(busy), **{"Retry-After": str(busy.seconds)})
    return answer(ListAnswer(CAPS, more, lines))


def read_list() -> tuple[list[str], bool]:
    """The rows that were sent, and whether there were more."""
    file = request.files.get("tep")
    if file is None:
        return take(read_lines(request.get_data().decode("utf-8")))
    with closing(file):
        return read_rows(file.read(), file.filename or "")


@pages.get(f"{API}/so-hieu/chua-co")
def missing() -> Response:
    """What is cited and not held."""
    issuer, year, page = read_filters(request.args)
    found = find_missing(library().documents, issuer, year, (page - 1) * PER_PAGE, PER_PAGE)
    return answer(write_missing(found, page, PER_PAGE, base()))


@pages.get(f"{API}/van-ban/<rest:rest>")
def document(rest: str) -> Response:
    """The documents of a number, one of them, or the bulletins of one (…/ban-tin)."""
    reader = library().documents
    bulletins = rest.endswith("/ban-tin")
    asked = read_path(rest.removesuffix("/ban-tin"), reader)
    if asked.moved:
        place = f"{base()}{API}{asked.moved}{'/ban-tin' if bulletins else ''}"
        return answer(Moved(place), 302, Location=place)
    if asked.document:
        return write_bulletins(asked.document) if bulletins else answer(write_whole(asked.document, reader, base()))
    if asked.is_list and not bulletins:
        shape = write_found(asked.found, base())
        return answer(shape, 300 if len(asked.found.documents) > 1 else 200)
    return answer(write_nothing(asked.found, base()), 404)


def write_bulletins(found: Document) -> Response:
    """A page of the bulletins that cite a document, the sure ones first."""
    citing = in_order(library().documents.citing(found))
    pages_ = max(1, -(-len(citing) // BULLETINS_PER_PAGE))
    page = min(read_count(request.args.get("trang", ""), pages_, cap=True) or 1, pages_)
    shown = citing[(page - 1) * BULLETINS_PER_PAGE:page * BULLETINS_PER_PAGE]
    held = {id: bulletin for id, bulletin in store().get_many([one.bulletin for one in shown]).items()
            if not bulletin.gone_on}
    return answer(CitingBulletins(found.address, len(citing), page, pages_, write_citing(shown, held, base())))

"""/so-hieu, /van-ban/…, /so-hieu/hang-loat, /so-hieu/chua-co: numbers and documents, for people."""

from __future__ import annotations

from contextlib import closing
from itertools import chain

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from corpus.dates.local_time import local_today
from corpus.text import plain_dashes, tidy
from indexer.documents.grouping import Document
from indexer.documents.lookup import Found, look_up
from indexer.documents.missing import find_missing
from indexer.documents.near import near_ones
from search_app.keeping import keep, what_answers
from search_app.library import library, store
from search_app.numbers import bulk
from search_app.numbers.asked import read_path
from search_app.numbers.document_page import in_order, make_document_page
from search_app.numbers.key_page import make_key_page
from search_app.numbers.missing_page import COLUMNS, PER_PAGE, WIDTHS, make_missing_page, read_filters, row_of
from search_app.numbers.sheets import MAX_UPLOAD, Refused, read_lines, read_rows, take
from search_app.numbers.shown import number_address, show
from search_app.numbers.tables import XLSX, Cell, write_csv, write_xlsx
from search_app.numbers.turns import TooMany, turns
from search_app.params import MAX_QUERY_CHARS, SearchForm, join_address, read_count
from search_app.rows import make_row
from search_app.serving.limits import MAX_LIST_BYTES

pages = Blueprint("numbers", __name__)

MAX_PAGE = 500  # of the bulletins of a document
MAX_MISSING = 5_000  # rows of a table
NOT_A_NUMBER = "Chưa thấy số hiệu văn bản nào trong “{typed}”. Ví dụ: 20-NQ/TW, 04/QĐ-UBND năm 2022, nghị định 30."


def base() -> str:
    """Where this site lies, without a slash at its end."""
    return library().settings.public_address or request.url_root.rstrip("/")


def typed_number() -> str:
    """What was typed as a number."""
    return plain_dashes(tidy(request.args.get("so", "")[:10 * MAX_QUERY_CHARS]))[:MAX_QUERY_CHARS]


@pages.get("/so-hieu")
def look() -> str | AnyResponse | tuple[str, int]:
    """One box. A number leads to its page, with words that leave one document to that; what is not known shows what is
    near."""
    typed = typed_number()
    if not typed:
        return render_template("numbers/look.html", typed="", message="", found=None)
    found = look_up(typed, library().documents)
    if found.document and found.is_settled:
        return redirect(number_address(found.document.slug, found.document.path), 303)
    if len(found.keys) == 1:
        return redirect(number_address(found.documents[0].slug), 303)
    if found.documents:
        ranked = sorted(found.documents, key=lambda document: (-document.all, document.key, document.path))
        return render_template("numbers/look.html", typed=typed, message="", found=found,
                               documents=list(map(show, ranked[:60])), several=len(found.documents))
    return show_unknown(typed, found)


def show_unknown(typed: str, found: Found) -> tuple[str, int]:
    """What is near a number that nobody names."""
    if found.number is None:
        return render_template("numbers/look.html", typed=typed, message=NOT_A_NUMBER.format(typed=typed), found=None,
                               search=join_address({"q": typed})), 404
    near = list(map(show, near_ones(found.number, library().documents)))
    return render_template("numbers/look.html", typed=typed, found=found, documents=[], near=near,
                           message=f"Chưa có văn bản {found.number} trong kho, và chưa bản tin nào nhắc tới số này.",
                           search=join_address({"q": typed})), 404


@pages.get("/van-ban/<rest:rest>")
def document(rest: str) -> AnyResponse | tuple[str, int]:
    """The documents of a number, or one of them; other spellings and old addresses are sent on."""
    reader = library().documents
    asked = read_path(rest, reader)
    if asked.moved:
        return redirect(asked.moved, 302)
    if asked.document:
        return show_document(asked.document)
    if asked.is_list:
        return keep(("van-ban", rest), what_answers, lambda: render_template(
            "numbers/number.html", page=make_key_page(asked.found, reader), form=SearchForm()))
    if asked.found.documents:
        return render_template("numbers/number.html", page=make_key_page(asked.found, reader), form=SearchForm(),
                               gone="Không có văn bản nào ở địa chỉ này. Đây là các văn bản mang số ấy."), 404
    typed = str(asked.found.number) if asked.found.number else tidy(rest.replace("/", " "))[:MAX_QUERY_CHARS]
    return show_unknown(typed, asked.found)


def show_document(found: Document) -> AnyResponse:
    """The page of a document, or the table of the bulletins that cite it."""
    reader = library().documents
    if request.args.get("dang") in ("csv", "xlsx"):
        return send_citing(found, request.args["dang"])
    page = read_count(request.args.get("trang", ""), MAX_PAGE, cap=True) or 1
    return keep(("van-ban", found.address, page), what_answers, lambda: render_template(
        "numbers/document.html", page=make_document_page(found, reader, store(), page), form=SearchForm()))


def send_citing(found: Document, ending: str) -> Response:
    """The bulletins that cite a document as a table."""
    citing = in_order(library().documents.citing(found))
    held = store().get_many([one.bulletin for one in citing])
    rows: list[tuple[Cell, ...]] = [("Mã", "Ngày đăng", "Tiêu đề", "Mức chắc chắn", "Địa chỉ gốc",
                                     "Địa chỉ ở đây")]
    rows += [(one.bulletin, one.day, held[one.bulletin].title, one.sure,
              held[one.bulletin].url, base() + make_row(held[one.bulletin], with_teaser=False).address)
             for one in citing if one.bulletin in held]
    return send_table(rows, (22, 12, 70, 16, 50, 50), f"{found.slug}-ban-tin", ending)


def send_table(rows: list[tuple[Cell, ...]], widths: tuple[int, ...], name: str, ending: str) -> Response:
    """A table that is saved and not shown."""
    headers = {"Content-Disposition": f'attachment; filename="{name}-{local_today()}.{ending}"'}
    if ending == "xlsx":
        return Response(write_xlsx("Văn bản", rows, widths), mimetype=XLSX, headers=headers)
    return Response(write_csv(rows), mimetype="text/csv", headers=headers)


@pages.route("/so-hieu/hang-loat", methods=["GET", "POST"])
def many() -> str | AnyResponse | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """A list of numbers, pasted or uploaded; what is known of each, on a page or as a table."""
    if request.method == "GET":
        return render_template("numbers/many.html", pasted="", message="", lines=None)
    request.max_content_length = request.max_form_memory_size = MAX_LIST_BYTES
    pasted = ""
    try:
        with turns().take():
            rows, more, pasted = read_list()
            lines = list(bulk.answer_rows(rows, library().documents))
    except Refused as refused:
        return render_template("numbers/many.html", pasted=pasted, message=str(refused), lines=None), 422
    except TooMany as busy:
        return (render_template("numbers/many.html", pasted=pasted, message=str(busy), lines=None), 429,
                {"Retry-After": str(busy.seconds)})
    if request.form.get("dang") in ("csv", "xlsx"):
        table: list[tuple[Cell, ...]] = [bulk.COLUMNS, *(line.cells(base()) for line in lines)]
        return send_table(table, bulk.WIDTHS, "so-hieu", request.form["dang"])
    return render_template("numbers/many.html", pasted="\n".join(rows), message="", lines=lines, more=more,
                           counts=bulk.count_lines(lines), max_rows=bulk.MAX_NUMBERS)


def read_list() -> tuple[list[str], bool, str]:
    """The rows that were handed in, whether there were more, and what was pasted. Refused with a reason."""
    file = request.files.get("tep")
    if file and file.filename:
        with closing(file):
            rows, more = read_rows(file.read(MAX_UPLOAD + 1), file.filename)
        return rows, more, ""
    pasted = request.form.get("van_ban", "")
    # What was uploaded comes back this way for its table, and may be longer than what people paste.
    if len(pasted) > bulk.MAX_CHARS and not request.form.get("dang"):
        raise Refused(f"Đoạn dán vào quá dài: tối đa {bulk.MAX_CHARS:,} ký tự. Hãy tải lên một tệp.".replace(",", "."))
    rows, more = take(read_lines(pasted))
    if not rows:
        raise Refused("Hãy dán các số hiệu, mỗi dòng một số, hoặc chọn một tệp.")
    return rows, more, pasted


@pages.get("/so-hieu/chua-co")
def missing() -> AnyResponse:
    """What is cited and not held."""
    issuer, year, page = read_filters(request.args)
    reader = library().documents
    if request.args.get("dang") in ("csv", "xlsx"):
        found = find_missing(reader, issuer, year, 0, MAX_MISSING)
        return send_table(list(chain([COLUMNS], (row_of(one, base()) for one in found.documents))), WIDTHS,
                          "van-ban-chua-co", request.args["dang"])
    return keep(("chua-co", issuer, year, page), what_answers, lambda: render_template(
        "numbers/missing.html", form=SearchForm(), page=make_missing_page(
            find_missing(reader, issuer, year, (page - 1) * PER_PAGE, PER_PAGE), issuer, year, page)))

"""What a reader sees when there is no page, no index, or a fault of ours: a sentence, and a way on."""

from __future__ import annotations

import secrets

from flask import Flask, Response, current_app, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from corpus.storing.errors import StoreDamaged, StoreError
from corpus.text import tidy
from indexer.engine.base import EngineError
from search_app.addresses import words_of_path
from search_app.library import library
from search_app.params import MAX_QUERY_CHARS, SearchForm
from search_app.problem import is_for_programs, problem
from search_app.repeated_lines import RepeatedLines
from search_app.ways import look_for_ways

RETRY_SECONDS = 60  # a publish takes a moment, a first build minutes
SENTENCES = {
    400: ("Yêu cầu không hợp lệ.", "Địa chỉ này bị viết sai. Hãy tìm lại từ ô tìm kiếm."),
    404: ("Không có trang này.", "Trang có thể đã đổi địa chỉ. Hãy tìm theo từ khóa hoặc xem tin theo ngày."),
    405: ("Không nhận yêu cầu này.", "Trang này chỉ để đọc và tìm kiếm."),
    408: ("Yêu cầu đến quá chậm.", "Đường truyền có thể đang yếu. Hãy tải lại trang."),
    413: ("Yêu cầu quá lớn.", "Trang này chỉ để đọc và tìm kiếm; danh sách số hiệu tải lên tối đa 1 MB."),
    414: ("Địa chỉ quá dài.", "Hãy nhập câu tìm ngắn hơn."),
    429: ("Bạn đang gửi yêu cầu quá nhanh.", "Vui lòng chờ một lát rồi thử lại."),
    431: ("Yêu cầu quá lớn.", "Hãy xóa cookie của trang này trong trình duyệt, rồi thử lại."),
    503: ("Đang có quá nhiều người tìm cùng lúc.", "Vui lòng thử lại sau vài giây."),
}
REPEATED = RepeatedLines()  # every request meets a store or an index that is not there
OTHER = ("Không thực hiện được yêu cầu.", "Hãy tìm lại từ ô tìm kiếm.")


def install(app: Flask) -> None:
    """Gives every kind of failure its page."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(EngineError, show_no_index)
    app.register_error_handler(StoreError, show_no_store)
    app.register_error_handler(Exception, show_fault)


def sentence_of(code: int) -> tuple[str, str]:
    """What a reader is told of a status: a heading, and a way on.

    >>> sentence_of(414), sentence_of(418)[0]
    (('Địa chỉ quá dài.', 'Hãy nhập câu tìm ngắn hơn.'), 'Không thực hiện được yêu cầu.')
    """
    return SENTENCES.get(code, OTHER)


def show_http_error(error: HTTPException) -> Response | HTTPException:
    """A page that is not there, or a request that cannot be served. Redirects pass."""
    code = error.code or 500
    if code < 400:
        return error
    heading, advice = sentence_of(code)
    if code == 429 and "retry_seconds" in g:
        advice = f"Thử lại sau {g.retry_seconds} giây."
    return show(code, heading, advice, words_of_path(request.path) if code == 404 else "")


def show_no_index(error: EngineError) -> Response:
    """The index is missing or being mended; browsing by day goes on, since it needs the store alone."""
    REPEATED.error(current_app.logger, f"index: {error}")
    advice = "Trong lúc chờ, bạn vẫn xem được tin theo ngày." if look_for_ways().dated else ""
    return show(503, "Đang cập nhật dữ liệu tìm kiếm. Vui lòng thử lại sau ít phút.", advice, request.args.get("q", ""))


def show_no_store(error: StoreError) -> Response:
    """There is nothing to show at all, or what there was is damaged."""
    if isinstance(error, StoreDamaged):
        library().notice_damage(error)
    REPEATED.error(current_app.logger, f"store: {error}")
    return show(503, "Kho bản tin chưa sẵn sàng. Vui lòng thử lại sau ít phút.",
                "Kho dữ liệu đang được chuẩn bị. Người quản trị xem chi tiết trong nhật ký máy chủ.")


def show_fault(error: Exception) -> Response:
    """A fault of ours: the log holds it under the code that the reader sees. The query itself is not logged."""
    code = g.get("request_id") or secrets.token_hex(4)
    current_app.logger.error("fault %s at %s", code, request.path, exc_info=error)
    library().doubt()
    return show(500, f"Có lỗi khi tìm kiếm. Mã lỗi {code}.",
                "Chúng tôi đã ghi lại lỗi này. Hãy thử lại, hoặc xem tin theo ngày.")


def show(code: int, heading: str, advice: str, typed: str = "") -> Response:
    """The page of a failure, with what was typed in its box; for programs a problem."""
    if is_for_programs():
        answer = problem(code, heading)
    else:
        form = SearchForm(text=tidy(typed[:10 * MAX_QUERY_CHARS])[:MAX_QUERY_CHARS])
        answer = make_response(render_template("error.html", heading=heading, advice=advice, form=form), code)
    if code == 503:
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer

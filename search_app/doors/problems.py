"""What a request had wrong, as machines are told it: problem+json (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR
from http import HTTPStatus

from flask import Response

from search_app.params import EXACT, MAX_PAGE, NOT_EXPANDED, SORTS, SearchForm, read_count, values_of

KNOWN = tuple(SearchForm().written)
# What a parameter may be where only some values mean anything; pages for people pass over the others.
VALUES = {"sap_xep": tuple(SORTS), "dau": (EXACT,), "mo_rong": (NOT_EXPANDED,), "giai-thich": ("1",)}


def find_problems(args: Mapping[str, str], form: SearchForm) -> Iterator[tuple[str, str]]:
    """(parameter, sentence) for each that cannot be understood. A page is lenient; a program wants to be told.

    >>> list(find_problems({"q": "lũ", "trang": "0", "x": "1"}, SearchForm("lũ")))
    [('x', 'Không có tham số này.'), ('trang', 'Phải là số từ 1 đến 50.')]
    """
    for name in args:
        if name not in KNOWN:
            yield name, "Không có tham số này."
    for name, values in VALUES.items():
        if args.get(name, "") not in ("", *values):
            yield name, f"Chỉ nhận: {', '.join(values)}."
    if args.get("trang", "") and not read_count(args["trang"], MAX_PAGE):
        yield "trang", f"Phải là số từ 1 đến {MAX_PAGE}."
    if any(value and not read_count(value, MAXYEAR) for value in values_of(args, "nam")):
        yield "nam", "Phải là một năm, ví dụ 2017."
    for name, sentence in (("q", form.text_error), ("tu_ngay", form.since_error or form.range_error),
                           ("den_ngay", form.until_error)):
        if sentence:
            yield name, sentence.split(" Kết quả")[0]


def problem(status: int, title: str, errors: Mapping[str, str] | None = None) -> Response:
    """The answer that says what was wrong."""
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status,
                               "detail": HTTPStatus(status).phrase}
    if errors:
        body["errors"] = [{"parameter": name, "message": sentence} for name, sentence in errors.items()]
    return Response(json.dumps(body, ensure_ascii=False), status, mimetype="application/problem+json")

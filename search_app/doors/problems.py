"""What a request had wrong, parameter by parameter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import MAXYEAR

from corpus.kinds import KINDS
from search_app.params import EXACT, MAX_PAGE, NOT_DATED, NOT_EXPANDED, SORTS, SearchForm, read_count, values_of

KNOWN = tuple(SearchForm().written)
# What a parameter may be where only some values mean anything; pages for people pass over the others.
VALUES = {"sap_xep": tuple(SORTS), "dau": (EXACT,), "mo_rong": (NOT_EXPANDED,),
          "giai-thich": ("1",), "ngay_trong_cau": (NOT_DATED,), "dang": KINDS}


def find_problems(args: Mapping[str, str], form: SearchForm, more: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(parameter, sentence) for each that cannot be understood; `more` are known beside the form's. A
    page is lenient; a program wants to be told.

    >>> list(find_problems({"q": "lũ", "trang": "0", "x": "1"}, SearchForm("lũ")))
    [('x', 'Không có tham số này.'), ('trang', 'Phải là số từ 1 đến 50.')]
    """
    for name in args:
        if name not in KNOWN and name not in more:
            yield name, "Không có tham số này."
    for name, values in VALUES.items():
        if any(value not in ("", *values) for value in values_of(args, name)):
            yield name, f"Chỉ nhận: {', '.join(values)}."
    if args.get("trang", "") and not read_count(args["trang"], MAX_PAGE):
        yield "trang", f"Phải là số từ 1 đến {MAX_PAGE}."
    if any(value and not read_count(value, MAXYEAR) for value in values_of(args, "nam")):
        yield "nam", "Phải là một năm, ví dụ 2017."
    for name, sentence in (("q", form.text_error), ("tu_ngay", form.since_error or form.range_error),
                           ("den_ngay", form.until_error)):
        if sentence:
            yield name, sentence.split(" Kết quả")[0]

"""The address bar, read: what people type, what robots send, and what must be passed over."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from werkzeug.datastructures import MultiDict
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.query import Sort
from search_app.addresses import make_slug, possible_ids, words_of_path
from search_app.params import MAX_PAGE, MAX_VALUES, MAX_QUERY_CHARS, SearchForm, read_form

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(("args", "expected"), [
    ({}, {"text": "", "page": 1, "sort": Sort.RELEVANCE, "is_blank": True}),
    ({"q": "  khoa   học\u00a0"}, {"text": "khoa học", "is_blank": False}),
    ({"q": "a\x00b\u200bc"}, {"text": "abc"}),
    ({"q": "Q\u00d0\u201320"}, {"text": "QĐ-20"}),
    ({"q": "x", "la": "1", "utm_source": "y"}, {"text": "x"}),
    ({"trang": "3"}, {"page": 3}),
    ({"trang": "0"}, {"page": 1}),
    ({"trang": "-2"}, {"page": 1}),
    ({"trang": "2.5"}, {"page": 1}),
    ({"trang": "hai"}, {"page": 1}),
    ({"trang": "٣"}, {"page": 1}),
    ({"trang": "9" * 5}, {"page": MAX_PAGE}),
    ({"trang": "9" * 5000}, {"page": 1}),
    ({"nam": "2017"}, {"year": (2017,), "is_blank": False}),
    ({"nam": "20170"}, {"year": ()}),
    ({"nam": "hai nghìn"}, {"year": (), "is_blank": True}),
    (MultiDict([("nam", "2017"), ("nam", "x"), ("nam", "2018"), ("nam", "2017")]), {"year": (2017, 2018)}),
    (MultiDict(("don_vi", code) for code in ("UBND", "", " TW ")), {"unit": ("UBND", "TW")}),
    (MultiDict(("loai", f"L{n}") for n in range(99)), {"kind": tuple(f"L{n}" for n in range(MAX_VALUES))}),
    ({"tac_gia": "Minh Châu", "dang": "van-ban"}, {"author": ("Minh Châu",), "genre": ("van-ban",)}),
    ({"sap_xep": "moi-nhat"}, {"sort": Sort.NEWEST}),
    ({"sap_xep": "cu-nhat"}, {"sort": Sort.OLDEST}),
    ({"sap_xep": "newest"}, {"sort": Sort.RELEVANCE}),
    ({"nguon": " Báo  Trường Hà "}, {"source": ("Báo Trường Hà",)}),
    ({"chuyen_muc": "Y tế", "loai": "NQ"}, {"section": ("Y tế",), "kind": ("NQ",)}),
    ({"tu_ngay": "2017", "den_ngay": "2017"}, {"since": date(2017, 1, 1), "until": date(2017, 12, 31)}),
    ({"tu_ngay": "3/2017", "den_ngay": "2/2020"}, {"since": date(2017, 3, 1), "until": date(2020, 2, 29)}),
    ({"tu_ngay": "27.3.2017", "den_ngay": "27-3-2017"}, {"since": date(2017, 3, 27), "until": date(2017, 3, 27)}),
    ({"tu_ngay": "quý I/2017", "den_ngay": "quý I/2017"}, {"since": date(2017, 1, 1), "until": date(2017, 3, 31)}),
    ({"tu_ngay": "hôm nay"}, {"since": TODAY, "until": None}),
    ({"tu_ngay": "7 ngày qua"}, {"since": date(2026, 11, 17), "since_typed": "7 ngày qua"}),
])
def test_reads(args: dict[str, str], expected: dict[str, object]) -> None:
    form = read_form(args, TODAY)
    read = form.filters._asdict() | vars(form) | {"is_blank": form.is_blank}
    assert {name: read[name] for name in expected} == expected


def test_bad_date_is_said_kept_and_left_out() -> None:
    form = read_form({"q": "lũ", "tu_ngay": "31/02/2017", "den_ngay": "2018"}, TODAY)
    assert form.since_error == ("Chưa hiểu “31/02/2017”. Hãy nhập ngày/tháng/năm, ví dụ 27/3/2017. "
                                "Kết quả dưới đây chưa lọc theo ngày này.")
    assert (form.filters.since, form.since_typed, form.filters.until) == (None, "31/02/2017", date(2018, 12, 31))
    assert not form.until_error and not form.text_error


def test_dates_the_wrong_way_round_are_said_left_out_and_can_be_swapped() -> None:
    form = read_form({"q": "lũ", "tu_ngay": "2018", "den_ngay": "2017"}, TODAY)
    assert form.range_error and (form.filters.since, form.filters.until) == (None, None)
    swapped = read_form(dict(parse_qsl(urlsplit(form.swap_address).query)), TODAY)
    assert (swapped.filters.since, swapped.filters.until, swapped.text) == (date(2017, 1, 1), date(2018, 12, 31), "lũ")
    assert not swapped.range_error


@pytest.mark.parametrize(("length", "error"), [(MAX_QUERY_CHARS, ""), (MAX_QUERY_CHARS + 1, "200 ký tự"),
                                               (10_000, "200 ký tự")])
def test_length_of_the_query(length: int, error: str) -> None:
    form = read_form({"q": "ậ" * length}, TODAY)
    assert error in form.text_error and bool(error) == bool(form.text_error)
    assert form.text == "ậ" * min(length, MAX_QUERY_CHARS)


ANYTHING = st.dictionaries(st.sampled_from(["q", "tu_ngay", "den_ngay", "nguon", "chuyen_muc", "loai", "nam",
                                            "sap_xep", "trang"]), st.text(max_size=300))


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_never_raises_and_its_own_address_reads_back(args: dict[str, str]) -> None:
    form = read_form(args, TODAY)
    again = read_form(dict(parse_qsl(urlsplit(form.address).query)), TODAY)
    assert again.address == form.address
    if not form.text_error:
        assert again == form


def test_address_leaves_out_what_is_at_its_default() -> None:
    assert SearchForm().address == "/tim-kiem"
    assert SearchForm(text="20-NQ/TW", sort=Sort.OLDEST).address == "/tim-kiem?q=20-NQ%2FTW&sap_xep=cu-nhat"


@pytest.mark.parametrize(("title", "slug"), [
    ("Đảng bộ thị xã Hương Trà", "dang-bo-thi-xa-huong-tra"),
    ("  ƯỚC “Mơ”: 20-NQ/TW!  ", "uoc-mo-20-nq-tw"),
    ("", "ban-tin"), ("…", "ban-tin"), ("漢字", "ban-tin"),
    ("x" * 200, "x" * 70),
])
def test_slugs(title: str, slug: str) -> None:
    assert make_slug(title) == slug


def test_slug_ends_between_words() -> None:
    slug = make_slug("một hai ba bốn năm sáu bảy tám chín mười " * 4)
    assert len(slug) <= 70 and slug.split("-")[-1] in "mot hai ba bon nam sau bay tam chin muoi".split()


def test_possible_ids_are_bounded() -> None:
    assert possible_ids("12") == ["12"]
    assert len(possible_ids("-" * 100_000)) < 100


@pytest.mark.parametrize(("path", "words"), [
    ("/tin/99-ket-qua-thuc-hien", "ket qua thuc hien"), ("/tin-tuc/Lu-ve_nhanh.aspx", "Lu ve nhanh"),
    ("/a/b/", "b"), ("/", ""), ("/2017/03", ""), ("/Lũ+về", "Lũ về"),
])
def test_words_of_dead_addresses(path: str, words: str) -> None:
    assert words_of_path(path) == words

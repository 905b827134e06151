"""What was found → what the page shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.page import FacetCount
from indexer.engine.query import Filters, Sort
from search_app.params import MAX_PAGE, SearchForm, read_form
from search_app.results.facets import VALUES_KEPT, VALUES_SHOWN, make_facets
from search_app.results.finding import Found, find
from search_app.results.present import Results, make_steps, present

TODAY = date(2026, 11, 23)


@pytest.fixture
def finder(data: DataDir, engine: MemoryEngine):
    """Address arguments → what is found, and the page that shows it."""
    with Store.open(data.store, read_only=True) as store:
        def run(**args: str) -> tuple[Found, Results]:
            found = find(engine, store, read_form(args, TODAY))
            return found, present(found)
        yield run


def marked(pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.found]


def test_a_hit_shows_title_line_snippet_and_numbers(finder) -> None:
    _, page = finder(q="khoa hoc cong nghe")
    item = next(item for item in page.items if item.row.address.startswith("/tin/101-"))
    assert (item.row.day_text, item.row.details) == ("22/03/2017", ("Cổng Trường Hà",))
    assert item.row.author and (item.row.author.text, item.row.author.address) == ("Minh Châu", "/tac-gia/minh-chau")
    assert "".join(piece.text for piece in item.title) == item.row.title
    assert "khoa học" in " ".join(marked(item.snippet))
    assert [link.text for link in item.numbers] == ["20-NQ/TW", "05-CTHĐ/TU"]
    assert item.numbers[0].address == "/tim-kiem?q=20-NQ%2FTW"


@pytest.mark.parametrize(("args", "note"), [
    ({"q": "khoa hoc"}, "Đã tìm mọi cách bỏ dấu của “khoa hoc”."),
    ({"q": "khoa học 77-CT/TW"}, "Chưa có bản tin nào nhắc tới 77-CT/TW."),
    ({"q": "nghị quyết 20 khóa XIV"}, "Chưa có bản tin nào nhắc tới Nghị quyết 20 (khóa XIV)."),
    ({"q": '"khoa học'}, 'Thiếu dấu ngoặc kép đóng. Đã tìm như sau: "khoa học"'),
    ({"q": "lũ", "tu_ngay": "1999", "den_ngay": "1999"}, "Chúng tôi có dữ liệu từ 01/05/2016 đến 05/06/2021."),
    ({"q": "lúa", "trang": "40"}, "Chỉ có 3 trang kết quả. Đây là trang cuối."),
])
def test_notes(finder, args: dict[str, str], note: str) -> None:
    _, page = finder(**args)
    assert note in page.notes


@pytest.mark.parametrize(("args", "absent"), [
    ({"q": "khoa học"}, "Đã tìm mọi cách bỏ dấu của “khoa học”."),
    ({"q": "UBND"}, "Đã tìm mọi cách bỏ dấu của “UBND”."),
    ({"q": "20"}, "Đã tìm mọi cách bỏ dấu của “20”."),
    ({"q": '"khoa học"'}, 'Thiếu dấu ngoặc kép đóng. Đã tìm như sau: "khoa học"'),
    ({"q": "nghị quyết 20 khóa XII"}, "Chưa có bản tin nào nhắc tới Nghị quyết 20 (khóa XII)."),
    ({"q": "lúa"}, "Chúng tôi có dữ liệu từ 01/05/2016 đến 05/06/2021."),
])
def test_notes_stay_away_where_they_would_be_untrue(finder, args: dict[str, str], absent: str) -> None:
    _, page = finder(**args)
    assert absent not in page.notes


STATES = [
    ({"q": "lúa"}, "45 bản tin có “lúa”. Trang 1 trên 3."),
    ({"q": "lúa xuân"}, " bản tin có đủ “lúa” và “xuân”."),
    ({"q": "lùa"}, "Không có bản tin nào viết “lùa”. Dưới đây là bản tin viết khác dấu ("),
    ({"q": '"xuân lúa"'}, "Không tìm thấy bản tin nào cho \"xuân lúa\"."),
    ({"q": "nghị quyết 20 khóa XII"}, " bản tin nhắc tới Nghị quyết 20 (khóa XII)."),
    ({"q": "nghị quyết 20 khóa XIV"}, " bản tin nhắc tới Nghị quyết 20."),
    ({"q": "lúa trăng sao"}, "nào có đủ “lúa”, “trăng” và “sao”. Dưới đây là bản tin chỉ có một phần ("),
    ({"q": "lúa xuân ở đồng ruộng được mùa to"}, "Bản tin sát câu hỏi nhất đứng trước. "),
    ({"q": "20-NQ/TW"}, "2 bản tin nhắc tới 20-NQ/TW."),
]


@pytest.mark.parametrize(("args", "status"), STATES, ids=[str(args["q"]) for args, _ in STATES])
def test_what_is_claimed(finder, args: dict[str, str], status: str) -> None:
    _, page = finder(**args)
    assert status in page.status


def test_what_is_nearly_right_stands_behind_the_answer_under_its_own_heading(finder) -> None:
    found, page = finder(q="bản")
    answer = found.answer
    assert 0 < answer.total < answer.page.total <= 20
    first, near, *_ = page.blocks
    assert (first.heading, first.why) == ("", "") and near.heading == f"Gần đúng ({answer.near})" and near.why
    assert page.near_link and (page.near_link.count, page.near_link.address) == (answer.near, "#gan-dung")


@pytest.mark.parametrize(("args", "labels"), [
    ({"q": "tôm", "tu_ngay": "2020"}, ["Bỏ lọc ngày"]),
    ({"q": "tôm", "nam": "2020", "chuyen_muc": "Y tế"}, ["Bỏ tất cả bộ lọc"]),
    ({"q": "tôm tháng 6 năm 2021"}, ["Tìm “tôm” ở mọi thời gian"]),
    ({"q": "tôm 22/3/2021 mới nhất", "nam": "2021"}, ["Tìm “tôm” ở mọi thời gian"]),
    ({"q": '"lúa xuân"'}, ["Bỏ dấu ngoặc kép"]),
    ({"q": "zzz qqq"}, []),
    ({"q": "lúa"}, []),
    ({"q": "lúa -xuân"}, []),
])
def test_alternatives_are_offered_only_where_they_find_more(finder, args: dict[str, str], labels: list[str]) -> None:
    found, page = finder(**args)
    assert [link.text for link in page.alternatives][:len(labels) or None] == labels
    assert all(other.count > found.answer.total for other in found.alternatives)


def test_a_section_that_is_named_is_offered_as_a_filter(finder) -> None:
    _, page = finder(q="y tế")
    assert [(link.text, link.count, link.address) for link in page.alternatives][:1] == [
        ("Chỉ trong chuyên mục Y tế", 1, "/tim-kiem?chuyen_muc=Y+t%E1%BA%BF")]


def test_days_in_the_text_are_a_chip_and_newest_is_an_order(finder) -> None:
    found, page = finder(q="lúa tháng 6 năm 2021")
    assert [(chip.text, chip.address) for chip in page.chips] == [
        ("Tháng 6 năm 2021", "/tim-kiem?q=l%C3%BAa+th%C3%A1ng+6+n%C4%83m+2021&ngay_trong_cau=khong")]
    assert found.answer.total == 45
    found, page = finder(q="lúa mới nhất")
    assert [current for _, _, current in page.sorts] == [False, True, False] and found.answer.total == 45


def test_an_alternative_finds_as_many_as_it_says(finder, data: DataDir, engine: MemoryEngine) -> None:
    found, _ = finder(q="tôm", tu_ngay="2020")
    other = found.alternatives[0]
    with Store.open(data.store, read_only=True) as store:
        assert find(engine, store, other.form).answer.total == other.count == 1


def test_chips_each_take_one_filter_off(finder) -> None:
    _, page = finder(q="lúa", tu_ngay="1/2021", den_ngay="2021", nam="2021", nguon="Báo Trường Hà",
                     chuyen_muc="Nông nghiệp", loai="NQ")
    assert [chip.text for chip in page.chips] == [
        "Từ 01/01/2021", "Đến 31/12/2021", "Năm 2021", "Loại: Nghị quyết", "Chuyên mục: Nông nghiệp",
        "Nguồn: Báo Trường Hà"]
    for chip, name in zip(page.chips, ("tu_ngay", "den_ngay", "nam", "loai", "chuyen_muc", "nguon"), strict=True):
        names = {part.split("=")[0] for part in chip.address.split("?")[1].split("&")}
        assert names == {"q", "tu_ngay", "den_ngay", "nam", "nguon", "chuyen_muc", "loai"} - {name}
    assert page.clear_address == "/tim-kiem?q=l%C3%BAa"


def test_filters_without_words_list_the_newest_first(finder) -> None:
    _, page = finder(nguon="Báo Trường Hà")
    assert page.heading == "Bản tin theo bộ lọc"
    days = [item.row.day for item in page.items]
    assert days == sorted(days, reverse=True) and len(days) == 20
    assert [(label, current) for label, _, current in page.sorts] == [("Mới nhất", True), ("Cũ nhất", False)]


def test_a_bulletin_that_left_the_store_is_passed_over(finder) -> None:
    found, _ = finder(q="lúa")
    gone = tuple(replace(b, gone_on=TODAY) if i == 0 and b else None if i == 1 else b
                 for i, b in enumerate(found.bulletins))
    assert len(present(replace(found, bulletins=gone)).items) == 18


@pytest.mark.parametrize(("page", "pages", "steps"), [
    (1, 1, ""), (1, 2, "[1] 2"), (1, 9, "[1] 2 … 9"), (5, 9, "1 … 4 [5] 6 … 9"), (9, 9, "1 … 8 [9]"),
    (3, 5, "1 2 [3] 4 5"),
])
def test_steps(page: int, pages: int, steps: str) -> None:
    made = make_steps(SearchForm(text="x", page=page), pages)
    assert " ".join(f"[{step.text}]" if step.current else step.text for step in made) == steps


def test_status_and_the_cap(finder) -> None:
    found, page = finder(q="lúa", trang="2")
    assert page.status == "45 bản tin có “lúa”. Trang 2 trên 3." and not page.is_capped
    many = replace(found, form=replace(found.form, page=MAX_PAGE),
                   answer=replace(found.answer, page=replace(found.answer.page, total=41203, counts=(41203,))))
    page = present(many)
    assert (page.status, page.is_capped, page.next) == ("41.203 bản tin có “lúa”. Trang 50 trên 2.061.", True, "")


def test_facets_narrow_widen_and_stay_short() -> None:
    form = SearchForm(text="x", filters=Filters(year=(2017, 2016)), page=3)
    counts = {"year": (FacetCount("2018", 2), FacetCount("2017", 1)), "kind": (FacetCount("NQ", 3),),
              "source": tuple(FacetCount(f"Nguồn {n}", 1) for n in range(100)), "section": ()}
    years, kinds, sources = make_facets(form, counts, 4)
    assert [(choice.label, choice.count, choice.chosen) for choice in years.choices] == [
        ("2018", 2, False), ("2017", 1, True), ("2016", None, True)]
    assert [facet.name for facet in make_facets(form, counts, 3)] == ["nam", "nguon"]  # all three have the one kind
    assert (kinds.choices[0].label, kinds.choices[0].count) == ("Nghị quyết", 3)
    assert (len(sources.choices), len(sources.choices) + len(sources.more)) == (VALUES_SHOWN, VALUES_KEPT)


@pytest.mark.parametrize("args", [{"q": "nghị quyết"}, {"q": "nghị quyết", "nam": "2017"}, {"nguon": "Báo Trường Hà"},
                                  {"tac_gia": "Minh Châu", "q": "khoa học"}])
def test_a_choice_alone_finds_what_is_counted_beside_it(finder, args: dict[str, str]) -> None:
    _, page = finder(**args)
    assert len(page.facets) > 1
    for facet in page.facets:
        for choice in facet.choices:
            found, _ = finder(**{**args, facet.name: choice.value})
            assert found.answer.listed == choice.count, (facet.legend, choice)


@pytest.mark.parametrize(("args", "heading", "bars", "wider"), [
    ({"q": "nghị quyết"}, "Theo năm", {"2017": 1, "2018": 1, "2020": 1}, None),
    ({"nam": "2017"}, "Năm 2017", {"3": 3}, "/tim-kiem"),
    ({"tu_ngay": "3/2017", "den_ngay": "3/2017"}, "Tháng 3/2017", {"22": 2, "25": 1}, "/tim-kiem?nam=2017"),
    ({"tu_ngay": "22/3/2017", "den_ngay": "22/3/2017"}, "Tháng 3/2017", {"22": 2, "25": 1}, "/tim-kiem?nam=2017"),
])
def test_bars_narrow_from_year_to_month_to_day(finder, args: dict[str, str], heading: str, bars: dict[str, int],
                                               wider: str | None) -> None:
    _, page = finder(**args)
    assert page.bars and page.bars.heading == heading
    assert {bar.short: bar.count for bar in page.bars.rows} == bars
    assert (page.bars.wider.address if page.bars.wider else None) == wider
    for bar in page.bars.rows:
        narrowed, _ = finder(**dict(parse_qsl(urlsplit(bar.address).query)))
        assert narrowed.answer.listed == bar.count, bar
    assert not any(bar.address for bar in page.bars.bars if not bar.count)


def test_quick_ranges_are_offered_where_they_find_something(finder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert finder(q="lúa")[1].ranges == ()
    monkeypatch.setattr("search_app.results.finding.local_today", lambda: date(2021, 6, 9))
    found, page = finder(q="lúa")
    assert [(link.text, link.count) for link in page.ranges] == [("7 ngày qua", 27), ("Tháng này", 45), ("Năm nay", 45)]
    assert finder(q="lúa", tu_ngay="2020")[1].ranges == ()


def test_what_all_results_share_is_not_repeated(finder) -> None:
    assert not any(item.row.details for item in finder(q="lúa")[1].items)
    assert all(item.row.details for item in finder(q="công nghệ")[1].items)


def test_sort_links_keep_everything_but_the_page(finder) -> None:
    found, page = finder(q="lúa", trang="2", nam="2021")
    assert found.form.sort is Sort.RELEVANCE
    assert [(label, current) for label, _, current in page.sorts] == [
        ("Liên quan nhất", True), ("Mới nhất", False), ("Cũ nhất", False)]
    assert page.sorts[1][1] == "/tim-kiem?q=l%C3%BAa&nam=2021&sap_xep=moi-nhat"


@pytest.mark.parametrize(("args", "said"), [
    ({"q": "tin mới nhất"}, "bản tin, mới nhất trước."),
    ({"q": "tin mới nhất", "sap_xep": "cu-nhat"}, "bản tin, cũ nhất trước."),
    ({"q": "tin mới nhất", "nam": "2021"}, "bản tin theo bộ lọc này."),
    ({"q": "tin mới nhất -lúa"}, "bản tin theo bộ lọc này."),
])
def test_who_asks_for_an_order_alone_is_told_it_and_sees_no_mark(finder, args: dict[str, str], said: str) -> None:
    found, page = finder(**args)
    assert said in page.status
    assert not any(piece.found for item in page.items for piece in (*item.title, *item.snippet))

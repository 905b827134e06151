"""What pages of one portal teach about those that leave doubts: texts, writers, lists, kinds of addresses."""

from __future__ import annotations

import pytest

from corpus.extraction.extract import Extracted, Page, extract
from corpus.extraction.lessons import (AUTHOR, BODY, BULLETINS, DATE, ITEM, LISTS, NO_HINT, STANDING, TITLE, Lessons)
from corpus.extraction.portal.learn import Learnt, learn

SITE = "http://luongdien.example"
PEOPLE = ("Trần Văn Sơn", "Lê Thị Mận", "Đinh Thị Hoa")
DEEDS = ("nạo vét kênh mương", "tiêm phòng đàn trâu bò", "trồng rừng ngập mặn", "sửa đường liên thôn",
         "trao nhà cho hộ nghèo", "gieo lại lúa sau lũ", "mở lớp dạy nghề dệt", "khai hội đua thuyền",
         "thả cá giống xuống hồ", "dọn sạch bãi biển")
TEXT = ("Sáng nay, xã {place} {deed}, có {count} người tham gia cùng cán bộ các thôn. Công việc do ủy ban nhân dân xã "
        "chủ trì và làm xong trong hai ngày, trước khi mùa mưa đến với bà con trong vùng.")
TIP = ("Mẹo nhà nông số {number}: bà con phơi thóc thật khô, quạt sạch trấu rồi mới cho vào chum, đậy kín nắp, đặt nơi "
       "cao ráo; cứ {number} ngày mở ra xem một lần, có mọt thì phơi lại, nhớ riêng thóc giống vụ sau cho khỏi lẫn.")


def frame(content: str, number: int) -> str:
    """A page: a menu, what it holds, and a box beside it whose text is another one on each page."""
    return ('<html><head><title>Xã Lương Điền</title></head><body><ul><li><a href="/gioi-thieu/1">Giới thiệu</a></li>'
            '<li><a href="/gioi-thieu/2">Cơ cấu tổ chức</a></li><li><a href="/gioi-thieu/3">Liên hệ</a></li>'
            '<li><a href="/muc/1">Tin</a></li></ul>'
            f'<div class="giua">{content}</div><div class="ben"><p>{TIP.format(number=number)}</p></div></body></html>')


def bulletin(number: int, title: str, text: str, writer: str) -> Page:
    """A bulletin: its title is a bold line, its writer and its day stand below it."""
    day = f"{number % 27 + 1:02}/03/2019"
    return Page(f"{SITE}/tin/{number}", frame(
        f'<div class="ten"><b>{title}</b></div><div class="but">{writer}</div><div class="ngay">{day}</div><div '
        f'class="bai">{text}</div>', number).encode())


def title_of(number: int) -> str:
    """A bulletin's title."""
    return f"Lương Điền {DEEDS[number % 10]} đợt {number}"


def item(number: int) -> str:
    """A bulletin in a list."""
    return f'<h4 class="muc"><a href="/tin/{number}">{title_of(number)}</a></h4>'


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """Twenty bulletins that are certain, three that are not, lists, standing pages; by path."""
    made = [bulletin(n, title_of(n), f"<p>{TEXT.format(place='Lương Điền', deed=DEEDS[n % 10], count=n + 20)}</p>" * 2,
                     PEOPLE[n % 3]) for n in range(20)]
    made.append(bulletin(20, title_of(20), "<p>Xem bảng kê bên dưới, có sửa ngày hôm qua.</p>", "Sơn"))
    made.append(bulletin(21, title_of(21), f"<p>{TEXT.format(place='Hải Lộc', deed=DEEDS[1], count=7)}</p>",
                         "Người viết: tổ Văn hóa xã - lượt xem: 12"))
    made.append(bulletin(22, title_of(22), "<table><tr><td>Thôn Đông</td><td>12 hộ</td></tr><tr><td>Thôn Tây</td>"
                                           "<td>9 hộ</td></tr></table>", ""))
    for page in range(4):
        shown = "".join(map(item, range(page * 6, min(23, page * 6 + 6))))
        made.append(Page(f"{SITE}/muc/{page + 1}", frame(f"<h3>Tin {page}</h3>{shown}", 100 + page).encode()))
    for number, name in enumerate(("Giới thiệu", "Cơ cấu tổ chức", "Liên hệ"), 1):
        text = (f"<p>Xã Lương Điền nằm bên sông Lạc, có {number + 4} thôn, ruộng đồng trải dài từ chân đê tới bãi bồi "
                "ven biển; trụ sở đặt ở thôn Đông, mở cửa các ngày làm việc trong tuần.</p>")
        made.append(Page(f"{SITE}/gioi-thieu/{number}", frame(f'<div class="ten"><b>{name}</b></div><div class="bai">'
                                                              f'{text}</div>', 200 + number).encode()))
    # A list whose headlines lead to another portal: nothing but their place tells it from a bulletin.
    strange = "".join(f'<h4 class="muc"><a href="http://khac.example/{n}">Báo tỉnh viết về vụ mùa năm nay, kỳ {n}</a>'
                      "</h4>" for n in range(3))
    made.append(Page(f"{SITE}/bao-chi", frame("<h3>Báo chí viết về xã Lương Điền trong năm qua</h3>" + strange,
                                              300).encode()))
    return {page.address.removeprefix(SITE): page for page in made}


@pytest.fixture(scope="module")
def learnt(pages: dict[str, Page]) -> Learnt:
    """What they teach."""
    return learn(lambda: pages.values())


def read(page: Page, learnt: Learnt, lessons: Lessons | None = None) -> Extracted:
    """A page with what was learnt."""
    return extract(page, lessons=lessons or learnt.lessons, hint=learnt.hints.get(page.address, NO_HINT))


def test_places_and_forms_are_learnt_with_their_evidence(learnt: Learnt) -> None:
    known = learnt.lessons.by_name
    assert known[TITLE] >= {"div.giua div.ten"} and known[DATE] == {"div.giua div.ngay"}
    assert known[AUTHOR] == {"div.giua div.but"} and known[BODY] == {"div.giua div.bai"}
    assert known[ITEM] >= {"div.giua h4.muc"} and learnt.name == "Xã Lương Điền"
    assert (known[BULLETINS], known[LISTS], known[STANDING]) == (
        {r"^/tin/\d+$"}, {r"^/muc/\d+$"}, {r"^/gioi-thieu/\d+$"})
    assert all(0 < lesson.evidence <= lesson.total for lesson in learnt.lessons.all)


def test_what_stands_beside_every_text_is_none_of_it(pages: dict[str, Page], learnt: Learnt) -> None:
    assert all("Mẹo nhà nông" not in read(page, learnt).body for path, page in pages.items() if "/tin/" in path)


def test_a_short_text_beside_a_long_box_is_read(pages: dict[str, Page], learnt: Learnt) -> None:
    alone, found = extract(pages["/tin/20"]), read(pages["/tin/20"], learnt)
    assert "Mẹo nhà nông" in alone.body
    assert (found.is_article, found.body) == (True, "Xem bảng kê bên dưới, có sửa ngày hôm qua.")
    assert str(found.published_on) == "2019-03-21"
    table = read(pages["/tin/22"], learnt)
    assert table.is_article and table.body == "Thôn Đông | 12 hộ\nThôn Tây | 9 hộ"


@pytest.mark.parametrize("path, author", [("/tin/3", "Trần Văn Sơn"), ("/tin/20", "Sơn"), ("/tin/21", "tổ Văn hóa xã"),
                                          ("/tin/22", ""), ("/gioi-thieu/1", "")])
def test_a_writer_is_who_stands_where_writers_stand(pages: dict[str, Page], learnt: Learnt, path: str,
                                                    author: str) -> None:
    assert read(pages[path], learnt).author == author


def test_every_page_is_what_it_is(pages: dict[str, Page], learnt: Learnt) -> None:
    held = {path for path, page in pages.items() if read(page, learnt).is_article}
    assert held == {path for path in pages if path.startswith(("/tin/", "/gioi-thieu/"))}
    assert {path for path, page in pages.items() if read(page, learnt).published_on} == {
        path for path in pages if path.startswith("/tin/")}


def test_what_an_admin_tells_of_addresses_goes_before_what_was_learnt(pages: dict[str, Page], learnt: Learnt) -> None:
    told = learnt.lessons.overruled({LISTS: ["^/tin/1$"], BULLETINS: ["^/bao-chi"], STANDING: []})
    assert not read(pages["/tin/1"], learnt, told).is_article and read(pages["/tin/2"], learnt, told).is_article
    assert read(pages["/bao-chi"], learnt, told).title.startswith("Báo chí viết về")

"""The pages in a real browser: on a phone, by keyboard, without script, and under axe."""

from __future__ import annotations

import pytest

PAGES = {
    "home": "/", "results": "/tim-kiem?q=khoa+hoc", "filtered": "/tim-kiem?q=l%C3%BAa&tu_ngay=31/02/2017&nam=2021",
    "none": "/tim-kiem?q=zzzz&tu_ngay=2019&den_ngay=2018", "ask": "/tim-kiem",
    "bulletin": "/tin/101-ket-qua-thuc-hien-nghi-quyet-20-nq-tw-o-dang-bo-thi-xa-kim-bong",
    "gone": "/tin/gone-tin-da-go-khoi-cong", "day": "/ngay/2017/03/22", "month": "/thang/2017/03", "year": "/nam/2017",
    "bad day": "/ngay?ngay=kia", "first days": "/thang/2021/06", "help": "/tro-giup", "not found": "/tin/99-lu-ve-song",
    "browse": "/duyet", "values": "/chuyen-muc", "value": "/nguon/bao-truong-ha", "undated": "/khong-ro-ngay",
    "data": "/ve-du-lieu", "visits": "/thong-ke", "api": "/api", "english": "/en",
    "five filters": "/tim-kiem?nam=2017&nam=2021&nguon=C%E1%BB%95ng+Tr%C6%B0%E1%BB%9Dng+H%C3%A0&chuyen_muc=Y+t%E1%BA%BF"
                    "&tac_gia=Minh+Ch%C3%A2u&tu_ngay=3/2017", "one month": "/tim-kiem?tu_ngay=3/2017&den_ngay=3/2017",
    "number card": "/tim-kiem?q=20-NQ/TW", "look": "/so-hieu", "looked": "/so-hieu?so=999-NQ/TW",
    "number": "/van-ban/20-nq-tw", "document": "/van-ban/20-nq-tw/khoa-xii",
    "list": "/so-hieu/hang-loat", "not held": "/so-hieu/chua-co", "versions": "/sua-doi/101",
}
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(check_page, name: str) -> None:
    check_page(PAGES[name])


@pytest.mark.parametrize("name", ["home", "results", "bulletin", "help"])
def test_touch_targets_and_text_are_large_enough_on_a_phone(open_page, name: str) -> None:
    page = open_page(PAGES[name], viewport=PHONE)
    low = page.eval_on_selector_all(
        "button:not([hidden]), input:not([type=hidden], [type=checkbox]), nav a, .facet a, .facet label, .chip, "
        "summary",
        "all => all.filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)")
    assert not low
    assert page.eval_on_selector_all("input:not([type=hidden])",
                                     "all => all.every(e => parseFloat(getComputedStyle(e).fontSize) >= 16)")


def test_tab_reaches_the_box_and_the_skip_link_comes_first(open_page) -> None:
    page = open_page(PAGES["results"])
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert reached[0] == "skip" and "q" in reached
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_skip_link_leads_to_the_content(open_page) -> None:
    page = open_page(PAGES["results"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "ket-qua"
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.closest('.results li:first-child h2') !== null")
    assert first
    title = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tin/**")
    assert page.inner_text("h1") == title


def test_slash_focuses_the_box_but_not_from_a_field(open_page) -> None:
    page = open_page(PAGES["home"])
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.input_value("#q") == ""
    page.keyboard.type("20-NQ/TW")
    assert page.input_value("#q") == "20-NQ/TW"
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem?**")
    assert "2 bản tin" in page.inner_text(".status")


def test_everything_works_without_script(open_page) -> None:
    page = open_page("/", viewport=PHONE, java_script_enabled=False)
    page.fill("#q", "lúa")
    page.fill("#tu_ngay", "1/6/2021")
    page.click("#tim button")
    assert "45 bản tin" in page.inner_text(".status")
    assert not page.is_visible(".panel")
    page.click(".toggle summary")
    assert page.is_visible(".panel")
    page.fill("#den_ngay", "1/6/2021")
    page.click(".panel .button >> nth=0")
    assert "9 bản tin" in page.inner_text(".status")
    page.click("text=Xóa tất cả bộ lọc")
    page.click(".results a >> nth=0")
    assert "Ngày cập nhật" in page.inner_text("article")
    assert not page.is_visible("[data-print]")


def test_filters_stand_open_on_a_desktop_and_the_box_sticks_on_a_phone(open_page) -> None:
    page = open_page(PAGES["results"])
    assert page.is_visible(".panel") and not page.is_visible(".toggle")
    page = open_page("/tim-kiem?q=l%C3%BAa", viewport=PHONE)
    page.evaluate("scrollTo(0, 2000)")
    place = page.locator("#q").bounding_box()
    assert place["y"] >= 0 and place["y"] + place["height"] < 100


def test_several_boxes_are_ticked_and_sent_by_keyboard_alone(open_page) -> None:
    page = open_page("/tim-kiem?q=ngh%E1%BB%8B+quy%E1%BA%BFt", java_script_enabled=False)
    for year in ("2017", "2018"):
        page.focus(f'input[name="nam"][value="{year}"]')
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**nam=2018**")
    assert "2 bản tin" in page.inner_text(".status") and page.is_checked('input[name="nam"][value="2017"]')
    assert page.inner_text(".bars-head").startswith("Theo năm")
    page.focus(".bars summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Năm")
    page.keyboard.press("Enter")
    page.wait_for_url("**nam=2017")
    assert "1 bản tin" in page.inner_text(".status") and page.inner_text(".bars-head").startswith("Năm 2017")


def test_text_follows_the_size_that_the_reader_chose(open_page) -> None:
    page = open_page(PAGES["results"])
    before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.teaser')).fontSize)")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.teaser')).fontSize)") == 2 * before


def test_the_active_suggestion_is_seen_in_forced_colours(open_page) -> None:
    page = open_page(PAGES["home"], forced_colors="active")
    shown = page.evaluate("""() => {
        const list = document.getElementById("goi-y"), one = document.createElement("li");
        one.setAttribute("aria-selected", "true"); list.append(one); list.hidden = false;
        return getComputedStyle(one).outlineStyle + " " + getComputedStyle(one).outlineWidth; }""")
    assert shown == "solid 2px"


def test_printed_bulletin_is_the_bulletin_alone(open_page) -> None:
    page = open_page(PAGES["bulletin"])
    assert page.is_visible("[data-print]")
    page.emulate_media(media="print")
    assert page.is_visible(".body") and page.is_visible(".print-only")
    assert not any(page.is_visible(part) for part in (".top", ".bar", ".side", ".bottom", "[data-print]"))

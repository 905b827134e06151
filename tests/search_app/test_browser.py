"""The pages in a real browser: on a phone, by keyboard, without script, and under axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

PAGES = {
    "home": "/", "results": "/tim-kiem?q=khoa+hoc", "filtered": "/tim-kiem?q=l%C3%BAa&tu_ngay=31/02/2017&nam=2021",
    "none": "/tim-kiem?q=zzzz&tu_ngay=2019&den_ngay=2018", "ask": "/tim-kiem",
    "bulletin": "/tin/101-ket-qua-thuc-hien-nghi-quyet-20-nq-tw-o-dang-bo-thi-xa-kim-bong",
    "gone": "/tin/gone-tin-da-go-khoi-cong", "day": "/ngay/2017/03/22", "month": "/thang/2017/03", "year": "/nam/2017",
    "bad day": "/ngay?ngay=kia", "help": "/tro-giup", "not found": "/tin/99-lu-ve-song",
}
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

pytestmark = pytest.mark.browser


@pytest.fixture
def open_page(browser, site: str) -> Iterator:
    """Opens a page in a fresh context; what goes wrong in its console fails the test."""
    contexts, complaints = [], []

    def run(address: str, **options: object):
        context = browser.new_context(**{"viewport": DESKTOP, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else 0)
        page.on("request", lambda sent: complaints.append(sent.url)
                if not sent.url.startswith((site, "data:")) else None)
        page.goto(site + address)
        return page

    yield run
    for context in contexts:
        context.close()
    assert not complaints


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(open_page, name: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for options in ({"viewport": PHONE, "color_scheme": "light"}, {"viewport": DESKTOP, "color_scheme": "dark"}):
        page = open_page(PAGES[name], **options)
        violations = axe.run(page).response["violations"]
        assert not violations, [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in violations]
        for width in (options["viewport"]["width"], 320):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("name", ["home", "results", "bulletin", "help"])
def test_touch_targets_and_text_are_large_enough_on_a_phone(open_page, name: str) -> None:
    page = open_page(PAGES[name], viewport=PHONE)
    low = page.eval_on_selector_all(
        "button:not([hidden]), input:not([type=hidden]), nav a, .facet a, .chip, summary",
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


def test_printed_bulletin_is_the_bulletin_alone(open_page) -> None:
    page = open_page(PAGES["bulletin"])
    assert page.is_visible("[data-print]")
    page.emulate_media(media="print")
    assert page.is_visible(".body") and page.is_visible(".print-only")
    assert not any(page.is_visible(part) for part in (".top", ".bar", ".side", ".bottom", "[data-print]"))

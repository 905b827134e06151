"""/goi-y and the list under the box, over the sample portal: as an answer, on the results page, and in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.data_dir import DataDir
from search_app import create_app
from search_app.settings import Settings

PHONE = {"width": 360, "height": 740}
LONG = 1000  # milliseconds, longer than any pause of the page's


@pytest.fixture(scope="module")
def app(sample_data: DataDir) -> Flask:
    """The app over the sample portal and its published index."""
    return create_app(Settings(sample_data))


def test_the_answer(client: FlaskClient) -> None:
    answer = client.get("/goi-y", query_string={"q": "20-n"})
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    assert answer.json["q"] == "20-n"
    first = answer.json["suggestions"][0]
    assert (first["text"], first["kind"], set(first)) == ("20-NQ/TW", "number", {"text", "kind"})
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "k"}, {"q": "x" * 5000}, {"q": "\x00"}, {"q": "'\";--"},
                                   {"q": "\ud800".encode("utf-8", "surrogatepass")}, {"p": "khoa"}])
def test_odd_questions_have_an_empty_answer(client: FlaskClient, query: dict) -> None:
    answer = client.get("/goi-y", query_string=query)
    assert answer.status_code == 200 and answer.json["suggestions"] == [] and len(answer.json["q"]) <= 100


def test_without_an_index_there_is_nothing_to_suggest(tmp_path: Path) -> None:
    with create_app(Settings(DataDir(tmp_path))).test_client() as client:
        answer = client.get("/goi-y?q=khoa+ho")
        assert answer.status_code == 200 and answer.json["suggestions"] == []


def test_only_reading(client: FlaskClient) -> None:
    answer = client.post("/goi-y?q=khoa")
    assert answer.status_code == 405 and answer.headers["Cache-Control"] == "no-cache"
    assert "Disallow: /goi-y" in client.get("/robots.txt").text


@pytest.mark.parametrize(("typed", "meant", "address"), [
    ("khoa hojc", "khoa học", "/tim-kiem?q=khoa+h%E1%BB%8Dc"), ("u3y ban", "uỷ ban", "/tim-kiem?q=u%E1%BB%B7+ban"),
])
def test_the_results_page_offers_what_was_meant(client: FlaskClient, typed: str, meant: str, address: str) -> None:
    page = client.get("/tim-kiem", query_string={"q": typed}).text
    assert "Có phải bạn muốn tìm:" in page and f'href="{address}"><b>{meant}</b></a> (' in page
    heading = page.partition('<h1 class="results-title">')[2].partition("</h1>")[0]
    assert re.sub("<.*?>", "", heading) == f"Kết quả cho “{typed}”"  # never asked in the question's place
    count = page.partition(f"<b>{meant}</b></a> (")[2].partition(")")[0]
    assert f"{count} bản tin" in client.get(address).text


def test_the_offer_keeps_the_filters(client: FlaskClient) -> None:
    page = client.get("/tim-kiem?q=khoa+hojc&tu_ngay=2013&sap_xep=moi-nhat").text
    assert 'href="/tim-kiem?q=khoa+h%E1%BB%8Dc&amp;tu_ngay=2013&amp;sap_xep=moi-nhat"' in page


@pytest.mark.parametrize("address", ["/tim-kiem?q=khoa+hoc", "/tim-kiem?q=khoa+h%E1%BB%8Dc", "/tim-kiem?q=zzzz",
                                     "/tim-kiem?nam=2013", "/tim-kiem?q=20-NQ/TW"])
def test_nothing_is_offered_for_what_is_right(client: FlaskClient, address: str) -> None:
    assert "Có phải bạn muốn tìm" not in client.get(address).text


@pytest.fixture
def page(browser, site: str) -> Iterator:
    """The front page on a phone; a complaint in its console fails the test. `page.asked` are the questions sent."""
    context = browser.new_context(viewport=PHONE)
    opened, complaints = context.new_page(), []
    opened.asked = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda sent: opened.asked.append(sent.url) if "/goi-y" in sent.url else None)
    opened.goto(site)
    yield opened
    context.close()
    assert not complaints


def state(page) -> tuple[str, bool, str]:
    """(aria-expanded, whether the list is seen, the text of the active option)."""
    active = page.get_attribute("#q", "aria-activedescendant")
    text = page.get_attribute(f"#{active}", "data-text") if active else ""
    return page.get_attribute("#q", "aria-expanded"), page.is_visible("#goi-y"), text


def stop_clock(page) -> None:
    """Lets no pause of the page's pass but by page.clock.run_for(): however slow the machine, a key is never late."""
    page.clock.install(time=0)
    page.clock.pause_at(LONG)


def type_and_wait(page, typed: str) -> list[str]:
    """Types into the box; the texts of the options that come."""
    page.focus("#q")
    page.keyboard.type(typed)
    page.wait_for_selector("#goi-y [role=option]")
    return page.eval_on_selector_all("#goi-y [role=option]", "all => all.map(e => e.dataset.text)")


class TestCombobox:
    """The list under the box, by keyboard, by touch and by ear."""

    pytestmark = pytest.mark.browser

    def test_arrows_enter(self, page) -> None:
        assert page.get_attribute("#q", "role") == "combobox" and state(page) == ("false", False, "")
        options = type_and_wait(page, "khoa ho")
        assert "khoa học và công nghệ" in options and len(options) <= 8
        assert state(page) == ("true", True, "")
        assert page.get_attribute("#q", "aria-controls") == "goi-y"
        page.keyboard.press("ArrowDown")
        assert state(page) == ("true", True, options[0])
        assert page.get_attribute("#goi-y-0", "aria-selected") == "true"
        page.keyboard.press("ArrowUp")
        assert state(page)[2] == ""
        page.keyboard.press("ArrowUp")
        assert state(page)[2] == options[-1] and page.input_value("#q") == "khoa ho"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/tim-kiem?**")
        assert page.input_value("#q") == options[0]

    def test_free_text_is_sent_as_it_is(self, page) -> None:
        type_and_wait(page, "khoa ho")
        page.keyboard.press("Enter")
        page.wait_for_url("**/tim-kiem?q=khoa+ho*")
        assert page.input_value("#q") == "khoa ho"

    def test_escape_and_tab_close(self, page) -> None:
        options = type_and_wait(page, "khoa ho")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        assert state(page) == ("false", False, "") and page.input_value("#q") == "khoa ho"
        page.keyboard.press("ArrowDown")
        page.wait_for_selector("#goi-y [role=option]")
        assert state(page) == ("true", True, "")
        page.keyboard.press("ArrowDown")
        assert state(page)[2] == options[0]
        page.keyboard.press("Tab")
        assert state(page) == ("false", False, "") and page.input_value("#q") == "khoa ho"
        assert page.evaluate("document.activeElement.type") == "submit"

    def test_a_finger_chooses(self, page) -> None:
        options = type_and_wait(page, "20-n")
        page.click("#goi-y-0")
        page.wait_for_url("**/tim-kiem?q=20-NQ%2FTW*")
        assert options[0] == "20-NQ/TW"

    def test_it_waits_for_a_pause_and_asks_once(self, page) -> None:
        stop_clock(page)
        page.focus("#q")
        page.keyboard.type("khoa học")
        assert page.asked == []
        page.clock.run_for(LONG)
        page.wait_for_selector("#goi-y [role=option]")
        assert len(page.asked) == 1 and page.asked[0].endswith("/goi-y?q=khoa%20h%E1%BB%8Dc")

    def test_it_waits_for_the_end_of_composition(self, page) -> None:
        stop_clock(page)
        page.focus("#q")
        page.evaluate("""() => {
          const box = document.getElementById('q');
          box.dispatchEvent(new CompositionEvent('compositionstart'));
          box.value = 'khoa ho';
          box.dispatchEvent(new InputEvent('input', {isComposing: true}));
        }""")
        page.clock.run_for(LONG)
        assert page.asked == []
        page.evaluate("document.getElementById('q').dispatchEvent(new CompositionEvent('compositionend'))")
        page.clock.run_for(LONG)
        page.wait_for_selector("#goi-y [role=option]")
        assert len(page.asked) == 1

    def test_an_answer_that_comes_late_is_dropped(self, page) -> None:
        held = []
        page.route("**/goi-y?q=khoa", lambda route: held.append(route))
        stop_clock(page)
        page.focus("#q")
        page.keyboard.type("khoa")
        with page.expect_request("**/goi-y?q=khoa"):
            page.clock.run_for(LONG)
        page.keyboard.type("ng khong co")
        with page.expect_response("**/goi-y?q=khoang*"):
            page.clock.run_for(LONG)
        assert len(page.asked) == 2 and len(held) == 1
        assert state(page) == ("false", False, "")

    def test_it_is_announced_and_large_enough_and_axe_finds_nothing(self, page) -> None:
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        options = type_and_wait(page, "nghi")
        page.keyboard.press("ArrowDown")
        assert page.inner_text("#goi-y-bao") == f"Có {len(options)} gợi ý, dùng phím mũi tên để chọn."
        heights = page.eval_on_selector_all("#goi-y [role=option]", "all => all.map(e => e.offsetHeight)")
        assert min(heights) >= 44
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            violations = axe.run(page).response["violations"]
            assert not violations, [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in violations]

    def test_the_offer_on_the_results_page(self, page, site: str) -> None:
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        page.goto(f"{site}/tim-kiem?q=khoa+hojc")
        assert page.locator(".meant a").bounding_box()["height"] >= 44
        assert not axe.run(page).response["violations"]
        page.click(".meant a")
        page.wait_for_url("**/tim-kiem?q=khoa+h%E1%BB%8Dc")


def test_a_title_leads_to_its_bulletin(client: FlaskClient) -> None:
    titles = [one for one in client.get("/goi-y?q=nước+sạch").json["suggestions"] if one["kind"] == "title"]
    assert titles
    for one in titles:
        opened = client.get(one["address"])
        assert opened.status_code == 302 and opened.location.startswith("/tin/")
        shown = re.sub("<.*?>", "", client.get(opened.location).text)
        assert one["text"].strip('"“”… ') in shown


def test_what_is_no_title_is_searched_for(client: FlaskClient) -> None:
    assert client.get("/tin?tieu_de=khoa+học").location.startswith("/tim-kiem?q=khoa")
    assert client.get("/tin?tieu_de=").location == "/tim-kiem"


def test_browsers_get_the_list_that_they_read(client: FlaskClient) -> None:
    answer = client.get("/goi-y?dang=opensearch&q=khoa+ho")
    assert answer.mimetype == "application/x-suggestions+json"
    typed, texts = json.loads(answer.data)
    assert typed == "khoa ho" and "khoa học" in texts

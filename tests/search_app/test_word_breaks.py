"""Titles and headings break between words, as the index knows them, and not inside the number of a document."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

import search_app
from corpus.data_dir import DataDir
from indexer.analysis.fold import tone_key
from search_app import create_app
from search_app.settings import Settings
from search_app.word_breaks import Breaks

TITLE = re.compile(r"<h[12][^>]*>(?:<a [^>]*>)?(.*?)(?:</a>)?</h[12]>", re.S)
KEPT = re.compile(r'<span class="w(?: long)?">(.*?)</span>')
TEMPLATES = Path(search_app.__file__).with_name("templates")
HEADING = re.compile(r"<(h[12])\b[^>]*>(.*?)</\1>", re.S)
ONE_LINE = {"h1": 20, "h2": 26}  # characters that a phone shows in one line
# An error is told where no index answers, or by a server that must not wait for one.
APART = {"error.html", "english.html"}
BAN_TIN = Breaks(frozenset({tone_key("bản") + " tin"}))


@pytest.fixture(scope="module")
def app(sample_data: DataDir) -> Flask:
    """The app over the sample portal and its published index."""
    return create_app(Settings(sample_data))


def test_words_of_the_sample_stay_whole(client) -> None:
    html = client.get("/tim-kiem?q=khoa+h%E1%BB%8Dc").text
    kept = [unescape(re.sub("<.*?>", "", run)).lower() for run in KEPT.findall(html)]
    assert {"khoa học", "công nghệ", "chương trình", "20-nq/tw"} <= set(kept)


def test_the_text_is_the_same(client) -> None:
    for title in TITLE.findall(client.get("/tim-kiem?q=x%C3%A3").text):
        plain = re.sub("<.*?>", "", title)
        assert "  " not in plain and plain.strip() == plain


HEADINGS = [
    ("/tim-kiem?q=kết quả nghị quyết khoa học", ["Kết quả", "“kết quả", "nghị quyết", "khoa học”"]),
    ("/tim-kiem?q=999/2013/TTLT-BGDĐT-BTC", ["“999/2013/TTLT-BGDĐT-BTC”", "999/2013/TTLT-BGDĐT-BTC"]),
    ("/van-ban/05-cthd-tu", ["Văn bản", "05-CTHĐ/TU", "Chương trình"]),
    ("/van-ban/20-nq-tw/khoa-xi", ["Nghị quyết", "20-NQ/TW"]),
    ("/so-hieu/chua-co", ["Văn bản", "31-CTHĐ/TU"]),
    ("/so-hieu/hang-loat", ["danh sách"]),
    ("/ngay/2017/3/22", ["22/03/2017"]),
    ("/thang/2017/3", ["3/2017"]),
    ("/dia-danh/582-thanh-pho-phan-rang-thap-cham", ["Thành phố"]),
    ("/duyet", ["Cơ quan", "văn bản"]),
]


@pytest.mark.parametrize(("address", "runs"), HEADINGS)
def test_words_of_headings_stay_whole(client, address: str, runs: list[str]) -> None:
    found = {unescape(run) for title in TITLE.findall(client.get(address).text) for run in KEPT.findall(title)}
    assert set(runs) <= found


def test_every_heading_that_may_break_breaks_between_words() -> None:
    loose = [(path.name, text) for path in TEMPLATES.rglob("*.html") if path.name not in APART
             for level, text in HEADING.findall(path.read_text(encoding="utf-8"))
             if (len(re.sub("{.*?}+", "", text)) > ONE_LINE[level] or level == "h1" and "{" in text)
             and not re.search(r"\| (words|words_anew|marked_title) ", text)]
    assert not loose


def test_what_was_typed_takes_no_title_s_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_app.word_breaks.MOST_TEXTS", 1)
    breaks = Breaks(frozenset({tone_key("bản") + " tin"}))
    assert breaks.keep_anew("bản tin ai gõ") == BAN_TIN.keep("bản tin ai gõ")
    assert breaks.keep("bản tin") is breaks.keep("bản tin")


@pytest.mark.parametrize(("text", "shown"), [
    ("", ""), ("tin", "tin"), ("<b> & bản tin", '&lt;b&gt; &amp; <span class="w">bản tin</span>'),
    ("bản. tin", "bản. tin"), ("(bản tin)", '<span class="w">(bản tin)</span>'),
    ("a  bản tin", 'a  <span class="w">bản tin</span>'), ("x" * 40 + "-1", "x" * 40 + "-1"),
    ("Bản Tin 05-CTHĐ/TU,", '<span class="w">Bản Tin</span> <span class="w">05-CTHĐ/TU,</span>'),
    ("số 05/2013/TTLT-BGDĐT-BTC", 'số <span class="w long">05/2013/TTLT-BGDĐT-BTC</span>'),
])
def test_odd_texts(text: str, shown: str) -> None:
    assert str(BAN_TIN.keep(text)) == shown


@pytest.mark.browser
def test_no_word_is_broken_on_a_narrow_phone(browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(site + "/tim-kiem?q=khoa+h%E1%BB%8Dc")
    assert page.locator(".w").count() > 20
    for address, runs in [("/tim-kiem?q=khoa học", []), *HEADINGS]:
        page.goto(site + address)
        assert page.locator(".w").count() >= len(runs)
        assert page.eval_on_selector_all(".w", "all => all.every(e => e.getClientRects().length === 1)")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
    context.close()


@pytest.mark.browser
def test_a_long_number_breaks_only_where_a_line_is_too_short(browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    lines = {}
    for width in (320, 500, 1000):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(site + "/tim-kiem?q=999/2013/TTLT-BGDĐT-BTC")
        lines[width] = page.eval_on_selector("h1 .long", """e => {
          const range = document.createRange();
          range.selectNodeContents(e);
          return new Set([...range.getClientRects()].map(line => line.top)).size;
        }""")
    assert lines == {320: 2, 500: 1, 1000: 1}
    context.close()

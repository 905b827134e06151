"""Titles break between words, as the index knows them, and not inside the number of a document."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask

from corpus.data_dir import DataDir
from indexer.analysis.fold import tone_key
from search_app import create_app
from search_app.settings import Settings
from search_app.word_breaks import Breaks

TITLE = re.compile(r"<h[12][^>]*>(?:<a [^>]*>)?(.*?)(?:</a>)?</h[12]>", re.S)


@pytest.fixture(scope="module")
def app(sample_data: DataDir) -> Flask:
    """The app over the sample portal and its published index."""
    return create_app(Settings(sample_data))


def test_words_of_the_sample_stay_whole(client) -> None:
    html = client.get("/tim-kiem?q=khoa+h%E1%BB%8Dc").text
    kept = [unescape(re.sub("<.*?>", "", run)).lower() for run in re.findall(r'<span class="w">(.*?)</span>', html)]
    assert {"khoa học", "công nghệ", "chương trình", "20-nq/tw"} <= set(kept)


def test_the_text_is_the_same(client) -> None:
    for title in TITLE.findall(client.get("/tim-kiem?q=x%C3%A3").text):
        plain = re.sub("<.*?>", "", title)
        assert "  " not in plain and plain.strip() == plain


@pytest.mark.parametrize(("text", "shown"), [
    ("", ""), ("tin", "tin"), ("<b> & bản tin", '&lt;b&gt; &amp; <span class="w">bản tin</span>'),
    ("bản. tin", "bản. tin"), ("(bản tin)", '<span class="w">(bản tin)</span>'),
    ("a  bản tin", 'a  <span class="w">bản tin</span>'), ("x" * 40 + "-1", "x" * 40 + "-1"),
    ("Bản Tin 05-CTHĐ/TU,", '<span class="w">Bản Tin</span> <span class="w">05-CTHĐ/TU,</span>'),
])
def test_odd_texts(text: str, shown: str) -> None:
    assert str(Breaks(frozenset({tone_key("bản") + " tin"})).keep(text)) == shown


@pytest.mark.browser
def test_no_word_is_broken_on_a_narrow_phone(browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(site + "/tim-kiem?q=khoa+h%E1%BB%8Dc")
    assert page.locator(".w").count() > 20
    assert page.eval_on_selector_all(".w", "all => all.every(e => e.getClientRects().length === 1)")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()

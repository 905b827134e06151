"""Extraction: saved pages beside what should be read from them, broken input, rules, and a judged collection."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.bulletin import bulletin_id
from corpus.extraction.extract import Extracted, Page, extract, make_bulletin, numbers_in
from corpus.extraction.rules import Rules

CASES = Path(__file__).resolve().parents[2] / "cases" / "pages"
PAGES = sorted(path.stem for path in CASES.glob("*.html"))
TODAY = date(2026, 11, 24)
ADDRESS = "http://portal.example.vn/tin/1"
PARAGRAPH = ("Sáng nay, hơn hai trăm hộ dân ở xã Lương Điền đã nhận giống lúa mới để gieo lại sau lũ; "
             "cán bộ khuyến nông xuống tận thửa hướng dẫn cách ngâm ủ và chăm sóc.")


def read(markup: str | bytes, address: str = ADDRESS, rules: Rules | None = None, content_type: str = "") -> Extracted:
    """What a page with this markup says."""
    raw = markup if isinstance(markup, bytes) else markup.encode()
    return extract(Page(address, raw, content_type), rules, today=TODAY)


def words(text: str) -> Counter[str]:
    """The words of a text, each as often as it stands there."""
    return Counter(re.findall(r"\w+", text.lower()))


def article(above: str = "", below: str = "", head: str = "", title: str = "Lương Điền gieo lại lúa sau lũ") -> str:
    """A plain page with a bulletin of two paragraphs."""
    return (f"<html><head>{head}</head><body><div><h1>{title}</h1>{above}<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"
            f"{below}</div></body></html>")


def test_every_saved_page_has_what_should_be_read_from_it() -> None:
    assert PAGES and PAGES == sorted(path.stem for path in CASES.glob("*.json"))


@pytest.mark.parametrize("name", PAGES)
def test_saved_page(name: str) -> None:
    wanted = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    found = read((CASES / f"{name}.html").read_bytes(), wanted["address"])
    assert found.is_article == wanted["is_article"]
    if not wanted["is_article"]:
        return
    assert found.title == wanted["title"]
    assert (found.published_on.isoformat() if found.published_on else None) == wanted["published_on"]
    assert (found.published_at.isoformat("minutes") if found.published_at else None) == wanted.get("published_at")
    assert found.author == wanted["author"]
    assert words(found.body) == words(" ".join(wanted["body"]))
    for paragraph in wanted["body"]:
        if len(paragraph) > 200:
            assert paragraph in found.body.splitlines()
    assert [str(number) for number in numbers_in(found)] == wanted["numbers"]
    assert not [text for text in wanted["leaves_out"] if text in found.body]
    for key in ("summary", "section", "canonical"):
        assert getattr(found, key) == wanted.get(key, getattr(found, key))
    assert [file.address for file in found.attachments] == wanted.get("attachments", [])


@pytest.mark.parametrize("below, author", [
    ('<p style="text-align:right"><b>Mai Thanh</b></p>', "Mai Thanh"),
    ("<p>Mai Thanh</p>", "Mai Thanh"),
    ("<p>Tác giả: Mai Thanh</p>", "Mai Thanh"),
    ("<p>(Tin, ảnh: Mai Thanh - Thu Hà)</p>", "Mai Thanh - Thu Hà"),
    ("<p>Theo Báo Trường Hà</p>", "Báo Trường Hà"),
    ("<p>Bà con rất vui.</p>", ""),
    ("<p>Ủy ban nhân dân huyện</p>", ""),
    ("<p>Được mùa, được giá</p>", ""),
])
def test_author_below_the_text(below: str, author: str) -> None:
    assert read(article(below=below)).author == author


def test_a_name_leaves_the_text_and_a_source_stays() -> None:
    assert "Mai Thanh" not in read(article(below="<p>Mai Thanh</p>")).body
    assert read(article(below="<p>Theo Báo Trường Hà</p>")).body.endswith("\nTheo Báo Trường Hà")


@pytest.mark.parametrize("raw", [
    b"", b" ", b"\0" * 10_000, random.Random(7).randbytes(50_000), b"<", b"<html", b"<!--", b"%PDF-1.4 \xff\xd8",
    b"<div>" * 10_000 + "<p>xin chào</p>".encode(), b"<table><tr><td>" * 3_000 + b"x", b"<b><i>" * 10_000 + b"x",
    b'<script type="application/ld+json">' + b"[" * 50_000 + b"</script>", b"<a href='http://[bad'>x</a>" * 50,
    b"<p>" + b"(" * 20_000 + b"22/3/2017", "<p>22/03/2017 08:00</p>".encode() * 5_000,
    ("<div onclick=x>" + PARAGRAPH).encode() * 500, b"&#x110000;&#xD800;&bogus;" * 100,
], ids=range(17))
def test_no_page_is_too_broken(raw: bytes) -> None:
    began = time.monotonic()
    found = read(raw)
    assert isinstance(found, Extracted)
    assert time.monotonic() - began < 30


def test_a_page_costs_what_its_length_does() -> None:
    def cost(paragraphs: int) -> float:
        began = time.process_time()
        assert read(article(below=f"<p>{PARAGRAPH}</p>" * paragraphs)).title == "Lương Điền gieo lại lúa sau lũ"
        return time.process_time() - began

    cost(1_000)  # whatever is made once is made
    assert cost(25_000) < 3 * 10 * cost(2_500)  # five megabytes; what is quadratic takes a hundred times as long


@pytest.mark.parametrize("seed", range(20))
def test_cut_and_scrambled_pages_are_read_without_an_error(seed: int) -> None:
    chance = random.Random(seed)
    raw = bytearray((CASES / f"{chance.choice(PAGES)}.html").read_bytes())
    for _ in range(chance.randrange(1, 30)):
        start = chance.randrange(len(raw))
        raw[start:start + chance.randrange(40)] = chance.randbytes(chance.randrange(8))
    found = read(bytes(raw[:chance.randrange(1, len(raw))]))
    assert "\x00" not in found.body and all(line == line.strip() for line in found.body.splitlines())


def test_comments_scripts_templates_and_hidden_parts_are_no_text() -> None:
    found = read(article(below="<!-- bí mật 1 --><script>'bí mật 2'</script><template><p>bí mật 3</p></template>"
                               "<p hidden>bí mật 4</p><p style='display: none'>bí mật 5</p><noscript>bí mật 6"
                               "</noscript>"))
    assert "bí mật" not in found.body and found.body.count("Sáng nay") == 2


def test_a_page_that_hides_all_of_itself_is_read() -> None:
    assert read(article().replace("<body>", '<body style="display:none">')).is_article


def test_links() -> None:
    found = read("""<base href="/goc/"><a href="tin 1.html#top">1</a><a href="http://khac.vn/x">2</a>
        <a href="tin 1.html">3</a>
        <a href="javascript:go()">4</a><a href="mailto:a@b.vn">5</a><a rel="nofollow" href="/6">6</a><area href="?p=7">
        <iframe src="/8"></iframe><link rel="next" href="/9"><a href="ftp://a/10">10</a><a href="http://[11">11</a>
        <ul style="display:none"><li><a href="/12">12</a></ul>""", "http://a.vn/tin/1")
    assert found.links == ("http://a.vn/goc/tin%201.html", "http://khac.vn/x", "http://a.vn/goc/?p=7", "http://a.vn/8",
                           "http://a.vn/9", "http://a.vn/12")


@pytest.mark.parametrize("link, canonical", [
    ('<link rel="canonical" href="/that">', "http://portal.example.vn/that"),
    ('<link rel="canonical" href="http://khac.vn/that">', ADDRESS),
    ('<link rel="canonical" href="/">', ADDRESS),
    ('<link rel="canonical" href="">', ADDRESS),
    ("", ADDRESS),
])
def test_canonical(link: str, canonical: str) -> None:
    assert read(article(head=link), ADDRESS + "#top").canonical == canonical


def test_canonical_on_an_allowed_host() -> None:
    page = Page(ADDRESS, article(head='<link rel="canonical" href="http://khac.vn/that">').encode())
    assert extract(page, hosts=frozenset({"khac.vn"})).canonical == "http://khac.vn/that"


@pytest.mark.parametrize("content, nofollow, noindex", [
    ("index, follow", False, False), ("NOINDEX,NOFOLLOW", True, True), ("none", True, True), ("noindex", False, True)])
def test_robots(content: str, nofollow: bool, noindex: bool) -> None:
    found = read(article(head=f'<meta name="ROBOTS" content="{content}">'))
    assert (found.nofollow, found.noindex) == (nofollow, noindex)


def test_attachments_are_named_by_their_link_or_their_file() -> None:
    found = read(article(below='<p><a href="/f/12.pdf">Quyết định số 12</a></p>'
                               '<p>Tải <a href="/f/phu%20luc.docx">tại đây</a></p>'))
    assert [(file.name, file.address) for file in found.attachments] == [
        ("Quyết định số 12", "http://portal.example.vn/f/12.pdf"),
        ("phu luc.docx", "http://portal.example.vn/f/phu%20luc.docx")]


def test_rules_go_before_what_was_found() -> None:
    rules = Rules(title=".t", body=".b", summary=".s", date=".d", author=".a", section=".c", remove=(".x",))
    found = read('<i class="t">Tiêu đề theo luật</i><i class="d">đăng 02/03/2018 lúc nào đó</i><i class="a">(Ai Đó)'
                 '</i><i class="c">Mục</i><i class="s">Tóm</i><div class="b"><p>Một.<p>Hai.<p class="x">Bỏ.</div>',
                 rules=rules)
    assert (found.title, found.body, found.summary) == ("Tiêu đề theo luật", "Một.\nHai.", "Tóm")
    assert (found.author, found.section, found.published_on) == ("Ai Đó", "Mục", date(2018, 3, 2))
    assert found.is_article


def test_rules_that_point_at_nothing_change_nothing() -> None:
    assert read(article(), rules=Rules(body=".no-such", date="#none")) == read(article())
    assert not read(article(), rules=Rules(title=".no", body=".such")).is_article


def test_make_bulletin() -> None:
    page = Page(ADDRESS, article("<p>Ngày cập nhật 22/03/2017</p>", "<p>Theo Nghị quyết 20 - NQ/TW và 20/NQ-TW.</p>",
                                 head='<link rel="canonical" href="/that">').encode())
    now = datetime(2026, 11, 24, tzinfo=UTC)
    made = make_bulletin(page, extract(page, today=TODAY), "truong-ha", now)
    assert (made.id, made.url) == (bulletin_id("http://portal.example.vn/that"), "http://portal.example.vn/that")
    assert (made.source, made.published_on, made.collected_at) == ("truong-ha", date(2017, 3, 22), now)
    assert [str(number) for number in made.numbers] == ["20-NQ/TW"]


SHARED_PAGES = Path(__file__).resolve().parents[4] / "shared" / "data" / "pages"


@pytest.mark.shared
def test_judged_pages_of_seven_portals() -> None:
    if not (SHARED_PAGES / "gold.jsonl").exists():
        pytest.skip(f"{SHARED_PAGES} is not there")
    scores: dict[str, list[float]] = {}
    titles = 0
    for line in (SHARED_PAGES / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        found = read((SHARED_PAGES / gold["file"]).read_bytes(), "")
        left, right = words(found.body), words(gold["body"])
        scores.setdefault(gold["portal"], []).append(2 * (left & right).total() / (left.total() + right.total()))
        titles += found.title.casefold().strip(" .") == " ".join(gold["title"].split()).casefold().strip(" .")
        assert (found.published_on and found.published_on.isoformat()) == gold["date"], gold["file"]
        assert found.is_article, gold["file"]
    every = [score for portal in scores.values() for score in portal]
    assert titles >= 26
    assert sum(every) / len(every) >= 0.95
    assert min(sum(portal) / len(portal) for portal in scores.values()) >= 0.85


@pytest.mark.shared
def test_pages_that_hold_no_bulletin() -> None:
    if not SHARED_PAGES.exists():
        pytest.skip(f"{SHARED_PAGES} is not there")
    names = ["congbao", "gianghia", "phuong1", "sotttt", "thachha", "thuvien", "vpcp", "pbgdpl.daknong.gov.vn__b3"]
    pages = [path for path in SHARED_PAGES.glob("*.html") if path.name.startswith(tuple(names))]
    assert len(pages) == 14
    assert [path.name for path in pages if read(path.read_bytes()).is_article] == []


SEED = Path(__file__).resolve().parents[4] / "shared" / "data" / "seed" / "huong-tra-2017-03-22.txt"


@pytest.mark.shared
@pytest.mark.parametrize("line, whole", [("<p>{}</p>", "<div>{}</div>"), ("<div>{}</div>", "{}"),
                                         ("{}<br>", "<table><tr><td>{}</td></tr></table>"),
                                         ("<tr><td>{}</td></tr>", "<table>{}</table>")])
def test_a_page_with_nothing_but_lines(line: str, whole: str) -> None:
    """A real bulletin's page as text, every line in the same markup: only the words can tell what is what."""
    if not SEED.exists():
        pytest.skip(f"{SEED} is not there")
    texts = [text for text in SEED.read_text(encoding="utf-8").splitlines() if text.strip()]
    found = read("<title>Trang tin</title>" + whole.format("".join(line.format(text) for text in texts)))
    assert found.title == "Kết quả thực hiện Nghị quyết 20-NQ/TW (khóa XI) ở Đảng bộ thị xã Hương Trà"
    assert (found.published_on, found.author, found.is_article) == (date(2017, 3, 22), "Mai Thanh", True)
    assert found.body.startswith("Ban Thường vụ Thị ủy Hương Trà đã ban hành kế hoạch")
    assert found.body.endswith("để đa dạng hóa nguồn vốn.")
    assert {"20-NQ/TW", "05-CTHĐ/TU"} <= {str(number) for number in numbers_in(found)}

"""The sample portal: its bulletins are worth searching, and its pages are what a crawler meets."""

import re
import threading
import unicodedata
from datetime import date
from itertools import combinations
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from corpus.attachments.reading import read_file
from corpus.sample.pages import MISLABELLED, is_decomposed, is_table, old_address
from corpus.sample.portal import render, serve
from corpus.sample.sample_bulletin import FILES, FOLDER, SECTIONS, read_bulletin, read_bulletins, section_path

ITEMS = read_bulletins()
BY_NAME = {item.file_name: item for item in ITEMS}
KIM_BONG = "2017-03-22-kim-bong-nam-nam-thuc-hien-nghi-quyet-20.md"

LEAST_BULLETINS = 80
LEAST_WORDS = 120
SHINGLE = 8  # words; shorter runs are the set phrases of the trade
MOST_SHARED = 0.15  # of the shorter text: the name of a resolution in full is as long as that, a copied text is not

OLD_TONES = re.compile(r"(?<![qQ])(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])\b")
NEW_TONES = re.compile(r"(?<![qQ])([òóỏõọ][ae]|[ùúủũụ]y)\b")
NUMBER = re.compile(r"\b\d+[a-z]?(/\d{4})?\s?[-–/ ]\s?[A-ZĐÐ][A-ZĐÐa-z]*[-/][A-ZĐÐ]")
# A number that somebody could have: no subscriber's part begins with 000, so "0234 000 100" is nobody's.
PHONE = re.compile(r"(?<!\d)(\+84|0\d{1,3})[ .-]?(?!000)\d{3}[ .-]?\d{3,4}(?!\d)")
LEADERS = (  # who held high office in those years: none may appear in an invented province
    "Nguyễn Phú Trọng", "Nguyễn Tấn Dũng", "Trương Tấn Sang", "Nguyễn Xuân Phúc", "Trần Đại Quang", "Tô Lâm",
    "Nguyễn Sinh Hùng", "Nguyễn Thị Kim Ngân", "Vương Đình Huệ", "Phạm Minh Chính", "Võ Văn Thưởng", "Lương Cường",
    "Trần Thanh Mẫn", "Lê Minh Hưng",
)


def test_there_are_enough() -> None:
    assert len(ITEMS) >= LEAST_BULLETINS
    assert len({item.number for item in ITEMS}) == len(ITEMS)
    assert len({item.title for item in ITEMS}) == len(ITEMS)
    assert {item.section for item in ITEMS} == set(SECTIONS)
    assert {item.published_on.year for item in ITEMS} == set(range(2012, 2027))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.file_name)
def test_bulletin_is_in_the_format(item) -> None:
    raw = (FOLDER / item.file_name).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", raw)
    assert item.section in SECTIONS
    assert date(2012, 1, 1) <= item.published_on <= date(2026, 12, 31)
    assert item.file_name.startswith(f"{item.published_on.isoformat()}-")
    assert re.fullmatch(r"[a-z0-9-]+\.md", item.file_name)
    assert len(" ".join((item.summary, *item.paragraphs)).split()) >= LEAST_WORDS
    assert all(paragraph.strip() for paragraph in item.paragraphs) and item.paragraphs
    assert not PHONE.search(item.text)
    assert not [name for name in LEADERS if name in item.text]
    assert all(re.fullmatch(r"[a-z0-9-]+\.(pdf|docx|xlsx)", attachment.file) for attachment in item.attachments)


def test_no_text_is_a_copy() -> None:
    shingles = {}
    for item in ITEMS:
        words = re.findall(r"\w+", item.text.lower())
        shingles[item.file_name] = {tuple(words[i:i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    alike = [
        (one, two) for one, two in combinations(shingles, 2)
        if len(shingles[one] & shingles[two]) > MOST_SHARED * min(len(shingles[one]), len(shingles[two]))
    ]
    assert alike == []


def test_no_file_holds_an_attachment_of_another() -> None:
    files = [attachment.file for item in ITEMS for attachment in item.attachments]
    assert len(files) == len(set(files)) >= 5


def test_both_tone_styles_occur() -> None:
    old = {item.file_name for item in ITEMS if OLD_TONES.search(item.text)}
    new = {item.file_name for item in ITEMS if NEW_TONES.search(item.text)}
    assert len(old - new) >= len(ITEMS) // 5
    assert len(new - old) >= len(ITEMS) // 3
    assert old & new


def test_most_cite_document_numbers() -> None:
    assert sum(bool(NUMBER.search(item.text)) for item in ITEMS) >= len(ITEMS) * 0.6


@pytest.mark.parametrize("pattern, first, last, least", [
    (r"20-NQ/TW.{0,40}khóa XI\b|20-NQ/TW.{0,40}khoá XI\b", 2013, 2017, 4),
    (r"20-NQ/TW.{0,90}kho(á|a)? ?XII\b|20-NQ/TW.{0,90}khóa XII\b", 2017, 2018, 2),
    (r"05-CTHĐ/TU", 2013, 2017, 3),
    (r"05-CTHĐ/TU", 2018, 2018, 2),
    (r"20/NQ-TW|20 NQ/TW|20–NQ/TW|20-NQTW", 2012, 2026, 2),
    (r"Nghị quyết 20\b(?!-)", 2012, 2026, 1),
    (r"Q\u00d0", 2012, 2026, 1),
    (r"36a/NQ-CP", 2015, 2026, 1),
])
def test_numbers_occur_in_the_forms_of_the_wild(pattern, first, last, least) -> None:
    found = [i for i in ITEMS if first <= i.published_on.year <= last and re.search(pattern, i.text, re.DOTALL)]
    assert len(found) >= least


@pytest.mark.parametrize("words", [
    ("đường", "đương", "dương"), ("năm", "nam"), ("hội", "hồi"), ("án", "an"), ("bàn", "bán", "bạn"),
    ("cá", "ca", "cà"), ("lúa", "lụa"),
])
def test_words_that_differ_by_marks_alone_occur(words) -> None:
    held = set(re.findall(r"\w+", "\n".join(item.text for item in ITEMS).lower()))
    assert set(words) <= held


@pytest.mark.parametrize("text", [
    "title = 'A'", "+++\ntitle = 'A'\n", "+++\ntitle = 'A'\n+++\nMột.", "+++\ntitle = \n+++\nMột.",
    "+++\ntitle = 'A'\npublished = 2017-03-22\nsection = 'Y tế'\nattachments = [{ten = 'a'}]\n+++\nMột.",
])
def test_a_file_out_of_format_is_named(text) -> None:
    with pytest.raises(ValueError, match="lech.md"):
        read_bulletin("lech.md", text)


def page_of(path: str) -> str:
    answer = render(path)
    assert answer.status == 200, path
    return answer.body.decode("utf-8")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.file_name)
def test_every_bulletin_has_its_page(item) -> None:
    page = page_of(item.path)
    assert unicodedata.is_normalized("NFC", page) != is_decomposed(item)
    read = unicodedata.normalize("NFC", page)
    assert f"Ngày cập nhật {item.published_on:%d/%m/%Y}" in read.replace("nhật: ", "nhật ")
    for mark in ("Tìm kiếm thông tin", "Chứng nhận Tín Nhiệm Mạng", "Các tin khác", "Xem tin theo ngày",
                 "Truy cập tổng 8.612.913", f">{item.author}<", f"/tin-theo-ngay/{item.published_on:%Y/%m/%d}/"):
        assert mark in read
    for attachment in item.attachments:
        assert render(f"/tai-lieu/{attachment.file}").body.startswith((b"%PDF-", b"PK"))


def test_kim_bong_page() -> None:
    page = page_of(BY_NAME[KIM_BONG].path)
    for part in ("khoa học và công nghệ", "phường Bồng Trung", "20-NQ/TW", "05-CTHĐ/TU", "Minh Châu", "22/03/2017"):
        assert part in page


def test_the_markup_is_irregular() -> None:
    assert 3 <= sum(map(is_table, ITEMS)) <= len(ITEMS) // 3
    assert 3 <= sum(map(is_decomposed, ITEMS)) <= len(ITEMS) // 3
    wrong = [item for item in ITEMS if "iso-8859-1" in render(item.path).content_type]
    assert wrong == [BY_NAME[MISLABELLED]]


def test_every_link_of_the_site_answers() -> None:
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen or re.match(r"/tin-theo-ngay/(?!20(1[2-9]|2[0-6]))", path):
            continue
        seen.add(path)
        answer = render(path)
        assert answer.status in (200, 301), path
        if answer.content_type.startswith("text/html"):
            waiting += re.findall(r'(?:href|src)="(/[^"]*)"', answer.body.decode())
        waiting += [value for name, value in answer.headers if name == "Location"]
    assert {item.path for item in ITEMS} <= seen
    assert any("?sid=" in path for path in seen) and any(path.startswith("/Default.aspx") for path in seen)


@pytest.mark.parametrize("path, status", [
    ("/", 200), ("/?sid=1", 200), ("/tin-tuc/y-te/", 200), ("/tin-tuc/y-te/trang-1.html", 200),
    ("/tin-tuc/y-te/trang-99.html", 404), ("/tin-tuc/khong-co/", 404), ("/khong-co.html", 404), ("//[", 404),
    ("/tin-theo-ngay/2017/03/22/", 200), ("/tin-theo-ngay/2017/03/", 200), ("/tin-theo-ngay/7749/12/", 200),
    ("/tin-theo-ngay/9999/12/", 200), ("/tin-theo-ngay/1900/01/", 200), ("/tin-theo-ngay/1899/12/", 404),
    ("/tin-theo-ngay/0000/01/", 404), ("/tin-theo-ngay/2017/13/", 404), ("/tin-theo-ngay/2017/02/30/", 404),
    ("/tim-kiem/?q=Kim+B%E1%BB%93ng", 200), ("/tim-kiem/", 200), ("/robots.txt", 200), ("/sitemap.xml", 200),
    ("/rss.xml", 200), ("/Default.aspx?tin=1", 404), ("/Default.aspx", 404), ("/tai-lieu/khong-co.pdf", 404),
])
def test_status(path, status) -> None:
    assert render(path).status == status


def test_days_lists_and_feeds_name_the_bulletins() -> None:
    item = BY_NAME[KIM_BONG]
    assert item.path in page_of("/tin-theo-ngay/2017/03/22/") and item.path in page_of("/tin-theo-ngay/2017/03/")
    assert item.path not in page_of("/tin-theo-ngay/2017/04/")
    assert item.path in "".join(page_of(f"{section_path(item.section)}trang-{n}.html") for n in (1, 2)
                                if render(f"{section_path(item.section)}trang-{n}.html").status == 200)
    assert all(f"http://truongha.example{item.path}<" in page_of("/sitemap.xml") for item in ITEMS)
    assert ITEMS[0].path in page_of("/rss.xml") and ITEMS[0].path in page_of("/")
    assert item.path in page_of("/tim-kiem/?q=kim+b%E1%BB%93ng")
    assert "/tin-theo-ngay/2035/02/" in page_of("/tin-theo-ngay/2035/01/")


def test_one_page_has_three_addresses() -> None:
    item = BY_NAME[KIM_BONG]
    assert render(f"{item.path}?sid=0a1b2c").body == render(item.path).body
    moved = render(old_address(item))
    assert (moved.status, moved.headers) == (301, (("Location", item.path),))


def test_what_the_reader_holds_is_not_sent_again() -> None:
    first = render("/")
    etag = dict(first.headers)["ETag"]
    assert render("/", if_none_match=etag).status == 304
    assert render("/", if_none_match=f'"x", W/{etag}').body == b""
    assert render("/", if_none_match='"x"') == first


def test_server_answers_on_a_socket() -> None:
    server = serve()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        site = f"http://127.0.0.1:{server.server_address[1]}"
        with urlopen(f"{site}/sitemap.xml") as answer:
            assert f"{site}{ITEMS[0].path}" in answer.read().decode()
            etag = answer.headers["ETag"]
        with pytest.raises(HTTPError) as unchanged:
            urlopen(Request(f"{site}/sitemap.xml", headers={"If-None-Match": etag}))
        with unchanged.value as refusal:
            assert refusal.code == 304
        with urlopen(f"{site}{old_address(BY_NAME[KIM_BONG])}") as answer:
            assert answer.url == f"{site}{BY_NAME[KIM_BONG].path}"
        with urlopen(Request(site, method="HEAD")) as answer:
            assert answer.read() == b"" and int(answer.headers["Content-Length"]) > 1000
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_bulletin_is_edited_twice() -> None:
    item, = [item for item in ITEMS if item.edits]
    shown = [render(item.path, edition=edition).body.decode() for edition in (1, 2, 3)]
    assert [edit.was in page for edit, page in zip(item.edits, shown, strict=False)] == [True, True]
    assert len(set(shown)) == 3 and shown[2] == render(item.path).body.decode()


def test_a_story_stands_at_three_addresses() -> None:
    item, = [item for item in ITEMS if item.also_in]
    assert len(item.paths) == 3
    for path in item.paths:
        assert item.title in page_of(path) and path in page_of(path[:path.rindex("/") + 1])


def test_some_files_say_what_no_bulletin_says() -> None:
    pytest.importorskip("pypdfium2")
    read = {path.name: read_file(path.read_bytes()) for path in FILES.iterdir() if path.suffix != ".txt"}
    assert {text.kind for text in read.values()} == {"pdf", "docx", "xlsx"}
    told = "\n".join(item.text for item in ITEMS)
    for name, words in (("18-2016-nq-hdnd.pdf", "bản Tà Lùng"), ("402-bc-tu-2026.docx", "tan máu bẩm sinh"),
                        ("phu-luc-1836.xlsx", "Vườn ươm keo giống"), ("12-nq-tu-2022.pdf", "nhật ký điện tử")):
        assert words in read[name].text and words not in told
    assert read["18-2016-nq-hdnd.pdf"].pages[2].startswith("Điều 4")
    assert {path.stem for path in FILES.glob("*.txt")} == {Path(name).stem for name in read}

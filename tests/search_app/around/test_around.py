"""What stands around bulletins, on the pages: what only a file says, stories that stand twice, what was edited."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timezone
from html import unescape
from pathlib import Path
from re import findall, sub
from statistics import fmean

import pytest
from flask.testing import FlaskClient

pytest.importorskip("pypdfium2")
pytest.importorskip("docx")
from corpus.attachments.file_text import FileText, Silence  # noqa: E402
from corpus.attachments.programs import can_read_scans  # noqa: E402
from corpus.attachments.reading import read_file  # noqa: E402
from corpus.bulletin import Attachment, Bulletin  # noqa: E402
from corpus.data_dir import DataDir  # noqa: E402
from corpus.likeness.joining import join_alike  # noqa: E402
from corpus.sample.sample_bulletin import FILES, read_bulletins  # noqa: E402
from corpus.storing.files import Files  # noqa: E402
from corpus.storing.store import Store  # noqa: E402
from indexer.asking.search import Question, ask  # noqa: E402
from indexer.building.build import build  # noqa: E402
from indexer.live import LiveIndex  # noqa: E402
from search_app import create_app  # noqa: E402
from search_app.params import ADDRESS_NAMES  # noqa: E402
from search_app.settings import Settings  # noqa: E402
from tests.conftest import make_bulletin  # noqa: E402
from tests.indexer.asking.test_judgements import ndcg, plain  # noqa: E402

CASES = Path(__file__).resolve().parents[2] / "cases" / "judgements"
COLLECTED = datetime(2026, 1, 2, 17, 30, tzinfo=timezone.utc)


def hang(store: Store, bulletin: Bulletin) -> None:
    """What a crawl does with the files of the sample's bulletins."""
    files = Files(store)
    files.hang(bulletin, {file.address: file.address for file in bulletin.attachments})
    for number, file in enumerate(bulletin.attachments):
        path = FILES / file.address.rpartition("/")[2]
        raw = path.read_bytes() if path.exists() else b""
        sha256 = f"{bulletin.id} {number}".encode()
        files.keep_text(sha256, len(raw), read_file(raw) if raw else FileText("pdf", (), Silence.BROKEN), "")
        files.settle(file.address, sha256)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """An installation with the sample's bulletins at all their addresses, in all editions, with their files."""
    data = DataDir(tmp_path_factory.mktemp("around"))
    with Store.open(data.store) as store:
        for item in read_bulletins():
            made = [make_bulletin(item.at(edition)) for edition in range(1, len(item.edits) + 2)]
            hung = tuple(Attachment(file.name, f"http://cong.example/tai-lieu/{file.file}")
                         for file in item.attachments)
            for place, section in enumerate((item.section, *item.also_in)):
                for edition in made:
                    bulletin = replace(edition, id=f"{edition.id}{place or ''}", section=section, attachments=hung,
                                       collected_at=COLLECTED)
                    store.put([bulletin])
                hang(store, bulletin)
        store.put([Bulletin("khac", "http://khac.example/1", "cong-khac", "Tin của cổng khác", "Bài ngắn.",
                            published_on=date(2020, 1, 1))])
        join_alike(store)
    build(data, workers=1)
    return data


@pytest.fixture(scope="module")
def client(data: DataDir) -> Iterator[FlaskClient]:
    yield create_app(Settings(data=data)).test_client()


def text_of(page: str) -> str:
    return sub(r" ([,;:])", r"\1", " ".join(unescape(sub(r"<[^>]+>", " ", page)).split()))


def search(client: FlaskClient, **asked: str) -> str:
    return client.get("/tim-kiem", query_string=asked).get_data(as_text=True)


# What is asked, the bulletin that answers it, and what is told of where.
ONLY_IN_FILES = [
    ("cầu treo dân sinh", "2016-12-13", "Trong tệp Nghị quyết 18/2016/NQ-HĐND về kế hoạch đầu tư công trung hạn"),
    ("khu neo đậu tránh trú bão", "2016-12-13", "trang 3 (PDF, 30 KB):"),
    ("cong chao, tuong dai", "2016-12-13", "trang 2 (PDF, 30 KB):"),
    ("tan máu bẩm sinh", "2026-10-30", "Trong tệp Báo cáo 402-BC/TU (DOCX, 38 KB):"),
    ("vườn ươm keo giống", "2020-11-10", "Trong tệp Phụ lục mức hỗ trợ, trang tính Mức hỗ trợ (XLSX, 6 KB):"),
    ('"nhật ký điện tử"', "2022-06-15", "Trong tệp Nghị quyết 12-NQ/TU, trang 1"),
    ("1408-QĐ/TU", "2022-06-15", "Trong tệp Nghị quyết 12-NQ/TU, trang 2"),
    ("119-KH/TU", "2026-10-30", "Trong tệp Báo cáo 402-BC/TU"),
]


@pytest.mark.parametrize(("question", "day", "told"), ONLY_IN_FILES, ids=[row[0] for row in ONLY_IN_FILES])
def test_what_only_a_file_says_is_found(client: FlaskClient, question: str, day: str, told: str) -> None:
    page = search(client, q=question)
    assert findall(r'<h2><a href="/tin/([\d-]{10})', page)[:1] == [day]
    assert told in text_of(page)
    assert text_of(page).count("Trong tệp") >= 1 and "1 bản tin" in text_of(page)


def test_what_three_kinds_of_readers_ask_of_files_is_on_top(data: DataDir) -> None:
    """Judged questions that no bulletin's own text answers; typed with marks and without."""
    live = LiveIndex(data.index)
    gains = []
    for line in (CASES / "attachments.jsonl").read_text(encoding="utf-8").splitlines():
        judged = json.loads(line)
        for text in (judged["text"], plain(judged["text"])):
            hits = ask(live.engine, Question(text, joined=True), live.known).page.hits
            gains.append(ndcg([hit.id for hit in hits], judged["relevant"]))
    assert len(gains) == 36 and fmean(gains) > .95  # measured: .98


def test_a_scan_is_found_where_it_can_be_read(client: FlaskClient) -> None:
    if not can_read_scans():
        pytest.skip("no tesseract with vie here")
    told = text_of(search(client, q="hũ nước mắm bằng sành"))
    assert "Trong tệp Quyết định 1402/QĐ-UBND, trang 1 (PDF, 14 KB, chữ do máy đọc từ ảnh):" in told


def test_the_link_leads_to_the_page_and_names_no_address(client: FlaskClient) -> None:
    page = search(client, q="cầu treo dân sinh")
    assert 'href="http://cong.example/tai-lieu/18-2016-nq-hdnd.pdf#page=3"' in page
    assert "18-2016-nq-hdnd.pdf" not in text_of(page)
    held = client.get("/api/v1/tim-kiem", query_string={"q": "cầu treo dân sinh"}).get_json()["hits"][0]["in_file"]
    assert held["page"] == 3 and "cầu treo dân sinh" in held["snippet"]


def test_what_the_text_says_needs_no_file(client: FlaskClient) -> None:
    assert "Trong tệp" not in text_of(search(client, q="chất vấn dự án treo ven sông")).partition("Gần đúng (")[0]


def test_a_bulletin_lists_its_files_with_what_they_do_not_say(client: FlaskClient) -> None:
    path, = findall(r'href="(/tin/2020-06-19[^"]*)"', search(client, q="Công nhận 17 sản phẩm OCOP"))[:1]
    text = text_of(client.get(path).get_data(as_text=True))
    assert "Quyết định 1402/QĐ-UBND (PDF, 14 KB" in text
    assert can_read_scans() or "bản chụp, chưa đọc được)" in text
    path, = findall(r'href="(/tin/2022-06-15[^"]*)"', search(client, q="1408-QĐ/TU"))[:1]
    assert "Số hiệu chỉ được nhắc trong tệp 1408-QĐ/TU" in text_of(client.get(path).get_data(as_text=True))


def test_a_number_that_only_a_file_names_is_a_document_that_is_cited(client: FlaskClient) -> None:
    """The card, the number's page, the list of numbers and the search say the same of it."""
    page = text_of(search(client, q="1408-QĐ/TU"))
    assert "1 bản tin nhắc tới 1408-QĐ/TU." in page and "Văn bản mang số 1408-QĐ/TU" in page
    assert "chưa bản tin nào nhắc tới" not in page
    documents = client.get("/api/v1/so-hieu", query_string={"so": "1408-QĐ/TU"}, follow_redirects=True)
    assert documents.status_code == 200
    answer = client.get("/so-hieu", query_string={"so": "1408-QĐ/TU"}, follow_redirects=True)
    page = text_of(answer.get_data(as_text=True))
    assert "1 bản tin nói tới số này" in page


def test_a_score_tells_of_the_file(client: FlaskClient) -> None:
    assert "– tệp đính kèm" in text_of(search(client, q="cầu treo dân sinh", **{"giai-thich": "1"}))


def test_a_story_at_three_addresses_is_one_result(client: FlaskClient) -> None:
    page = search(client, q="tuyển dụng 86 viên chức sự nghiệp y tế")
    assert "1 bản tin" in text_of(page)
    assert "Cũng đăng ở: chuyên mục Lao động - Xã hội; chuyên mục Cải cách hành chính" in text_of(page)
    for section in ("Y tế", "Lao động - Xã hội", "Cải cách hành chính"):
        narrowed = search(client, q="tuyển dụng 86 viên chức sự nghiệp y tế", chuyen_muc=section)
        assert "1 bản tin" in text_of(narrowed) and "Cũng đăng ở:" in text_of(narrowed)
    path, = findall(r'href="(/tin/2023-08-31[^"]*)"', page)[:1]
    assert "Cũng đăng ở: chuyên mục" in text_of(client.get(path).get_data(as_text=True))


def test_a_day_lists_it_once_and_counts_all_of_them(client: FlaskClient) -> None:
    day = client.get("/ngay/2023/08/31").get_data(as_text=True)
    assert len(findall(r'<h2><a href="/tin/2023-08-31-tuyen-dung', day)) == 1
    assert "Cũng đăng ở: chuyên mục" in text_of(day) and "bản tin, gộp những bản trùng còn" in text_of(day)
    month = client.get("/thang/2023/08").get_data(as_text=True)
    assert len(findall(r'<li><a href="/tin/2023-08-31-tuyen-dung', month)) == 1
    alone = text_of(client.get("/ngay/2016/12/13").get_data(as_text=True))
    assert "gộp" not in alone and "Cũng đăng ở" not in alone


def test_every_count_of_a_facet_is_what_a_click_finds(client: FlaskClient) -> None:
    asked = {"q": "y tế"}
    facets = client.get("/api/v1/tim-kiem", query_string=asked).get_json()["facets"]
    tried = 0
    for field, name in ADDRESS_NAMES.items():
        for one in facets.get(field, ())[:9]:  # communes are counted inside a province
            found = client.get("/api/v1/tim-kiem", query_string={**asked, name: one["value"]}).get_json()
            assert found["total"] == one["count"], (field, one)
            tried += 1
    assert tried > 10


def test_what_was_edited_is_told_shown_and_filtered(client: FlaskClient) -> None:
    page = search(client, q="lũ", sua_doi="1")
    assert "1 bản tin" in text_of(page) and "Sửa đổi: Có sửa sau khi đăng" in text_of(page)
    path, = findall(r'href="(/tin/2020-10-19[^"]*)"', page)[:1]
    bulletin = client.get(path).get_data(as_text=True)
    assert "Đã sửa lúc 00:30 ngày 03/01/2026" in text_of(bulletin)
    versions = client.get(path.replace("/tin/", "/sua-doi/"))
    shown = versions.get_data(as_text=True)
    assert versions.status_code == 200 and "<script" not in shown.partition("<main")[2]
    assert shown.index("Phiên bản 3") < shown.index("<del>5</del><ins>6</ins> người chết") < shown.index("Phiên bản 2")
    assert "<del>4</del><ins>5</ins> người chết" in shown
    assert shown.count('class="changed"') == 2  # what was not changed is left out


def test_what_was_never_edited_has_no_page_of_edits(client: FlaskClient) -> None:
    path, = findall(r'href="(/tin/2016-12-13[^"]*)"', search(client, q="cầu treo dân sinh"))[:1]
    answer = client.get(path.replace("/tin/", "/sua-doi/"))
    assert answer.status_code == 302 and answer.headers["Location"] == path
    assert client.get("/sua-doi/khong-co").status_code == 404
    assert "sua-doi" not in client.get(path).get_data(as_text=True)


def test_a_reindex_reads_no_file(data: DataDir, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.attachments.reading.read_file", lambda *_: pytest.fail("a file was read"))
    assert build(data, full=True, workers=1).put > 90

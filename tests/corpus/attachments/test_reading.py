"""Files that hang on pages: their text, and what is said of those that have none."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from functools import partial

import pytest

pytest.importorskip("pypdfium2")
pytest.importorskip("docx")
from corpus.attachments.file_text import Silence  # noqa: E402
from corpus.attachments.limits import Limits  # noqa: E402
from corpus.attachments.programs import can_read_scans  # noqa: E402
from corpus.attachments.reading import read_file  # noqa: E402
from corpus.crawling.bounded_process import BoundedProcess  # noqa: E402
from tests.corpus.attachments.made_files import (  # noqa: E402
    make_docx, make_odt, make_old_doc, make_pdf, make_rtf, make_xlsx, make_zip)

LINE = "Nghị quyết 12-NQ/TU của Tỉnh ủy Trường Hà về chuyển đổi số"
FILES = {
    "pdf": make_pdf([LINE, "Trang hai có đủ chữ để đọc"]),
    "docx": make_docx(LINE, rows=[["Xã", "Số hộ"], ["Hải Lộc", "1.204"]]),
    "xlsx": make_xlsx(Hộ=[["Xã", "Số hộ", "Ngày"], ["Hải Lộc", 1204, dt.date(2023, 6, 5)]]),
    "odt": make_odt(LINE, "Đoạn hai."),
    "rtf": make_rtf(LINE),
}


def test_each_kind_is_read() -> None:
    read = {kind: read_file(raw) for kind, raw in FILES.items()}
    assert {kind: text.kind for kind, text in read.items()} == {kind: kind for kind in FILES}
    assert not [kind for kind, text in read.items() if text.silence]
    assert read["pdf"].pages == (LINE, "Trang hai có đủ chữ để đọc")
    assert read["docx"].text == f"{LINE}\nXã | Số hộ\nHải Lộc | 1.204"
    assert read["xlsx"].text == "Hộ\nXã | Số hộ | Ngày\nHải Lộc | 1204 | 05/06/2023"
    assert read["odt"].text == f"{LINE}\nĐoạn hai."
    assert read["rtf"].text == LINE


def test_names_do_not_count() -> None:
    assert read_file(b"<html><body>404</body></html>").silence is Silence.UNKNOWN
    assert read_file(b"").silence is Silence.UNKNOWN


def test_a_page_of_an_office_program_is_a_file_and_another_is_an_error() -> None:
    written = f"""\ufeff<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">
        <title>Trống</title><style>p {{ margin: 0 }}</style></head><body><!--[if gte mso 9]><xml>Ẩn</xml><![endif]-->
        <p>{LINE}</p><table><tr><td><p>Xã</p></td><td>Số
        hộ</td></tr><tr><td>Hải Lộc</td><td><b>1.204</b></td></tr></table>Cuối</body></html>"""
    read = read_file(written.encode())
    assert (read.kind, read.text) == ("html", f"{LINE}\nXã | Số hộ\nHải Lộc | 1.204\nCuối")
    assert read_file(written.replace("microsoft", "nobody").encode()).silence is Silence.UNKNOWN
    assert read_file(written.encode()[:400]).kind == "html"


@pytest.mark.skipif(not shutil.which("antiword"), reason="antiword is missing")
def test_an_old_document_with_a_password_says_so() -> None:
    assert read_file(make_old_doc(0x300)).silence is Silence.ENCRYPTED
    assert read_file(make_old_doc(0x200)).silence is not Silence.ENCRYPTED


def test_a_zip_is_its_files() -> None:
    packed = make_zip(nghi_quyet__pdf=FILES["pdf"], bang__xlsx=FILES["xlsx"], trong__zip=make_zip(a__txt=b"x" * 9))
    pages = read_file(packed).pages
    assert [page.partition("\n")[0] for page in pages] == ["nghi_quyet.pdf", "bang.xlsx"]
    assert LINE in pages[0]


def test_a_pdf_of_pictures_says_so() -> None:
    text = read_file(make_pdf(["", "", ""]))
    assert text.silence in ((Silence.EMPTY, None) if can_read_scans() else (Silence.SCAN,))


def test_long_files_are_cut_and_say_so() -> None:
    text = read_file(make_pdf(["Trang này có chữ để đọc"] * 9), Limits(pages=4))
    assert (len(text.pages), text.cut) == (4, True)
    assert read_file(FILES["docx"], Limits(characters=20)).cut


def test_bombs_are_given_up() -> None:
    bomb = make_zip(word__xml=b"0" * 2_000_000)
    assert read_file(bomb, Limits(unpacked=100_000)).silence is Silence.TOO_LARGE
    assert read_file(FILES["docx"], Limits(unpacked=1_000)).silence is Silence.TOO_LARGE
    assert read_file(FILES["pdf"], Limits(bytes=10)).silence is Silence.TOO_LARGE
    assert read_file(make_zip(**{f"a{n}__txt": b"" for n in range(50)}), Limits(members=9)).silence is Silence.TOO_LARGE


@pytest.mark.parametrize("kind", FILES)
def test_no_damage_raises(kind: str) -> None:
    chance = random.Random(kind)
    for _ in range(40):
        raw = bytearray(FILES[kind])
        for _ in range(chance.randrange(1, 20)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        text = read_file(bytes(raw[:chance.randrange(1, len(raw) + 1)]))
        assert text.pages or text.silence


def test_entities_and_depth_cost_nothing() -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 99 + b'">]><a>&b;</a>'
    odt = make_zip(mimetype=b"application/vnd.oasis.opendocument.text", content__xml=laughs)
    deep = make_zip(mimetype=b"application/vnd.oasis.opendocument.text", content__xml=b"<a>" * 100_000)
    assert read_file(odt).silence in (Silence.EMPTY, Silence.BROKEN)
    assert read_file(deep).silence is Silence.BROKEN


def test_a_process_that_can_be_ended_reads_the_same() -> None:
    with BoundedProcess() as process:
        assert process.run(partial(read_file, FILES["pdf"])) == read_file(FILES["pdf"])

"""Files that hang on bulletins: asked for as politely as pages, read once, and never silent without a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pypdfium2")
pytest.importorskip("docx")
from corpus.attachments.file_text import Silence  # noqa: E402
from corpus.attachments.programs import can_read_scans  # noqa: E402
from corpus.crawling.settling.attached import ELSEWHERE, GONE  # noqa: E402
from corpus.storing.files import AttachedFile, Files  # noqa: E402
from tests.corpus.attachments.made_files import make_docx, make_pdf, make_xlsx, make_zip  # noqa: E402
from tests.crawled_site import opened, run  # noqa: E402
from tests.local_site import Reply, Site, article, listing, serve  # noqa: E402

RESOLUTION = make_pdf(["Nghị quyết về phát triển rừng gỗ lớn", "Điều 2. Hỗ trợ mỗi héc-ta năm triệu đồng"])
PDF = "application/pdf"


def site_with(**files: Reply) -> Site:
    """A site of one bulletin with files; "__" in a name stands for a dot."""
    site = Site()
    paths = {f"/tep/{name.replace('__', '.')}": reply for name, reply in files.items()}
    site.pages = {"/": listing("/tin/1"), "/tin/1": article("Công bố nghị quyết về rừng", links=tuple(paths)), **paths}
    return site


def files_of(data: Path) -> dict[str, AttachedFile]:
    """The files of all bulletins, by the end of their addresses."""
    with opened(data) as store:
        found = Files(store).of(list(store.bulletins()))
        return {file.address.rpartition("/")[2]: file for files in found.values() for file in files}


def pages_of(data: Path, file: AttachedFile) -> tuple[str, ...]:
    assert file.sha256
    with opened(data) as store:
        return Files(store).pages(file.sha256)


def test_files_are_read_and_kept(data: Path) -> None:
    site = site_with(nq__pdf=Reply(RESOLUTION, kind=PDF), phu_luc__docx=Reply(make_docx("Danh mục các xã")),
                     bang__xlsx=Reply(make_xlsx(Bảng=[["Xã", "Diện tích"], ["Hải Lộc", 12]])))
    with serve(site):
        report = run(site, data)
    assert report.notes == ("đọc được 3 tệp đính kèm",) and report.finished and not report.failed
    assert set(site.counts().values()) == {1}
    files = files_of(data)
    assert {name: (file.kind, file.silence) for name, file in files.items()} == {
        "nq.pdf": ("pdf", ""), "phu_luc.docx": ("docx", ""), "bang.xlsx": ("xlsx", "")}
    assert pages_of(data, files["nq.pdf"])[1] == "Điều 2. Hỗ trợ mỗi héc-ta năm triệu đồng"
    assert files["nq.pdf"].size == len(RESOLUTION)


def test_every_silence_has_its_reason(data: Path) -> None:
    site = site_with(hong__pdf=Reply(RESOLUTION[:200], kind=PDF), trang__pdf=Reply(make_pdf(["", ""]), kind=PDF),
                     loi__docx=Reply("<html><body>Không tìm thấy</body></html>"),
                     bom__zip=Reply(make_zip(a__txt=bytes(320_000_000))), mat__pdf=Reply("", 404),
                     hon__pdf=Reply("", 403))
    site.pages["/tin/1"] = article("Công bố nghị quyết về rừng", links=(
        *(path for path in site.pages if path.startswith("/tep/")), "http://khac.example/xa.pdf", "/cam/rieng.pdf"))
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /cam/\n", kind="text/plain")
    with serve(site):
        report = run(site, data)
    assert report.finished
    scan = "" if can_read_scans() else Silence.SCAN.value
    assert {name: file.silence for name, file in files_of(data).items()} == {
        "hong.pdf": Silence.BROKEN.value, "trang.pdf": scan or Silence.EMPTY.value, "loi.docx": Silence.UNKNOWN.value,
        "bom.zip": Silence.TOO_LARGE.value, "mat.pdf": GONE, "hon.pdf": "HTTP 403", "xa.pdf": ELSEWHERE,
        "rieng.pdf": "robots.txt"}
    assert "/cam/rieng.pdf" not in site.paths()


def test_the_same_bytes_are_read_once(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_with(mot__pdf=Reply(RESOLUTION, kind=PDF), hai__pdf=Reply(RESOLUTION, kind=PDF))
    with serve(site):
        run(site, data)
        with opened(data) as store:
            before = store.connection.execute("SELECT rowid, * FROM file_text").fetchall()
            watermark = store.watermark()
        report = run(site, data)
        assert site.counts()["/tep/mot.pdf"] == 1 and report.notes == ()
    with opened(data) as store:
        assert store.connection.execute("SELECT rowid, * FROM file_text").fetchall() == before and len(before) == 1
        assert store.watermark() == watermark


def test_not_modified_is_answer_enough_where_the_text_is_known(data: Path) -> None:
    site = site_with(nq__pdf=Reply(RESOLUTION, kind=PDF, headers={"ETag": '"1"'}))
    with serve(site):
        run(site, data)
        run(site, data)
        assert [asked.headers.get("if-none-match") for asked in site.asked if asked.path.startswith("/tep")] == ['"1"']
    assert files_of(data)["nq.pdf"].says_something


def test_a_scan_is_asked_for_again_when_more_can_be_read(data: Path) -> None:
    site = site_with(chup__pdf=Reply(make_pdf(["", ""]), kind=PDF, headers={"ETag": '"1"'}))
    with serve(site):
        run(site, data)
        run(site, data)
        assert site.asked[-1].headers.get("if-none-match") == '"1"'
        with opened(data) as store, store.connection:  # as a machine without tesseract left it
            store.connection.execute("UPDATE file_text SET silence = ?, read_with = 'older'", [Silence.SCAN])
        run(site, data)
        assert site.asked[-1].path == "/tep/chup.pdf" and "if-none-match" not in site.asked[-1].headers


def test_a_new_file_changes_its_bulletin_and_a_lost_one_leaves_its_text(data: Path) -> None:
    site = site_with(nq__pdf=Reply(RESOLUTION, kind=PDF))
    with serve(site):
        run(site, data)
        with opened(data) as store:
            watermark = store.watermark()
        site.pages["/tep/nq.pdf"] = Reply(make_pdf(["Nghị quyết đã được sửa đổi, bổ sung"]), kind=PDF)
        run(site, data)
        with opened(data) as store:
            assert [change.bulletin.version for change in store.changes(watermark)] == [1]
        site.pages["/tep/nq.pdf"] = Reply("", 404)
        run(site, data)
    file = files_of(data)["nq.pdf"]
    assert file.says_something and "sửa đổi" in pages_of(data, file)[0]


def test_a_file_that_moved_is_read_where_it_lies(data: Path) -> None:
    site = site_with(nq__pdf=Reply("", 302, headers={"Location": "/kho/nq-that.pdf"}))
    site.pages["/kho/nq-that.pdf"] = Reply(RESOLUTION, kind=PDF)
    with serve(site):
        for _ in range(2):
            assert run(site, data).failed == 0
            assert files_of(data)["nq.pdf"].kind == "pdf"


def test_a_killed_sitting_loses_no_file(data: Path) -> None:
    site = site_with(**{f"t{number}__docx": Reply(make_docx(f"Phụ lục số {number}")) for number in range(9)})
    with serve(site):
        for limit in range(1, 20):
            if run(site, data, limit=limit % 3 + 1).finished:
                break
    assert all(file.says_something for file in files_of(data).values()) and len(files_of(data)) == 9


def test_bulletins_of_before_get_their_files(data: Path) -> None:
    site = site_with(nq__pdf=Reply(RESOLUTION, kind=PDF))
    with serve(site):
        run(site, data)
        with opened(data) as store:
            for table in ("attachment", "file", "file_text"):
                store.connection.execute(f"DELETE FROM {table}")
            store.connection.execute("DELETE FROM url WHERE address LIKE '%.pdf'")
        run(site, data)
    assert files_of(data)["nq.pdf"].says_something

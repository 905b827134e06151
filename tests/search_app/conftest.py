"""A store of a few dozen bulletins, the plain engine over them, the app that shows them, and a browser before it.

A module that shows other bulletins has an `app` of its own; `client` and `site` are then over that one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timezone
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from corpus.bulletin import Attachment, Bulletin
from corpus.data_dir import DataDir
from corpus.numbers.find_numbers import find_numbers
from corpus.storing.store import Store
from indexer.describing.describe import describe, refer
from indexer.documents.cited import cite
from indexer.documents.reader import DocumentReader
from indexer.documents.schema import start_file
from indexer.documents.writing import DocumentWriter
from indexer.engine.memory_engine import MemoryEngine
from search_app import create_app
from search_app.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
COLLECTED = datetime(2026, 1, 2, 17, 30, tzinfo=timezone.utc)


def make_bulletin(id: str, title: str, body: str, day: date | None, **more: object) -> Bulletin:
    """A bulletin as extraction leaves it: its numbers are those of its text."""
    numbers = tuple(dict.fromkeys(found.number for found in find_numbers(f"{title}\n{body}")))
    made = Bulletin(id=id, url=f"https://cong.example/tin/{id}", source="Cổng Trường Hà", title=title, body=body,
                    published_on=day, numbers=numbers, collected_at=COLLECTED)
    return replace(made, **more)  # type: ignore[arg-type]


def make_bulletins() -> list[Bulletin]:
    """What the store of the tests holds."""
    return [
        make_bulletin(
            "101", "Kết quả thực hiện Nghị quyết 20-NQ/TW ở Đảng bộ thị xã Kim Bồng",
            "Thị ủy ban hành Chương trình hành động số 05-CTHĐ/TU về khoa học và công nghệ.\n"
            "Các phường đã ứng dụng KH&CN vào sản xuất, Ủy ban nhân dân thị xã hỗ trợ nghề gốm.",
            date(2017, 3, 22), author="Minh Châu", section="Xây dựng Đảng", published_at=time(8, 30),
            summary="Năm năm đưa khoa học về làng nghề.", version=2,
            attachments=(Attachment("Báo cáo 88", "https://cong.example/tai-lieu/88.pdf"),
                         Attachment("Tệp lạ", "javascript:alert(1)"))),
        make_bulletin("bd-12", "Lũ lên nhanh trên sông Lạc", "Nước lũ dâng cao ở các xã ven sông.", date(2017, 3, 22),
                      section="Thiên tai", author="Hoài An"),
        make_bulletin("bd", "12 năm làng gốm Mộc Sơn", "Làng gốm và làng mộc đón khách.", date(2016, 5, 1),
                      section="Văn hóa"),
        make_bulletin("bm-21395276", "Nuôi tôm hai giai đoạn", "Hộ nuôi tôm dùng công nghệ mới.", date(2017, 3, 25),
                      section="Nông nghiệp", source="Báo Trường Hà"),
        make_bulletin("1234567890123456789", "Chăm sóc sức khỏe theo Nghị quyết 20-NQ/TW (khóa XII)",
                      "Trạm y tế xã thực hiện Nghị quyết 20-NQ/TW về y tế.", date(2018, 1, 5), section="Y tế"),
        make_bulletin("a/b?c#d %", "Chữ lạ trong mã", "Bản tin có mã khó viết.", date(2018, 1, 6)),
        make_bulletin("/../é\n.", "Mã rất lạ", "Bản tin có mã khó viết hơn.", date(2018, 1, 6)),
        make_bulletin("x1", "<script>alert('tiêu đề')</script> & “mã độc”",
                      "Nội dung <img src=x onerror=alert(1)> của kẻ xấu về mã độc.", date(2018, 2, 1),
                      author="<b>ai</b>", url="javascript:alert(document.domain)"),
        make_bulletin("gone", "Tin đã gỡ khỏi cổng", "Nội dung bí mật đã gỡ.", date(2018, 3, 1),
                      gone_on=date(2019, 4, 5)),
        make_bulletin("nodate", "Thông báo không ghi ngày", "Lịch cắt điện.", None, section="Thông báo"),
        make_bulletin("khtn", "Hội thi khoa học", "Học sinh dự hội thi khoa học.", date(2020, 2, 29),
                      section="Giáo dục"),
        make_bulletin("120", "Triển khai Nghị quyết 120-NQ/TW", "Một nghị quyết khác.", date(2020, 3, 1)),
        *(make_bulletin(f"d{n}", f"Tin đồng bằng số {n}", "Tin ngắn về lúa đông xuân.", date(2021, 6, 1 + n % 5),
                        section="Nông nghiệp", source="Báo Trường Hà") for n in range(45)),
    ]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """A data folder with the store."""
    folder = DataDir(Path(tmp_path_factory.mktemp("pages")))
    with Store.open(folder.store) as store:
        for bulletin in make_bulletins():
            store.put([replace(bulletin, version=1, title=bulletin.title + " (bản đầu)")] if bulletin.version > 1
                      else [])
            store.put([bulletin])
    return folder


@pytest.fixture(scope="session")
def engine() -> MemoryEngine:
    """The plain engine over the same bulletins."""
    made = MemoryEngine()
    made.put(describe(bulletin) for bulletin in make_bulletins() if bulletin.gone_on is None)
    made.commit()
    return made


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentReader]:
    """The documents that they speak of."""
    folder = tmp_path_factory.mktemp("documents")
    start_file(folder, anew=True)
    writer = DocumentWriter(folder)
    writer.replace((), [cited for bulletin in make_bulletins() if bulletin.gone_on is None
                        for cited in cite(bulletin, refer(bulletin))])
    writer.finish()
    with closing(DocumentReader(folder)) as made:
        yield made


@pytest.fixture(scope="session")
def app(data: DataDir, engine: MemoryEngine, documents: DocumentReader) -> Flask:
    """The app over them."""
    return create_app(Settings(data), engine, documents)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    """A browser without a screen."""
    with app.test_client() as made:
        yield made


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    """The app behind a real server on loopback."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator:
    """One Chromium for all tests of a module, which skip where it is missing."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as made:
        opened = made.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, site: str) -> Iterator[Callable]:
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


@pytest.fixture
def check_page(open_page: Callable) -> Callable[[str], None]:
    """Fails for a page of which axe complains, or that is wider than a phone: light, dark, and in forced colours."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def check(address: str) -> None:
        page = open_page(address, viewport=PHONE)
        # One page load is looked at in all three manners.
        for viewport, media in ((PHONE, {"color_scheme": "light"}), (DESKTOP, {"color_scheme": "dark"}),
                                (DESKTOP, {"color_scheme": "light", "forced_colors": "active"})):
            page.set_viewport_size(viewport)
            page.emulate_media(**media)
            violations = axe.run(page).response["violations"]
            assert not violations, [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in violations]
            for width in (viewport["width"], 320):
                page.set_viewport_size({"width": width, "height": 640})
                assert page.evaluate("document.documentElement.scrollWidth") == width, (address, width)

    return check

"""Pages over thousands of bulletins, every day of two years: what a handful of bulletins does not show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.describing.describe import describe
from indexer.engine.memory_engine import MemoryEngine
from search_app import create_app
from search_app.settings import MailServer, Settings
from tests.search_app.conftest import make_bulletin

FIRST, COUNT = date(2020, 1, 1), 2_000
WIDE, TABLET, PHONE, NARROW = 1280, 768, 360, 320
CHOSEN = {"q": "lúa", "nam": "2020", "tu_ngay": "1/2020", "nguon": "Cổng thông tin của xã số 0",
          "chuyen_muc": "Chuyên mục dài về nông thôn mới số 12", "tac_gia": "Tác giả 12"}
FIVE = f"/tim-kiem?{urlencode(CHOSEN)}"
PAGES = {"home": "/", "results": "/tim-kiem?q=l%C3%BAa", "five filters": FIVE, "one month": "/tim-kiem?tu_ngay=6/2021"
         "&den_ngay=6/2021", "month": "/thang/2021/06", "year": "/nam/2021", "day": "/ngay/2021/06/05",
         "browse": "/duyet", "sections": "/chuyen-muc", "authors": "/tac-gia", "author": "/tac-gia/tac-gia-12",
         "letters": "/nhan-thu?q=l%C3%BAa", "undated": "/khong-ro-ngay?trang=2", "data": "/ve-du-lieu"}

pytestmark = pytest.mark.browser


def make_many() -> Iterator[Bulletin]:
    """Bulletins of two years, the more the later in the month; one in twenty has no day."""
    for n in range(COUNT):
        day = FIRST + timedelta(days=n * 730 // COUNT // 3 * 3 + n % 3) if n % 20 else None
        yield make_bulletin(
            f"n{n}", f"Giá lúa tại xã số {n} tăng theo Quyết định {n % 40}/QĐ-UBND",
            f"Nông dân bán lúa, tin số {n}.", day,
            source=f"Cổng thông tin của xã số {n % 12}", section=f"Chuyên mục dài về nông thôn mới số {n % 60}",
            author=f"Tác giả {n % 150}")


def make_app(folder: Path) -> Flask:
    """The app over them, with letters offered."""
    data, engine = DataDir(folder), MemoryEngine()
    bulletins = list(make_many())
    with Store.open(data.store) as store:
        store.put(bulletins)
    engine.put(map(describe, bulletins))
    engine.commit()
    return create_app(Settings(data, public_address="https://timkiem.example", agency="Sở Nông nghiệp",
                               mail=MailServer("127.0.0.1", "a@b.example", 1, "none")), engine)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_app(tmp_path_factory.mktemp("many"))


def test_axe_finds_nothing_and_no_page_is_wider_than_its_screen(browser, site: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = []
    for place, (name, address) in enumerate(PAGES.items()):
        # Each page in one of the three manners; test_browser.py has every page in all of them.
        manner = ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"})[place % 3]
        context = browser.new_context(viewport={"width": WIDE, "height": 900}, **manner)
        page = context.new_page()
        page.goto(site + address)
        for width in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            found += [(name, width, violation["id"], [node["html"][:120] for node in violation["nodes"]][:2])
                      for violation in axe.run(page).response["violations"]]
        for width in (WIDE, TABLET, PHONE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                found.append((name, width, "scrolls to", wide))
        context.close()
    assert not found


def test_no_page_weighs_more_than_60_kb(app: Flask) -> None:
    client = app.test_client()
    assert client.get(FIVE).text.count('class="chip"') == 5 and "4 bản tin" in client.get(FIVE).text
    sizes = {name: len(client.get(address).data) for name, address in PAGES.items()}
    assert not {name: size for name, size in sizes.items() if size > 60_000}

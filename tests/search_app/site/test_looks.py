"""An installation's own looks: who answers for the pages stands at their foot, with emblem, seal and colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.data_dir import DataDir
from indexer.engine.memory_engine import MemoryEngine
from search_app import create_app
from search_app.settings import Picture, Settings

EMBLEM = "<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.fixture
def dressed(data: DataDir, engine: MemoryEngine, tmp_path: Path) -> FlaskClient:
    """The pages of an installation that states everything."""
    (tmp_path / "a.svg").write_text(EMBLEM, encoding="utf-8")
    picture = Picture(tmp_path / "a.svg", "image/svg+xml")
    return create_app(Settings(
        data, agency="Văn phòng <UBND> tỉnh", postal_address="1 Trần Phú", telephone="0299 3822 000",
        email="a@b.example", licence="Ghi rõ nguồn.", seal_link="https://tin.example/x", seal=picture, emblem=picture,
        colour="#7a1f1f"), engine).test_client()


def test_every_page_says_who_answers_for_it(dressed: FlaskClient) -> None:
    for path in ("/", "/tro-giup", "/tim-kiem?q=l%C3%BAa", "/khong-co"):
        page = dressed.get(path).get_data(as_text=True)
        foot = page.partition('<footer class="bottom">')[2]
        for said in ("<b>Văn phòng &lt;UBND&gt; tỉnh</b>", "Địa chỉ: 1 Trần Phú", 'href="tel:02993822000"',
                     'href="mailto:a@b.example"', "Ghi rõ nguồn.", 'href="https://tin.example/x"',
                     'alt="Chứng nhận Tín nhiệm mạng"'):
            assert said in foot, path
        assert 'src="/bieu-trung"' in page and 'href="/mau.css"' in page and 'content="#7a1f1f"' in page


def test_emblem_seal_and_colour_are_given_and_kept_by_the_browser(dressed: FlaskClient) -> None:
    kinds = {"/bieu-trung": "image/svg+xml", "/tin-nhiem-mang": "image/svg+xml", "/mau.css": "text/css"}
    for path, media_type in kinds.items():
        answer = dressed.get(path)
        assert answer.status_code == 200 and answer.mimetype == media_type
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        again = dressed.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
    assert "--navy: #7a1f1f; --navy-deep: #571616;" in dressed.get("/mau.css").get_data(as_text=True)


def test_without_them_nothing_is_left_over(client: FlaskClient) -> None:
    for path in ("/bieu-trung", "/tin-nhiem-mang", "/mau.css"):
        assert client.get(path).status_code == 404
    page = client.get("/").get_data(as_text=True)
    assert "<address>" not in page and "mau.css" not in page and "Tín nhiệm mạng" not in page

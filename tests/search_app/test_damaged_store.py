"""A store that is damaged under the pages: what cannot be read is a 503 with a sentence, never a fault of ours, and the
health of the site says so from then on."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.storing.browsing import Browsing
from corpus.storing.store import Store
from search_app import create_app
from search_app.addresses import bulletin_address
from search_app.settings import Settings

PAGE = 4096
ADDRESSES = ["/", "/tim-kiem?q=khoa+h%E1%BB%8Dc", "/tim-kiem?q=kh%C3%B4ngc%C3%B3g%C3%AC", "/ngay/2017/3/22",
             "/thang/2017/3", "/nam/2017", "/goi-y?q=kho", "/tro-giup"]


def pages_of(path: Path, table: str) -> int:
    with Store.open(path, read_only=True) as store:
        return store.connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()[0]


def zero(path: Path, *pages: int) -> None:
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(bytes(PAGE))


@pytest.fixture
def data(sample_data: DataDir, tmp_path: Path) -> DataDir:
    """A copy to do harm to."""
    return DataDir(Path(shutil.copytree(sample_data.root, tmp_path / "data", symlinks=True)))


def test_where_all_texts_are_lost_the_health_says_so(data: DataDir) -> None:
    zero(data.store, pages_of(data.store, "bulletin_text"))
    client = create_app(Settings(data)).test_client()
    found = client.get("/tim-kiem?q=khoa+h%E1%BB%8Dc")
    assert found.status_code == 503 and "Kho bản tin chưa sẵn sàng" in found.text and "Retry-After" in found.headers
    assert client.get("/").status_code == 503
    health = client.get("/suc-khoe")
    assert health.status_code == 503 and health.json == {"status": "unavailable", "reason": "StoreDamaged"}


def test_wherever_it_is_damaged_no_page_is_a_fault(data: DataDir) -> None:
    with Store.open(data.store, read_only=True) as store:
        some = Browsing(store).latest(90)[::15]
    addresses = ADDRESSES + [bulletin_address(bulletin) for bulletin in some]
    whole = data.store.read_bytes()
    client = create_app(Settings(data)).test_client()
    sound = {address: client.get(address).status_code for address in addresses}
    assert set(sound.values()) == {200}
    chance, refused = random.Random(7), 0
    for _ in range(12):
        data.store.unlink()
        data.store.write_bytes(whole)
        zero(data.store, *chance.sample(range(2, len(whole) // PAGE), 3))
        answers = {address: client.get(address).status_code for address in addresses}
        assert set(answers.values()) <= {200, 404, 503}, answers
        if 503 in answers.values():
            refused += 1
            assert client.get("/suc-khoe").status_code == 503
    assert refused
    data.store.unlink()
    data.store.write_bytes(whole)  # put back from a copy
    assert client.get("/suc-khoe").status_code == 200
    assert {address: client.get(address).status_code for address in addresses} == sound


def test_a_text_that_changed_by_itself_is_met_by_the_health(data: DataDir) -> None:
    with Store.open(data.store) as store:
        store.connection.execute("UPDATE bulletin_text SET body = replace(body, 'nước', 'nướt')")
    client = create_app(Settings(data)).test_client()
    assert 503 in {client.get("/suc-khoe").status_code for _ in range(30)}
    assert client.get("/suc-khoe").status_code == 503

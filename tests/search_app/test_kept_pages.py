"""Pages that were made before are given again, and never when anything that they are made of has changed."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.data_dir import DataDir
from corpus.storing.browsing import Browsing
from corpus.storing.store import Store, StoreError
from indexer.asking.search import Question, ask
from indexer.building.build import build
from indexer.live import LiveIndex
from search_app import create_app
from search_app.addresses import bulletin_address
from search_app.kept_pages import OVERHEAD_BYTES, KeptPages, make_page
from search_app.open_stores import OpenStores
from search_app.settings import Settings

ADDRESS = "/tim-kiem?q=khoa+h%E1%BB%8Dc"


@pytest.fixture
def data(sample_data: DataDir, tmp_path: Path) -> DataDir:
    """A copy of the sample installation, to be changed."""
    shutil.copytree(sample_data.root, tmp_path / "data", symlinks=True)
    return DataDir(tmp_path / "data")


@pytest.fixture
def client(data: DataDir) -> Iterator[FlaskClient]:
    """A browser in front of it."""
    with create_app(Settings(data)).test_client() as made:
        yield made


def change_first(data: DataDir, **more: object) -> str:
    """Changes in the store the first hit of ADDRESS, and gives its id."""
    id = ask(LiveIndex(data.index).engine, Question("khoa học")).page.hits[0].id
    with Store.open(data.store) as store:
        bulletin = store.get(id)
        assert bulletin is not None
        store.put([replace(bulletin, **more)])  # type: ignore[arg-type]
    return id


def test_the_same_page_again(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get(ADDRESS)
    monkeypatch.setattr("search_app.results.views.find", None)  # whoever asks again fails
    again = client.get(ADDRESS)
    assert first.status_code == again.status_code == 200 and first.data == again.data
    assert again.mimetype == "text/html" and "charset=utf-8" in again.headers["Content-Type"]
    assert first.headers["X-Request-Id"] != again.headers["X-Request-Id"]  # a page is kept, an answer is new
    assert [one for one in first.headers if one[0] != "X-Request-Id"] == [
        one for one in again.headers if one[0] != "X-Request-Id"]


def test_a_browser_that_has_the_page_is_told_so(client: FlaskClient) -> None:
    tag = client.get(ADDRESS).headers["ETag"]
    again = client.get(ADDRESS, headers={"If-None-Match": tag})
    assert again.status_code == 304 and not again.data
    assert again.headers["Cache-Control"] == "no-cache" and "Content-Security-Policy" in again.headers
    assert client.get(ADDRESS, headers={"If-None-Match": '"x"'}).status_code == 200
    assert client.get(ADDRESS + "&trang=2", headers={"If-None-Match": tag}).status_code == 200


def test_a_form_written_otherwise_is_the_same_page(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get(ADDRESS)
    monkeypatch.setattr("search_app.results.views.find", None)
    assert client.get(ADDRESS + "++&trang=1&la=gi").data == first.data


@pytest.mark.parametrize("more", ["&nam=2017", "&dau=chinh-xac", "&sap_xep=moi-nhat", "&tu_ngay=x", "&tu_ngay=y",
                                  "&trang=2", "&mo_rong=khong", "&giai-thich=1"])
def test_another_form_is_another_page(client: FlaskClient, more: str) -> None:
    assert client.get(ADDRESS).data != client.get(ADDRESS + more).data


def test_a_changed_store_is_seen_at_once(data: DataDir, client: FlaskClient) -> None:
    assert "Tên mới của tin" not in client.get(ADDRESS).text
    id = change_first(data, title="Tên mới của tin")
    assert "Tên mới của tin" in client.get(ADDRESS).text
    with Store.open(data.store) as store:
        store.mark_gone(id, Browsing(store).coverage().last_day)
    assert "Tên mới của tin" not in client.get(ADDRESS).text


def test_a_new_generation_is_seen_at_once(data: DataDir, client: FlaskClient) -> None:
    client.get(ADDRESS)
    change_first(data, title="Tin khác hẳn", body="Không còn gì.", summary="")
    before = client.get(ADDRESS).text
    build(data, workers=1)
    assert client.get(ADDRESS).text != before


@pytest.mark.parametrize("address", ["/", "bulletin"])
def test_other_pages_too(data: DataDir, client: FlaskClient, address: str) -> None:
    with Store.open(data.store, read_only=True) as store:
        latest = Browsing(store).latest(1)[0]
    address = bulletin_address(latest) if address == "bulletin" else address
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    with Store.open(data.store) as store:
        store.put([replace(latest, author="Người viết mới")])
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200 and "Người viết mới" in changed.text
    with Store.open(data.store) as store:
        store.mark_gone(latest.id, latest.published_on)
    gone = client.get(address)
    assert gone.status_code == (410 if "/tin/" in address else 200) and gone.data != changed.data


def test_failures_are_not_kept(data: DataDir, client: FlaskClient) -> None:
    held = os.readlink(data.index / "current")
    client.get(ADDRESS)
    data.store.rename(data.root / "away")
    assert client.get(ADDRESS).status_code == 503
    (data.root / "away").rename(data.store)
    assert client.get(ADDRESS).status_code == 200
    assert os.readlink(data.index / "current") == held


def test_the_longest_unused_go_first() -> None:
    page = make_page("x" * 1_000)
    pages = KeptPages(3 * (1_000 + OVERHEAD_BYTES))
    for key in "abc":
        pages.put(key, page)
    assert pages.get("a") is page
    pages.put("d", page)
    assert [key for key in "abcd" if pages.get(key)] == ["a", "c", "d"]
    pages.put("d", page)  # again: it weighs once
    assert [key for key in "abcd" if pages.get(key)] == ["a", "c", "d"]
    pages.put("e", make_page("x" * 100_000))  # more than all room: nothing is held rather than too much
    assert [key for key in "abcde" if pages.get(key)] == []


def test_pages_of_many_threads() -> None:
    pages = KeptPages(50 * (10 + OVERHEAD_BYTES))
    wrong = []

    def work(seed: int) -> None:
        for n in range(2_000):
            key = (seed * n) % 97
            pages.put(key, make_page(f"{key:010}"))
            if (page := pages.get(key)) and page.body != f"{key:010}".encode():
                wrong.append(key)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and 0 < sum(pages.get(key) is not None for key in range(97)) <= 50


def test_stores_are_lent_again(data: DataDir) -> None:
    stores = OpenStores(data.store)
    first, second = stores.lend(), stores.lend()
    assert first is not second
    stores.take_back(first)
    assert stores.lend() is first
    for store in (first, second):
        stores.take_back(store)


def test_a_store_that_was_replaced_is_opened_anew(data: DataDir, tmp_path: Path) -> None:
    stores = OpenStores(data.store)
    store = stores.lend()
    assert store.count() > 50
    stores.take_back(store)
    with Store.open(tmp_path / "empty.sqlite") as empty:
        assert empty.count() == 0
    for left in ("-wal", "-shm"):
        Path(f"{data.store}{left}").unlink(missing_ok=True)
    (tmp_path / "empty.sqlite").replace(data.store)
    store = stores.lend()
    assert store.count() == 0
    stores.take_back(store)
    data.store.unlink()
    with pytest.raises(StoreError):
        stores.lend()


def test_a_store_goes_from_thread_to_thread(data: DataDir) -> None:
    stores = OpenStores(data.store)
    counts = []

    def count() -> None:
        store = stores.lend()
        counts.append(store.count())
        stores.take_back(store)

    for _ in range(3):
        thread = threading.Thread(target=count)
        thread.start()
        thread.join()
    assert len(counts) == 3 and len(set(counts)) == 1

"""The pages over a store on a server: the same as over a file, and a 503 with a sentence while the server is away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from flask.testing import FlaskClient

from benchmarks.cluster.postgres import PostgresServer
from corpus.bulletin import Bulletin
from corpus.data_dir import STORE_SETTING, DataDir
from corpus.storing.open_store import open_store
from search_app import create_app
from search_app.addresses import bulletin_address
from search_app.settings import Settings
from tests.conftest import own_server

ADDRESSES = ["/", "/tim-kiem?q=khoa+h%E1%BB%8Dc", "/ngay/2017/3/22", "/thang/2017/3", "/xuat.jsonl.sha256",
             "/sitemap.xml"]


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server that may be killed."""
    yield from own_server(PostgresServer)


def test_pages_over_a_server(server: PostgresServer, sample_data: DataDir, sample_bulletins: tuple[Bulletin, ...],
                             tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = DataDir(tmp_path)
    shutil.copytree(sample_data.index, data.index, symlinks=True)
    own = create_app(Settings(sample_data)).test_client()
    addresses = [*ADDRESSES, bulletin_address(sample_bulletins[0])]
    expected = {address: own.get(address) for address in addresses}
    assert {answer.status_code for answer in expected.values()} == {200}
    monkeypatch.setenv(STORE_SETTING, server.address_of("postgres", password="bi-mat-7f3a"))
    client = create_app(Settings(data)).test_client()
    empty = client.get("/")
    assert empty.status_code == 503 and "Kho bản tin chưa sẵn sàng" in empty.text
    with open_store(server.address) as store:
        store.put(sample_bulletins)
    for address, answer in expected.items():
        assert client.get(address).text == answer.text, address
    assert client.get("/suc-khoe").status_code == 200
    server.kill()
    try:
        for address in addresses:
            away = client.get(address)
            assert away.status_code == 503 and "Retry-After" in away.headers
            assert "Kho bản tin chưa sẵn sàng" in away.text
        assert client.get("/suc-khoe").json == {"status": "unavailable", "reason": "StoreAway"}
        assert client.get("/healthz").status_code == 200
    finally:
        server.start()
    assert comes_back(client)


def comes_back(client: FlaskClient) -> bool:
    """Whether the pages answer again by themselves, soon."""
    until = monotonic() + 20
    while client.get("/").status_code != 200:
        if monotonic() > until:
            return False
        sleep(0.1)
    return True

"""What is measured is what happened, by whichever process; and nobody from outside reads it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.data_dir import DataDir
from indexer.engine.memory_engine import MemoryEngine
from search_app import create_app
from search_app.settings import Settings

ROOT = Path(__file__).parents[3]
PROCESS = """
import sys
from search_app.metrics.measures import Measures
measures = Measures()
for _ in range(int(sys.argv[1])):
    measures.count("/tim-kiem", 200, 0.02)
print(measures.write(None, None, 7).decode())
"""


@pytest.fixture
def client(data: DataDir, engine: MemoryEngine) -> FlaskClient:
    """A client of an app that nobody else asks."""
    return create_app(Settings(data), engine).test_client()


def value(text: str, name: str) -> float:
    """The value of a measure."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.M)
    assert found, name
    return float(found[1])


def test_requests_and_searches_are_counted(client: FlaskClient) -> None:
    for address in ("/tim-kiem?q=lúa", "/tim-kiem?q=zzzz", "/tim-kiem?q=zzzz", "/tim-kiem", "/khong-co", "/cung-khong"):
        client.get(address)
    text = client.get("/metrics").text
    assert value(text, 'bantin_requests_total{route="/tim-kiem",status="200"}') == 4
    assert value(text, 'bantin_requests_total{route="-",status="404"}') == 2
    assert value(text, "bantin_searches_total") == 3 and value(text, "bantin_searches_without_result_total") == 2
    assert value(text, 'bantin_request_seconds_count{route="/tim-kiem"}') == 4
    assert value(text, "bantin_bulletins") == 56
    assert "lúa" not in text


@pytest.mark.parametrize(("address", "headers"), [
    ("203.0.113.7", {}), ("127.0.0.1", {"X-Forwarded-For": "203.0.113.7"})])
def test_nobody_from_outside_reads_it(client: FlaskClient, address: str, headers: dict[str, str]) -> None:
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=headers).status_code == 404


@pytest.mark.parametrize(("address", "headers", "status"), [
    ("10.42.3.9", {}, 200), ("fd00::7", {}, 200), ("10.43.0.1", {}, 404), ("", {}, 200), ("127.0.0.1", {}, 200),
    ("10.42.3.9", {"X-Forwarded-For": "10.42.3.9"}, 404)])
def test_who_measures_may_read_it_from_networks_that_are_named(
        data: DataDir, engine: MemoryEngine, address: str, headers: dict[str, str], status: int) -> None:
    for proxies in (0, 1):
        app = create_app(Settings(data, proxies=proxies, metrics_from=(
            ip_network("10.42.0.0/16"), ip_network("fd00::/64"))), engine)
        told = app.test_client().get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=headers)
        assert told.status_code == status


def test_processes_add_to_the_same_numbers(tmp_path: Path) -> None:
    said = [subprocess.run([sys.executable, "-c", PROCESS, str(times)], cwd=ROOT, capture_output=True, text=True,
                           check=True, env={**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}).stdout
            for times in (3, 4)]
    assert value(said[1], 'bantin_requests_total{route="/tim-kiem",status="200"}') == 7
    assert value(said[1], "bantin_bulletins") == 7


def test_every_answer_has_an_id_of_its_own(client: FlaskClient) -> None:
    ids = {client.get(address, buffered=True).headers["X-Request-Id"]
           for address in ("/", "/khong-co", "/static/app.js")}
    assert len(ids) == 3 and all(re.fullmatch("[0-9a-f]{8}", id) for id in ids)

"""One client may ask so much and no more; whom a proxy names is the client only where the proxy is known."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.data_dir import DataDir
from indexer.engine.memory_engine import MemoryEngine
from search_app import create_app
from search_app.rate_limits import SOON
from search_app.settings import Settings

LIMITS = {"limit_pages": 3, "limit_api": 2, "limit_exports": 1, "limit_suggestions": 4}


@pytest.fixture
def strict(data: DataDir, engine: MemoryEngine):
    """A client of an app with small limits, at an address."""
    def make(address: str = "203.0.113.7", **settings: object) -> FlaskClient:
        app = create_app(replace(Settings(data), **{**LIMITS, **settings}), engine)
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return client
    return make


@pytest.mark.parametrize(("address", "allowed"), [
    ("/tim-kiem?q=lúa", 3), ("/api/v1/tim-kiem?q=lúa", 2), ("/xuat.csv?q=lúa", 1), ("/goi-y?q=lu", 4)])
def test_who_asks_too_much_is_told_when_to_come_again(strict, address: str, allowed: int) -> None:
    client = strict()
    assert [client.get(address).status_code for _ in range(allowed + 1)] == [200] * allowed + [429]
    refused = client.get(address)
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    if "/api/" in address:
        assert refused.mimetype == "application/problem+json" and refused.get_json()["status"] == 429
    else:
        assert "Bạn đang gửi yêu cầu quá nhanh." in refused.text
        said = re.search(r"Thử lại sau (\d+) giây\.", refused.text)
        assert said and abs(int(said[1]) - int(refused.headers["Retry-After"])) <= 1
    client.environ_base["REMOTE_ADDR"] = "203.0.113.8"
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/suc-khoe", "/robots.txt", "/static/style.css"])
def test_what_costs_nothing_is_free(strict, address: str) -> None:
    client = strict()
    assert not any(client.get(address, buffered=True).status_code == 429 for _ in range(9))


def test_this_machine_and_no_limit_are_free(strict) -> None:
    for client in (strict("127.0.0.1"), strict(limit_pages=0)):
        assert [client.get("/tro-giup").status_code for _ in range(5)] == [200] * 5


def asks(client: FlaskClient, claimed: str) -> list[int]:
    """The statuses of four requests, each with another claim of whom they come from."""
    return [client.get("/tro-giup", headers={"X-Forwarded-For": claimed.format(n)}).status_code for n in range(4)]


def test_nobody_gets_around_by_a_claim(strict) -> None:
    assert asks(strict(), "198.51.100.{}") == [200, 200, 200, 429]


def test_a_known_proxy_says_who_asks(strict) -> None:
    assert asks(strict("127.0.0.1", proxies=1), "198.51.100.{}") == [200] * 4
    assert asks(strict("127.0.0.1", proxies=1), "198.51.100.{}, 192.0.2.1") == [200, 200, 200, 429]


def test_no_address_is_kept(strict) -> None:
    client = strict()
    client.get("/tro-giup")
    kept = repr([vars(limiter.limiter.storage) for limiter in client.application.extensions["limiter"]])
    assert "tro" in kept or "site" in kept
    assert "203.0.113.7" not in kept


REDIS = next(filter(Path.exists, map(Path, ("/usr/bin/redis-server", "/usr/bin/redis-check-rdb"))), None)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[str, Callable[[int], None]]]:
    """A Redis on loopback: its address, and what sends it a signal. Debian's redis-tools hold the server, too: it looks
    at the name that it is called by."""
    if REDIS is None:
        pytest.skip("redis-server is missing")
    pytest.importorskip("redis")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    run = subprocess.Popen(["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir",
                            str(tmp_path)], executable=REDIS, stdout=subprocess.DEVNULL)
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.05)
    yield f"redis://127.0.0.1:{port}", run.send_signal
    run.kill()
    run.wait(10)


def test_machines_count_together_and_each_by_itself_while_their_store_is_away(strict, redis) -> None:
    address, signalled = redis
    one, other = (strict(limit_storage=address, limit_pages=4) for _ in range(2))
    asked = [client.get("/tro-giup").status_code for client in (one, other, one, other, one)]
    assert asked == [200] * 4 + [429]
    signalled(signal.SIGSTOP)  # it takes connections and answers nothing
    stranger = strict("203.0.113.9", limit_storage=address, limit_pages=2)
    assert [stranger.get("/tro-giup").status_code for _ in range(3)] == [200, 200, 429]
    asker, = stranger.application.extensions["limiter"]
    assert asker.storage.storage.connection_pool.connection_kwargs.items() >= SOON.items()
    signalled(signal.SIGCONT)
    signalled(signal.SIGKILL)
    assert [strict("203.0.113.10", limit_storage=address).get("/tro-giup").status_code for _ in range(2)] == [200, 200]


def test_a_store_that_never_was_there_stops_no_page(strict) -> None:
    pytest.importorskip("redis")
    client = strict(limit_storage="redis://127.0.0.1:1")
    assert [client.get("/tro-giup").status_code for _ in range(4)] == [200, 200, 200, 429]

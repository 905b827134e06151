"""scripts/serve.py as an admin runs it: a real server on loopback, started, asked and ended."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from tests import script_runs

SCRIPT = Path(__file__).resolve().parent.parent.parent / "scripts" / "serve.py"
WAIT_SECONDS = 30


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    """A store of one bulletin, and no index."""
    folder = DataDir(tmp_path)
    with Store.open(folder.store) as store:
        store.put([Bulletin("1", "https://cong.example/1", "Cổng", "Tin đầu", "Một hai ba.")])
    return folder


@contextmanager
def serving(data: DataDir, *options: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """A running server and its address; ended, however the test ends."""
    command = [sys.executable, str(SCRIPT), "--data", str(data.root), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            said = re.fullmatch(r"Bản tin: (http://127\.0\.0\.1:\d+/)\n", line)
            assert said, (line, process.poll())
            yield said[1], process
        finally:
            process.terminate()
            process.wait(WAIT_SECONDS)


def fetch(address: str) -> tuple[int, str]:
    """Status and text."""
    try:
        with urllib.request.urlopen(address, timeout=WAIT_SECONDS) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_serves_logs_no_reader_and_ends_on_sigterm(data: DataDir, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    with serving(data, "--workers", "2", "--access-log", str(log)) as (address, process):
        status, page = fetch(address)
        assert status == 200 and "Tin đầu" in page
        assert fetch(f"{address}tim-kiem?q=bi-mat")[0] == 503
        assert fetch(f"{address}suc-khoe")[0] == 503
        assert fetch(f"{address}tin/1-tin-dau")[0] == 200
        assert fetch(f"{address}tim-kiem?q={'%E1%BA%AD' * 1000}")[0] in (400, 414)
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT_SECONDS) == 0
        assert process.stderr is not None and process.stderr.read().count("chưa có chỉ mục") >= 1
    written = log.read_text(encoding="utf-8")
    assert '"GET /tim-kiem" 503' in written
    assert "127.0.0.1" not in written and "bi-mat" not in written


def test_a_worker_that_dies_is_replaced(data: DataDir) -> None:
    with serving(data, "--workers", "1") as (address, process):
        assert fetch(address)[0] == 200
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if not children.exists():
            pytest.skip("the kernel does not name a process's children")
        os.kill(int(children.read_text().split()[0]), signal.SIGKILL)
        time.sleep(0.1)
        assert fetch(address)[0] == 200


def test_an_idle_connection_holds_nobody_up(data: DataDir) -> None:
    with serving(data, "--workers", "1") as (address, _):
        port = int(address.rstrip("/").rpartition(":")[2])
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(8)]
        started = time.monotonic()
        assert fetch(address)[0] == 200 and time.monotonic() - started < 5
        for connection in idle:
            connection.close()


def test_clients_that_dawdle_stop_nobody(data: DataDir) -> None:
    asked = b"GET /tro-giup HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    with serving(data, "--workers", "1") as (address, process):
        port = int(address.rstrip("/").rpartition(":")[2])
        rude = [socket.create_connection(("127.0.0.1", port)) for _ in range(150)]
        for kind, connection in enumerate(rude):
            connection.sendall((asked, asked + b"Content-Length: 9\r\n\r\n{", asked + b"\r\n")[kind % 3])
        for _ in range(5):
            assert fetch(address)[0] == 200
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\n\r\n")
            answer = connection.makefile("rb").read().decode()
        assert answer.startswith("HTTP/1.0 414 ") and "Địa chỉ quá dài" in answer
        assert "Content-Security-Policy: default-src 'none'" in answer
        for connection in rude:
            connection.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT_SECONDS) == 0


def run(*options: str) -> subprocess.CompletedProcess:
    """The script, run to its end."""
    return script_runs.run_text("serve.py", *options)


def test_a_busy_port_is_said_at_once(data: DataDir) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("--data", str(data.root), "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"cổng {port} của 127.0.0.1 đang có chương trình khác dùng" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("options", "code", "said"), [
    (("--help",), 0, "--workers"), (("--port", "x"), 2, "“x” không phải số nguyên"),
    (("--port", "70000"), 2, "từ 0 đến 65535"),
    (("--workers", "0"), 2, "từ 1 trở lên"), (("--what",), 2, "không hiểu: --what"),
    (("--host", "203.0.113.1"), 1, "không nghe được ở 203.0.113.1"),
    (("--host", "203.0.113.1"), 1, "hãy đặt nginx đứng trước"),
])
def test_options(options: tuple[str, ...], code: int, said: str) -> None:
    done = run(*options)
    assert done.returncode == code and said in done.stdout + done.stderr


def test_without_a_store_the_pages_say_so(tmp_path: Path) -> None:
    with serving(DataDir(tmp_path / "none")) as (address, _):
        status, page = fetch(address)
        assert status == 503 and "Kho bản tin chưa sẵn sàng" in page

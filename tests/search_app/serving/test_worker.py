"""A worker's connections, in this process: who dawdles is told so, who comes too late is refused, with our headers."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from flask import Flask

from corpus.data_dir import DataDir
from search_app import create_app
from search_app.headers import SECURITY
from search_app.serving import channel, limits, waiting
from search_app.serving.waiting import WaitingLine
from search_app.serving.worker import Site, Worker
from search_app.settings import Settings

SECONDS = 60  # whatever takes longer hangs
HEAD = b"GET /tro-giup HTTP/1.1\r\nHost: x\r\n"


class Bare(Worker):
    """A worker without a master."""

    def __init__(self, app: Flask, listener: socket.socket):
        self.wsgi, self.sockets = app, [SimpleNamespace(sock=listener)]
        self.logged: list[str] = []
        self.cfg = SimpleNamespace(accesslog="-")
        self.log = SimpleNamespace(access_log=SimpleNamespace(info=self.logged.append))
        self.notified = 0

    def notify(self) -> None:
        self.notified += 1


class Running:
    """A worker that runs in a thread."""

    def __init__(self, app: Flask):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.worker, self.line, self.over = Bare(app, self.listener), WaitingLine(1), False
        self.site: Site = self.worker.open_site(self.line)
        self.port = self.listener.getsockname()[1]
        self.clients: list[socket.socket] = []
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self) -> None:
        while not self.over:
            self.worker.turn(self.site, self.line)

    def end(self) -> None:
        self.over = True
        self.thread.join()
        self.line.shutdown(timeout=SECONDS)
        for one in list(self.site.active_channels.values()):
            one.refused = False
            one.handle_close()
        self.site.close()
        self.listener.close()
        for client in self.clients:  # of a test that failed, too: one left open is told of in another test's set-up
            client.close()

    def connect(self, sent: bytes) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)
        self.clients.append(connection)
        connection.sendall(sent)
        return connection

    def ask(self, sent: bytes) -> bytes:
        with self.connect(sent) as connection:
            return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    """All that comes until the server hangs up."""
    pieces = []
    while piece := connection.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Pages without a store."""
    return create_app(Settings(DataDir(tmp_path_factory.mktemp("empty"))))


@pytest.fixture
def running(app: Flask) -> Iterator[Running]:
    """A worker that serves them."""
    started = Running(app)
    yield started
    started.end()


def is_refusal(answer: bytes, code: int) -> bool:
    """Whether an answer is a refusal with our headers, in Vietnamese."""
    head, _, page = answer.decode().partition("\r\n\r\n")
    return (head.startswith(f"HTTP/1.1 {code} ") or head.startswith(f"HTTP/1.0 {code} ")) and all(
        f"{name}: {value}".lower() in head.lower() for name, value in SECURITY.items()) and (
        '<html lang="vi">' in page and "waitress" not in answer.decode().lower()) and (
        ("Retry-After: " in head) == (code == 503))


@pytest.mark.parametrize(("sent", "code"), [
    (b"GET /?q=" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    (b"GET /?q=" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    (HEAD + b"X: " + b"a" * 100_000 + b"\r\n\r\n", 431),
    (HEAD + b"Content-Length: 200000\r\n\r\n" + b"b" * 200_000, 413),
    (HEAD + b"Ho st: y\r\n\r\n", 400),
    (HEAD + b"Content-Length: -1\r\n\r\n", 400),
    (HEAD + b"Transfer-Encoding: gzip\r\n\r\n", 501),
])
def test_what_the_server_answers_itself_looks_like_the_site(running: Running, sent: bytes, code: int) -> None:
    assert is_refusal(running.ask(sent), code)
    assert re.search(rf' {code} \d+ \d+ms$', running.worker.logged[-1])


@pytest.mark.parametrize("sent", [HEAD[:20], HEAD, HEAD + b"Content-Length: 9\r\n\r\n{", b"G"])
def test_half_a_request_is_told_that_it_is_slow(
        running: Running, sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "ARRIVAL_SECONDS", .2)
    assert is_refusal(running.ask(sent), 408)


def test_dripping_does_not_help(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "ARRIVAL_SECONDS", .5)
    monkeypatch.setattr(channel, "LINGER_SECONDS", SECONDS)  # however late we read
    with running.connect(b"GET /") as connection:
        connection.settimeout(.1)
        answer, end = b"", time.monotonic() + SECONDS
        while not answer and time.monotonic() < end:
            connection.send(b"a")
            try:
                answer = connection.recv(65536)
            except TimeoutError:
                pass
        assert answer.startswith(b"HTTP/1.0 408 ")


def test_who_asks_nothing_is_shown_out(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "IDLE_SECONDS", .2)
    assert running.ask(b"") == b""


def test_who_does_not_hang_up_costs_nothing(running: Running) -> None:
    asked = HEAD + b"Connection: close\r\n\r\n"
    for _ in range(30):
        running.connect(asked)
    assert running.ask(asked).startswith(b"HTTP/1.1 200 ")


def test_more_connections_than_are_allowed_make_room_for_those_that_ask(
        running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CONNECTIONS", 10)
    for _ in range(40):
        running.connect(b"")
    assert running.ask(HEAD + b"Connection: close\r\n\r\n").startswith(b"HTTP/1.1 200 ")
    assert len(running.site.active_channels) <= 11


def wait_until(true: Callable[[], bool]) -> None:
    """Returns when something is so."""
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(.005)


def test_a_crowd_is_refused_beyond_the_line(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()

    @app.get("/lau")
    def slow() -> str:
        gate.wait()
        return "xong"

    monkeypatch.setattr(waiting, "MAX_WAITING", 3)
    monkeypatch.setattr(waiting, "MAX_WAIT_SECONDS", SECONDS)
    monkeypatch.setattr(channel, "ARRIVAL_SECONDS", SECONDS)
    monkeypatch.setattr(channel, "IDLE_SECONDS", SECONDS)
    running = Running(app)
    asked = b"GET /lau?q=bi-mat HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    healthy = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    try:
        readers = [running.connect(asked)]
        wait_until(lambda: bool(running.line.since))
        readers += [running.connect(asked) for _ in range(3)]
        wait_until(lambda: running.line.is_full)
        taken = len(running.site.active_channels)
        # Whether a request is there when its connection is taken, in part or not at all, makes no difference.
        for request in (asked, healthy):
            for there in (len(request), 30, 0):
                connection = running.connect(request[:there])
                if there < len(request):
                    wait_until(lambda: len(running.site.active_channels) > taken)
                    connection.sendall(request[there:])
                answer = read_all(connection)
                if request is asked:
                    assert is_refusal(answer, 503)
                else:  # a crowd is no reason to be started anew
                    head, _, body = answer.partition(b"\r\n\r\n")
                    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
                    assert body == app.test_client().get("/healthz").data
                connection.close()
                wait_until(lambda: len(running.site.active_channels) == taken)
        gate.set()
        assert all(read_all(reader).endswith(b"xong") for reader in readers)
    finally:
        gate.set()
        running.end()
    assert sum('"GET /lau" 503 ' in line for line in running.worker.logged) == 3
    assert sum('"GET /healthz" 200 ' in line for line in running.worker.logged) == 3
    assert not any("bi-mat" in line or "127.0.0.1" in line for line in running.worker.logged)


def test_the_master_hears_nothing_while_a_request_is_stuck(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    wait_until(lambda: running.worker.notified > 0)
    monkeypatch.setattr(limits, "STUCK_SECONDS", -1)
    time.sleep(.05)
    heard = running.worker.notified
    time.sleep(1.6)
    assert running.worker.notified <= heard + 1

"""Strange requests to every route, within this process and over HTTP: none is answered with 500, none with silence."""

from __future__ import annotations

import logging
import socket
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from random import Random
from urllib.parse import unquote_to_bytes

from flask import Flask

from benchmarks.drills.options import positive
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.sample_data import fill
from benchmarks.drills.served import Served, serve
from benchmarks.drills.strange_requests import Strange, strange_requests
from search_app import create_app
from search_app.headers import SECURITY
from search_app.params import SearchForm
from search_app.settings import Settings

SUMMARY = "yêu cầu kỳ quặc tới mọi địa chỉ, trong tiến trình và qua HTTP; không lần nào lỗi 500, không lần nào bặt tin"
BULLETINS = 40
OWN_PARAMETERS = ("ngay", "v", "x")  # of the days' box, of static files, and one that nobody knows
ANSWER_SECONDS = 30
SILENCE = 0


def add_options(parser: ArgumentParser) -> None:
    """How many."""
    parser.add_argument("--requests", type=positive, default=20_000, metavar="N", help="số yêu cầu trong tiến trình")
    parser.add_argument("--http", type=positive, default=4_000, metavar="N", help="số yêu cầu qua HTTP")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Asks within this process, then a real server."""
    data = fill(folder, BULLETINS)
    app = create_app(Settings(data))
    logging.getLogger(app.logger.name).disabled = True  # it would log each strange request that finds no index
    rules = routes(app)
    inside = ask_inside(app, islice(strange_requests(rules, parameters(), Random(seed)), options.requests))
    with serve(data) as served:
        over_http = ask_over_http(served, islice(
            strange_requests(rules, parameters(), Random(seed + 1)), options.http))
    problems = tuple(f"{count} × {what}" for what, count in (inside.problems + over_http.problems).items())
    wrong = sum((inside.problems + over_http.problems).values())
    statuses = inside.statuses + over_http.statuses
    line = (f"{sum(statuses.values())} yêu cầu tới {len(rules)} địa chỉ, {options.http} qua HTTP · {wrong} lỗi · "
            + ", ".join(f"mã {status}: {count}" for status, count in sorted(statuses.items())))
    return Outcome(wrong, line, problems, {"statuses": dict(sorted(statuses.items())), "routes": len(rules)})


def routes(app: Flask) -> list[str]:
    """Every route of the app."""
    return sorted(rule.rule for rule in app.url_map.iter_rules())


def parameters() -> tuple[str, ...]:
    """Every parameter that a page reads."""
    return (*SearchForm().written, *OWN_PARAMETERS)


class Answers:
    """The answers by status, and what was wrong with any, with the shortest request that shows it."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.problems: Counter[str] = Counter()

    def take(self, asked: Strange, status: int, names: Iterable[str]) -> None:
        """Notes an answer by its status and the names of its headers."""
        self.statuses[status] += 1
        missing = {name.lower() for name in SECURITY} - {name.lower() for name in names}
        if status >= 500 and status != 501 or status == SILENCE:
            self.problems[f"{status or 'không có trả lời'}: {asked.method} {asked.path[:120]} {asked.headers}"] += 1
        elif missing:
            self.problems[f"mã {status} thiếu {', '.join(sorted(missing))}: {asked.method} {asked.path[:120]}"] += 1


def ask_inside(app: Flask, requests: Iterable[Strange]) -> Answers:
    """The app's answers, without a server."""
    answers, client = Answers(), app.test_client()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for asked in requests:
        path, _, query = asked.path.partition("?")
        environ = {"PATH_INFO": unquote_as_server(path), "QUERY_STRING": query}
        with client.open(path="/", method=asked.method, headers=list(asked.headers), data=asked.body,
                         environ_overrides=environ) as answer:
            answers.take(asked, answer.status_code, answer.headers.keys())
    return answers


def unquote_as_server(path: str) -> str:
    """A path as servers hand it over: bytes as Latin-1.

    >>> unquote_as_server("/ng%C3%A0y") == "/ng\\u00c3\\u00a0y"
    True
    """
    return unquote_to_bytes(path).decode("latin-1")


def ask_over_http(served: Served, requests: Iterable[Strange]) -> Answers:
    """A server's answers; each request comes over a connection of its own."""
    answers = Answers()
    for asked in requests:
        status, names = send(served.port, asked)
        answers.take(asked, status, names)
    return answers


def send(port: int, asked: Strange) -> tuple[int, list[str]]:
    """Sends a request byte by byte as it is written, well formed or not; status and names of the headers."""
    headers = dict([("Host", "x"), *asked.headers, ("Connection", "close")])
    if asked.body or asked.method in ("POST", "PUT", "PATCH"):
        headers["Content-Length"] = str(len(asked.body))
    lines = [f"{asked.method} {asked.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    deadline = time.monotonic() + ANSWER_SECONDS
    pieces = []
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS) as connection:
            connection.sendall("\r\n".join(lines).encode("latin-1") + asked.body)
            while time.monotonic() < deadline and (piece := connection.recv(65536)):
                pieces.append(piece)
        head = b"".join(pieces).partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        return int(head[0].split()[1]), [line.partition(":")[0] for line in head[1:]]
    except (OSError, ValueError, IndexError):
        return SILENCE, []

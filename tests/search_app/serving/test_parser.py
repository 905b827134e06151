"""Requests in pieces: what is complete, what is too long, and with which status."""

from __future__ import annotations

import pytest
from waitress.adjustments import Adjustments

from search_app.serving.limits import MAX_BODY_BYTES, MAX_HEAD_BYTES, MAX_LINE_BYTES, MAX_LIST_BYTES
from search_app.serving.parser import Parser

HOST = b"\r\nHost: x\r\n\r\n"


def parse(data: bytes, piece: int) -> Parser:
    """A parser that was given all of it, piece by piece."""
    parser = Parser(Adjustments(max_request_header_size=MAX_HEAD_BYTES, max_request_body_size=MAX_BODY_BYTES))
    for start in range(0, len(data), piece):
        rest = data[start:start + piece]
        while rest and not parser.completed:
            rest = rest[parser.received(rest):]
    return parser


@pytest.mark.parametrize("piece", [1, 7, 100_000])
@pytest.mark.parametrize(("data", "code"), [
    (b"GET / HTTP/1.1" + HOST, None),
    (b"GET /?q=" + b"a" * (MAX_LINE_BYTES - 30) + b" HTTP/1.1" + HOST, None),
    (b"GET /?q=" + b"a" * MAX_LINE_BYTES + b" HTTP/1.1" + HOST, 414),
    (b"a" * 3 * MAX_LINE_BYTES, 414),
    (b"GET / HTTP/1.1\r\nX: " + b"a" * MAX_HEAD_BYTES + HOST, 431),
    (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 17000\r\n\r\n", 413),
    (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    (b"GET / HTTP/9\r\nHo st: x\r\n\r\n", 400),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 \r\n\r\n", 400),
])
def test_requests(data: bytes, code: int | None, piece: int) -> None:
    parser = parse(data, piece)
    assert parser.completed and not (data.lstrip() and parser.empty)
    assert getattr(parser.error, "code", None) == code


def test_half_a_request_is_not_complete() -> None:
    for data in (b"GET / HTTP/1.1\r\nHost: x\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"):
        assert not parse(data, 5).completed


def test_only_lists_may_be_large() -> None:
    for path, refused in (("/so-hieu/hang-loat", False), ("/tim-kiem", True)):
        parser = Parser(Adjustments(max_request_body_size=MAX_LIST_BYTES))
        parser.received(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n".encode())
        assert bool(parser.error) == refused
    chunked = Parser(Adjustments(max_request_body_size=MAX_LIST_BYTES))
    chunked.received(b"POST /tim-kiem HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunked.received(b"9000\r\n" + b"x" * 0x9000 + b"\r\n")
    assert chunked.error

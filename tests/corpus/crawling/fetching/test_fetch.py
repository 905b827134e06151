"""One GET against servers that mean well and servers that do not. All of them are real, on loopback."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import pytest

from corpus.crawling.fetching.answer import AddressForbidden, Fetched, FetchError, Limits, media_type
from corpus.crawling.fetching.fetch import Fetcher
from corpus.crawling.fetching.public import may_connect
from tests.local_site import Reply, Site, serve

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@contextmanager
def raw_server(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that says whatever `talk` sends, to one caller after the other."""
    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def accept() -> None:
        while not ended.is_set():
            with suppress(OSError):
                line, _ = listener.accept()
                with line, suppress(OSError):
                    line.recv(65_536)
                    talk(line)

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        ended.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def get(address: str, limits: Limits = Limits(), **options) -> Fetched:
    return Fetcher(frozenset({address.split("/")[2]}), allow_private=True, limits=limits).get(address, **options)


def test_a_page() -> None:
    site = Site()
    site.pages["/tin?a=1"] = Reply("Tin", headers={"ETag": '"1"', "Last-Modified": "Wed, 22 Mar 2017 01:30:00 GMT"})
    with serve(site):
        answer = Fetcher(frozenset({site.host}), True, "admin@example.vn").get(site.address + "tin?a=1")
        again = get(site.address + "tin?a=1", etag='"1"', last_modified=answer.last_modified)
    assert (answer.status, answer.body, answer.etag, answer.bytes) == (200, b"Tin", '"1"', 3)
    assert media_type(answer.content_type) == "text/html"
    asked = site.asked[0].headers
    assert asked["user-agent"] == f"bantin/{version('bantin')} (news bulletin search; contact: admin@example.vn)"
    assert asked["host"] == site.host
    assert (again.status, again.body) == (304, b"")
    assert site.asked[1].headers["if-modified-since"] == "Wed, 22 Mar 2017 01:30:00 GMT"


def test_redirects_are_told_and_not_followed() -> None:
    site = Site()
    site.pages["/"] = Reply(status=302, headers={"Location": "/tin/Đắk".encode().decode("latin-1")})
    with serve(site):
        answer = get(site.address)
    assert (answer.status, answer.location, len(site.asked)) == (302, "/tin/Đắk", 1)


def test_a_body_that_is_not_wanted_is_not_read() -> None:
    def talk(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 900000000\r\n\r\n")
        time.sleep(0.2)

    with raw_server(talk) as address:
        answer = get(address, wanted=lambda kind: kind == "text/html")
    assert (answer.status, answer.body, answer.content_type) == (200, b"", "video/mp4")


@pytest.mark.parametrize("address", [
    "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "http://example.vn/", "http://127.0.0.1/",
    "http://127.0.0.1:22/", "http://user:pass@{host}/", "http://127.0.0.1:99999/", "http://[::1/", "https://127.0.0.1/",
    "http://{host}.example.vn/", "http://127.1:1/"])
def test_other_addresses_are_refused(address: str) -> None:
    with serve(Site()) as site:
        fetcher = Fetcher(frozenset({site.host}), allow_private=True)
        with pytest.raises(AddressForbidden):
            fetcher.get(address.replace("{host}", site.host))
    assert site.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_private_addresses_need_permission(host: str) -> None:
    with serve(Site()) as site:
        fetcher = Fetcher(frozenset({f"{host}:{site.port}"}))
        with pytest.raises(AddressForbidden, match="--allow-private"):
            fetcher.get(f"http://{host}:{site.port}/")
    assert site.asked == []


@pytest.mark.parametrize("ip, public", [
    ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("127.0.0.1", False), ("10.0.0.1", False), ("::1", False),
    ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
    ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False), ("fe80::1%eth0", False), ("fc00::1", False),
    ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False), ("::", False)])
def test_which_addresses_are_public(ip: str, public: bool) -> None:
    assert may_connect(ip, allow_private=False) is public


def test_a_name_is_resolved_once_and_its_private_addresses_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes between the check and the connection (DNS rebinding) has nothing to change."""
    calls, connected = [], []

    def resolve(host: str, port: int, **_: object) -> list:
        calls.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("10.0.0.1", "8.8.8.8")]

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    with pytest.raises(FetchError, match="không kết nối được") as failure:
        Fetcher(frozenset({"example.vn"})).get("http://example.vn/")
    assert failure.value.again
    assert calls == ["example.vn"] and connected == [("8.8.8.8", 80)]


def test_a_slow_drip_ends_in_time() -> None:
    def body(line: socket.socket) -> None:
        line.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
        for _ in range(100):
            line.sendall(b"x")
            time.sleep(0.05)

    def head(line: socket.socket) -> None:
        for byte in HEAD * 9:
            line.sendall(bytes([byte]))
            time.sleep(0.05)

    def endless(line: socket.socket) -> None:
        line.sendall(HEAD + b"Connection: close\r\n\r\n")
        for _ in range(100):
            line.sendall(b"x")
            time.sleep(0.05)

    for talk in (body, head, endless):
        with raw_server(talk) as address:
            began = time.monotonic()
            with pytest.raises(FetchError, match="quá 0.5 giây") as failure:
                get(address, Limits(seconds=0.5))
            assert time.monotonic() - began < 1.5 and failure.value.again


@pytest.mark.parametrize("sent, problem", [
    (HEAD + b"Content-Length: 2000000\r\n\r\n" + b"x" * 2_000_000, "lớn hơn"),
    (HEAD + b"\r\n" + b"x" * 2_000_000, "lớn hơn"),
    (HEAD + b"Content-Length: 500\r\n\r\n" + b"x" * 100, "hỏng giữa chừng"),
    (b"", "hỏng giữa chừng"),
    (b"SSH-2.0-OpenSSH\r\n", "hỏng giữa chừng"),
    (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", "hỏng giữa chừng"),
    (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "hỏng giữa chừng")])
def test_broken_answers(sent: bytes, problem: str) -> None:
    def talk(line: socket.socket) -> None:
        line.sendall(sent)

    with raw_server(talk) as address, pytest.raises(FetchError, match=problem):
        get(address, Limits(bytes=1_000_000, seconds=5))


def pack(data: bytes) -> bytes:
    """By gzip, at no time of day: a test's name is the same in every process."""
    return gzip.compress(data, mtime=0)


def deflate(data: bytes, bits: int) -> bytes:
    packer = zlib.compressobj(wbits=bits)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("encoding, pack", [
    ("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", lambda data: deflate(data, 15)),
    ("deflate", lambda data: deflate(data, -15)), ("identity", bytes),
    ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data)))])
def test_packed_bodies(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    site = Site()
    site.pages["/"] = Reply(pack("Bản tin".encode()), headers={"Content-Encoding": encoding})
    with serve(site):
        assert get(site.address).body.decode() == "Bản tin"


@pytest.mark.parametrize("encoding, body, problem", [
    ("gzip", pack(bytes(3_000_000)), "giải nén ra hơn"),
    ("gzip, gzip", pack(pack(bytes(3_000_000))), "giải nén ra hơn"),
    ("deflate", zlib.compress(bytes(3_000_000)), "giải nén ra hơn"),
    ("gzip", pack(b"Tin" * 99)[:-20], "thiếu đoạn cuối"),
    ("gzip", b"not gzip", "nén hỏng"), ("br", b"x", "cách nén lạ")])
def test_bombs_and_broken_packing(encoding: str, body: bytes, problem: str) -> None:
    site = Site()
    site.pages["/"] = Reply(body, headers={"Content-Encoding": encoding})
    with serve(site), pytest.raises(FetchError, match=problem):
        get(site.address, Limits(unpacked_bytes=2_000_000))


def test_a_server_that_is_not_there_may_be_asked_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(FetchError) as failure:
        get(f"http://127.0.0.1:{port}/")
    assert failure.value.again
    with pytest.raises(FetchError, match="không tìm thấy máy chủ") as failure:
        Fetcher(frozenset({"a..invalid"})).get("http://a..invalid/")
    assert failure.value.again


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate of this test; it is missing")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                    "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def talk(line: socket.socket) -> None:
        pass

    listener = context.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)

    def accept() -> None:
        with suppress(OSError):
            listener.accept()

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        with pytest.raises(FetchError, match="chứng chỉ"):
            get(f"https://127.0.0.1:{listener.getsockname()[1]}/")
    finally:
        thread.join()
        listener.close()

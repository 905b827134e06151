"""One polite GET: address check, size and time limits. The one file with a socket.

Redirects are not followed here: each hop is an address of its own, checked like any other.
"""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from corpus.crawling.fetching.allowed import check_address
from corpus.crawling.fetching.answer import AddressForbidden, Fetched, FetchError, Limits
from corpus.crawling.fetching.headers import content_type_of, location_of, read_retry_after, validator
from corpus.crawling.fetching.public import may_connect
from corpus.crawling.fetching.unpacking import unpack
from corpus.reasons import why

ROBOT_NAME = "bantin"  # what robots.txt calls us
NO_CONTACT = "see the administrator of the address that asks"
CHUNK = 65_536


def anything(content_type: str) -> bool:
    """Wants every type of content."""
    return True


@dataclass(frozen=True)
class Fetcher:
    """Fetches from allowed hosts only ("example.vn" on the usual ports, "example.vn:8080" on that one).

    Private and loopback addresses are refused unless `allow_private`. `contact` goes into the User-Agent, so that a
    portal's administrator knows whom to write to.
    """

    hosts: frozenset[str]
    allow_private: bool = False
    contact: str = ""
    limits: Limits = Limits()

    def check(self, address: str) -> tuple[str, str, int]:
        """Scheme, host and port of an address. Raises AddressForbidden where they are not allowed."""
        return check_address(address, self.hosts)

    def resolve(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host that may be connected to. Asked once: the connection goes to these very ones."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"không tìm thấy máy chủ {host}: {why(error)}", again=True) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        allowed = [address for address in addresses if may_connect(address, self.allow_private)]
        if not allowed:
            raise AddressForbidden(f"{host} ở địa chỉ nội bộ {addresses[0]} (cho phép bằng --allow-private)")
        return allowed

    def get(self, address: str, *, etag: str = "", last_modified: str = "",
            wanted: Callable[[str], bool] = anything, form: bytes = b"") -> Fetched:
        """The answer to one GET, conditional where `etag` or `last_modified` is given; to a POST where there is a
        `form` to send. Raises FetchError.

        The body is read only where `wanted(content_type)`.
        """
        scheme, host, port = self.check(address)
        headers = {"Host": urlsplit(address).netloc, "User-Agent": self._user_agent(), "Connection": "close",
                   "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                   "Accept-Language": "vi,en;q=0.5", "Accept-Encoding": "gzip, deflate"}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        parts = urlsplit(address)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        began = time.monotonic()
        failure: Exception = OSError()
        for ip in self.resolve(host, port):
            connection = self._connection(scheme, host, ip, port)
            try:
                connection.connect()
            except (HTTPError, OSError) as error:  # an IPv6 address without a route, say: the next one may answer
                connection.close()
                failure = error
                continue
            return self._ask(connection, address, target, headers, began, wanted, form)
        raise FetchError(f"không kết nối được {host}:{port}: {why(failure)}", again=True)

    def _user_agent(self) -> str:
        contact = self.contact.encode("ascii", "ignore").decode().strip() or NO_CONTACT
        return f"{ROBOT_NAME}/{version('bantin')} (news bulletin search; contact: {contact})"

    def _connection(self, scheme: str, host: str, ip: str, port: int) -> HTTPConnection:
        if scheme == "https":
            return HTTPSConnection(ip, port, timeout=self.limits.seconds, cert_reqs="CERT_REQUIRED",
                                   server_hostname=host, assert_hostname=host)
        return HTTPConnection(ip, port, timeout=self.limits.seconds)

    def _ask(self, connection: HTTPConnection, address: str, target: str, headers: dict[str, str], began: float,
             wanted: Callable[[str], bool], form: bytes) -> Fetched:
        left = self.limits.seconds - (time.monotonic() - began)
        # A socket's own timeout starts anew with every byte; only cutting the line bounds the whole.
        alarm = Alarm(connection.sock, max(left, 0.0))
        try:
            with alarm:
                connection.request("POST" if form else "GET", target, body=form or None, headers=headers,
                                   preload_content=False, decode_content=False)
                response = connection.getresponse()
                content_type = content_type_of(response.headers.get("Content-Type", ""))
                body = self._read(response) if response.status == 200 and wanted(content_type) else b""
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            if alarm.rang:
                raise FetchError(f"quá {self.limits.seconds:g} giây", again=True) from error
            raise FetchError(f"hỏng giữa chừng: {why(error)}", again=True) from error
        finally:
            connection.close()
        if alarm.rang:
            raise FetchError(f"quá {self.limits.seconds:g} giây", again=True)
        encodings = [name.strip().lower() for name in response.headers.get("Content-Encoding", "").split(",")]
        return Fetched(
            address=address, status=response.status, body=unpack(body, encodings, self.limits.unpacked_bytes),
            content_type=content_type,
            etag=validator(response.headers.get("ETag", "")),
            last_modified=validator(response.headers.get("Last-Modified", "")),
            location=location_of(response.headers.get("Location", "")),
            retry_after=read_retry_after(response.headers.get("Retry-After", "")),
            bytes=len(body), ms=round((time.monotonic() - began) * 1000))

    def _read(self, response: BaseHTTPResponse) -> bytes:
        chunks, total = [], 0
        while chunk := response.read(CHUNK, decode_content=False):
            chunks.append(chunk)
            total += len(chunk)
            if total > self.limits.bytes:
                raise FetchError(f"lớn hơn {self.limits.bytes / 1e6:g} MB")
        return b"".join(chunks)


class Alarm:
    """Cuts a connection when its time is up. `rang` says whether it had to."""

    def __init__(self, line: socket.socket | None, seconds: float):
        self.rang = False
        self._line = line
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def _ring(self) -> None:
        self.rang = True
        with suppress(OSError, AttributeError):  # closed in this very moment
            self._line.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

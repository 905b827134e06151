"""One polite GET: address check, size and time limits. The one file with a socket.

Redirects are not followed here: each hop is an address of its own, checked like any other.
"""

from __future__ import annotations

import http.client
import socket
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

ROBOT_NAME = "bantin"  # what robots.txt calls us
NO_CONTACT = "see the administrator of the address that asks"
USUAL_PORTS = {"http": 80, "https": 443}
CHUNK = 65_536


@dataclass(frozen=True)
class Limits:
    """How long a GET may take in all, and how many bytes it may bring, as sent and unpacked."""

    seconds: float = 30.0  # portals on old servers were seen to take 12; a slow drip would take for ever
    bytes: int = 10_000_000  # the largest page seen has 0.4 MB
    unpacked_bytes: int = 20_000_000  # 194 KB of gzip can hold 200 MB


class FetchError(Exception):
    """Nothing usable came; the message says why. `again` where another try may help."""

    def __init__(self, message: str, *, again: bool = False):
        super().__init__(message)
        self.again = again


class AddressForbidden(FetchError):
    """The address may not be asked at all: scheme, host, port, or what its name resolves to."""


@dataclass(frozen=True)
class Fetched:
    """A server's answer. `body` is unpacked, and empty unless the status is 200 and the type was wanted."""

    address: str
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    location: str = ""
    retry_after: float | None = None
    bytes: int = 0
    ms: int = 0

    @property
    def media_type(self) -> str:
        """The content type without its parameters.

        >>> Fetched("http://h/", 200, content_type="Text/HTML; charset=utf-8").media_type
        'text/html'
        """
        return self.content_type.partition(";")[0].strip().lower()


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
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port or USUAL_PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise AddressForbidden(f"địa chỉ sai: {error}") from error
        if parts.scheme not in USUAL_PORTS:
            raise AddressForbidden(f"không phải http hay https: {parts.scheme}:")
        if parts.username is not None:
            raise AddressForbidden("địa chỉ có tên người dùng")
        usual = host in self.hosts and port in USUAL_PORTS.values()
        if not usual and f"{host}:{port}" not in self.hosts and parts.netloc not in self.hosts:
            raise AddressForbidden(f"ngoài các máy chủ được phép: {parts.netloc}")
        return parts.scheme, host, port

    def resolve(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host that may be connected to. Asked once: the connection goes to these very ones."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"không tìm thấy máy chủ {host}: {error}", again=True) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        allowed = [address for address in addresses if may_connect(address, self.allow_private)]
        if not allowed:
            raise AddressForbidden(f"{host} ở địa chỉ nội bộ {addresses[0]} (cho phép bằng --allow-private)")
        return allowed

    def get(self, address: str, *, etag: str = "", last_modified: str = "",
            wanted: Callable[[str], bool] = anything) -> Fetched:
        """The answer to one GET, conditional where `etag` or `last_modified` is given. Raises FetchError.

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
        parts = urlsplit(address)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        began = time.monotonic()
        failure: Exception | None = None
        for ip in self.resolve(host, port):
            connection = self._connection(scheme, host, ip, port)
            try:
                connection.connect()
            except (HTTPError, OSError) as error:  # an IPv6 address without a route, say: the next one may answer
                connection.close()
                failure = error
                continue
            return self._ask(connection, address, target, headers, began, wanted)
        raise FetchError(f"không kết nối được {host}:{port}: {failure}", again=True)

    def _user_agent(self) -> str:
        contact = self.contact.encode("ascii", "ignore").decode().strip() or NO_CONTACT
        return f"{ROBOT_NAME}/0.1 (news bulletin search; contact: {contact})"

    def _connection(self, scheme: str, host: str, ip: str, port: int) -> HTTPConnection:
        if scheme == "https":
            return HTTPSConnection(ip, port, timeout=self.limits.seconds, cert_reqs="CERT_REQUIRED",
                                   server_hostname=host, assert_hostname=host)
        return HTTPConnection(ip, port, timeout=self.limits.seconds)

    def _ask(self, connection: HTTPConnection, address: str, target: str, headers: dict[str, str], began: float,
             wanted: Callable[[str], bool]) -> Fetched:
        left = self.limits.seconds - (time.monotonic() - began)
        # A socket's own timeout starts anew with every byte; only cutting the line bounds the whole.
        alarm = Alarm(connection.sock, max(left, 0.0))
        try:
            with alarm:
                connection.request("GET", target, headers=headers, preload_content=False, decode_content=False)
                response = connection.getresponse()
                content_type = response.headers.get("Content-Type", "")
                body = self._read(response) if response.status == 200 and wanted(content_type) else b""
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            if alarm.rang:
                raise FetchError(f"quá {self.limits.seconds:g} giây", again=True) from error
            raise FetchError(f"hỏng giữa chừng: {error or type(error).__name__}", again=True) from error
        finally:
            connection.close()
        if alarm.rang:
            raise FetchError(f"quá {self.limits.seconds:g} giây", again=True)
        encodings = [name.strip().lower() for name in response.headers.get("Content-Encoding", "").split(",")]
        return Fetched(
            address=address, status=response.status, body=unpack(body, encodings, self.limits.unpacked_bytes),
            content_type=content_type,
            etag=response.headers.get("ETag", ""), last_modified=response.headers.get("Last-Modified", ""),
            location=as_sent(response.headers.get("Location", "")),
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


def may_connect(address: str, allow_private: bool) -> bool:
    """Whether an IP address may be connected to: public ones, and others only where private ones are allowed.

    >>> [may_connect(ip, False) for ip in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::ffff:127.0.0.1")]
    [True, False, False, False, False]
    >>> may_connect("127.0.0.1", True), may_connect("0.0.0.0", True)
    (True, False)
    """
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        ip = inside or ip
    if ip.is_multicast or ip.is_unspecified:
        return False
    return allow_private or ip.is_global


def as_sent(header: str) -> str:
    """A header in which a server wrote bare UTF-8, as some do in Location; it arrives read as Latin-1.

    >>> as_sent("/tin/Ä\\x90áº¯k")
    '/tin/Đắk'
    """
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def unpack(body: bytes, encodings: list[str], limit: int) -> bytes:
    """A body without its content encodings. Raises FetchError where it is broken or unpacks to more than `limit`.

    >>> import gzip
    >>> unpack(gzip.compress(b"Tin"), ["gzip"], 100)
    b'Tin'
    """
    for encoding in reversed([name for name in encodings if name not in ("", "identity")] if body else []):
        if encoding not in ("gzip", "x-gzip", "deflate"):
            raise FetchError(f"cách nén lạ: {encoding}")
        # Some servers send deflate without the wrapper that the standard asks for: its first byte would be 0x78.
        bare = encoding == "deflate" and body != b"" and body[0] & 0x0F != 8
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
        try:
            body = unpacker.decompress(body, limit + 1)
        except zlib.error as error:
            raise FetchError(f"nén hỏng: {error}", again=True) from error
        if len(body) > limit:
            raise FetchError(f"giải nén ra hơn {limit / 1e6:g} MB")
        if not unpacker.eof:
            raise FetchError("nén hỏng: thiếu đoạn cuối", again=True)
    return body


def read_retry_after(value: str, now: datetime | None = None) -> float | None:
    """Seconds to wait, from either form of a Retry-After header; None where there is none that can be read.

    >>> read_retry_after("120"), read_retry_after("later")
    (120.0, None)
    >>> read_retry_after("Wed, 22 Mar 2017 01:30:00 GMT", datetime(2017, 3, 22, 1, 29, tzinfo=timezone.utc))
    60.0
    """
    value = value.strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return max(0.0, (moment - (now or datetime.now(timezone.utc))).total_seconds())

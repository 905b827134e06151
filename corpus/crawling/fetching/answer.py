"""What a server answered, what it may cost, and how an answer fails to come."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

MAX_MESSAGE_CHARS = 300  # of which a server may write a part


@dataclass(frozen=True)
class Limits:
    """How long a GET may take in all, and how many bytes it may bring, as sent and unpacked."""

    seconds: float = 30.0  # portals on old servers were seen to take 12; a slow drip would take for ever
    bytes: int = 10_000_000  # the largest page seen has 0.4 MB
    unpacked_bytes: int = 20_000_000  # 194 KB of gzip can hold 200 MB


class FetchError(Exception):
    """Nothing usable came; the message says why. `again` where another try may help."""

    def __init__(self, message: str, *, again: bool = False):
        super().__init__(message[:MAX_MESSAGE_CHARS])
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


def body_hash(answer: Fetched) -> bytes:
    """By which a body is known again."""
    return hashlib.sha256(answer.body).digest()


def media_type(content_type: str) -> str:
    """A content type without its parameters.

    >>> media_type("Text/HTML; charset=utf-8")
    'text/html'
    """
    return content_type.partition(";")[0].strip().lower()

"""Which addresses may be asked at all: by scheme, host and port."""

from __future__ import annotations

from urllib.parse import urlsplit

from corpus.crawling.fetching.answer import AddressForbidden

USUAL_PORTS = {"http": 80, "https": 443}


def check_address(address: str, hosts: frozenset[str]) -> tuple[str, str, int]:
    """Scheme, host and port of an address. Raises AddressForbidden where they are not allowed.

    `hosts` are those that may be asked: "example.vn" on the usual ports, "example.vn:8080" on that one.

    >>> check_address("http://example.vn/tin", frozenset({"example.vn"}))
    ('http', 'example.vn', 80)
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or USUAL_PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise AddressForbidden("địa chỉ sai") from error
    if parts.scheme not in USUAL_PORTS:
        raise AddressForbidden(f"không phải http hay https: {parts.scheme}:")
    if parts.username is not None:
        raise AddressForbidden("địa chỉ có tên người dùng")
    usual = host in hosts and port in USUAL_PORTS.values()
    if not usual and f"{host}:{port}" not in hosts and parts.netloc not in hosts:
        raise AddressForbidden(f"ngoài các máy chủ được phép: {parts.netloc}")
    return parts.scheme, host, port

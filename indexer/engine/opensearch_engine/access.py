"""Where a cluster is, and how one gets in. Secrets come from the environment or a file, never from an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from indexer.engine.base import EngineError

PREFIX = "BANTIN_OPENSEARCH_"
MOST_SHARDS = 1024  # the server's own bound


@dataclass(frozen=True)
class Access:
    """The addresses of a cluster's nodes (any of them answers), the index or alias, and what proves who asks: a user
    and a password, or a certificate with its key. `authorities` is a file of certificates to trust besides the
    system's own. An index that is made has so many `shards`. What is secret shows in no log.

    >>> Access(("http://127.0.0.1:9200",), "bantin", user="doc", password="bí mật")
    Access(hosts=('http://127.0.0.1:9200',), index='bantin', user='doc', authorities='', certificate='', key='',
           shards=1)
    """

    hosts: tuple[str, ...]
    index: str
    user: str = ""
    password: str = field(default="", repr=False)
    authorities: str = ""
    certificate: str = ""
    key: str = ""
    shards: int = 1


def read_access(address: str, environment: Mapping[str, str]) -> Access:
    """The access to what "HOST,HOST/INDEX" names; hosts without a scheme speak TLS, but for this machine's own.

    ValueError for no such address, and for one that bears a password: commands and their arguments are no secrets.
    EngineError where a file of the settings cannot be read.

    >>> read_access("a.example:9200,http://127.0.0.1:9200/bantin", {"BANTIN_OPENSEARCH_USER": "doc"}).hosts
    ('https://a.example:9200', 'http://127.0.0.1:9200')
    """
    hosts, _, index = address.rpartition("/")
    named = tuple(with_scheme(host) for host in hosts.split(",") if host)
    if not named or not index or any(urlsplit(host).path or not urlsplit(host).hostname for host in named):
        raise ValueError("viết là opensearch:MÁY,MÁY/CHỈ_MỤC, ví dụ opensearch:http://127.0.0.1:9200/bantin")
    if any("@" in host for host in named):
        raise ValueError(f"tên và mật khẩu đặt ở {PREFIX}USER và {PREFIX}PASSWORD, không viết trong địa chỉ")
    told = {name.removeprefix(PREFIX): value for name, value in environment.items() if name.startswith(PREFIX)}
    return Access(named, index, told.get("USER", ""), read_password(told), told.get("AUTHORITIES", ""),
                  told.get("CERTIFICATE", ""), told.get("KEY", ""), read_shards(told.get("SHARDS", "")))


def with_scheme(host: str) -> str:
    """A host with its scheme."""
    if "://" in host:
        return host
    own = urlsplit(f"//{host}").hostname in ("127.0.0.1", "localhost", "::1")
    return f"{'http' if own else 'https'}://{host}"


def read_shards(text: str) -> int:
    """The number of shards, 1 where none is told.

    >>> [read_shards(text) for text in ("", "12")]
    [1, 12]
    """
    if not text:
        return 1
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_SHARDS:
        raise EngineError(f"{PREFIX}SHARDS: “{text}” không phải số từ 1 đến {MOST_SHARDS}")
    return int(text)


def read_password(told: Mapping[str, str]) -> str:
    """The password itself, or the first line of the file that PASSWORD_FILE names."""
    path = told.get("PASSWORD_FILE")
    if not path:
        return told.get("PASSWORD", "")
    try:
        return Path(path).read_text(encoding="utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError(f"{path}: không đọc được mật khẩu vào OpenSearch ({type(error).__name__})") from error

"""The store on a server that is reached over TLS: both sides know whom they speak with, and where they do not, a
sentence says whose certificate is wrong and names no secret."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import psycopg
import pytest

from benchmarks.cluster.ports import free_ports
from benchmarks.cluster.postgres import GUARDED, PostgresServer
from corpus.storing.errors import StoreAway
from corpus.storing.open_store import open_pool, open_store
from corpus.storing.store import StoreError
from tests.conftest import own_server
from tests.corpus.storing.made_bulletins import bulletin

CERTIFICATES = Path(__file__).resolve().parents[3] / "deploy" / "certificates.sh"
HOST, PASSWORD = "kho.truongha.example", "bi-mat-7f3a"
IN_TLS = f"local all all trust\nhostssl all {GUARDED} all scram-sha-256\nhostssl all all all cert\n"
WITHOUT = f"local all all trust\nhost all {GUARDED} all scram-sha-256\nhost all all all trust\n"
CLIENT = "sslcert={keys}/{name}.pem&sslkey={keys}/{name}-key.pem"


def make_keys(folder: Path, days: int) -> Path:
    """An authority, and what it vouches for."""
    subprocess.run([str(CERTIFICATES), str(folder), f"postgres={HOST}"], check=True, capture_output=True,
                   env={"DAYS": str(days), "PATH": "/usr/bin:/bin:/usr/local/bin"})
    return folder


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here: no certificates are made")
    return make_keys(tmp_path_factory.mktemp("keys"), 2)


@pytest.fixture(scope="module")
def other_keys(keys: Path) -> Path:
    """Those of another authority."""
    return make_keys(keys / "other", 2)


@pytest.fixture(scope="module")
def server(keys: Path) -> Iterator[PostgresServer]:
    """A server that is reached over TLS alone, and where all but one user show a certificate."""
    tls = {"listen_addresses": "127.0.0.1", "port": str(free_ports(1)[0]), "ssl": "on", "ssl_ca_file": "ca.pem",
           "ssl_cert_file": "postgres.pem", "ssl_key_file": "postgres-key.pem"}
    files = [keys / name for name in ("ca.pem", "postgres.pem", "postgres-key.pem")]
    for made in own_server(partial(PostgresServer, tls, IN_TLS, files)):
        with psycopg.connect(made.address, autocommit=True) as raw:
            raw.execute(f"CREATE ROLE {GUARDED} LOGIN SUPERUSER PASSWORD '{PASSWORD}'")
        yield made


def address(server: PostgresServer, options: str, who: str = f"{GUARDED}:{PASSWORD}", host: str = HOST) -> str:
    """An address as an admin writes it; where the name of a host leads is said, too, since no DNS knows it."""
    return (f"postgresql://{who}@{host}:{server.port}/postgres?sslmode=verify-full&hostaddr=127.0.0.1&"
            f"application_name=thu&{options}")


def test_a_server_is_known_and_knows_who_comes(server: PostgresServer, keys: Path) -> None:
    """By a password in TLS, and by a certificate without any; pages read it likewise."""
    trusted = f"sslrootcert={keys}/ca.pem"
    shown = f"{trusted}&{CLIENT.format(keys=keys, name='bantin')}"
    with open_store(address(server, trusted)) as store:
        store.put([bulletin("1")])
        with psycopg.connect(server.address, autocommit=True) as raw:
            assert raw.execute("SELECT usename, ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) "
                               "WHERE application_name = 'thu'").fetchall() == [(GUARDED, True)]
    with open_store(address(server, shown, "bantin")) as store:
        store.put([bulletin("2")])
    with closing(open_pool(address(server, shown, "bantin"))) as pool, closing(pool.lend()) as store:
        assert sorted(b.id for b in store.bulletins()) == ["1", "2"]


REFUSED = [
    ("sslrootcert={other}/ca.pem", "", "không tin được chứng chỉ của máy chủ"),
    ("sslrootcert={keys}/khong-co.pem", "", "không đọc được chứng chỉ của nơi cấp"),
    ("sslrootcert={keys}/ca-key.pem", "", "không đọc được chứng chỉ của nơi cấp"),
    ("sslrootcert={keys}/ca.pem", "may-khac.example", "không ghi tên máy"),
    ("sslrootcert={keys}/ca.pem&sslmode=verify", "", "viết sai"),
    ("sslrootcert=system&sslmode=require", "", "viết sai"),
    # Who should show a certificate.
    ("sslrootcert={keys}/ca.pem", "bantin", "không nhận chứng chỉ của chương trình"),
    ("sslrootcert={keys}/ca.pem&sslcert={keys}/khong-co.pem", "bantin", "không nhận chứng chỉ của chương trình"),
    ("sslrootcert={keys}/ca.pem&" + CLIENT.format(keys="{other}", name="bantin"), "bantin",
     "không nhận chứng chỉ của chương trình"),
    ("sslrootcert={keys}/ca.pem&" + CLIENT.format(keys="{keys}", name="quan-tri"), "bantin",
     "không nhận chứng chỉ của chương trình"),
    ("sslrootcert={keys}/ca.pem&sslcert={keys}/bantin.pem&sslkey={keys}/khong-co.pem", "bantin", "không dùng được"),
    ("sslrootcert={keys}/ca.pem&sslcert={keys}/bantin.pem&sslkey={keys}/quan-tri-key.pem", "bantin",
     "không dùng được"),
    ("sslrootcert={keys}/ca.pem&sslcert={keys}/bantin.pem&sslkey={keys}/ca.pem", "bantin", "không dùng được"),
]


@pytest.mark.parametrize("options, other, said", REFUSED)
def test_whose_certificate_is_wrong_is_told_without_secrets(server: PostgresServer, keys: Path, other_keys: Path,
                                                            options: str, other: str, said: str) -> None:
    """`other` is another host, or another user."""
    written = address(server, options.format(keys=keys, other=other_keys),
                      **{"host" if "." in other else "who": other} if other else {})
    refuse(written, said)


def refuse(written: str, said: str) -> None:
    """The address is refused, and not as one of a server that is away, and no secret is told."""
    with pytest.raises(StoreError, match=said) as told:
        open_store(written)
    assert not isinstance(told.value, StoreAway) and told.value.__suppress_context__
    shown = f"{told.value} {told.value.__cause__}".replace("postgresql://kho.", "").replace("postgresql://may-", "")
    assert not [secret for secret in (PASSWORD, GUARDED, "bantin", "pem", "application") if secret in shown]


def test_a_server_that_dies_in_the_middle_is_away_and_one_without_tls_is_told(server: PostgresServer,
                                                                              keys: Path) -> None:
    written = address(server, f"sslrootcert={keys}/ca.pem")
    with open_store(written) as store:
        with pytest.raises(StoreAway, match="không trả lời"), store.transaction():
            store.put([bulletin("3")])
            server.kill()
            store.put([bulletin("4")])
    server.settings["ssl"] = "off"
    server.let_in(WITHOUT)
    server.start()
    refuse(written, "không có TLS")
    with open_store(written.replace("verify-full", "prefer")) as store:
        assert store.count() == 2
    refuse(written.replace("verify-full", "require").replace(PASSWORD, PASSWORD + "0"), "không có TLS")

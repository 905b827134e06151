"""The keys that deploy/certificates.sh makes: who has one gets in, and OpenSearch's settings know who that is."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path

import pytest
import yaml

from tests.deploy.named import DEPLOY

SCRIPT = DEPLOY / "certificates.sh"
SETTINGS = DEPLOY / "kubernetes" / "services" / "opensearch"
SECONDS = 20
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here: no certificates are made")


def make(folder: Path, *machines: str) -> str:
    """Runs the script, and returns what it made."""
    return subprocess.run([str(SCRIPT), str(folder), *machines], check=True, text=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    made = make(folder, "opensearch-0=os0.example,127.0.0.1")
    assert {Path(line).name for line in made.split()} == {"ca.pem", "opensearch-0.pem", "bantin.pem", "quan-tri.pem"}
    return folder


def greet(keys: Path, name: str, client: str) -> str:
    """What a server that wants certificates learns of a client that wants one too: the name that it goes by."""
    wanted = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(keys / "ca.pem"))
    wanted.verify_mode = ssl.CERT_REQUIRED
    wanted.load_cert_chain(keys / "opensearch-0.pem", keys / "opensearch-0-key.pem")
    trusting = ssl.create_default_context(cafile=str(keys / "ca.pem"))
    if client:
        trusting.load_cert_chain(keys / f"{client}.pem", keys / f"{client}-key.pem")
    ours, its = socket.socketpair()
    ours.settimeout(SECONDS)
    its.settimeout(SECONDS)
    told: list[str] = []

    def serve() -> None:
        try:
            with wanted.wrap_socket(its, server_side=True) as served:
                shown = served.getpeercert() or {}
                told.extend(value for row in shown["subject"] for key, value in row if key == "commonName")
                served.send(b"!")
        except ssl.SSLError:
            its.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with trusting.wrap_socket(ours, server_hostname=name) as asking:
            asking.recv(1)
    finally:
        ours.close()
        thread.join()
    return told[0]


def test_both_know_each_other(keys: Path) -> None:
    assert greet(keys, "os0.example", "bantin") == "bantin"
    assert greet(keys, "127.0.0.1", "quan-tri") == "quan-tri"
    assert greet(keys, "localhost", "opensearch-0") == "opensearch-0"  # machines ask each other


@pytest.mark.parametrize(("name", "client"), [("os1.example", "bantin"), ("os0.example", "")])
def test_another_machine_and_a_stranger_are_refused(keys: Path, name: str, client: str) -> None:
    with pytest.raises((ssl.SSLError, OSError, IndexError)):
        greet(keys, name, client)


def test_a_client_is_no_machine(keys: Path) -> None:
    """Whoever has the program's key cannot pass for the cluster."""
    shown = subprocess.run(["openssl", "x509", "-in", str(keys / "bantin.pem"), "-noout", "-ext", "extendedKeyUsage"],
                           check=True, text=True, capture_output=True).stdout
    assert "Client Authentication" in shown and "Server" not in shown


def test_what_is_there_is_left_and_secrets_are_the_owner_s(keys: Path) -> None:
    before = {path.name: path.read_bytes() for path in keys.iterdir()}
    made = make(keys, "opensearch-0=os0.example", "opensearch-1=os1.example")
    assert made.split() == [str(keys / "opensearch-1.pem")]
    assert before.items() <= {path.name: path.read_bytes() for path in keys.iterdir()}.items()
    for path in keys.iterdir():
        assert path.stat().st_mode & 0o777 == (0o600 if "-key" in path.name else 0o644), path.name
        assert "-key" not in path.name or path.read_bytes().startswith(b"-----BEGIN PRIVATE KEY")  # PKCS#8, for Java


def test_the_settings_of_opensearch_know_them() -> None:
    settings = yaml.safe_load((SETTINGS / "opensearch.yml").read_text(encoding="utf-8"))
    assert settings["plugins.security.ssl.http.clientauth_mode"] == "REQUIRE"
    assert settings["plugins.security.nodes_dn"] == ["CN=opensearch-*,O=Ban tin"]
    assert settings["plugins.security.authcz.admin_dn"] == ["CN=quan-tri,O=Ban tin"]
    read = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (SETTINGS / "security").iterdir()}
    for name, one in read.items():
        assert one["_meta"] == {"type": {"internal_users": "internalusers", "roles_mapping": "rolesmapping",
                                         "action_groups": "actiongroups"}.get(name, name), "config_version": 2}
    assert read["roles_mapping"]["bantin"]["users"] == ["bantin"]
    assert set(read["roles_mapping"]) - {"_meta", "all_access"} <= set(read["roles"])
    assert set(read["internal_users"]) == {"_meta"}, "nobody comes in by a password"
    (rule,) = read["roles"]["bantin"]["index_permissions"]
    assert rule["index_patterns"] == ["bantin", "bantin-*", "bantin.files"]

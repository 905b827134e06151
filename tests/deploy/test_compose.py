"""The compose file: what it names is there, nothing runs as root or is open to the world, secrets are files."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.deploy.named import DEPLOY, ROOT, check_command, commands_of

FILE = DEPLOY / "compose" / "compose.yaml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: one for name, one in SERVICES.items() if one["image"].startswith("bantin-")}


def test_who_is_there() -> None:
    assert {"web", "crawler", "builder", "postgres", "opensearch-0", "opensearch-1", "opensearch-2"} <= set(SERVICES)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_may_do_little(name: str) -> None:
    one = SERVICES[name]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", one["user"])
    assert one["cap_drop"] == ["ALL"] and one["security_opt"] == ["no-new-privileges:true"]
    assert one["read_only"] or name.startswith("opensearch-")
    assert re.search(r":\d+\.\d+\.\d+$|:\d+-bookworm$", one["image"]), "a version, not whatever is newest"
    assert not any("docker.sock" in str(volume) for volume in one.get("volumes", ()))
    for port in one.get("ports", ()):
        assert port.startswith("127.0.0.1:")


@pytest.mark.parametrize("name", ["web", "postgres", "opensearch-0", "opensearch-1", "opensearch-2"])
def test_what_runs_all_the_time_is_bounded_and_looked_at(name: str) -> None:
    one = SERVICES[name]
    assert "mem_limit" in one
    assert "healthcheck" in one or name == "web", "the web's stands in its image"


def test_secrets_are_files_that_are_never_committed() -> None:
    declared = COMPOSE["secrets"]
    used = {secret if isinstance(secret, str) else secret["source"]
            for one in SERVICES.values() for secret in one.get("secrets", ())}
    assert used == set(declared)
    for secret in declared.values():
        path = FILE.parent / secret["file"]
        assert subprocess.run(["git", "check-ignore", "-q", str(path)], cwd=ROOT, check=False).returncode == 0, path
    for one in SERVICES.values():
        for key, value in one.get("environment", {}).items():
            assert "PASSWORD" not in key or str(value).startswith("/run/secrets/"), key
            assert not re.search(r"://[^/@]*:[^/@]*@", str(value)), f"{key} bears a password"


def test_volumes_and_networks_are_declared() -> None:
    for one in SERVICES.values():
        for volume in one.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or source == "./config" or (FILE.parent / source).exists(), volume
        assert set(one.get("networks", ())) <= set(COMPOSE["networks"])
        for other in one.get("depends_on", {}):
            assert other in SERVICES
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert {name for name, one in SERVICES.items() if "outside" in one.get("networks", ())} == {"web", "crawler"}


def test_the_web_reads_and_the_builder_writes() -> None:
    data = {name: [volume for volume in one["volumes"] if ":/var/lib/bantin" in volume][0]
            for name, one in OURS.items() if name != "settings"}
    assert data["web"].endswith(":/var/lib/bantin:ro") and data["follow"] == data["web"].removesuffix(":ro")
    assert data["builder"] == data["crawler"] == data["verifier"] and not data["builder"].endswith(":ro")


def test_commands_are_the_program_s() -> None:
    found = 0
    for one in OURS.values():
        words = one.get("entrypoint") or one.get("command") or []
        for command in [words] if words[:1] and words[0].startswith("scripts/") else commands_of(
                words[-1].replace("$$", "$") if words else ""):
            if Path(command[0]).name == "crawl.py":
                command = [*command, "so-y-te"]
            check_command(command)
            found += 1
    assert found == 4

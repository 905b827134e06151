"""systemd's units: their commands are the program's, they are sound, and they let it do no more than it needs."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.deploy.named import DEPLOY, check_command

UNITS = DEPLOY / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
TIMERS = sorted(UNITS.glob("*.timer"))
WORST = 25  # of systemd's own measure of what a service may still do, in tenths; without a fence it is 96
ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not here: units are not verified")


def lines(path: Path) -> list[tuple[str, str]]:
    """What a unit sets, in order."""
    return [(key, value) for key, sign, value in (
        line.partition("=") for line in path.read_text(encoding="utf-8").splitlines()) if sign and key[:1].isalpha()]


def test_there_are_a_crawler_a_builder_and_the_pages() -> None:
    started = {Path(shlex.split(value)[0].lstrip("-")).name for path in SERVICES
               for key, value in lines(path) if key == "ExecStart"}
    assert {"serve.py", "crawl.py", "reindex.py", "verify.py", "send_letters.py"} == started


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_commands_are_the_program_s(path: Path) -> None:
    told = [value for key, value in lines(path) if key == "ExecStart"]
    assert told
    for command in told:
        check_command(shlex.split(command))


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_service_writes_where_it_must(path: Path) -> None:
    told = dict(lines(path))
    assert told["ProtectSystem"] == "strict" and told["NoNewPrivileges"] == "yes"
    assert told["CapabilityBoundingSet"] == ""
    assert told["User"] in ("bantin", "bantin-web") and "MemoryMax" in told
    if told["User"] == "bantin-web":
        assert told["ReadOnlyPaths"] == "/var/lib/bantin" and "ReadWritePaths" not in told
        assert told["StateDirectory"] == "bantin-web"
    else:
        assert told["ReadWritePaths"] == "/var/lib/bantin"


def test_timers_start_what_is_there() -> None:
    for path in TIMERS:
        unit = dict(lines(path)).get("Unit", path.with_suffix(".service").name)
        assert (UNITS / unit).is_file(), path.name
    for path in SERVICES:
        for key, value in lines(path):
            if key in ("OnSuccess", "OnFailure"):
                assert (UNITS / value).is_file(), path.name


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The units as of a program that lies here, which is what systemd looks for."""
    folder = tmp_path_factory.mktemp("units")
    for path in (*SERVICES, *TIMERS):
        text = path.read_text(encoding="utf-8").replace("/opt/bantin", str(DEPLOY.parent))
        (folder / path.name).write_text(re.sub("^User=.*$", "User=root", text, flags=re.M), encoding="utf-8")
    return sorted(folder.iterdir())


@needs_systemd
def test_systemd_finds_nothing_wrong(installed: list[Path]) -> None:
    done = subprocess.run([ANALYZE or "", "verify", *map(str, installed)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("name", [path.name for path in SERVICES])
def test_what_a_service_may_do_is_little(installed: list[Path], name: str) -> None:
    (path,) = (one for one in installed if one.name == name)
    done = subprocess.run([ANALYZE or "", "security", "--offline=yes", "--no-pager", f"--threshold={WORST}", str(path)],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_builder_reaches_no_network_and_a_cluster_lets_it() -> None:
    told = dict(lines(UNITS / "bantin-lap-chi-muc.service"))
    assert told["IPAddressDeny"] == "any" and told["IPAddressAllow"] == "localhost"
    drop_in = lines(UNITS / "bantin-cum.conf")
    assert any(key == "IPAddressAllow" for key, _ in drop_in)
    loaded = {value.partition(":")[0] for key, value in drop_in if key == "LoadCredential"}
    assert {value.rpartition("%d/")[2] for key, value in drop_in if key == "Environment"} == loaded

"""The images: each from a lock file with hashes, run as nobody; the web has no more than it needs."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.absent import run_with_only
from tests.deploy.named import DEPLOY, ROOT, check_command

DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
STEPS = [line.strip() for line in re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", DOCKERFILE, flags=re.M)).splitlines()
         if line.strip()]
IGNORED = [line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
           if not line.startswith("#")]
LOCKS = ("requirements-cluster.lock", "requirements-cluster-serve.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)(?: ; (.+?))? \\$", re.MULTILINE)
FETCH = """
import runpy, sys
sys.path.insert(0, "scripts")
sys.argv = ["scripts/reindex.py", "--fetch", "--data", sys.argv[1]]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def stages() -> dict[str, list[str]]:
    """The steps of each stage."""
    found: dict[str, list[str]] = {}
    for step in STEPS:
        if step.startswith("FROM "):
            found[step.rpartition(" AS ")[2]] = []
        elif found:
            found[next(reversed(found))].append(step)
    return found


def pins(lock: str) -> dict[tuple[str, str], str]:
    """The version of each library of a lock file, by its name and where it is for."""
    return {(name, where): version for name, version, where in PIN.findall((ROOT / lock).read_text(encoding="utf-8"))}


def test_what_is_copied_is_there_and_let_in() -> None:
    named = {word for step in STEPS if step.startswith("COPY ") and "--from" not in step for word in step.split()[1:-1]}
    assert set(LOCKS) <= named
    for word in named - {"."}:
        assert (ROOT / word).exists() and f"!{word}" in IGNORED
    assert IGNORED[0] == "*", "what is let in is named; the store and secrets of a checkout are not"
    for entry in IGNORED:
        assert not entry.startswith("!") or (ROOT / entry[1:]).exists(), entry
    assert {f"!{folder}" for folder in ("corpus", "indexer", "search_app", "scripts", "setup.cfg")} <= set(IGNORED)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_library_is_pinned_with_its_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert len(pins(lock)) > 40
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert PIN.match(block) and "--hash=sha256:" in block, block.splitlines()[0]
    assert "://" not in text


def test_locks_agree() -> None:
    """What answers from a cluster has the versions of what builds for it, and both those of one machine."""
    whole, serve, alone = pins(LOCKS[0]), pins(LOCKS[1]), pins("requirements.lock")
    assert serve.items() <= whole.items()
    assert alone.items() <= whole.items()
    assert {"opensearch-py", "psycopg", "psycopg-pool", "redis", "filelock"} <= {name for name, _ in serve}
    assert not {"underthesea", "beautifulsoup4", "w3lib", "protego"} & {name for name, _ in serve}


def test_libraries_come_from_the_lock_alone() -> None:
    installs = [part for step in STEPS if step.startswith("RUN ") for part in re.split(r"&&", step)
                if "pip install" in part]
    assert installs
    for part in installs:
        locked = "--require-hashes" in part and "--only-binary :all:" in part and any(lock in part for lock in LOCKS)
        assert locked or ("--no-deps" in part and "--no-build-isolation" in part), part


@pytest.mark.parametrize("name", ["web", "worker"])
def test_an_image_runs_as_nobody_and_holds_no_installer(name: str) -> None:
    steps = stages()[name]
    users = [step.split()[1] for step in steps if step.startswith("USER ")]
    assert users and re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[-1])
    assert not any("pip" in step for step in steps)
    (command,) = (json.loads(step.removeprefix("CMD ")) for step in steps if step.startswith("CMD "))
    check_command(command)
    (environment,) = re.findall(r"--from=(\S+)", " ".join(steps))
    assert any("pip uninstall" in step for step in stages()[environment])


def test_the_web_says_whether_it_lives() -> None:
    (check,) = (step for step in stages()["web"] if step.startswith("HEALTHCHECK"))
    (command,) = re.findall(r'CMD (\[.*\])$', check)
    compile(json.loads(command)[2], "healthcheck", "exec")
    assert "/healthz" in command and "8080" in command


def test_the_web_image_can_fetch_what_was_built(tmp_path: Path) -> None:
    """With the libraries of its own lock alone; where there is nothing to fetch it says so."""
    allowed = {name for name, _ in pins(LOCKS[1])} | {"bantin"}
    done = run_with_only(allowed, FETCH, tmp_path, environment={
        "PATH": "/usr/bin:/bin", "BANTIN_ENGINE": "opensearch:http://127.0.0.1:9/bantin"})
    assert done.returncode == 1 and "ModuleNotFoundError" not in done.stderr, done.stderr
    assert done.stderr.startswith("reindex.py: ")


def test_no_step_brings_anything_from_elsewhere() -> None:
    for step in STEPS:
        assert not re.search(r"\bADD\b|curl|wget|git clone|:latest", step), step
    for line in DOCKERFILE.splitlines():
        assert len(line) <= 130
    assert shlex.split(STEPS[0]) == ["ARG", "BASE=docker.io/library/debian:bookworm-slim"]

"""scripts/inside/environment.sh: what it says while it works, and what it does not say where all is well."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def bash(command: str, folder: Path = ROOT, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a shell that has sourced environment.sh, as scripts/start does."""
    return subprocess.run(["bash", "-c", f"set -euo pipefail; . {ROOT}/scripts/inside/environment.sh; {command}"],
                          cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
                          input=typed, timeout=60)


def test_progress_is_told_in_steps_and_without_pips_own_words() -> None:
    said = "".join(f"Collecting thu-vien-{n}==1\n  Downloading thu_vien_{n}.whl (9 kB)\n" for n in range(25))
    done = bash("show_progress 25", typed=f"{said}Installing collected packages: a, b\nSuccessfully installed a b\n")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.split("\n") == ["     đã xem 10/25 thư viện", "     đã xem 20/25 thư viện",
                                       "     đã tải đủ, đang cài", ""]


def test_no_suitable_python(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    for name in ("basename", "bash", "cat"):
        (tmp_path / "bin" / name).symlink_to(Path("/usr/bin") / name)
    done = bash("find_python", PATH=str(tmp_path / "bin"), PYTHON="python2")
    assert (done.returncode, done.stdout) == (1, "")
    assert "cần Python 3.11, 3.12 hoặc 3.13 mà không thấy" in done.stderr and len(done.stderr.splitlines()) == 1


FAKE = """#!/bin/bash
# A Python without ensurepip, as Debian's, and with or without pip.
case "$*" in
*sys.version_info*) exit 0 ;;
--version) echo "Python 3.11.2" ;;
*"import ensurepip"*) echo "ModuleNotFoundError: No module named 'ensurepip'" >&2; exit 1 ;;
"-m pip --version") exit {pip} ;;
"-m venv"*) echo "venv $*" >&2; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
*) exit 0 ;;
esac
"""


@pytest.mark.parametrize("pip", [0, 1])
def test_a_python_without_ensurepip_is_no_alarm(tmp_path: Path, pip: int) -> None:
    """The pip outside fills the environment; without any pip one sentence says what to install, before anything."""
    for name in ("requirements.lock", "setup.cfg", "pyproject.toml"):
        (tmp_path / name).write_text("a==1\n", encoding="utf-8")
    fake = tmp_path / "python-gia"
    fake.write_text(FAKE.format(pip=pip), encoding="utf-8")
    fake.chmod(0o755)
    done = bash("make_environment requirements.lock", tmp_path, PYTHON=str(fake))
    assert "ensurepip" not in done.stderr and "No module" not in done.stderr and done.stdout == ""
    if pip:
        assert done.returncode == 1 and not (tmp_path / ".venv").exists()
        assert done.stderr.splitlines()[-1].endswith(
            "thiếu pip: hãy cài python3-venv hoặc python3-pip (sudo apt install python3-venv)")
    else:
        assert done.returncode == 0, done.stderr
        assert [line[:3] for line in done.stderr.splitlines()] == ["Chu", "1/3", "2/3", "3/3", "Môi"]
        assert (tmp_path / ".venv" / "made-from").exists()
        again = bash("make_environment requirements.lock", tmp_path, PYTHON=str(fake))
        assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

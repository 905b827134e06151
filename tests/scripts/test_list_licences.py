"""Licences: the page is what the lock file says, and what does not suit is refused."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "list_licences.py"
PAGE = ROOT / "docs" / "licences.md"


def test_the_page_is_up_to_date_with_the_lock_file() -> None:
    made = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False)
    assert (made.returncode, made.stderr) == (0, "")
    if sys.version_info[:2] == (3, 11):  # of what is locked in two versions, the licence is that of the installed one
        assert made.stdout == PAGE.read_text(encoding="utf-8"), "run ./scripts/list_licences.py --write"


def test_all_that_setup_cfg_asks_for_is_on_the_page() -> None:
    asked = re.search(r"install_requires =\n((?:    .+\n)+)", (ROOT / "setup.cfg").read_text(encoding="utf-8"))
    assert asked
    page = PAGE.read_text(encoding="utf-8").lower()
    for line in asked[1].split("\n"):
        if name := re.match(r"[\w-]+", line.strip().lower()):
            assert f"\n| {name[0]} |" in page, name[0]


@pytest.mark.parametrize(("licence", "code"), [
    ("MIT", 0), ("GPL-3.0-only", 1), ("AGPL-3.0-or-later AND MIT", 1), ("", 1)])
def test_a_licence_that_does_not_suit_ends_with_one(tmp_path: Path, licence: str, code: int) -> None:
    """A library of its own is installed into a folder, and a lock file names it alone."""
    about = tmp_path / "la-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.4\nName: la\nVersion: 1.0\n"
                                    + (f"License-Expression: {licence}\n" if licence else ""), encoding="utf-8")
    (tmp_path / "la.lock").write_text("la==1.0 \\\n    --hash=sha256:00\ncon-tem==1 ; sys_platform == 'win32'\n")
    program = (f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(SCRIPT.parent)!r}]; import list_licences; "
               f"list_licences.LOCK = list_licences.Path({str(tmp_path / 'la.lock')!r}); "
               "sys.argv = ['list_licences.py', '--json']; list_licences.script.run(list_licences.main)")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert json.loads(done.stdout) == [{"name": "la", "versions": ["1.0"], "licence": licence, "suits": not code}]
    assert ("la: giấy phép" in done.stderr) == bool(code)


def test_the_licence_is_stated_alike_everywhere() -> None:
    assert "Apache License\n" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "\nlicense = Apache-2.0\n" in (ROOT / "setup.cfg").read_text(encoding="utf-8")
    assert "Apache License 2.0" in (ROOT / "README.md").read_text(encoding="utf-8")

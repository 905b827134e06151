"""Commands on a disk that takes no more: exit code 1 and a sentence in place of a traceback, and the next run goes on.

The disk is a limit on the size of files, which any process may lay upon itself: the system then refuses what SQLite,
Whoosh and Python write beyond it, wherever that may be.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.live import LiveIndex

ROOT = Path(__file__).resolve().parents[2]
LINES = 1_200


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of bulletins: 1.2 MB."""
    path = tmp_path_factory.mktemp("lines") / "tin.jsonl"
    return write_lines(path, range(LINES), 60)


def write_lines(path: Path, numbers: range, sentences: int) -> Path:
    made = ({"id": str(n), "title": f"Giá lúa tuần {n}", "body": f"Nông dân {n}. " * sentences} for n in numbers)
    path.write_text("".join(json.dumps(one) + "\n" for one in made), encoding="utf-8")
    return path


def run(limit: int | None, name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run([sys.executable, str(ROOT / "scripts" / name), *map(str, arguments)], capture_output=True,
                          text=True, check=False, timeout=120, preexec_fn=limited)


def says_so(done: subprocess.CompletedProcess[str], name: str) -> None:
    assert done.returncode == 1 and done.stdout == ""
    assert "Traceback" not in done.stderr and done.stderr.startswith(f"{name}: ") and "đĩa" in done.stderr


@pytest.mark.parametrize("limit", [0, 4_096, 60_000, 900_000, 1_500_000])
def test_load(tmp_path: Path, lines: Path, limit: int) -> None:
    data = DataDir(tmp_path)
    done = run(limit, "load.py", lines, "--data", data.root)
    says_so(done, "load.py")
    kept = 0
    if data.store.exists() and data.store.stat().st_size:
        with Store.open(data.store) as store:
            kept = store.count()
            assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert f"{kept} bản tin đã ở trong kho" in done.stderr
    again = run(None, "load.py", lines, "--data", data.root, "--json")
    assert json.loads(again.stdout)["unchanged"] == kept and json.loads(again.stdout)["new"] == LINES - kept


def test_reindex(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    for first in (0, 20):
        path = write_lines(tmp_path / f"{first}.jsonl", range(first, first + 20), 600)
        assert run(None, "load.py", path, "--data", data.root).returncode == 0
        if first == 0:
            assert run(None, "reindex.py", "--data", data.root, "--workers", 1).returncode == 0
    for limit in (0, 30_000):
        says_so(run(limit, "reindex.py", "--data", data.root, "--workers", 1, "--full"), "reindex.py")
    live = LiveIndex(data.index)
    assert live.engine.count() == 20 and not list(data.index.glob("*.building"))
    assert run(None, "reindex.py", "--data", data.root, "--workers", 1).returncode == 0
    assert live.engine.count() == 40

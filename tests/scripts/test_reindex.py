"""scripts/reindex.py as cron runs it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.job_lock import hold
from corpus.storing.store import Store

RunScript = Callable[..., CompletedProcess[str]]


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    """An installation with two bulletins and no index."""
    made = DataDir(tmp_path)
    put(made, "1", "Giá lúa tăng")
    put(made, "2", "Giá tôm giảm")
    return made


def put(data: DataDir, id: str, title: str) -> None:
    with Store.open(data.store) as store:
        store.put([Bulletin(id, f"http://x.example/{id}", "x.example", title, "Nông dân vui mừng.")])


def read(done: CompletedProcess[str]) -> dict[str, Any]:
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_from_the_first_build_to_a_rollback(data: DataDir, run_script: RunScript) -> None:
    def reindex(*arguments: object) -> CompletedProcess[str]:
        return run_script("reindex.py", "--data", data.root, "--workers", "1", *arguments)

    first = read(reindex("--json"))
    assert first["generation"] == "gen-000001" and (first["count"], first["watermark"]) == (2, 2)
    assert (first["put"], first["removed"], first["full"], first["published"]) == (2, 0, True, True)
    assert first["bytes"] > 0 and first["seconds"] >= 0 and first["built_at"].endswith("+00:00")
    put(data, "3", "Giá cá tăng")
    done = reindex()
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"chỉ mục gen-000002 · 3 bản tin · .*ghi 1 · gỡ 0 · .*đã chuyển\n", done.stdout)
    again = read(reindex("--json"))
    assert (again["generation"], again["put"], again["published"]) == ("gen-000002", 0, False)
    assert reindex().stdout.startswith("không có gì thay đổi · chỉ mục gen-000002 · 3 bản tin")
    assert read(reindex("--full", "--json"))["generation"] == "gen-000003"
    back = read(reindex("--rollback", "--json"))
    assert (back["generation"], back["count"]) == ("gen-000002", 3)
    assert reindex("--rollback").stdout.startswith("đã trở về chỉ mục gen-000001")
    failed = reindex("--rollback", "--json")
    assert (failed.returncode, failed.stdout) == (1, "") and "không còn thế hệ cũ" in failed.stderr
    quiet = reindex("--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_locked(data: DataDir, run_script: RunScript) -> None:
    with hold(data.lock("reindex")):
        done = run_script("reindex.py", "--data", data.root, "--json")
    assert (done.returncode, done.stdout) == (75, "")
    assert str(data.lock("reindex")) in done.stderr and "Traceback" not in done.stderr
    assert not data.index.exists()


def test_without_a_store(run_script: RunScript, tmp_path: Path) -> None:
    done = run_script("reindex.py", "--data", tmp_path, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "store.sqlite" in done.stderr and "Traceback" not in done.stderr


def damage_store(data: DataDir) -> None:
    data.store.write_bytes(b"no database at all " * 300)


def damage_rows(data: DataDir) -> None:
    with Store.open(data.store) as store:
        page, = store.connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'bulletin_text'").fetchone()
        size, = store.connection.execute("PRAGMA page_size").fetchone()
    held = bytearray(data.store.read_bytes())
    held[(page - 1) * size:page * size] = b"\xff" * size
    data.store.write_bytes(held)


def damage_rights(data: DataDir) -> None:
    data.index.write_text("a file where the index should be")


@pytest.mark.parametrize("harm", [damage_store, damage_rows, damage_rights])
def test_a_failure_is_one_message(harm: Callable[[DataDir], None], data: DataDir, run_script: RunScript) -> None:
    harm(data)
    done = run_script("reindex.py", "--data", data.root, "--workers", "1", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("reindex.py: ") and "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["--workers", "0"], ["--workers", "x"], ["--keep", "0"], ["extra"], ["--fast"]],
                         ids=" ".join)
def test_wrong_use(arguments: list[str], run_script: RunScript, tmp_path: Path) -> None:
    done = run_script("reindex.py", "--data", tmp_path / "new", *arguments)
    assert (done.returncode, done.stdout) == (2, "") and "cách dùng:" in done.stderr
    assert not (tmp_path / "new").exists()

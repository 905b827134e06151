"""A cache that is damaged is begun anew, with all that lies beside it; one that is only busy is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from indexer.cache_file import open_cache

TABLE = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY)"


def keys(path: Path) -> list[str]:
    with closing(open_cache(path, TABLE, "all is counted again")) as cache:
        return [key for key, in cache.execute("SELECT key FROM kept")]


def keep(path: Path, key: str) -> None:
    with closing(open_cache(path, TABLE, "")) as cache:
        cache.execute("INSERT INTO kept VALUES (?)", [key])


def test_it_keeps(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    assert keys(path) == []
    keep(path, "a")
    assert keys(path) == ["a"]
    assert [left.name for left in tmp_path.iterdir()] == ["kept.sqlite"]


def test_a_damaged_one_is_begun_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "kept.sqlite"
    path.write_bytes(b"no database" * 999)
    for beside in ("kept.sqlite-wal", "kept.sqlite-shm"):
        (tmp_path / beside).write_bytes(b"left by a run that was killed")
    assert keys(path) == []
    assert "kept.sqlite: damaged, begun anew; all is counted again" in caplog.text
    keep(path, "a")
    assert keys(path) == ["a"]


def test_where_starting_anew_mends_nothing_it_fails(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        open_cache(tmp_path / "missing" / "kept.sqlite", TABLE, "")
    path = tmp_path / "kept.sqlite"
    keep(path, "a")
    with closing(open_cache(path, TABLE, "")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert keys(path) == ["a"]

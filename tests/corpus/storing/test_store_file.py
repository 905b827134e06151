"""The file of a store: written so that a fall costs nothing, and never taken for another program's."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus.storing.checking import check_texts
from corpus.storing.schema import SCHEMA_VERSION
from corpus.storing.store import Store, StoreError
from tests.corpus.storing.made_bulletins import bulletin


def test_the_file_is_written_so_that_power_loss_costs_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert store.connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert store.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert store.connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        store.put([bulletin("1")])
        assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def make_foreign(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (a)")
    other.close()


def make_newer(path: Path) -> None:
    Store.open(path).close()
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    other.close()


@pytest.mark.parametrize("make", [lambda path: path.write_bytes(b"no database " * 400), make_foreign, make_newer])
@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_no_store_of_ours_is_refused_and_left_alone(tmp_path: Path, make, read_only: bool) -> None:
    path = tmp_path / "store.sqlite"
    make(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="store.sqlite"):
        Store.open(path, read_only=read_only)
    assert path.read_bytes() == before


@pytest.mark.parametrize("read_only", [True, False])
def test_letters_of_a_damaged_schema_are_damage(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "store.sqlite"
    with Store.open(path) as store:
        store.put([bulletin("1")])
    whole = path.read_bytes()
    begin = whole.index(b"CREATE TABLE bulletin_text")
    refused = 0
    for place in range(begin, begin + 120, 7):
        path.write_bytes(whole[:place] + b"\xe5" + whole[place + 1:])
        try:
            with Store.open(path, read_only=read_only) as store:
                # It was a letter of a type, say; or of a key, and what is not found any more verify.py tells.
                assert store.get("1") == bulletin("1") or list(check_texts(store, lambda done, total: None))
        except StoreError:
            refused += 1
    assert refused > 5


def test_a_missing_store_is_made_with_its_folder(tmp_path: Path) -> None:
    Store.open(tmp_path / "new" / "store.sqlite").close()
    Store.open(tmp_path / "new" / "store.sqlite", read_only=True).close()

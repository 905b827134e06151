"""verify.py: what is sound passes; whatever is damaged in store, generations or caches is named, kept and shown."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.data_dir import DataDir
from corpus.storing.pages import Pages
from corpus.storing.store import Store

RunScript = Callable[..., CompletedProcess[str]]


@pytest.fixture
def data(sample_data: DataDir, tmp_path: Path) -> DataDir:
    """A copy to do harm to, with a page in it."""
    made = DataDir(Path(shutil.copytree(sample_data.root, tmp_path / "data", symlinks=True)))
    with Store.open(made.store) as store:
        Pages(store).keep("<h1>Một trang</h1>".encode() * 300)
    return made


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as opened, opened:
        assert opened.execute(statement).rowcount


def largest(folder: Path, pattern: str) -> Path:
    return max(folder.glob(pattern), key=lambda path: path.stat().st_size)


def test_what_is_sound(data: DataDir, run_script: RunScript) -> None:
    done = run_script("verify.py", "--data", data.root)
    assert (done.returncode, done.stderr) == (0, "") and "94 bản tin · 1 trang" in done.stdout
    assert "đúng như lúc ghi" in done.stdout
    assert "Kiểm tra   " in run_script("status.py", "--data", data.root).stdout


HARM: dict[str, tuple[Callable[[DataDir], object], str]] = {
    "a text": (lambda data: change(data.store, "UPDATE bulletin_text SET body = body || '.' WHERE key = 5"), "bản tin"),
    "a day": (lambda data: change(data.store, "UPDATE bulletin_text SET published_on = '2017-0x' WHERE key = 5"),
              "bản tin"),
    "a page": (lambda data: change(data.store, "UPDATE blob SET data = substr(data, 1, 30)"), "trang"),
    "another page's bytes": (lambda data: change(data.store, "UPDATE blob SET sha256 = zeroblob(32)"), "trang"),
    "an index of SQLite's": (lambda data: break_index(data.store), "store.sqlite"),
    "a file of a generation": (lambda data: largest(data.index, "*/*").write_bytes(b"x"), "gen-000001"),
    "a manifest": (lambda data: (data.index / "gen-000001" / "manifest.json").write_text("{}"), "gen-000001"),
    "no generation": (lambda data: (data.index / "current").unlink(), "chưa có chỉ mục"),
    "kept words": (lambda data: change(data.words, "UPDATE kept SET value = value || x'41'"), "words.sqlite"),
    "kept counts": (lambda data: (data.root / "counts.sqlite").write_bytes(b"no database" * 999), "counts.sqlite"),
    "the whole store": (lambda data: data.store.write_bytes(b"no database" * 999), "store.sqlite"),
}


def break_index(path: Path) -> None:
    with closing(sqlite3.connect(path)) as opened:
        root, = opened.execute("SELECT rootpage FROM sqlite_master WHERE name = 'bulletin_by_text'").fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(bytes(4096))


@pytest.mark.parametrize(("harm", "named"), HARM.values(), ids=HARM)
def test_what_is_damaged(harm: Callable[[DataDir], object], named: str, data: DataDir, run_script: RunScript) -> None:
    harm(data)
    done = run_script("verify.py", "--data", data.root, "--json")
    read = json.loads(done.stdout)
    assert done.returncode == 1 and done.stderr == "" and not read["ok"]
    assert any(named in problem for problem in read["problems"])
    assert json.loads(data.verified.read_text(encoding="utf-8"))["problems"] == read["problems"]


def test_status_shows_what_is_wrong(data: DataDir, run_script: RunScript) -> None:
    HARM["a text"][0](data)
    done = run_script("verify.py", "--data", data.root, "--quiet")
    assert done.returncode == 1 and "nội dung không còn như lúc ghi" in done.stderr
    assert "CÓ 1 ĐIỀU SAI" in run_script("status.py", "--data", data.root).stdout
    data.verified.write_text("{")
    assert "Kiểm tra" not in run_script("status.py", "--data", data.root).stdout


def test_without_a_store(tmp_path: Path, run_script: RunScript) -> None:
    done = run_script("verify.py", "--data", tmp_path)
    assert done.returncode == 1 and "store.sqlite" in done.stderr and not list(tmp_path.iterdir())

"""A disk that is full, or fails, at the first, second, third … call of every job: one sentence, nothing lost, and the
next run goes on as if nothing had been."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing import store as storing
from corpus.storing.store import Store, StoreError
from indexer.building.build import build
from indexer.building.generation import Generations
from indexer.building.versions import go_to, roll_back
from indexer.engine.base import EngineError
from indexer.live import LiveIndex
from tests.crawled_site import run
from tests.faults import failing_disk
from tests.local_site import bulletin_paths, news_site, serve

# Whoosh leaves files open where it fails.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file", "ignore::pytest.PytestUnraisableExceptionWarning")
CODES = pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=["full", "failing"])
BATCH, BULLETINS = 4, 10
# Each call up to this one, then ever further apart, for the later ones are alike; the two codes fall on others of them.
EACH = {errno.ENOSPC: 5, errno.EIO: 6}


def moments(code: int) -> Iterator[int]:
    """The calls at which a disk begins to fail."""
    at = 1
    while True:
        yield at
        at += 1 if at < EACH[code] else at * 2 // 3


# What is said of it.
SAID = {errno.ENOSPC: ("đĩa", "không mở được"), errno.EIO: ("đĩa", "không mở được", "đã hỏng")}
# How often a full or failing disk was said to be full.
TOLD: Counter[tuple[int, bool]] = Counter()


def make(n: int) -> Bulletin:
    return Bulletin(str(n), f"http://truongha.example/{n}", "truongha", f"Giá lúa tuần {n}", "Nông dân được mùa.")


def fails(data: DataDir, code: int, at: int, job: Callable[[], object], expected: tuple[type[Exception], ...]) -> bool:
    """Whether a job came to a call that failed. It must end in one of the expected failures, which speaks of the disk;
    a full one is mostly told from others. (/dev/full takes no fsync either, and reads as zeros; a file that cannot be
    read at all has no length here, and SQLite may take it for a damaged one.)"""
    with failing_disk(data.root, code, at) as disk:
        try:
            job()
        except expected as error:
            assert disk.failed and any(part in str(error) for part in SAID[code]), error
            TOLD[code, "đầy" in str(error)] += 1
        return disk.failed


def is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@CODES
def test_load(tmp_path: Path, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "BATCH", BATCH)

    def load() -> None:
        with Store.open(data.store) as store:
            store.put(map(make, range(BULLETINS)))

    for at in moments(code):
        data = DataDir(tmp_path / str(at) / "data")
        if not fails(data, code, at, load, (StoreError,)):
            break
        kept = 0
        if data.store.exists() and data.store.stat().st_size:
            assert is_whole(data.store)
            with Store.open(data.store) as store:
                kept = store.count()
        assert kept in (0, BATCH, 2 * BATCH, BULLETINS)
        load()
        with Store.open(data.store) as store:
            assert [b.id for b in store.bulletins()] == sorted(map(str, range(BULLETINS)))
    assert at > 20


@CODES
def test_crawl(tmp_path: Path, code: int) -> None:
    """At most the answer in flight is asked for again, and a run whose end alone could not be written is ended."""
    with serve(news_site(2)) as site:
        for at in moments(code):
            data = DataDir(tmp_path / str(at) / "data")
            if not fails(data, code, at, lambda: run(site, data.root, retry_pause=0.01), (StoreError,)):
                break
            asked = Counter(site.paths())
            if data.store.exists() and data.store.stat().st_size:
                assert is_whole(data.store)
            report = run(site, data.root, retry_pause=0.01)
            assert report.finished and not report.failed and is_whole(data.store)
            assert report.fetched or report.ends_earlier_work
            assert bulletin_paths(data.root) == {"/tin/0": 1, "/tin/1": 1}
            asked += Counter(site.paths())
            with closing(sqlite3.connect(data.store)) as opened:
                runs, ended = opened.execute("SELECT count(*), sum(finished_at > '') FROM run").fetchone()
            assert runs == ended and set(asked) == set(site.pages)
            assert asked.total() <= runs * len(site.pages) + 1
    assert at > 40


def prepare(root: Path, kind: str) -> DataDir:
    """An installation before a build: its first one, or one of what changed, or another full one."""
    data = DataDir(root)
    with Store.open(data.store) as store:
        store.put(map(make, range(5)))
    if kind != "first":
        build(data, workers=1)
        with Store.open(data.store) as store:
            store.put(map(make, range(3, 8)))
    return data


@CODES
@pytest.mark.parametrize("kind", ["first", "changes", "full"])
def test_build(tmp_path: Path, code: int, kind: str) -> None:
    whole = prepare(tmp_path / "whole", kind)
    held = 5 if kind == "first" else 8
    for at in moments(code):
        data = DataDir(tmp_path / str(at))
        shutil.copytree(whole.root, data.root, symlinks=True)
        if not fails(data, code, at, lambda: build(data, full=kind == "full", workers=1), (EngineError, StoreError)):
            break
        live = LiveIndex(data.index)
        generation = live.generation
        if kind == "first":
            assert generation is None or live.engine.count() == 5
        else:
            assert generation and live.engine.count() == (5 if generation.number == 1 else 8)
        assert not list(data.index.glob("*.building"))
        build(data, workers=1)
        assert live.engine.count() == held and is_whole(data.words)
        shutil.rmtree(data.root)
    assert at > 40


@CODES
@pytest.mark.parametrize("step", [roll_back, lambda data: go_to(data, "gen-000001")], ids=["rollback", "to"])
def test_steps_back(tmp_path: Path, code: int, step: Callable[[DataDir], object]) -> None:
    whole = prepare(tmp_path / "whole", "changes")
    build(whole, workers=1)
    for at in moments(code):
        data = DataDir(tmp_path / str(at))
        shutil.copytree(whole.root, data.root, symlinks=True)
        with failing_disk(data.root, code, at) as disk:
            try:
                step(data)
            except OSError as error:
                assert error.errno == code
        if not disk.failed:
            break
        live = LiveIndex(data.index)
        assert live.generation and live.generation.number in (1, 2)
        if Generations(data.index).current_name() == "gen-000002":
            step(data)
        assert live.generation and live.generation.number == 1
        assert Generations(data.index).is_rejected("gen-000002")
    assert at > 4


def test_a_full_disk_is_called_full_and_no_other() -> None:
    """In what the tests above were told, where they ran."""
    assert not TOLD[errno.EIO, True]
    assert TOLD[errno.ENOSPC, True] >= 2 * TOLD[errno.ENOSPC, False]

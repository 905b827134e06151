"""build(): a generation of all that the store holds, published once it was checked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.storing.store import StoreError
from indexer.building.checks import CheckFailed, check_engine
from indexer.building.generation import Generations
from indexer.describing.describe import describe
from indexer.engine.memory_engine import MemoryEngine
from tests.indexer.building.made_store import folders, ids, make, put, search, update


def test_full(data: DataDir) -> None:
    generation = Generations(data.index).check("gen-000001")
    assert (generation.count, generation.watermark, generation.number) == (3, 3, 1)
    assert folders(data) == ["current", "gen-000001"]
    assert (ids(data, "giá"), ids(data, '"bầu cử"'), ids(data, "khôngcó")) == (["1", "2"], ["3"], [])


def test_nothing_changed_nothing_published(data: DataDir) -> None:
    before = os.stat(data.index / "current", follow_symlinks=False).st_mtime_ns
    report = update(data)
    assert (report.put, report.removed, report.published, report.generation.name) == (0, 0, False, "gen-000001")
    assert folders(data) == ["current", "gen-000001"]
    assert os.stat(data.index / "current", follow_symlinks=False).st_mtime_ns == before


def test_full_builds_even_if_nothing_changed(data: DataDir) -> None:
    report = update(data, full=True)
    assert (report.put, report.full, report.published, report.generation.name) == (3, True, True, "gen-000002")


def test_the_older_generation_is_not_written_to(data: DataDir) -> None:
    put(data, make("1", "Giá ngô tăng"), make("4", "Giá cá tăng"))
    update(data)
    Generations(data.index).check("gen-000001")


def test_an_empty_store_makes_an_empty_index(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    put(data)
    report = update(data)
    assert (report.generation.count, report.published) == (0, True)
    assert search(data, "lúa").page.total == 0
    put(data, make("1", "Giá lúa"))
    assert (update(data).put, ids(data, "lúa")) == (1, ["1"])


def test_without_a_store_there_is_nothing_to_build(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="store.sqlite"):
        update(DataDir(tmp_path))
    assert not (tmp_path / "index").exists()


# Titles that the reader's grammar takes otherwise: a bulletin that bears one must not keep an index from publishing.
TITLES = ["Tổng kết -triển khai nhiệm vụ", 'Ra mắt "Tổ liên gia', "LÚA HOẶC NGÔ", "OR", "20 nqtw", "?", "-", '""',
          "Thông báo -\"Lịch cắt điện\"", "a " * 400, "chữ" * 500, " ".join(f"chữ{n}" for n in range(300)),
          "20-NQ/TW", "bànNhà máy", "2.550 hộ", "Đaị hội", "东京", "😀"]


@pytest.mark.parametrize("whole", [True, False], ids=["full", "changes"])
def test_titles_that_are_no_questions(data: DataDir, whole: bool) -> None:
    put(data, *(make(f"t{n}", title) for n, title in enumerate(TITLES)))
    assert update(data, full=whole).generation.count == 3 + len(TITLES)


def test_an_engine_that_lost_something_fails_the_check() -> None:
    engine = MemoryEngine()
    held = [make(str(n), f"Giá lúa {n}") for n in range(3)]
    engine.put(map(describe, held))
    engine.commit()
    titles = [(bulletin.id, bulletin.title) for bulletin in held]
    check_engine(engine, {"0", "1", "2"}, titles)
    with pytest.raises(CheckFailed, match=r"chỉ mục có 3 bản tin, kho có 4.*'3'"):
        check_engine(engine, {"0", "1", "2", "3"}, titles)
    with pytest.raises(CheckFailed, match="bằng tiêu đề của chính nó “Giá ngô”"):
        check_engine(engine, {"0", "1", "2"}, [("1", "Giá ngô")])


def test_progress_ends_at_the_total(data: DataDir) -> None:
    seen: list[tuple[int, int]] = []
    put(data, make("4", "Giá cá"), make("5", "Giá gà"))
    update(data, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2, 2) and all(done <= total for done, total in seen)

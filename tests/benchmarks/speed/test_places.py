"""What places cost: a build without them, and texts read by processes."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from benchmarks.speed.places import Cost, NoPlaces, Reading, copy, read_all
from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store, StoreError
from indexer.building.build import build
from indexer.building.generation import Generations
from indexer.places.annotating import Annotator
from indexer.places.file import PlaceFile

BODY = "UBND xã Hương Toàn, thị xã Hương Trà mở lớp dạy nghề."


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    made = DataDir(tmp_path / "data")
    made.root.mkdir()
    with Store.open(made.store) as store:
        store.put([Bulletin("a", "", "s", "Tin", BODY, published_on=date(2017, 3, 22))])
    return made


def test_a_build_without_places_has_none_and_leaves_the_data_alone(data: DataDir, tmp_path: Path) -> None:
    copy(data, tmp_path / "copy")
    copied = DataDir(tmp_path / "copy")
    rows = []
    for annotator in (NoPlaces(), None):
        name = build(copied, full=True, workers=1, annotator=annotator).generation.name
        with closing(PlaceFile(Generations(copied.index).path(name))) as file:
            rows.append(len(list(file.dump())))
    assert rows == [0, 2] and not data.index.exists()


def test_all_is_read(data: DataDir) -> None:
    with Store.open(data.store, read_only=True) as store:
        read = read_all(store, Annotator())
    assert (read.characters, read.places) == (len(f"Tin\n\n{BODY}\n"), 2) and read.speed > 0


def test_a_store_without_bulletins_is_told(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store, pytest.raises(StoreError):
        read_all(store, Annotator())


def test_figures_are_medians_and_ratios() -> None:
    lines = list(Cost(3, Reading(10_000_000, 5, 4., .3), ((10., 11.), (20., 20.), (10., 12.))).lines())
    assert "5.0 triệu ký tự" in lines[0] and "không có 10.0, có 12.0 giây, × 1.200" in lines[-2]
    assert lines[-1].endswith("× 1.100")

"""Generations that are kept, pruned, and gone back to and on from."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from indexer.building.generation import Generations
from indexer.building.versions import roll_back
from indexer.engine.base import IndexUnusable
from tests.indexer.building.made_store import folders, ids, make, put, update


def test_pruning_keeps_three_and_the_published_one(data: DataDir) -> None:
    for n in range(4, 9):
        put(data, make(str(n), f"Giá {n}"))
        update(data)
    assert folders(data) == ["current", "gen-000004", "gen-000005", "gen-000006"]
    generations = Generations(data.index)
    generations.publish("gen-000004")
    assert generations.prune(1) == ["gen-000005"]
    assert folders(data) == ["current", "gen-000004", "gen-000006"] and ids(data, "giá") == ["1", "2", "4", "5", "6"]


def test_rolling_back_and_on_again(data: DataDir) -> None:
    put(data, make("4", "Giá cá"))
    update(data)
    assert roll_back(data).name == "gen-000001" and ids(data, "giá") == ["1", "2"]
    with pytest.raises(IndexUnusable, match="không còn thế hệ cũ"):
        roll_back(data)
    assert ids(data, "giá") == ["1", "2"]
    report = update(data)
    assert (report.put, report.generation.name, ids(data, "giá")) == (1, "gen-000003", ["1", "2", "4"])


def test_rolling_back_passes_over_a_damaged_generation(data: DataDir) -> None:
    for n in (4, 5):
        put(data, make(str(n), f"Giá {n}"))
        update(data)
    (data.index / "gen-000002" / "manifest.json").unlink()
    assert roll_back(data).name == "gen-000001"


def test_rolling_back_without_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="không còn thế hệ cũ"):
        roll_back(DataDir(tmp_path))

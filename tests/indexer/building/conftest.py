"""What the tests of building share: an installation with an index."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from tests.indexer.building.made_store import make, put, update


@pytest.fixture(scope="session")
def three_bulletins(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """An installation with three bulletins and their index, to be copied."""
    made = DataDir(tmp_path_factory.mktemp("built"))
    put(made, make("1", "Giá lúa tăng", "Nông dân vui."), make("2", "Giá tôm giảm"),
        make("3", "Bầu cử", "Cử tri đi bầu."))
    update(made)
    return made


@pytest.fixture
def data(three_bulletins: DataDir, tmp_path: Path) -> DataDir:
    """An installation with three bulletins and their index, to be changed."""
    return DataDir(Path(shutil.copytree(three_bulletins.root, tmp_path / "data", symlinks=True)))

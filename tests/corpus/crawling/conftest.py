"""What the tests of the crawl share."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.data_dir import STORE_SETTING


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder."""
    return tmp_path


@pytest.fixture
def any_data(store_address: Path | str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder, with its store in a file of it, and on a server."""
    if isinstance(store_address, str):
        monkeypatch.setenv(STORE_SETTING, store_address)
    return tmp_path

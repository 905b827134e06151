"""What the tests of the store share: an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.storing.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, open."""
    with Store.open(tmp_path / "store.sqlite") as opened:
        yield opened

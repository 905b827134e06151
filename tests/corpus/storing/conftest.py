"""What the tests of the store share: an empty one, in a file and on a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.storing.open_store import open_store
from corpus.storing.store import Store


@pytest.fixture
def store(store_address: Path | str) -> Iterator[Store]:
    """An empty store, open."""
    with open_store(store_address) as opened:
        yield opened

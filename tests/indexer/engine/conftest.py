"""What the contract is held with: every engine, empty or over the same few entries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engine.base import Engine
from tests.indexer.engine.made_entries import BULLETINS
from tests.indexer.engine.schemes import SCHEMES, opened


@pytest.fixture(params=SCHEMES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty engine to write to."""
    with opened(request.param, tmp_path, request) as made:
        yield made


@pytest.fixture
def written(engine: Engine) -> Engine:
    """An engine over the few entries, to be changed."""
    engine.put(BULLETINS)
    engine.commit()
    return engine


@pytest.fixture(scope="module", params=SCHEMES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine over the few entries, for questions alone."""
    with opened(request.param, tmp_path_factory.mktemp("filled"), request) as made:
        made.put(BULLETINS)
        made.commit()
        yield made

"""The sample portal's suggester and engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.data_dir import DataDir
from indexer.asking.parse import parse
from indexer.engine.base import Engine
from indexer.live import LiveIndex
from indexer.suggest.suggester import Suggester


@pytest.fixture(scope="session")
def suggester(sample_data: DataDir) -> Suggester:
    """What the index of the sample portal suggests."""
    made = LiveIndex(sample_data.index).suggester
    assert made
    return made


@pytest.fixture(scope="session")
def count(sample_engine: Engine) -> Callable[[str], int]:
    """How many bulletins of the sample portal have all words of a text."""

    def ask(text: str) -> int:
        query = parse(text).query
        return sample_engine.search(query._replace(
            minimum=len(query.distinct_words), numbers=() if query.words else query.numbers, per_page=1)).total

    return ask

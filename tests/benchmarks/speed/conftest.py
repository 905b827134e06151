"""The sample's bulletins and some variations of them, prepared as the bench prepares any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.speed.corpus import Collection, Size, open_collection
from benchmarks.speed.documents import Document, prepare, read_documents, read_frequencies
from benchmarks.speed.queries import CLASSES, Asked, draw_queries
from benchmarks.speed.worker import Source

SEED = 7
COUNT = 160  # more than the sample has: some are variations


@dataclass(frozen=True)
class Prepared:
    """A size, ready to be built from and asked."""

    source: Source
    collection: Collection
    documents: list[Document]
    queries: list[Asked]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """The prepared size."""
    work = tmp_path_factory.mktemp("speed")
    collection = open_collection(work, None, None, SEED)
    size = Size("160", COUNT)
    folder = Path(work / "size")
    assert prepare(folder, collection, size, 1, lambda count: None)
    queries = draw_queries(collection, size, read_frequencies(folder), [], list(CLASSES), 170, SEED)
    source = Source(work, None, None, SEED, size, folder)
    yield Prepared(source, collection, list(read_documents(folder)), queries)
    collection.close()

"""The engines that are held to the contract."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from indexer.engine.base import Engine
from indexer.engine.open import open_engine
from indexer.engine.opensearch_engine import listing
from indexer.engine.opensearch_engine.access import Access
from indexer.engine.opensearch_engine.cluster import Cluster
from indexer.engine.ranking import SCORE_DECIMALS

YARDSTICK = "memory"
CLUSTER = "opensearch"
# The same, where every list of hits is looked for among few candidates, however short it is: it answers all random
# questions, and what has nothing to do with a list's order is asked of the others alone.
NARROWED = "opensearch-narrowed"
SCHEMES = [YARDSTICK, "whoosh", "whoosh-plain", CLUSTER]
OTHERS = [*SCHEMES[1:], NARROWED]
# How far scores may lie apart: a cluster adds in 24 bits, and half a thousandth may fall to either side.
NEAR = 1.5 * 10 ** -SCORE_DECIMALS


@contextmanager
def opened(scheme: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An empty engine, which keeps what it is told below a folder, or in a cluster that then forgets it."""
    if scheme in (CLUSTER, NARROWED):
        access = Access((request.getfixturevalue("cluster"),), f"contract-{uuid4().hex}")
        try:
            with (closing(open_engine(f"{CLUSTER}:{access.hosts[0]}/{access.index}", create=True)) as engine,
                  pytest.MonkeyPatch.context() as patched):
                if scheme == NARROWED:
                    patched.setattr(listing, "STEP_COSTS", (-1, 0))
                    patched.setattr(listing, "SPARE", (1, 1))
                yield engine
        finally:
            with closing(Cluster(access)) as behind:
                behind.drop()
        return
    address = "memory:" if scheme == YARDSTICK else f"{scheme}:{folder / scheme}"
    with closing(open_engine(address, create=True)) as engine:
        yield engine

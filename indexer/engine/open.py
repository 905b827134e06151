"""open_engine(): the only place that chooses an engine."""

from __future__ import annotations

import os
from pathlib import Path

from indexer.engine.base import Engine, EngineError
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.whoosh_engine.engine import WhooshEngine


def open_engine(address: str, *, create: bool = False) -> Engine:
    """The engine at an address: "memory:", "whoosh:FOLDER", or "whoosh-plain:FOLDER", the same index read through
    Whoosh's public interface alone; "opensearch:HOST,HOST/INDEX", an index of a cluster, which BANTIN_OPENSEARCH_… in
    the environment let one in to. ValueError for another scheme.

    >>> open_engine("memory:").count()
    0
    """
    scheme, _, rest = address.partition(":")
    if scheme == "memory":
        return MemoryEngine()
    if scheme in ("whoosh", "whoosh-plain") and rest:
        return WhooshEngine(Path(rest), create=create, plain=scheme == "whoosh-plain")
    if scheme == "opensearch":
        return open_cluster(rest, create=create)
    raise ValueError(f"no engine for {address!r}: use memory:, whoosh:FOLDER, whoosh-plain:FOLDER or "
                     "opensearch:HOSTS/INDEX")


def open_cluster(address: str, *, create: bool) -> Engine:
    """The engine over an index of a cluster. EngineError where its library is not installed."""
    try:
        # Only who has a cluster installs what speaks to it.
        from indexer.engine.opensearch_engine.access import read_access
        from indexer.engine.opensearch_engine.engine import OpenSearchEngine
    except ImportError as error:
        raise EngineError("chưa cài thư viện của OpenSearch: pip install 'bantin[opensearch]'") from error
    access = read_access(address, os.environ)
    return OpenSearchEngine(access, create=create, shards=access.shards)

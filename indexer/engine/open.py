"""open_engine(): the only place that chooses an engine."""

from __future__ import annotations

from pathlib import Path

from indexer.engine.base import Engine
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.whoosh_engine.engine import WhooshEngine


def open_engine(address: str, *, create: bool = False) -> Engine:
    """The engine at an address: "memory:", "whoosh:FOLDER", or "whoosh-plain:FOLDER", the same index read through
    Whoosh's public interface alone. ValueError for another scheme.

    >>> open_engine("memory:").count()
    0
    """
    scheme, _, rest = address.partition(":")
    if scheme == "memory":
        return MemoryEngine()
    if scheme in ("whoosh", "whoosh-plain") and rest:
        return WhooshEngine(Path(rest), create=create, plain=scheme == "whoosh-plain")
    raise ValueError(f"no engine for {address!r}: use memory:, whoosh:FOLDER or whoosh-plain:FOLDER")

"""The engines that are held to the contract."""

from __future__ import annotations

from pathlib import Path

from indexer.engine.base import Engine
from indexer.engine.open import open_engine

YARDSTICK = "memory"
OTHERS = ["whoosh", "whoosh-plain"]
SCHEMES = [YARDSTICK, *OTHERS]


def opened(scheme: str, folder: Path) -> Engine:
    """An empty engine, which keeps what it is told below a folder if it keeps it anywhere."""
    return open_engine("memory:" if scheme == YARDSTICK else f"{scheme}:{folder / scheme}", create=True)

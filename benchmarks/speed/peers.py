"""The engines by name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from benchmarks.speed.peer import Peer

OURS, PRODUCT, YARDSTICK = "ours", "product", "tantivy"

# The module and the class of each: imported by the process that runs it alone, whose memory is weighed.
MAKERS = {
    OURS: ("ours", "Ours"), PRODUCT: ("ours", "Product"), "whoosh": ("whoosh_peer", "WhooshPeer"),
    YARDSTICK: ("tantivy_peer", "TantivyPeer"), "tantivy-flat": ("tantivy_peer", "FlatTantivyPeer"),
    "fts5": ("fts5_peer", "Fts5Peer"), "bm25s": ("bm25s_peer", "Bm25sPeer"),
    "postgres": ("postgres_peer", "PostgresPeer"),
    "ours-opensearch": ("opensearch_peer", "OursOnOpenSearch"), "opensearch": ("opensearch_peer", "PlainOpenSearch"),
}
USUAL = tuple(name for name in MAKERS if "opensearch" not in name)  # a server of its own, on the same cores

# The largest size that an engine is built for without being told to: Whoosh takes an hour for a million bulletins,
# bm25s holds all of them in memory, and the product's segmentation takes hours.
MOST = {"whoosh": 120_000, "bm25s": 300_000, PRODUCT: 120_000}


def make_peer(name: str, ready: Path | None = None) -> Peer:
    """An engine; for the product, over a `ready` data folder. PeerMissing where it cannot be had."""
    module, maker = MAKERS[name]
    make = getattr(import_module(f"benchmarks.speed.{module}"), maker)
    peer: Peer = make(ready) if name == PRODUCT else make()
    return peer

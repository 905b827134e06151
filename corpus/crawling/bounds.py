"""How far a crawl goes at most: what a trap that nobody thought of can cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """Each is far beyond what any portal needs, and is said aloud where it is reached; `sources.toml` may change it."""

    pages: int = 200_000  # answers in a run: twenty years of a portal, with all its lists, have 60,000
    host_pages: int = 100_000  # of one server
    addresses: int = 500_000  # that are kept of a source
    useless: int = 5_000  # pages of a run that hold no bulletin and lead to none, and as many more as did
    links: int = 5_000  # of one page: the fullest home page that was seen has 900

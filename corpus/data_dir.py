"""Where an installation keeps its data: one folder, known by name in one place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

STORE_SETTING = "BANTIN_STORE"


@dataclass(frozen=True)
class DataDir:
    """The folder that holds everything an installation must not lose.

    >>> DataDir(Path("data")).store.as_posix()
    'data/store.sqlite'
    """

    root: Path

    @property
    def store(self) -> Path:
        """The store as a file: pages, versions, bulletins, frontier."""
        return self.root / "store.sqlite"

    @property
    def store_address(self) -> Path | str:
        """Where the store is: the server that BANTIN_STORE names ("postgresql://…"), else the file in this folder."""
        return os.environ.get(STORE_SETTING) or self.store

    @property
    def index(self) -> Path:
        """The folder of index generations."""
        return self.root / "index"

    @property
    def words(self) -> Path:
        """Kept results of segmentation: a cache, safe to delete."""
        return self.root / "words.sqlite"

    @property
    def places(self) -> Path:
        """The admin's own rows of places, over the built-in ones; mostly not there."""
        return self.root / "dia-danh.tsv"

    @property
    def verified(self) -> Path:
        """What the last verification came to."""
        return self.root / "verified.json"

    def lock(self, job: str) -> Path:
        """The lock file of a job ("crawl", "reindex") that may run once at a time."""
        return self.root / f"{job}.lock"


def default_data_dir() -> Path:
    """The folder named by BANTIN_DATA, else ./data."""
    return Path(os.environ.get("BANTIN_DATA") or "data")

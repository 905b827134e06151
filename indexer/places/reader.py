"""open_reader(): the gazetteer of an installation with the names that texts are read by, kept while its file stays."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from corpus.places.files import load_gazetteer
from corpus.places.reading.find_places import PlaceReader


def open_reader(own: Path | None = None) -> PlaceReader:
    """The reader of places, with an admin's rows where there are any. Raises PlacesError."""
    return _open(own, own.stat().st_mtime_ns if own is not None and own.exists() else 0)


@lru_cache(maxsize=2)
def _open(own: Path | None, _stamp: int) -> PlaceReader:
    return PlaceReader(load_gazetteer(own))

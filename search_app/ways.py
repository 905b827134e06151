"""Which ways lead anywhere: what the head and foot of every page may offer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.storing.browsing import Browsing
from corpus.storing.errors import StoreError
from indexer.engine.base import EngineError
from search_app.library import library, store


@dataclass(frozen=True)
class Ways:
    """Whether the store has bulletins with a day, and without one; whether an index tells documents apart, and by
    which units it was read."""

    dated: bool = False
    undated: bool = False
    documents: bool = False
    places: bool = False


def look_for_ways() -> Ways:
    """The ways of the store as it is now; none where it cannot be read."""
    found = Ways(documents=has_documents(), places=library().known.places is not None)
    try:
        browsing = Browsing(store())
        return replace(found, dated=browsing.has_dated(), undated=browsing.has_undated())
    except StoreError:
        return found


def has_documents() -> bool:
    """Whether the published index says what documents there are."""
    try:
        return library().documents is not None
    except EngineError:
        return False


def show_ways() -> dict[str, Ways]:
    """What every template knows."""
    return {"ways": look_for_ways()}

"""Which ways lead anywhere: what the head and foot of every page may offer."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.storing.browsing import Browsing
from corpus.storing.errors import StoreError
from indexer.engine.base import IndexUnusable
from search_app.library import library, store


@dataclass(frozen=True)
class Ways:
    """Whether the store has bulletins with a day, and without one; whether an index tells documents apart."""

    dated: bool = False
    undated: bool = False
    documents: bool = False


def look_for_ways() -> Ways:
    """The ways of the store as it is now; none where it cannot be read."""
    try:
        browsing = Browsing(store())
        return Ways(browsing.has_dated(), browsing.has_undated(), has_documents())
    except StoreError:
        return Ways(documents=has_documents())


def has_documents() -> bool:
    """Whether the published index says what documents there are."""
    try:
        return library().documents is not None
    except IndexUnusable:
        return False


def show_ways() -> dict[str, Ways]:
    """What every template knows."""
    return {"ways": look_for_ways()}

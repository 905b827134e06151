"""The library behind the pages: the store, opened for one request, and the index that is live now."""

from __future__ import annotations

from flask import Flask, current_app, g, has_app_context

from corpus.sources import load_sources
from corpus.store import Store
from indexer.engine.base import Engine
from indexer.generation import Generation
from indexer.live import LiveIndex
from indexer.suggest.suggester import Suggester
from search_app.settings import Settings

KEY = "bantin"


class Library:
    """Where a request finds the bulletins. With an `engine` of one's own, the published index is not looked at."""

    def __init__(self, settings: Settings, engine: Engine | None = None):
        self.settings = settings
        self._engine = engine
        self._index = LiveIndex(settings.data.index)
        sources = load_sources(settings.data.root / "sources.toml").values()
        self.source_titles = {source.name: source.title for source in sources}

    @property
    def engine(self) -> Engine:
        """The engine to ask. Raises IndexUnusable where nothing usable is published."""
        return self._engine or self._index.engine

    @property
    def generation(self) -> Generation | None:
        """The published generation that answers, where there is one."""
        return None if self._engine else self._index.generation

    @property
    def suggester(self) -> Suggester | None:
        """What the published generation suggests, where there is one."""
        return None if self._engine else self._index.suggester


def install(app: Flask, settings: Settings, engine: Engine | None) -> None:
    """Gives the app its library, and closes after each request what the request opened."""
    app.extensions[KEY] = Library(settings, engine)
    app.teardown_appcontext(close_store)


def library() -> Library:
    """The library of the running app."""
    return current_app.extensions[KEY]


def source_title(name: str) -> str:
    """What readers see for a source: its title, or its name where nobody described it.

    >>> source_title("cong.example.vn")
    'cong.example.vn'
    """
    return library().source_titles.get(name, name) if has_app_context() else name


def store() -> Store:
    """The store, read-only, for this request: a Store belongs to one thread. Raises StoreError where it is missing."""
    if "store" not in g:
        g.store = Store.open(library().settings.data.store, read_only=True)
    return g.store


def close_store(_error: BaseException | None = None) -> None:
    """Closes this request's store."""
    opened = g.pop("store", None)
    if opened is not None:
        opened.close()

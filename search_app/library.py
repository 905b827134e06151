"""The library behind the pages: the store, lent to one request, the index that is live now, and what was made."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, current_app, g, has_app_context, request

from corpus.crawling.sources import load_sources
from corpus.storing.errors import StoreDamaged, StoreError
from corpus.storing.naming import Naming
from corpus.storing.postgres.address import is_server
from corpus.storing.store import Store
from indexer.asking.known import NOTHING_KNOWN, Known
from indexer.building.generation import CURRENT
from indexer.building.manifest import Generation
from indexer.building.shelf import POINTER
from indexer.documents.reader import DocumentReader
from indexer.engine.base import Engine
from indexer.live import LiveIndex
from indexer.suggest.suggester import Suggester
from search_app.kept_pages import KeptPages
from search_app.open_stores import open_stores
from search_app.settings import Settings

KEY = "bantin"


class Library:
    """Where a request finds the bulletins. With an `engine` of one's own, or `documents`, the published index is not
    looked at for them."""

    def __init__(self, settings: Settings, engine: Engine | None = None, documents: DocumentReader | None = None):
        self.settings = settings
        self._engine, self._documents = engine, documents
        self._index = LiveIndex(settings.data.index)
        sources = load_sources(settings.data.root / "sources.toml").values()
        self.stores = open_stores(settings.data.store_address)
        self.damage = ""
        self.kept = KeptPages()
        self.source_titles = {source.name: source.title for source in sources}
        self.source_units = {source.name: source.units for source in sources}

    @property
    def asks_others(self) -> bool:
        """Whether answers mostly come from other machines: a store's server, a cluster."""
        data = self.settings.data
        return is_server(data.store_address) or (data.index / CURRENT / POINTER).exists()

    def notice_damage(self, error: StoreDamaged) -> None:
        """Remembers that a store was found damaged, until another file lies in its place, or it is written to: then
        whoever reads it next will tell. A file that was put back may get the number of the one that was removed."""
        self.damage = f"{self.stores.identify_state()} {error}"

    @property
    def is_damaged(self) -> bool:
        """Whether the store that lies there now was found damaged."""
        return self.damage.startswith(f"{self.stores.identify_state()} ")

    def doubt(self) -> None:
        """Looks at the index anew, after a fault that a sound one would not explain."""
        if self._engine is None:
            self._index.doubt()

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

    @property
    def documents(self) -> DocumentReader:
        """The documents that the published generation tells apart. Raises IndexUnusable where there are none."""
        return self._documents or self._index.documents

    @property
    def known(self) -> Known:
        """What questions are read by: the words and abbreviations of the published generation."""
        return NOTHING_KNOWN if self._engine else self._index.known


def install(app: Flask, settings: Settings, engine: Engine | None, documents: DocumentReader | None) -> None:
    """Gives the app its library, which takes back after each request what that borrowed."""
    app.extensions[KEY] = Library(settings, engine, documents)
    app.teardown_appcontext(return_store)


def library() -> Library:
    """The library of the running app."""
    return current_app.extensions[KEY]


def source_title(name: str) -> str:
    """What readers see for a source: its title, or its name where nobody described it.

    >>> source_title("cong.example.vn")
    'cong.example.vn'
    """
    return source_titles().get(name, name)


def source_titles() -> Mapping[str, str]:
    """The titles of the sources that have one: as `sources.toml` has them, else what portals call themselves, or an
    admin calls them in the store. None without a running app."""
    if not has_app_context():
        return {}
    titles: dict[str, str] | None = g.get("source_titles")  # once: a page names a hundred sources
    if titles is None:
        try:
            own = Naming(store()).titles()
        except StoreError:
            own = {}
        described = {name: title for name, title in library().source_titles.items() if title}
        g.source_titles = titles = own | described
    return titles


def site_address() -> str:
    """Where this site lies, without a slash at its end."""
    return library().settings.public_address or request.url_root.rstrip("/")


def store() -> Store:
    """The store, read-only, for this request alone. Raises StoreError where it is missing."""
    if "store" not in g:
        g.store = library().stores.lend()
    return g.store


def return_store(_error: BaseException | None = None) -> None:
    """Hands this request's store back."""
    lent = g.pop("store", None)
    if lent is not None:
        library().stores.take_back(lent)

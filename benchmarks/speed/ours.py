"""Our own engine among its peers, asked the same terms; and the product's path above it, asked as readers ask."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from benchmarks.speed.peer import PER_PAGE, Answer, Feed, count_bytes
from benchmarks.speed.queries import Asked, How
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.asking.parse import parse
from indexer.asking.search import Question, ask
from indexer.building.build import build
from indexer.engine.arrays.heap import keep_freed_memory
from indexer.engine.base import Engine
from indexer.engine.open import open_engine
from indexer.engine.query import NO_FILTERS, Filters, Number, Phrase, Prefix, Query, Sort, Word
from indexer.live import LiveIndex
from indexer.suggest.suggester import Suggester

TITLES = "titles.sqlite"
# Titles by the number of ids, in one row: of a list behind IN, SQLite would first make a table of its own.
SELECTS = [f"SELECT {', '.join(['(SELECT title FROM title WHERE id = ?)'] * count)}" for count in range(PER_PAGE + 1)]
FACETS_COUNTED = ("year", "section")  # as the peers do
PRODUCT_PER_PAGE = 20


class Ours:
    """Our engine over the same terms. It holds pairs, marks and numbers beside them, and phrases are looked up by
    pairs; titles come from a table of their own, as they come from the store on a page."""

    def build(self, folder: Path, feed: Feed) -> None:
        """Makes the index."""
        engine = open_engine(f"whoosh:{folder / 'index'}", create=True)
        engine.put(feed.entries())
        engine.commit()
        engine.close()
        write_titles(folder, feed)

    def open(self, folder: Path) -> None:
        """Opens the index."""
        keep_freed_memory()  # as LiveIndex does
        self._open(open_engine(f"whoosh:{folder / 'index'}"), folder)

    def _open(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        # Nobody writes to it any more: SQLite need not lock it for each question.
        self._titles = sqlite3.connect(f"file:{folder / TITLES}?immutable=1", uri=True)
        self._titles.execute("PRAGMA mmap_size = 8589934592")  # as FTS5's file is read

    def can(self, asked: Asked) -> bool:
        """Suggestions come from the product's vocabulary: see Product."""
        return asked.how not in (How.MEANT, How.COMPLETE)

    def search(self, asked: Asked) -> Answer:
        """The page of hits."""
        page = self._engine.search(make_query(asked))
        ids = [hit.id for hit in page.hits]
        if not ids:
            return Answer((), page.total)
        titles = self._titles.execute(SELECTS[len(ids)], ids).fetchone()
        return Answer(tuple(zip(ids, titles, strict=True)), page.total)

    def size(self, folder: Path) -> int:
        """Bytes on disk."""
        return count_bytes(folder)

    def close(self) -> None:
        """Closes the index."""
        self._engine.close()
        self._titles.close()


def write_titles(folder: Path, feed: Feed) -> None:
    """Makes the table of titles."""
    titles = sqlite3.connect(folder / TITLES)
    with titles:
        titles.execute("CREATE TABLE title (id TEXT PRIMARY KEY, title TEXT) WITHOUT ROWID")
        titles.executemany("INSERT INTO title VALUES (?, ?)", ((d.id, d.title) for d in feed.documents()))
    titles.close()


def make_query(asked: Asked) -> Query:
    """A query for our engine: the terms and nothing besides.

    >>> make_query(Asked("all-of", How.ALL, ("khoa", "hoc"), "khoa hoc")).minimum
    2
    """
    words = tuple(map(Word, asked.words))
    more: dict[str, Any] = {"words": words, "minimum": len(set(words)) if asked.how is How.ALL else 1}
    if asked.how is How.PHRASE:
        # The hints are what a hit is scored by; the phrase only says which there are.
        more = {"required": (Phrase(words),), "hints": words}
    elif asked.how is How.PREFIX:
        more = {"required": (Prefix(asked.words[0]),)}
    elif asked.how is How.NUMBER:
        more = {"numbers": (Number(asked.words[0]),), "numbers_only": True}
    filters = Filters(asked.since, asked.until) if asked.since else NO_FILTERS
    return Query(filters=filters, sort=Sort.NEWEST if asked.newest else Sort.RELEVANCE,
                 page=asked.page, per_page=PER_PAGE, facets=FACETS_COUNTED if asked.facets else (), **more)


class Product:
    """ask() over a published index: all channels, filters, facets, the exact total; and the suggestions."""

    def __init__(self, ready: Path | None = None):
        self._ready = ready

    def build(self, folder: Path, feed: Feed) -> None:
        """Loads the bulletins into a store and publishes an index of it, segmentation and vocabulary included."""
        data = DataDir(folder)
        with Store.open(data.store) as store:
            store.put(feed.bulletins())
        build(data, full=True)

    def open(self, folder: Path) -> None:
        """Opens the published index."""
        live = LiveIndex(DataDir(self._ready or folder).index)
        self._engine: Engine = live.engine
        suggester = live.suggester
        assert suggester is not None, "an engine comes with its vocabulary"
        self._suggester: Suggester = suggester

    def can(self, asked: Asked) -> bool:
        """Beginnings of words are no part of what readers type, unless the parser reads them."""
        return asked.how is not How.PREFIX or any(isinstance(c, Prefix) for c in parse(asked.text).query.required)

    def search(self, asked: Asked) -> Answer:
        """The page that a reader is given, without the texts of its bulletins."""
        if asked.how is How.MEANT:
            meant = self._suggester.did_you_mean(asked.text, self._count)
            return Answer((("", meant.text),) if meant else (), None)
        if asked.how is How.COMPLETE:
            return Answer(tuple(("", one.text) for one in self._suggester.complete(asked.text)), None)
        page = ask(self._engine, Question(
            asked.text, Filters(asked.since, asked.until), sort=Sort.NEWEST if asked.newest else Sort.RELEVANCE,
            page=asked.page, per_page=PRODUCT_PER_PAGE)).page
        return Answer(tuple((hit.id, "") for hit in page.hits), page.total)

    def _count(self, text: str) -> int:
        query = parse(text).query  # and what is asked for, as the pages do: no facets
        return self._engine.search(query._replace(minimum=len(query.distinct_words), facets=(), per_page=1)).total

    def size(self, folder: Path) -> int:
        """Bytes of the published generation."""
        index = DataDir(self._ready or folder).index
        return count_bytes((index / "current").resolve())

    def close(self) -> None:
        """Closes the index."""
        self._engine.close()

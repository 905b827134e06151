"""WhooshEngine: the engine protocol over a Whoosh index in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import whoosh.index
from whoosh.writing import SegmentWriter

from indexer.engine.array_search import ArraySearch
from indexer.engine.base import IndexUnusable
from indexer.engine.entry import Card, Entry
from indexer.engine.page import SearchPage
from indexer.engine.query import Query
from indexer.engine.whoosh_engine.reader import WhooshReader
from indexer.engine.whoosh_engine.schema import make_document, make_schema
from indexer.engine.whoosh_engine.writing import SEGMENT_POSTINGS, BlockCodec, TermPool


class WhooshEngine:
    """An engine over the index in `folder`, which is made with `create`. One writer at a time; readers unbounded."""

    def __init__(self, folder: Path, *, create: bool = False):
        self._folder = folder
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            if not whoosh.index.exists_in(folder):
                whoosh.index.create_in(folder, make_schema())
        self._writer: SegmentWriter | None = None
        self._written: set[str] = set()
        self._later: dict[str, Entry] = {}
        self._open()

    def _open(self) -> None:
        try:
            self._index = whoosh.index.open_dir(self._folder)
            self._reader = WhooshReader(self._index.reader())
        # A damaged table of contents is a damaged pickle, and raises nearly anything: six kinds of errors were seen.
        except Exception as error:
            raise IndexUnusable(f"{self._folder}: no readable index ({type(error).__name__}: {error})") from error
        self._search = ArraySearch(self._reader)

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds entries; an entry replaces the one with its id. Streams: nothing but the ids is held."""
        writer = self._writing()
        for entry in entries:
            id = entry.card.id
            if id in self._written:
                # Whoosh cannot replace what the same writer added: it would keep both.
                self._later[id] = entry
                continue
            if self._reader.find(id) is not None:
                writer.delete_by_term("id", id)
            self._written.add(id)
            writer.add_document(**make_document(entry))
            if writer.pool.size > SEGMENT_POSTINGS:
                self._commit_written()
                writer = self._writing()

    def remove(self, ids: Iterable[str]) -> None:
        """Takes bulletins out."""
        for id in ids:
            self._later.pop(id, None)
            if id in self._written:
                self._commit_written()
            self._writing().delete_by_term("id", id)

    def commit(self) -> None:
        """Makes all changes visible."""
        self._commit_written()
        if self._later:
            later, self._later = self._later, {}
            self.put(later.values())
            self._commit_written()

    def close(self) -> None:
        """Drops uncommitted changes and lets go of the files."""
        if self._writer:
            self._writer.cancel()
            self._writer = None
        self._reader.close()
        self._index.close()

    def get(self, id: str) -> Card | None:
        """The card of a bulletin, or None."""
        ordinal = self._reader.find(id)
        return None if ordinal is None else self._reader.card(ordinal)

    def ids(self) -> Iterator[str]:
        """The ids of all bulletins."""
        return (self._reader.card(int(ordinal)).id for ordinal in self._reader.columns.live.nonzero()[0])

    def count(self) -> int:
        """How many bulletins there are."""
        return self._search.count

    def frequency(self, channel: str, term: str) -> int:
        """How many bulletins hold a term."""
        return len(self._reader.postings(channel, term).ordinals)

    def search(self, query: Query) -> SearchPage:
        """The page of hits that the query names."""
        return self._search.search(query)

    def _writing(self) -> SegmentWriter:
        if self._writer is None:
            self._writer = self._index.writer(codec=BlockCodec())
            self._writer.pool = TermPool()
        return self._writer

    def _commit_written(self) -> None:
        if self._writer:
            self._writer.commit()
            self._writer = None
            self._written = set()
            self._reader.close()
            self._open()

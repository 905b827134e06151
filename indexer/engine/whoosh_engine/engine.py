"""WhooshEngine: the engine protocol over a Whoosh index in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from corpus.reasons import why
from indexer.engine.arrays.array_search import ArraySearch
from indexer.engine.base import IndexUnusable
from indexer.engine.entry import Card, Entry
from indexer.engine.page import SearchPage
from indexer.engine.query import Query
from indexer.engine.whoosh_engine.contents import KnownIndex, UnknownContents
from indexer.engine.whoosh_engine.packing import Packed, pack
from indexer.engine.whoosh_engine.plain_reader import PlainReader
from indexer.engine.whoosh_engine.reader import WhooshReader, is_ours
from indexer.engine.whoosh_engine.writing import SEGMENT_POSTINGS, ArrayWriter

# Entries that are packed at a time: enough that what they share is written once, few enough to hold.
BATCH = 256


class WhooshEngine:
    """An engine over the index in `folder`, which is made with `create`. One writer at a time; readers unbounded.

    With `plain` it is read through Whoosh's public interface; so may be one that Whoosh's usual codec wrote.
    """

    def __init__(self, folder: Path, *, create: bool = False, plain: bool = False):
        self._folder = folder
        self._plain = plain
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            KnownIndex(folder, create=True, usual=plain)
        self._writer: ArrayWriter | None = None
        self._written: set[str] = set()
        self._later: list[Packed] = []
        self._open()

    def _open(self) -> None:
        try:
            self._index = KnownIndex(self._folder, usual=self._plain)
            reader = self._index.reader()
            self._reader: WhooshReader | PlainReader = PlainReader(reader) if self._plain or not is_ours(
                reader) else WhooshReader(reader)
        except UnknownContents as error:
            raise IndexUnusable(f"{self._folder}: không mở được chỉ mục ({error})") from error
        # A damaged table of contents is a damaged pickle, and raises nearly anything: six kinds of errors were seen.
        except Exception as error:
            raise IndexUnusable(f"{self._folder}: không mở được chỉ mục ({why(error)})") from error
        self._search = ArraySearch(self._reader)

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds entries; an entry replaces the one with its id. Streams: a batch at a time is held."""
        waiting = iter(entries)
        while batch := {entry.card.id: entry for entry in islice(waiting, BATCH)}:
            self.put_packed(pack(list(batch.values())))

    @staticmethod
    def pack(entries: Sequence[Entry]) -> Packed:
        """What `put_packed` takes, of entries with different ids; other processes may do this part."""
        return pack(entries)

    def put_packed(self, packed: Packed) -> None:
        """Adds packed entries; each replaces the one with its id."""
        ids = [card.id for card in packed.cards]
        if self._later or not self._written.isdisjoint(ids):
            # Whoosh cannot replace what the same writer added: it would keep both.
            self._later.append(packed)
            return
        writer = self._writing()
        for id in ids:
            if self._reader.find(id) is not None:
                writer.delete_by_term("id", id)
        self._written.update(ids)
        writer.add_packed(packed)
        if writer.pool.size > SEGMENT_POSTINGS:
            self._commit_written()

    def remove(self, ids: Iterable[str]) -> None:
        """Takes bulletins out."""
        for id in ids:
            if self._later or id in self._written:
                self.commit()
            self._writing().delete_by_term("id", id)

    def commit(self) -> None:
        """Makes all changes visible."""
        self._commit_written()
        later, self._later = self._later, []
        for packed in later:
            self.put_packed(packed)
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
        return self._reader.ids()

    def count(self) -> int:
        """How many bulletins there are."""
        return self._search.count

    def frequency(self, channel: str, term: str) -> int:
        """How many bulletins hold a term."""
        return self._reader.frequency(channel, term)

    def search(self, query: Query) -> SearchPage:
        """The page of hits that the query names."""
        return self._search.search(query)

    def _writing(self) -> ArrayWriter:
        if self._writer is None:
            self._writer = ArrayWriter(self._index)
        return self._writer

    def _commit_written(self) -> None:
        if self._writer:
            self._writer.commit()
            self._writer = None
            self._written = set()
            self._reader.close()
            self._open()

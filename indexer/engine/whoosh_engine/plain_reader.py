"""The same index read through Whoosh's public interface alone, one posting at a time: slow, and for any codec.

It answers where a segment was not written by ArrayCodec, and it is the proof, in the contract suite, that ours is an
index which Whoosh itself reads alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from whoosh.reading import IndexReader, TermNotFound

from indexer.engine.arrays.columns import Columns, make_columns
from indexer.engine.arrays.lists import make_lists
from indexer.engine.arrays.posting_source import PostingList
from indexer.engine.entry import Card
from indexer.engine.phrase import holds_phrase
from indexer.engine.query import Phrase, Word
from indexer.engine.whoosh_engine.schema import make_schema


class PlainReader:
    """A PostingSource over one state of a Whoosh index. One thread at a time: Whoosh's files have one place each."""

    def __init__(self, reader: IndexReader):
        self._reader = reader
        self._schema = make_schema()
        self.columns = self._read_columns()

    def postings(self, channel: str, term: str) -> PostingList:
        """The live bulletins that hold a term, by ordinal."""
        try:
            matcher = self._reader.postings(channel, term.encode())
        except TermNotFound:
            return PostingList(np.empty(0, np.int32), np.empty(0, np.float32))
        found = []
        while matcher.is_active():
            found.append((matcher.id(), matcher.weight()))
            matcher.next()
        ordinals = np.array([ordinal for ordinal, _ in found], np.int32)
        weights = np.array([weight for _, weight in found], np.float32)
        live = self.columns.live[ordinals]
        return PostingList(ordinals[live], weights[live])

    def terms_from(self, channel: str, prefix: str) -> Iterator[str]:
        """The terms that begin so, in order."""
        return (term.decode() for term in self._reader.expand_prefix(channel, prefix.encode()))

    def frequency(self, channel: str, term: str) -> int:
        """How many live bulletins hold a term."""
        return len(self.postings(channel, term).ordinals)

    def holding(self, ordinals: np.ndarray, syllables: Sequence[str]) -> np.ndarray:
        """Those of some bulletins that have folded syllables side by side."""
        phrase = Phrase(tuple(map(Word, syllables)))
        return ordinals[np.array([any(holds_phrase(line, phrase) for line in self._lines(int(ordinal)))
                                  for ordinal in ordinals], bool)]

    def ids_of(self, ordinals: np.ndarray) -> list[str]:
        """The ids of some bulletins."""
        return [self._text("ids", ordinal) for ordinal in ordinals.tolist()]

    def titles_of(self, ordinals: np.ndarray) -> list[str]:
        """The titles of some bulletins."""
        return [self._text("titles", ordinal) for ordinal in ordinals.tolist()]

    def card(self, ordinal: int) -> Card:
        """What is known of a bulletin beside its terms."""
        day = int(self.columns.day[ordinal])
        return Card(self._text("ids", ordinal), date.fromordinal(day) if day else None, self._text("source", ordinal),
                    self._text("section", ordinal), tuple(self._text("kinds", ordinal).split()),
                    self._text("digest", ordinal), int(self.columns.document[ordinal]), self._text("author", ordinal),
                    tuple(self._text("units", ordinal).split()), self._text("genre", ordinal),
                    int(self.columns.family[ordinal]), bool(self.columns.edited.codes[ordinal]),
                    tuple(self._text("provinces", ordinal).split()), tuple(self._text("communes", ordinal).split()))

    def ids(self) -> Iterator[str]:
        """The ids of the live bulletins."""
        return (self._text("ids", ordinal) for ordinal in self.columns.live.nonzero()[0].tolist())

    def find(self, id: str) -> int | None:
        """The ordinal of a bulletin, or None."""
        found = self.postings("id", id).ordinals
        return int(found[0]) if len(found) else None

    def close(self) -> None:
        """Lets go of the files."""
        self._reader.close()

    def _lines(self, ordinal: int) -> list[list[str]]:
        return [line.split() for line in self._value("stream", ordinal).decode().split("\n")]

    def _value(self, name: str, ordinal: int) -> bytes:
        return self._columns[name][ordinal]

    def _text(self, name: str, ordinal: int) -> str:
        return self._value(name, ordinal).decode()

    def _read_columns(self) -> Columns:
        size = self._reader.doc_count_all()
        live = np.zeros(size, bool)
        live[list(self._reader.all_doc_ids())] = True
        names = ("ids", "titles", "digest", "stream", "source", "section", "kinds", "author", "units", "genre",
                 "length", "day", "document", "family", "edited", "provinces", "communes")
        self._columns = {name: self._reader.column_reader(name, self._schema[name].column_type, translate=False)
                         for name in names} if size else {}
        values = {name: list(self._columns[name]) if size else [] for name in names
                  if name not in ("titles", "digest", "stream")}
        order = sorted(range(size), key=values["ids"].__getitem__)
        rank = [0] * size
        for place, ordinal in enumerate(order):
            rank[ordinal] = place
        source, section, kinds, author, units, genre = (
            [value.decode() for value in values[name]]
            for name in ("source", "section", "kinds", "author", "units", "genre"))
        lists = {name: make_lists([value.decode() for value in values[name]]) for name in ("provinces", "communes")}
        return make_columns(live, values["length"], values["day"], values["document"], source, section, kinds, rank,
                            author, units, genre, values["family"], values["edited"], lists.__getitem__)

"""A Whoosh index of ArrayCodec as a PostingSource: mapped arrays, nothing of Whoosh between them and a query."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

import numpy as np
from whoosh.columns import RefBytesColumn
from whoosh.filedb.structfile import StructFile
from whoosh.reading import IndexReader, SegmentReader

from indexer.engine.arrays.columns import Columns, Labels, label_edits
from indexer.engine.arrays.lists import Lists, make_lists
from indexer.engine.arrays.posting_source import PostingList
from indexer.engine.entry import Card
from indexer.engine.whoosh_engine.array_file import map_arrays
from indexer.engine.whoosh_engine.bytes_column import BytesReader
from indexer.engine.whoosh_engine.codec import ArrayCodec, ArrayTerms
from indexer.engine.whoosh_engine.stream_column import StreamReader

EMPTY = PostingList(np.empty(0, np.int32), np.empty(0, np.float32))


class Segment:
    """One segment: its terms, and its columns as whole arrays. `first` is the ordinal of its first bulletin.

    Whoosh's public interface gives out one posting and one value at a time; this reads the files of our own codec.
    """

    def __init__(self, reader: SegmentReader, first: int):
        self._reader = reader
        self.first = first
        self.size = reader.doc_count_all()
        self.terms: ArrayTerms = reader._terms  # noqa: SLF001
        self.ids = BytesReader(map_arrays(self._path("ids")), self.size)
        self.titles = BytesReader(map_arrays(self._path("titles")), self.size)
        self.digests = BytesReader(map_arrays(self._path("digest")), self.size)
        self.lists = {name: BytesReader(map_arrays(self._path(name)), self.size) for name in ("provinces", "communes")}
        self.streams = StreamReader(map_arrays(self._path("stream")), self.size)

    def live(self) -> np.ndarray:
        """Which bulletins are not deleted."""
        live = np.ones(self.size, bool)
        live[list(self._reader.segment().deleted_docs())] = False
        return live

    def numbers(self, name: str, kind: str = ">u4") -> np.ndarray:
        """A column of numbers. Whoosh writes them big-endian and leaves zeros at the end out."""
        written = np.fromfile(self._path(name), kind)
        values = np.zeros(self.size, np.int64)
        values[:len(written)] = written
        return values

    def labels(self, name: str) -> tuple[list[bytes], np.ndarray]:
        """A column of names: the names and the place among them for each bulletin."""
        path = self._path(name)
        with path.open("rb") as file:
            reader = RefBytesColumn().reader(StructFile(file), 0, path.stat().st_size, self.size)
        width = {"B": "u1", "H": ">u2"}[reader._typecode]  # noqa: SLF001
        return reader._uniques, np.fromfile(path, width, self.size)  # noqa: SLF001

    def _path(self, name: str) -> Path:
        return Path(self._reader.storage().folder) / self._reader.codec().column_filename(self._reader.segment(), name)


class WhooshReader:
    """A PostingSource over one state of a Whoosh index. Threads may share it: nothing in it moves."""

    def __init__(self, reader: IndexReader):
        self._reader = reader
        # An index without bulletins has no segment, but a reader that stands for none.
        self._segments = [Segment(leaf, first) for leaf, first in reader.leaf_readers()
                          if isinstance(leaf, SegmentReader)]
        self._starts = [segment.first for segment in self._segments]
        self._has_deletions = reader.has_deletions()
        self.columns = self._read_columns()

    def postings(self, channel: str, term: str) -> PostingList:
        """The live bulletins that hold a term, by ordinal."""
        key = term.encode()
        parts = []
        for segment in self._segments:
            field = segment.terms.fields.get(channel)
            place = field.find(key) if field else None
            if field and place is not None:
                numbers, weights = field.read(place)
                if segment.first:
                    numbers += np.int32(segment.first)
                parts.append((numbers, np.ones(len(numbers), np.float32) if weights is None else weights))
        if not parts:
            return EMPTY
        ordinals, weights = parts[0] if len(parts) == 1 else map(np.concatenate, zip(*parts, strict=True))
        if self._has_deletions:
            live = self.columns.live[ordinals]
            ordinals, weights = ordinals[live], weights[live]
        return PostingList(ordinals, weights)

    def terms_from(self, channel: str, prefix: str) -> Iterator[str]:
        """The terms that begin so, in order."""
        key = prefix.encode()
        found: set[bytes] = set()
        for segment in self._segments:
            if field := segment.terms.fields.get(channel):
                place = field.place_from(key)
                while place < len(field) and (term := field.term(place)).startswith(key):
                    found.add(term)
                    place += 1
        return (term.decode() for term in sorted(found))

    def frequency(self, channel: str, term: str) -> int:
        """How many live bulletins hold a term."""
        if self._has_deletions:
            return len(self.postings(channel, term).ordinals)
        key = term.encode()
        return sum(segment.terms.doc_frequency(channel, key) for segment in self._segments)

    def holding(self, ordinals: np.ndarray, syllables: Sequence[str]) -> np.ndarray:
        """Those of some bulletins that have folded syllables side by side."""
        owners = np.searchsorted(self._starts, ordinals, "right") - 1
        found = [segment.streams.holding(ordinals[owners == i] - segment.first, syllables) + segment.first
                 for i, segment in enumerate(self._segments)]
        return np.concatenate(found) if found else ordinals[:0]

    def ids_of(self, ordinals: np.ndarray) -> list[str]:
        """The ids of some bulletins."""
        return self._texts("ids", ordinals)

    def titles_of(self, ordinals: np.ndarray) -> list[str]:
        """The titles of some bulletins."""
        return self._texts("titles", ordinals)

    def card(self, ordinal: int) -> Card:
        """What is known of a bulletin beside its terms."""
        segment, columns = self._segment_of(ordinal), self.columns
        place, day = ordinal - segment.first, int(columns.day[ordinal])
        return Card(segment.ids[place].decode(), date.fromordinal(day) if day else None, columns.source.of(ordinal),
                    columns.section.of(ordinal), tuple(columns.kinds.of(ordinal).split()),
                    segment.digests[place].decode(), int(columns.document[ordinal]), columns.author.of(ordinal),
                    tuple(columns.units.of(ordinal).split()), columns.genre.of(ordinal), int(columns.family[ordinal]),
                    bool(columns.edited.codes[ordinal]),
                    *(tuple(own[place].decode().split()) for own in segment.lists.values()))

    def ids(self) -> Iterator[str]:
        """The ids of the live bulletins."""
        return (id.decode() for id, live in zip(chain(*(segment.ids for segment in self._segments)),
                                                self.columns.live.tolist(), strict=True) if live)

    def find(self, id: str) -> int | None:
        """The ordinal of a bulletin, or None."""
        found = self.postings("id", id).ordinals
        return int(found[0]) if len(found) else None

    def close(self) -> None:
        """Lets go of the files."""
        self._reader.close()

    def _texts(self, column: str, ordinals: np.ndarray) -> list[str]:
        """The values of a column of text for some bulletins."""
        readers: list[BytesReader] = [getattr(segment, column) for segment in self._segments]
        if len(readers) == 1:
            return readers[0].texts(ordinals.tolist())
        owners = [bisect_right(self._starts, ordinal) - 1 for ordinal in ordinals.tolist()]
        return [readers[owner].text(ordinal - self._starts[owner])
                for owner, ordinal in zip(owners, ordinals.tolist(), strict=True)]

    def _segment_of(self, ordinal: int) -> Segment:
        return self._segments[bisect_right(self._starts, ordinal) - 1]

    def _read_columns(self) -> Columns:
        segments = self._segments
        if not segments:
            none = Labels(("",), np.empty(0, np.int64))
            return Columns(np.empty(0, bool), np.empty(0, np.float32), np.empty(0, np.int32), np.empty(0, np.int64),
                           none, none, none, np.empty(0, np.int32), none, none, none, np.empty(0, np.int64), none,
                           self._read_list)
        return Columns(
            np.concatenate([segment.live() for segment in segments]),
            np.concatenate([segment.numbers("length") for segment in segments]).astype(np.float32),
            np.concatenate([segment.numbers("day") for segment in segments]).astype(np.int32),
            np.concatenate([segment.numbers("document", ">u8") for segment in segments]),
            self._labels("source"), self._labels("section"), self._labels("kinds"), self._rank_ids(),
            self._labels("author"), self._labels("units"), self._labels("genre"),
            np.concatenate([segment.numbers("family", ">u8") for segment in segments]),
            label_edits(np.concatenate([segment.numbers("edited") for segment in segments])), self._read_list)

    def _read_list(self, name: str) -> Lists:
        return make_lists([value for segment in self._segments for value in segment.lists[name].texts(
            range(segment.size))])

    def _labels(self, name: str) -> Labels:
        parts = [segment.labels(name) for segment in self._segments]
        names = (b"", *sorted({value for values, _ in parts for value in values} - {b""}))
        code_of = {value: code for code, value in enumerate(names)}
        codes = [np.array([code_of[value] for value in values], np.int64)[places] for values, places in parts]
        return Labels(tuple(value.decode() for value in names), np.concatenate(codes))

    def _rank_ids(self) -> np.ndarray:
        """The alphabetical rank of each bulletin's id. The id of a deleted bulletin may stand there twice."""
        fields = [segment.terms.fields["id"] for segment in self._segments]
        owners = np.concatenate([field.firsts.astype(np.int64) + segment.first
                                 for field, segment in zip(fields, self._segments, strict=True)])
        if len(fields) > 1:
            ids = [id for field in fields for id in field.terms()]
            owners = owners[sorted(range(len(ids)), key=ids.__getitem__)]
        rank = np.zeros(sum(segment.size for segment in self._segments), np.int32)
        rank[owners] = np.arange(len(owners), dtype=np.int32)
        return rank


def is_ours(reader: IndexReader) -> bool:
    """Whether all segments of an index were written by ArrayCodec."""
    return all(isinstance(leaf.codec(), ArrayCodec) for leaf, _ in reader.leaf_readers()
               if isinstance(leaf, SegmentReader))

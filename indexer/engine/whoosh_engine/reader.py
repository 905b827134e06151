"""Whoosh's postings and columns as arrays.

Whoosh hands out one posting at a time, through matchers whose skipping (`optimize=True`) returned a wrong top ten on
large indexes. Read a block at a time the same files give whole lists, right by construction and some 50 times faster.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date

import numpy as np
from whoosh.reading import IndexReader, SegmentReader, TermNotFound

from indexer.engine.array_search import Columns, Labels, PostingList
from indexer.engine.entry import Card, Stream
from indexer.engine.whoosh_engine.schema import read_card, read_stream

# Decoded lists kept for the next queries, in bytes: the commonest syllables of 78,000 texts are 20 MB together.
KEPT_BYTES = 64 * 2**20

EMPTY = PostingList(np.empty(0, np.int32), np.empty(0))


class WhooshReader:
    """A PostingSource over one state of a Whoosh index. Threads may share it."""

    def __init__(self, reader: IndexReader):
        self._reader = reader
        # An index without bulletins has no segment, but a reader that stands for none.
        self._segments = [(leaf, offset) for leaf, offset in reader.leaf_readers() if isinstance(leaf, SegmentReader)]
        self._kept: OrderedDict[tuple[str, str], PostingList] = OrderedDict()
        self._kept_bytes = 0
        # Whoosh's files have one reading position, which all threads would move.
        self._lock = threading.Lock()
        self.columns = self._read_columns()

    def postings(self, channel: str, term: str) -> PostingList:
        """The live bulletins that hold a term, by ordinal."""
        with self._lock:
            found = self._kept.get((channel, term))
            if found is None:
                found = self._read_postings(channel, term)
                self._keep((channel, term), found)
            else:
                self._kept.move_to_end((channel, term))
        return found

    def stream(self, ordinal: int) -> Stream:
        """The syllables of a bulletin, folded and as spelt."""
        with self._lock:
            return read_stream(self._reader.stored_fields(ordinal))

    def card(self, ordinal: int) -> Card:
        """The bulletin's card."""
        with self._lock:
            return read_card(self._reader.stored_fields(ordinal))

    def find(self, id: str) -> int | None:
        """The ordinal of a bulletin, or None."""
        with self._lock:
            try:
                return next(self._reader.postings("id", id).all_ids(), None)
            except TermNotFound:
                return None

    def close(self) -> None:
        """Lets go of the files."""
        self._reader.close()

    def _keep(self, key: tuple[str, str], found: PostingList) -> None:
        self._kept[key] = found
        self._kept_bytes += found.ordinals.nbytes + found.weights.nbytes
        while self._kept_bytes > KEPT_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= dropped.ordinals.nbytes + dropped.weights.nbytes

    def _read_postings(self, channel: str, term: str) -> PostingList:
        parts = [part for segment, offset in self._segments if (part := read_segment(segment, offset, channel, term))]
        if not parts:
            return EMPTY
        ordinals = np.concatenate([part.ordinals for part in parts])
        weights = np.concatenate([part.weights for part in parts])
        if self._reader.has_deletions():
            live = self.columns.live[ordinals]
            ordinals, weights = ordinals[live], weights[live]
        return PostingList(ordinals, weights)

    def _read_columns(self) -> Columns:
        size = self._reader.doc_count_all()
        live = np.ones(size, bool)
        for segment, offset in self._segments:
            if segment.has_deletions():
                live[offset:offset + segment.doc_count_all()] = False
                live[[offset + n for n in segment.all_doc_ids()]] = True
        day = self._numbers("day", size)
        kinds = self._labels("kinds", size)
        kind_names = ("", *sorted({kind for names in kinds.names for kind in names.split()}))
        pairs = [(owner, kind_names.index(kind)) for owner, code in enumerate(kinds.codes)
                 for kind in kinds.names[code].split()]
        owners, codes = (np.array(column, np.int32) for column in zip(*pairs, strict=True)) if pairs else (
            np.empty(0, np.int32), np.empty(0, np.int32))
        rank = np.empty(size, np.int32)
        rank[np.argsort(np.array(self._bytes("ids"), dtype=object), kind="stable")] = np.arange(size, dtype=np.int32)
        return Columns(live, self._numbers("length", size).astype(float), day, years_of(day),
                       self._labels("source", size), self._labels("section", size), owners, codes, kind_names, rank)

    def _numbers(self, name: str, size: int) -> np.ndarray:
        parts = [np.array(segment.column_reader(name, translate=False).load(), np.int64)
                 for segment, _ in self._segments]
        return np.concatenate(parts) if parts else np.empty(size, np.int64)

    def _bytes(self, name: str) -> list[bytes]:
        return [value for segment, _ in self._segments for value in segment.column_reader(name, translate=False)]

    def _labels(self, name: str, size: int) -> Labels:
        values = self._bytes(name)
        names = (b"", *sorted(set(values) - {b""}))
        code_of = {value: code for code, value in enumerate(names)}
        codes = np.fromiter((code_of[value] for value in values), np.int32, size)
        return Labels(tuple(value.decode() for value in names), codes)


def read_segment(segment: SegmentReader, offset: int, channel: str, term: str) -> PostingList | None:
    """One segment's postings of a term, deleted bulletins included, or None where it has none."""
    terms = segment._terms  # noqa: SLF001  (whole blocks are not on offer in Whoosh's public interface)
    try:
        matcher = terms.matcher(channel, term.encode(), segment.schema[channel].format)
    except TermNotFound:
        return None
    ordinals, weights = [], []
    while True:
        matcher._read_data()  # noqa: SLF001
        steps, block_weights, _ = matcher._data  # noqa: SLF001
        ordinals.append(np.cumsum(np.array(steps, np.int32), dtype=np.int32) + np.int32(offset))
        weights.append(np.full(len(steps), 1.0 if block_weights is None else block_weights, float)
                       if not isinstance(block_weights, tuple) else np.array(block_weights, float))
        if matcher._lastblock:  # noqa: SLF001
            return PostingList(np.concatenate(ordinals), np.concatenate(weights))
        matcher._goto(matcher._nextoffset)  # noqa: SLF001


def years_of(days: np.ndarray) -> np.ndarray:
    """The years of proleptic ordinals; 0 for 0."""
    distinct, places = np.unique(days, return_inverse=True)
    years = np.array([date.fromordinal(int(day)).year if day else 0 for day in distinct], np.int32)
    return years[places] if len(days) else np.empty(0, np.int32)

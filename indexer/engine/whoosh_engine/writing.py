"""Filing packed bulletins into a Whoosh index: postings gathered as arrays, sorted once, written as arrays.

Whoosh's own pool keeps a tuple for each posting, sorts them, spills and merges them; nine tenths of the time of an
index went there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
from whoosh.index import Index
from whoosh.reading import IndexReader
from whoosh.writing import SegmentWriter

from indexer.engine.postings import units_of
from indexer.engine.whoosh_engine.codec import ArrayCodec, ArrayTerms, FieldPostings
from indexer.engine.whoosh_engine.packing import Packed, PackedChannel
from indexer.engine.whoosh_engine.schema import make_document

# A segment is closed when it holds so many postings: about 110,000 articles. 29 million took 1.3 GB while they were
# gathered and sorted, and a build is to stay below two.
SEGMENT_POSTINGS = 40_000_000


# A posting while it is sorted: 28 bits for the term's rank, 28 for the bulletin's number, 8 for the units.
NUMBER_BITS, UNIT_BITS = np.uint64(28), np.uint64(8)
MOST = 2**28 - 1


class GatheredField:
    """The postings of a field as they come, bulletins ascending."""

    def __init__(self) -> None:
        self._places: defaultdict[bytes, int] = defaultdict()
        self._places.default_factory = self._places.__len__
        self._terms: list[np.ndarray] = []
        self._numbers: list[np.ndarray] = []
        self._units: list[np.ndarray] = []

    def add_channel(self, packed: PackedChannel, first: int) -> None:
        """Takes the postings of bulletins that are numbered from `first` on."""
        own = np.fromiter((self._places[term.encode()] for term in packed.terms), np.uint32, len(packed.terms))
        numbers = np.arange(first, first + len(packed.counts), dtype=np.int32)
        self.add_arrays(own[packed.places], np.repeat(numbers, packed.counts), packed.units)

    def add_list(self, term: bytes, numbers: np.ndarray, units: np.ndarray) -> None:
        """Takes the postings of one term."""
        self.add_arrays(np.full(len(numbers), self._places[term], np.uint32), numbers, units)

    def add_arrays(self, terms: np.ndarray, numbers: np.ndarray, units: np.ndarray) -> None:
        """Takes postings whose terms have their places here."""
        self._terms.append(terms)
        self._numbers.append(numbers)
        self._units.append(units)

    def gather(self, name: str) -> FieldPostings:
        """All of it, sorted by term, then by bulletin."""
        terms = sorted(self._places)
        if max(len(terms), max(int(numbers[-1]) for numbers in self._numbers)) > MOST:
            raise OverflowError(f"{name}: a segment holds at most {MOST} terms and bulletins")
        ranks = np.empty(len(terms), np.uint64)
        ranks[[self._places[term] for term in terms]] = np.arange(len(terms), dtype=np.uint64)
        # Term, bulletin and units in one number each: half of the time that an indirect sort makes of it.
        keys = ranks.take(join(self._terms))
        keys <<= NUMBER_BITS
        keys |= join(self._numbers).astype(np.uint32)
        keys <<= UNIT_BITS
        keys |= join(self._units)
        keys.sort()
        units = keys.astype(np.uint8)
        keys >>= UNIT_BITS
        numbers = (keys & np.uint64(MOST)).astype(np.int32)
        keys >>= NUMBER_BITS
        starts = np.searchsorted(keys, np.arange(len(terms), dtype=np.uint64))
        return FieldPostings(name, terms, starts, numbers, units)


def join(arrays: list[np.ndarray]) -> np.ndarray:
    """The arrays one behind the other. The list is emptied: nothing is held twice for long."""
    joined = np.concatenate(arrays)
    arrays.clear()
    return joined


class PostingPool:
    """What Whoosh's SegmentWriter calls its pool."""

    def __init__(self) -> None:
        self.fields: defaultdict[str, GatheredField] = defaultdict(GatheredField)
        self.size = 0

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Takes one posting, as Whoosh hands them out."""
        name, term, number, weight, _ = item
        self.fields[name].add_list(term, np.array([number], np.int32),
                                   np.array([round(weight * units_of(name))], np.uint8))

    def add_packed(self, channels: Mapping[str, PackedChannel], first: int) -> None:
        """Takes the postings of bulletins that are numbered from `first` on."""
        for name, packed in channels.items():
            if len(packed.places):
                self.fields[name].add_channel(packed, first)
                self.size += len(packed.places)

    def iter_postings(self) -> Iterator[FieldPostings]:
        """Field by field; what was given is let go of."""
        for name in sorted(self.fields):
            yield self.fields.pop(name).gather(name)

    def cleanup(self) -> None:
        """Lets go of everything."""
        self.fields.clear()


class ArrayWriter(SegmentWriter):
    """Whoosh's writer of a segment, fed with packed bulletins."""

    def __init__(self, index: Index):
        super().__init__(index, codec=ArrayCodec())
        self.pool = PostingPool()

    def add_packed(self, packed: Packed) -> None:
        """Adds bulletins, of which none is in this segment."""
        first = self.docnum
        for each in zip(packed.cards, packed.lengths, packed.titles, packed.streams, strict=True):
            self.add_document(**make_document(*each))
        self.pool.add_packed(packed.channels, first)

    def add_postings_to_pool(self, reader: IndexReader, startdoc: int, docmap: Mapping[int, int] | None) -> None:
        """Takes over the postings of a segment that is merged into this one, those of deleted bulletins left out."""
        moved = np.arange(startdoc, startdoc + reader.doc_count_all(), dtype=np.int32)
        if docmap is not None:
            moved[:] = -1
            moved[list(docmap)] = list(docmap.values())
        terms: ArrayTerms = reader._terms  # noqa: SLF001  (whole lists are not on offer in Whoosh's public interface)
        for name, field in terms.fields.items():
            for place in range(len(field)):
                numbers, weights = field.read(place)
                numbers = moved[numbers]
                units = np.full(len(numbers), units_of(name), np.uint8) if weights is None else np.rint(
                    weights * units_of(name)).astype(np.uint8)
                live = numbers >= 0
                if live.any():
                    self.pool.fields[name].add_list(field.term(place), numbers[live], units[live])
                    self.pool.size += int(live.sum())

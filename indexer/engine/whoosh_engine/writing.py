"""Writing postings to Whoosh's files: gathered by term as they come, written a block at a time.

Whoosh's own pool keeps a tuple for each posting, sorts them, spills and merges them; half of the time of an index went
there. Postings come bulletin by bulletin, so gathered by term they are in order already. The files are the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter

# Postings in a block of Whoosh's posting file. Whoosh's own 128 are made for its iterators, which skip; we read whole
# lists, and eight times fewer blocks are that much less unpickling.
BLOCK_POSTINGS = 1024
# A segment is closed when it holds so many postings: about 100,000 articles and 600 MB while it is made.
SEGMENT_POSTINGS = 40_000_000

TermPostings = tuple[array, array]  # ascending document numbers ("I") and their weights ("f")


class TermPool:
    """What Whoosh's SegmentWriter calls its pool: takes postings one by one, gives them back by field and term."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, TermPostings]] = {}
        self.size = 0

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Takes one posting."""
        name, term, number, weight, _ = item
        terms = self._fields.get(name)
        if terms is None:
            terms = self._fields[name] = {}
        postings = terms.get(term)
        if postings is None:
            postings = terms[term] = (array("I"), array("f"))
        postings[0].append(number)
        postings[1].append(weight)
        self.size += 1

    def iter_postings(self) -> Iterator[tuple[str, bytes, TermPostings]]:
        """Field by field and term by term in order; what was given is let go of."""
        for name in sorted(self._fields):
            terms = self._fields.pop(name)
            for term in sorted(terms):
                yield name, term, terms.pop(term)

    def cleanup(self) -> None:
        """Lets go of everything."""
        self._fields = {}


class BlockFieldWriter(W3FieldWriter):
    """Whoosh's field writer, fed with whole terms."""

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[tuple[str, bytes, TermPostings]]) -> None:
        """Writes all terms of all fields."""
        current = None
        for name, term, (numbers, weights) in items:
            if name != current:
                if current is not None:
                    self.finish_field()
                self.start_field(name, schema[name])
                current = name
            self._write_term(term, numbers, weights)
        if current is not None:
            self.finish_field()

    def _write_term(self, term: bytes, numbers: array, weights: array) -> None:
        self.start_term(term)
        blocks = self._postwriter
        for first in range(0, len(numbers), BLOCK_POSTINGS):
            blocks._ids = numbers[first:first + BLOCK_POSTINGS]  # noqa: SLF001  (its interface takes one at a time)
            blocks._weights = weights[first:first + BLOCK_POSTINGS]  # noqa: SLF001
            blocks._maxweight = max(blocks._weights)  # noqa: SLF001
            blocks._write_block(last=first + BLOCK_POSTINGS >= len(numbers))  # noqa: SLF001
        self.finish_term()


class BlockCodec(W3Codec):
    """Whoosh's own codec and file format, written by blocks of our size, without lengths, which our columns hold."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK_POSTINGS)

    def field_writer(self, storage: Any, segment: Any) -> BlockFieldWriter:
        """The writer of a segment's terms."""
        return BlockFieldWriter(self, storage, segment)

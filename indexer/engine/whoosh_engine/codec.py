"""A Whoosh codec whose postings are arrays: the same index for Whoosh's searcher and for ours.

Columns, stored fields, deletions, segments and merges stay Whoosh's own. Terms and postings of a segment stand in one
file of arrays, which every process maps. Whoosh's matchers get plain lists out of it; our reader takes the arrays.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from indexer.engine.postings import units_of
from indexer.engine.whoosh_engine.array_file import map_arrays, write_arrays
from indexer.engine.whoosh_engine.posting_lists import decode_list, encode_lists

EXTENSION = ".terms"
# Every so many terms one is kept in memory, to look up the block where another stands.
SAMPLED = 64


class FieldPostings(NamedTuple):
    """All postings of a field: sorted terms, where each one's list starts, ascending bulletins, weights in units."""

    name: str
    terms: list[bytes]
    starts: np.ndarray
    numbers: np.ndarray
    units: np.ndarray


class ArraySegment(W3Segment):
    """A segment that knows its codec when it is read again."""

    def __init__(self, codec: base.Codec, indexname: str):
        super().__init__(None, indexname)

    def codec(self, **_: Any) -> ArrayCodec:
        """The codec."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Never one file of many: each is mapped by itself."""
        return False


class ArrayCodec(W3Codec):
    """The codec."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        """A segment to write."""
        return ArraySegment(self, indexname)

    def field_writer(self, storage: Any, segment: Any) -> ArrayFieldWriter:
        """The writer of a segment's terms."""
        return ArrayFieldWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> ArrayTerms:
        """The reader of a segment's terms."""
        return ArrayTerms(Path(storage.folder) / segment.make_filename(EXTENSION))


class ArrayFieldWriter(base.FieldWriter):
    """Writes whole fields at a time."""

    def __init__(self, storage: Any, segment: Any):
        self._file = segment.create_file(storage, EXTENSION)
        self._arrays: dict[str, np.ndarray] = {}
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[FieldPostings]) -> None:
        """Takes all terms of all fields."""
        for field in items:
            lists = encode_lists(field.numbers, field.units, field.starts, units_of(field.name))
            self._arrays |= {
                f"{field.name}.text": np.frombuffer(b"".join(field.terms), np.uint8),
                f"{field.name}.text_ends": np.cumsum([len(term) for term in field.terms], dtype=np.uint32),
                f"{field.name}.lists": np.frombuffer(lists.data, np.uint8),
                f"{field.name}.list_ends": lists.ends, f"{field.name}.kinds": lists.kinds,
                f"{field.name}.firsts": lists.firsts, f"{field.name}.counts": lists.counts}

    def close(self) -> None:
        """Writes the file."""
        write_arrays(self._file, self._arrays)
        self._file.close()
        self.is_closed = True


class FieldTerms:
    """The sorted terms of a field and their lists."""

    def __init__(self, name: str, arrays: dict[str, np.ndarray]):
        self.name = name
        self.counts = arrays[f"{name}.counts"]
        self.firsts = arrays[f"{name}.firsts"]
        self._text = arrays[f"{name}.text"].data
        self._text_ends = arrays[f"{name}.text_ends"].data
        self._lists = arrays[f"{name}.lists"]
        self._list_ends = arrays[f"{name}.list_ends"].data
        self._kinds = arrays[f"{name}.kinds"].data
        self._one = units_of(name)
        self._sample = [self.term(place) for place in range(0, len(self), SAMPLED)]

    def __len__(self) -> int:
        return len(self.counts)

    def term(self, place: int) -> bytes:
        """The term at a place."""
        return bytes(self._text[self._text_ends[place - 1] if place else 0:self._text_ends[place]])

    def terms(self) -> list[bytes]:
        """All terms in order."""
        return [self.term(place) for place in range(len(self))]

    def place_from(self, term: bytes) -> int:
        """The place of a term, or of the next one behind it."""
        block = bisect_right(self._sample, term) - 1
        low, high = max(block, 0) * SAMPLED, min((block + 1) * SAMPLED, len(self))
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, term: bytes) -> int | None:
        """The place of a term, or None."""
        place = self.place_from(term)
        return place if place < len(self) and self.term(place) == term else None

    def read(self, place: int) -> tuple[np.ndarray, np.ndarray | None]:
        """The bulletins of the term at a place and their weights; None where all weights are 1."""
        data = self._lists[self._list_ends[place - 1] if place else 0:self._list_ends[place]]
        return decode_list(data, self._kinds[place], int(self.firsts[place]), int(self.counts[place]), self._one)


class ArrayTerms(base.TermsReader):
    """The terms of a segment: Whoosh's interface over ours."""

    def __init__(self, path: Path):
        arrays = map_arrays(path)
        names = dict.fromkeys(name.partition(".")[0] for name in arrays)
        self.fields = {name: FieldTerms(name, arrays) for name in names}

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def _find(self, fieldname: str, text: bytes) -> int | None:
        return self.fields[fieldname].find(text) if fieldname in self.fields else None

    def _place(self, fieldname: str, text: bytes) -> int:
        place = self._find(fieldname, text)
        if place is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return place

    def indexed_field_names(self) -> Iterable[str]:
        """The fields that have terms."""
        return self.fields.keys()

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All (field, term) in order."""
        return ((name, term) for name in sorted(self.fields) for term in self.fields[name].terms())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """All (field, term) from one on, to the end of the last field."""
        for name in sorted(self.fields):
            field = self.fields[name]
            first = field.place_from(prefix) if name == fieldname else 0
            if name >= fieldname:
                yield from ((name, field.term(place)) for place in range(first, len(field)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The terms from one on, with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term. TermNotFound for an unknown one."""
        place = self._place(fieldname, text)
        numbers, weights = self.fields[fieldname].read(place)
        return TermInfo(float(len(numbers) if weights is None else weights.sum()), len(numbers), 0, 0,
                        float(1 if weights is None else weights.max()), int(numbers[0]), int(numbers[-1]))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The sum of a term's weights, 0 for an unknown one."""
        return self.term_info(fieldname, text).weight() if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many bulletins have a term, deleted ones among them."""
        place = self._find(fieldname, text)
        return 0 if place is None else int(self.fields[fieldname].counts[place])

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """A term's postings for Whoosh's own searcher. TermNotFound for an unknown term."""
        place = self._place(fieldname, text)
        numbers, weights = self.fields[fieldname].read(place)
        return ListMatcher(numbers.tolist(), None if weights is None else weights.tolist(), None, format_,
                           scorer=scorer, term=(fieldname, text), terminfo=self.term_info(fieldname, text))

    def cursor(self, fieldname: str, fieldobj: Any) -> TermCursor:
        """A cursor over a field's terms."""
        if fieldname not in self.fields:
            raise TermNotFound(f"No field {fieldname}")
        return TermCursor(self.fields[fieldname], fieldobj, self)


class TermCursor(base.FieldCursor):
    """Walks the terms of a field for Whoosh's own queries by prefix, wildcard and likeness."""

    def __init__(self, field: FieldTerms, fieldobj: Any, terms: ArrayTerms):
        self._field, self._fieldobj, self._terms = field, fieldobj, terms
        self._place = 0

    def first(self) -> Any:
        """Goes to the first term."""
        self._place = 0
        return self.text()

    def find(self, term: Any) -> Any:
        """Goes to a term or the next one behind it."""
        self._place = self._field.place_from(term if isinstance(term, bytes) else self._fieldobj.to_bytes(term))
        return self.text()

    def next(self) -> Any:
        """Goes to the next term."""
        self._place += 1
        return self.text()

    def text(self) -> Any:
        """The term, or None past the end."""
        return self._fieldobj.from_bytes(self._field.term(self._place)) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """What is known of the term."""
        return self._terms.term_info(self._field.name, self._field.term(self._place)) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._place < len(self._field)

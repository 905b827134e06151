"""A Whoosh column of short strings, mapped: a bulletin's own is two look-ups and a slice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from whoosh.columns import Column, ColumnReader, ColumnWriter

from indexer.engine.whoosh_engine.array_file import open_arrays, write_arrays


class BytesColumn(Column):
    """The column; Whoosh asks it for a writer and a reader."""

    reversible = False

    def writer(self, dbfile: Any) -> BytesWriter:
        """What takes the values of a new segment."""
        return BytesWriter(dbfile)

    def reader(self, dbfile: Any, basepos: int, length: int, doccount: int) -> BytesReader:
        """What gives the values of a segment."""
        return BytesReader(open_arrays(dbfile, basepos, length), doccount)

    def default_value(self, reverse: bool = False) -> bytes:
        """The value of a bulletin that has none."""
        return b""


class BytesWriter(ColumnWriter):
    """Gathers the values of a segment and writes them when it is finished."""

    def __init__(self, dbfile: Any):
        super().__init__(dbfile)
        self._values: list[bytes] = []

    def add(self, docnum: int, value: bytes) -> None:
        """Takes a value; bulletins left out in between have none."""
        self._values += [b""] * (docnum - len(self._values))
        self._values.append(value)

    def finish(self, doccount: int) -> None:
        """Writes the column."""
        self._values += [b""] * (doccount - len(self._values))
        write_arrays(self._dbfile, {
            "bytes": np.frombuffer(b"".join(self._values), np.uint8),
            "ends": np.cumsum([len(value) for value in self._values], dtype=np.uint32)})


class BytesReader(ColumnReader):
    """The values of a segment."""

    def __init__(self, arrays: dict[str, np.ndarray], doccount: int):
        super().__init__(None, 0, 0, doccount)
        self._bytes, self._ends = arrays["bytes"].data, arrays["ends"].data

    def __getitem__(self, docnum: int) -> bytes:
        return bytes(self._bytes[self._ends[docnum - 1] if docnum else 0:self._ends[docnum]])

    def text(self, docnum: int) -> str:
        """The value of a bulletin, as text."""
        return str(self._bytes[self._ends[docnum - 1] if docnum else 0:self._ends[docnum]], "utf-8")

    def texts(self, docnums: Iterable[int]) -> list[str]:
        """The values of some bulletins, as text."""
        values, ends = self._bytes, self._ends
        return [str(values[ends[docnum - 1] if docnum else 0:ends[docnum]], "utf-8") for docnum in docnums]

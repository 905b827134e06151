"""A Whoosh column of syllable streams: what phrases are looked up in.

Each folded syllable of a segment is numbered by frequency and written as the character of that number in UTF-8: 1.6
bytes for a syllable on average, and a phrase is found by searching for its bytes, since none begins inside another.
How each was spelt does not stand here: what is asked for in its marks is found by the channel "spelt".

A value, going in and coming out, is UTF-8 text: a line for each paragraph and for each reading, folded, blanks between
the syllables. So Whoosh can merge segments whose numbers differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from whoosh.columns import Column, ColumnReader, ColumnWriter

from indexer.engine.whoosh_engine.array_file import open_arrays, write_arrays

# What is no syllable, but the end of a line. It is written as the character 0.
LINE_END = "|"
SIGNS = 1
# Numbers that are no characters: UTF-16 keeps them for itself.
SURROGATES = range(0xD800, 0xE000)


class StreamColumn(Column):
    """The column; Whoosh asks it for a writer and a reader."""

    reversible = False

    def writer(self, dbfile: Any) -> StreamWriter:
        """What takes the values of a new segment."""
        return StreamWriter(dbfile)

    def reader(self, dbfile: Any, basepos: int, length: int, doccount: int) -> StreamReader:
        """What gives the values of a segment."""
        return StreamReader(open_arrays(dbfile, basepos, length), doccount)

    def default_value(self, reverse: bool = False) -> bytes:
        """The value of a bulletin without text."""
        return b""


class StreamWriter(ColumnWriter):
    """Gathers the streams of a segment and writes them when it is finished."""

    def __init__(self, dbfile: Any):
        super().__init__(dbfile)
        # Every syllable by the order in which they came; what is no syllable first.
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._numbers |= {LINE_END: 0}
        self._streams: list[np.ndarray] = []

    def add(self, docnum: int, value: bytes) -> None:
        """Takes the value of a bulletin; those left out in between have none."""
        self._fill(docnum)
        tokens = value.decode().replace("\n", f" {LINE_END} ").split(" ")
        self._streams.append(np.array([self._numbers[token] for token in tokens if token], np.uint32))

    def _fill(self, docnum: int) -> None:
        self._streams += [np.empty(0, np.uint32)] * (docnum - len(self._streams))

    def finish(self, doccount: int) -> None:
        """Writes the column."""
        self._fill(doccount)
        numbers = np.concatenate(self._streams) if self._streams else np.empty(0, np.uint32)
        ends = np.cumsum([len(stream) for stream in self._streams], dtype=np.int64)
        self._streams = []
        syllables = list(self._numbers)[SIGNS:]
        order = np.argsort(-np.bincount(numbers, minlength=SIGNS + len(syllables))[SIGNS:], kind="stable")
        character_of = np.arange(SIGNS + len(syllables), dtype=np.uint32)
        character_of[SIGNS + order] = characters(len(order))
        numbers = character_of[numbers]
        sizes = 1 + (numbers >= 0x80) + (numbers >= 0x800) + (numbers >= 0x10000)
        write_arrays(self._dbfile, {
            "text": np.frombuffer(numbers.tobytes().decode("utf-32-le").encode(), np.uint8),
            "ends": np.concatenate([[0], np.cumsum(sizes)])[ends].astype(np.uint32),
            "names": np.frombuffer("\n".join(syllables[i] for i in order.tolist()).encode(), np.uint8)})


class StreamReader(ColumnReader):
    """The streams of a segment. Syllables are read when they are first asked for."""

    def __init__(self, arrays: dict[str, np.ndarray], doccount: int):
        super().__init__(None, 0, 0, doccount)
        self._text = arrays["text"].data
        self._ends = arrays["ends"]
        self._names = arrays["names"]
        self._syllables: list[str] | None = None
        self._characters: dict[str, str] = {}

    def __getitem__(self, docnum: int) -> bytes:
        names = self._learn()
        start = int(self._ends[docnum - 1]) if docnum else 0
        text = bytes(self._text[start:int(self._ends[docnum])]).decode()
        return "\n".join(" ".join(names[place_of(character)] for character in line)
                         for line in text.split(chr(0))).encode()

    def __iter__(self) -> Iterator[bytes]:
        return (self[docnum] for docnum in range(len(self)))

    def holding(self, docnums: np.ndarray, syllables: Sequence[str]) -> np.ndarray:
        """Those of some bulletins in which folded syllables stand side by side."""
        self._learn()
        if not all(syllable in self._characters for syllable in syllables):
            return docnums[:0]
        wanted = "".join(self._characters[syllable] for syllable in syllables).encode()
        ends = self._ends[docnums].tolist()
        begins = np.where(docnums > 0, self._ends[docnums - 1], 0).tolist()
        text = self._text
        return docnums[[wanted in bytes(text[a:b]) for a, b in zip(begins, ends, strict=True)]] \
            if len(docnums) else docnums

    def _learn(self) -> list[str]:
        if self._syllables is None:
            syllables = self._names.tobytes().decode().split("\n") if len(self._names) else []
            numbers = characters(len(syllables)).tolist()
            self._characters = {name: chr(number) for name, number in zip(syllables, numbers, strict=True)}
            self._syllables = syllables
        return self._syllables


def characters(count: int) -> np.ndarray:
    """The numbers that syllables are written as, the commonest first."""
    numbers = np.arange(SIGNS, SIGNS + count, dtype=np.uint32)
    numbers[numbers >= SURROGATES.start] += len(SURROGATES)
    return numbers


def place_of(character: str) -> int:
    """The place among the syllables of one that is written so.

    >>> place_of(chr(2)), place_of(chr(0xE000))
    (1, 55295)
    """
    number = ord(character)
    return number - SIGNS - (len(SURROGATES) if number >= SURROGATES.stop else 0)

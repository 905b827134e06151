"""A Whoosh column of syllable streams: what phrases are looked up in.

Each folded syllable of a segment is numbered by frequency and written as the character of that number in UTF-8: 1.6
bytes for a syllable on average, and a phrase is found by searching for its bytes, since none begins inside another.
How each was spelt stands apart, compressed: only a search in the marks as typed reads it.

A value, going in and coming out, is UTF-8 text: a line for each paragraph, as spelt, blanks between the syllables; and
a line for each reading, behind a sign, folded. So Whoosh can merge segments whose numbers differ.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from whoosh.columns import Column, ColumnReader, ColumnWriter

from indexer.analysis.fold import fold
from indexer.engine.whoosh_engine.array_file import open_arrays, write_arrays

# What is no syllable: the end of a line, and the sign before a reading. They are written as the characters 0 and 1.
LINE_END, READING = "|", "~"
SIGNS = 2
MOST_SPELLINGS = 256
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
        # Every form as spelt, by the order in which they came; what is no syllable first.
        self._forms: defaultdict[str, int] = defaultdict()
        self._forms.default_factory = self._forms.__len__
        self._forms |= {LINE_END: 0, READING: 1}
        self._streams: list[np.ndarray] = []

    def add(self, docnum: int, value: bytes) -> None:
        """Takes the value of a bulletin; those left out in between have none."""
        self._fill(docnum)
        tokens = value.decode().replace("\n", f" {LINE_END} ").split(" ")
        self._streams.append(np.array([self._forms[token] for token in tokens if token], np.uint32))

    def _fill(self, docnum: int) -> None:
        self._streams += [np.empty(0, np.uint32)] * (docnum - len(self._streams))

    def finish(self, doccount: int) -> None:
        """Writes the column."""
        self._fill(doccount)
        forms = np.concatenate(self._streams) if self._streams else np.empty(0, np.uint32)
        ends = np.cumsum([len(stream) for stream in self._streams], dtype=np.int64)
        self._streams = []
        syllables, syllable_of, variant_of = number_forms(list(self._forms)[SIGNS:])
        numbers = syllable_of[forms]
        order = np.argsort(-np.bincount(numbers, minlength=SIGNS + len(syllables))[SIGNS:], kind="stable")
        character_of = np.arange(SIGNS + len(syllables), dtype=np.uint32)
        character_of[SIGNS + order] = characters(len(order))
        numbers = character_of[numbers]
        sizes = 1 + (numbers >= 0x80) + (numbers >= 0x800) + (numbers >= 0x10000)
        variants = variant_of[forms]
        spellings = [zlib.compress(variants[end - length:end].tobytes())
                     for end, length in zip(ends, np.diff(ends, prepend=0), strict=True)]
        write_arrays(self._dbfile, {
            "text": np.frombuffer(numbers.tobytes().decode("utf-32-le").encode(), np.uint8),
            "ends": np.concatenate([[0], np.cumsum(sizes)])[ends].astype(np.uint32),
            "spellings": np.frombuffer(b"".join(spellings), np.uint8),
            "spelling_ends": np.cumsum([len(spelling) for spelling in spellings], dtype=np.uint32),
            "names": np.frombuffer("\n".join(" ".join(syllables[i]) for i in order.tolist()).encode(), np.uint8)})


def number_forms(forms: Sequence[str]) -> tuple[list[list[str]], np.ndarray, np.ndarray]:
    """The syllables that forms are spellings of: each folded and then its spellings; for each form (behind the signs)
    its syllable's number, signs counted, and the place among its spellings.

    >>> syllables, numbers, variants = number_forms(["khoa", "học", "khóa"])
    >>> syllables, numbers.tolist(), variants.tolist()
    ([['khoa', 'khoa', 'khóa'], ['hoc', 'học']], [0, 1, 2, 3, 2], [0, 0, 0, 0, 1])
    """
    numbers: dict[str, int] = {}
    syllables: list[list[str]] = []
    syllable_of, variant_of = list(range(SIGNS)), [0] * SIGNS
    for form in forms:
        folded = fold(form)
        number = numbers.setdefault(folded, len(numbers))
        if number == len(syllables):
            syllables.append([folded])
        # A byte tells 256 spellings of a syllable apart; the language has some 30, and what comes later is noise.
        if len(syllables[number]) <= MOST_SPELLINGS:
            syllables[number].append(form)
        syllable_of.append(SIGNS + number)
        variant_of.append(len(syllables[number]) - 2)
    return syllables, np.array(syllable_of, np.uint32), np.array(variant_of, np.uint8)


class StreamReader(ColumnReader):
    """The streams of a segment. Syllables are read when they are first asked for."""

    def __init__(self, arrays: dict[str, np.ndarray], doccount: int):
        super().__init__(None, 0, 0, doccount)
        self._text = arrays["text"].data
        self._ends = arrays["ends"]
        self._spellings, self._spelling_ends = arrays["spellings"], arrays["spelling_ends"]
        self._names = arrays["names"]
        self._syllables: list[list[str]] | None = None
        self._characters: dict[str, str] = {}

    def __getitem__(self, docnum: int) -> bytes:
        return "\n".join(
            f"{READING} {' '.join(folded)}" if spelt is None else " ".join(spelt)
            for folded, spelt in self.lines(docnum)).encode()

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

    def lines(self, docnum: int) -> Iterator[tuple[list[str], list[str] | None]]:
        """The lines of a bulletin's stream: folded, and as spelt, which a reading (None) is not."""
        names = self._learn()
        text = bytes(self._text[slice(*extent(self._ends, docnum))]).decode()
        packed = self._spellings[slice(*extent(self._spelling_ends, docnum))].tobytes()
        spelling = zlib.decompress(packed) if packed else b""
        first = 0
        for line in text.split(chr(0)) if text else ():
            is_reading = line[:1] == chr(1)
            places = [place_of(character) for character in line[is_reading:]]
            own = spelling[first + is_reading:first + len(line)]
            first += len(line) + 1
            spelt = [names[place][1 + variant] for place, variant in zip(places, own, strict=True)]
            yield [names[place][0] for place in places], None if is_reading else spelt

    def _learn(self) -> list[list[str]]:
        if self._syllables is None:
            lines = self._names.tobytes().decode().split("\n") if len(self._names) else []
            syllables = [line.split(" ") for line in lines]
            numbers = characters(len(syllables)).tolist()
            self._characters = {names[0]: chr(number) for names, number in zip(syllables, numbers, strict=True)}
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
    (0, 55294)
    """
    number = ord(character)
    return number - SIGNS - (len(SURROGATES) if number >= SURROGATES.stop else 0)


def extent(ends: np.ndarray, place: int) -> tuple[int, int]:
    """Where something begins and ends, of things that lie one behind the other."""
    return int(ends[place - 1]) if place else 0, int(ends[place])

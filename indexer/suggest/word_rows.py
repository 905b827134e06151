"""The words of a vocabulary as it keeps them: a row for each folded run with its spellings, and the installed lists."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from indexer.analysis.fold import fold
from indexer.analysis.segmentation.word_lists import listed_words
from indexer.engine.query import Word

Run = tuple[Word, ...]


class Spelt(NamedTuple):
    """A spelling of a run: its mark keys ("" for a syllable without a mark), in how many bulletins the segmenter cut it
    as a word, and in how many it stands side by side."""

    marks: tuple[str, ...]
    cut: int
    beside: int

    def spell(self, run: Run) -> Run:
        """The run in this spelling."""
        return tuple(Word(word.folded, mark) for word, mark in zip(run, self.marks, strict=True))

    def write(self, folded: str) -> str:
        """The folded run in this spelling, as tone keys with blanks between.

        >>> Spelt(("", "chí"), 9, 10).write("bao chi")
        'bao chí'
        """
        return " ".join([mark or syllable for mark, syllable in zip(self.marks, folded.split(" "), strict=True)])

    def agrees(self, run: Run) -> bool:
        """Whether it is a spelling of a run that was typed."""
        return all(not word.marked or mark == ("" if word.is_bare else word.marked)
                   for word, mark in zip(run, self.marks, strict=True))


def read_spellings(written: str) -> Iterator[Spelt]:
    """The spellings of a row."""
    for line in written.split("\n"):
        marks, cut, beside = line.split("\t")
        yield Spelt(tuple(marks.split(" ")), int(cut), int(beside))


def put_words(made: sqlite3.Connection, counted: Iterable[tuple[str, int, int]]) -> None:
    """Writes the words into a vocabulary: by their folded form all spellings, and those of the installed lists."""
    rows = sorted((" ".join(map(fold, spelling.split(" "))), spelling, cut, beside)
                  for spelling, cut, beside in counted)
    made.executemany("INSERT INTO main.word VALUES (?, ?)", (
        (folded, "\n".join(f"{' '.join(map(mark_of, spelling.split(' ')))}\t{cut}\t{beside}"
                           for _, spelling, cut, beside in spellings))
        for folded, spellings in groupby(rows, key=lambda row: row[0]) if folded))
    made.execute("INSERT INTO main.listed VALUES (?)", [packed_lists()])


def mark_of(key: str) -> str:
    """The mark key of a tone key: empty where it has no mark."""
    return "" if fold(key) == key else key


@cache
def packed_lists() -> bytes:
    """The words of the installed lists, packed."""
    return zlib.compress("\n".join(listed_words()).encode())


def read_listed(opened: sqlite3.Connection) -> frozenset[str]:
    """The words of the lists that a vocabulary was written with. ValueError where they are damaged."""
    packed, = opened.execute("SELECT words FROM listed").fetchone()
    return frozenset(filter(None, zlib.decompress(packed).decode().split("\n")))

"""Vocabulary: a generation's vocabulary file, asked. Read-only, and one for all threads and workers."""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from corpus.reasons import why
from indexer.analysis.abbreviations.abbreviations import Row
from indexer.analysis.fold import fold
from indexer.engine.base import IndexUnusable
from indexer.suggest.counting import RUN
from indexer.suggest.items import FIRST_SHELF, KEY_CHARS, NUMBER, PHRASE, SHELF_FACTOR, SHELVES, TITLE
from indexer.suggest.keyboards import slips
from indexer.suggest.lexicon import KnownWords
from indexer.suggest.pairs import read_pairs
from indexer.suggest.vocabulary_file import FILE
from indexer.suggest.word_rows import read_listed

# The whole file may be mapped: its pages are then the system's, the same for all workers, and none is copied.
MAPPED_BYTES = 2**31
# Rows of one shelf that are looked through. On the first shelves that is all of them, so that their best are the best;
# of the last ones, whose items hardly differ, it is a part.
MAX_ROWS = FIRST_SHELF * SHELF_FACTOR
# Titles that are compared: so many of 24 equal characters at the beginning are one title, given again and again.
MAX_TITLES = 200
# Rows that are fetched at a time: mostly as many completions are asked for.
FETCHED = 8
# Syllables whose neighbours by slips are remembered: those of the last few hundred questions.
REMEMBERED = 2_000


class Spelling(NamedTuple):
    """One way to mark a folded syllable, how often the corpus has it, and its number in the file; 0 for both where the
    corpus does not have it."""

    text: str
    occurs: int
    id: int


class Item(NamedTuple):
    """Something that may be completed to, and in how many bulletins it stands."""

    text: str
    count: int  # type: ignore[assignment]  # a tuple's own count() is not missed here


class Vocabulary:
    """The vocabulary in a generation's folder. IndexUnusable where there is none.

    `total` is the count of all syllables; `words` tells which runs of them are words; `abbreviations` are those that
    the corpus explains, the surest first.
    """

    def __init__(self, folder: Path):
        path = folder / FILE
        try:
            # Immutable: no locks, no look at the file's state; a generation is never written to again.
            self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True,
                                               check_same_thread=False)
            self._connection.execute(f"PRAGMA mmap_size={MAPPED_BYTES}")
            self.abbreviations = tuple(
                Row(short, long, bool(ambiguous)) for short, long, ambiguous in self._connection.execute(
                    "SELECT short, long, ambiguous FROM abbreviation ORDER BY id"))
            self.pairs = read_pairs(self._connection)
            self._spellings = read_spellings(self._connection)
            self.words = KnownWords(self, self._rows, read_listed(self._connection))
            self._shelves = {kind: read_shelves(self._connection, kind) for kind in (PHRASE, TITLE, NUMBER)}
        except (sqlite3.Error, ValueError, TypeError, zlib.error) as error:
            raise IndexUnusable(f"{path}: không đọc được ({why(error)})") from error
        self.total = sum(spelling.occurs for spellings in self._spellings.values() for spelling in spellings)
        self._lock = threading.Lock()
        # Remembered per object, so that a vocabulary that nobody uses any more can go.
        self.near = lru_cache(REMEMBERED)(self._near)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def __del__(self) -> None:
        if connection := getattr(self, "_connection", None):
            connection.close()

    def _rows(self, statement: str, values: Sequence[object]) -> Iterator[Any]:
        """What a statement selects, read as far as it is asked for. Threads share the connection, and it stands one of
        them at a time."""
        with self._lock:
            cursor = self._connection.execute(statement, values)
        while True:
            with self._lock:
                rows = cursor.fetchmany(FETCHED)
            yield from rows
            if len(rows) < FETCHED:
                return

    def spellings(self, folded: str) -> tuple[Spelling, ...]:
        """The spellings of a folded syllable, the commonest first."""
        return self._spellings.get(folded, ())

    def _near(self, folded: str) -> tuple[str, ...]:
        """The folded syllables of the corpus that are one slip away from this one, the commonest first."""
        found = sorted(self._spellings.keys() & slips(folded))
        return tuple(sorted(found, key=lambda one: -sum(spelling.occurs for spelling in self._spellings[one])))

    def starting(self, kind: int, key: str) -> Iterator[Item]:
        """The items of a kind that have a folded key which begins so, the best first.

        Items lie on shelves, the best five hundred on the first, the next eight thousand on the second. So a beginning
        that thousands share is answered from the first shelf, and one that few have costs a look at each of them.
        """
        begin = key[:KEY_CHARS]
        for shelf in self._shelves[kind]:
            rows = self._rows("SELECT text, count FROM item WHERE id IN (SELECT item FROM start WHERE shelf = ? "
                              "AND key >= ? AND key < ? LIMIT ?) ORDER BY id",
                              [shelf, begin, begin + "\U0010ffff", MAX_ROWS])
            yield from map(Item._make, rows)

    def has_title(self, text: str) -> bool:
        """Whether a bulletin has this title, in small or capital letters and with whatever signs between its words."""
        written = RUN.findall(text.lower())
        items = self.starting(TITLE, " ".join(map(fold, written)))
        return any(RUN.findall(item.text.lower()) == written for item in islice(items, MAX_TITLES))


def read_spellings(opened: sqlite3.Connection) -> dict[str, tuple[Spelling, ...]]:
    """The spellings of every folded syllable, the commonest first. They are few: 8,300 of 78,000 articles."""
    made: dict[str, list[Spelling]] = {}
    for folded, spelling, count, id in opened.execute(
            "SELECT folded, spelling, count, id FROM syllable ORDER BY folded, count DESC, spelling"):
        made.setdefault(folded, []).append(Spelling(spelling, count, id))
    return {folded: tuple(spellings) for folded, spellings in made.items()}


def read_shelves(opened: sqlite3.Connection, kind: int) -> range:
    """The shelves of a kind, as far as anything stands on them."""
    first = kind * SHELVES
    last, = opened.execute("SELECT max(shelf) FROM start WHERE shelf < ?", [first + SHELVES]).fetchone()
    return range(first, 0 if last is None else last + 1)

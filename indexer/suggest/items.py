"""What may be completed to (phrases, titles, numbers): the keys that it is found by, and the shelf that it lies on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from math import inf

from corpus.numbers.document_types import type_name
from indexer.analysis.fold import fold
from indexer.suggest.counting import folded_words

PHRASE, TITLE, NUMBER = 0, 1, 2
# A title is offered to who types from one of its first words on; a later one is rarely what it is remembered by.
TITLE_STARTS = 8
# Characters of a key: where more was typed, the few that are left are compared whole.
KEY_CHARS = 24
# Items of a kind on the first shelf; every further one has so many times as many. See Vocabulary.starting.
FIRST_SHELF, SHELF_FACTOR = 500, 16
SHELVES = 10
# A phrase is left out where nearly all that have it have it inside a longer one: "ủy ban" and "ủy ban nhân dân".
SAME_PHRASE = 0.9


def mere_beginnings(phrases: Iterable[tuple[str, int]]) -> Iterator[str]:
    """The phrases that hardly occur but as the beginning of a longer one; they come with their counts in the order of
    their letters, so that a phrase is followed by those that it begins.

    >>> list(mere_beginnings([("trà", 9), ("trà vân", 3), ("ủy ban", 9), ("ủy ban nhân dân", 9)]))
    ['ủy ban']
    """
    begun: list[tuple[str, float]] = []  # the phrases that the one at hand may go on, and how often they occur
    for phrase, count in phrases:
        while begun and not phrase.startswith(f"{begun[-1][0]} "):
            begun.pop()
        for place, (beginning, occurs) in enumerate(begun):
            if count >= SAME_PHRASE * occurs:
                yield beginning
                begun[place] = beginning, inf  # named once
        begun.append((phrase, count))


def put_items(made: sqlite3.Connection, kind: int, first: int, rows: Iterable[tuple[str, int, str]]) -> int:
    """Puts the items of a kind, which come the best first, from id `first` on; the first id that is then free."""
    id = first
    items = made.cursor()
    for place, (text, count, code) in enumerate(rows):
        id = first + place
        items.execute("INSERT INTO main.item VALUES (?, ?, ?)", [id, text, count])
        shelf = shelf_of(kind, place)
        items.executemany("INSERT INTO work.start VALUES (?, ?, ?)", [
            (shelf, key[:KEY_CHARS], id) for key in set(item_keys(kind, text, code))])
        id += 1
    return id


def shelf_of(kind: int, place: int) -> int:
    """The shelf of the item that stands at `place` in the order of its kind.

    >>> [shelf_of(PHRASE, place) for place in (0, 499, 500, 8499, 8500)], shelf_of(TITLE, 0)
    ([0, 0, 1, 1, 2], 10)
    """
    shelf, end, size = 0, FIRST_SHELF, FIRST_SHELF
    while place >= end and shelf < SHELVES - 1:
        shelf, size = shelf + 1, size * SHELF_FACTOR
        end += size
    return kind * SHELVES + shelf


def item_keys(kind: int, text: str, code: str = "") -> Iterator[str]:
    """The folded beginnings under which an item is looked for.

    >>> list(item_keys(TITLE, "Lũ về"))
    ['lu ve', 've']
    >>> list(item_keys(NUMBER, "05-NQ/TW", "NQ"))
    ['05 nq tw', '05nqtw', 'nghi quyet 05 nq tw', '5 nq tw', '5nqtw', 'nghi quyet 5 nq tw']
    """
    words = folded_words(text)
    if kind == TITLE:
        for start in range(min(len(words), TITLE_STARTS)):
            yield " ".join(words[start:])
    elif kind == PHRASE:
        yield " ".join(words)
    elif words:
        for digits in dict.fromkeys((words[0], words[0].lstrip("0") or words[0])):
            spelled = [digits, *words[1:]]
            yield " ".join(spelled)
            yield "".join(spelled)
            if name := type_name(code):
                yield f"{fold(name)} {' '.join(spelled)}"

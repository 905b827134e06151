"""Snippets: the stretch of a text around what was found, as (text, found) pieces that a template escapes.

Places come from the shown text itself, read as the index reads it: never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from indexer.asking.groups import Rung
from indexer.asking.parse import Understood
from indexer.showing.marks import Wanted
from indexer.showing.unit_marks import Mark

# About two sentences, three lines on a phone and two on a desktop.
SNIPPET_CHARS = 240
# A sentence's head this near before the stretch is shown too, so that it can be read from its beginning.
REACH_CHARS = 80
# Where a sentence ends; a number's own dot (2.550) has no blank behind it.
SENTENCE_END = re.compile(r"[.!?…;]\s+|\n")
ELLIPSIS = "…"


class Piece(NamedTuple):
    """A piece of a text, and whether it was found."""

    text: str
    found: bool = False


def mark(text: str, understood: Understood) -> tuple[Piece, ...]:
    """The whole text in pieces.

    >>> from indexer.asking.parse import parse
    >>> [p.text for p in mark("Ứng dụng khoa học và công nghệ", parse("khoa hoc")) if p.found]
    ['khoa học']
    """
    return show_whole(text, Wanted(understood).find_marks(text))


def snippet(text: str, understood: Understood, limit: int = SNIPPET_CHARS,
            rung: Rung = Rung.IN_PART) -> tuple[Piece, ...]:
    """The best stretch of a text, about `limit` characters, marked as a hit of a rung; its beginning where nothing was
    found.

    The best is the one that holds most of the distinct things that were asked for, then most marks, then the first.
    It starts at a sentence where one is near, else at a word.

    >>> from indexer.asking.parse import parse
    >>> pieces = snippet("Mở đầu. " * 60 + "Phường Bồng Trung họp.", parse('"bồng trung"'))
    >>> "".join(p.text for p in pieces).endswith("Phường Bồng Trung họp."), [p.text for p in pieces if p.found]
    (True, ['Bồng Trung'])
    """
    return show_stretch(text, Wanted(understood, rung).find_marks(text), limit)


def show_whole(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The whole text in pieces, by its marks."""
    return cut(text, 0, len(text), marks)


def show_stretch(text: str, marks: Sequence[Mark], limit: int = SNIPPET_CHARS) -> tuple[Piece, ...]:
    """The best stretch of a text in pieces, by its marks."""
    if len(text) <= limit:
        return show_whole(text, marks)
    start, end = choose_stretch(text, marks, limit)
    pieces = cut(text, start, end, marks)
    head = (Piece(ELLIPSIS),) if start and not is_sentence_start(text, start) else ()
    tail = (Piece(ELLIPSIS),) if end < len(text) and text[end - 1] not in ".!?…" else ()
    return (*head, *pieces, *tail)


def choose_stretch(text: str, marks: Sequence[Mark], limit: int) -> tuple[int, int]:
    """The bounds of the best stretch."""
    first, last = choose_marks(marks, limit - REACH_CHARS) if marks else (0, 0)
    start = start_of_stretch(text, first)
    return start, end_of_stretch(text, start, last, max(last, min(start + limit, len(text))))


def choose_marks(marks: Sequence[Mark], room: int) -> tuple[int, int]:
    """Where the best marks begin and end that have room together: a window slides over them, and counts the syllables
    in it.

    >>> choose_marks([Mark(0, 2, "lu"), Mark(50, 52, "lu"), Mark(55, 58, "lut"), Mark(90, 92, "lu")], 20)
    (50, 58)
    """
    terms = {mark.term: mark.term.split() for mark in marks}  # a text says the same again and again
    best, most_held, most_marks = (0, 0), 0, 0
    held: dict[str, int] = {}
    behind = 0  # the first mark behind the window
    for first, (place, _, term) in enumerate(marks):
        while behind < len(marks) and (behind == first or marks[behind].end - place <= room):
            for syllable in terms[marks[behind].term]:
                held[syllable] = held.get(syllable, 0) + 1
            behind += 1
        if len(held) > most_held or len(held) == most_held and behind - first > most_marks:
            best, most_held, most_marks = (place, marks[behind - 1].end), len(held), behind - first
        if len(terms) > 1:  # one term alone is held by every window
            for syllable in terms[term]:
                if held[syllable] == 1:
                    del held[syllable]
                else:
                    held[syllable] -= 1
    return best


def start_of_stretch(text: str, place: int) -> int:
    """The nearest sentence's start within reach before a place, else a word's."""
    low = max(0, place - REACH_CHARS)
    if low == 0:
        starts = [0, *(m.end() for m in SENTENCE_END.finditer(text, 0, place))]
        return starts[-1] if len(starts) > 1 else 0
    starts = [m.end() for m in SENTENCE_END.finditer(text, low, place) if m.end() <= place]
    if starts:
        return starts[0]
    blank = text.find(" ", max(0, place - REACH_CHARS // 2), place)
    return blank + 1 if blank >= 0 else place


def end_of_stretch(text: str, start: int, least: int, end: int) -> int:
    """The last sentence's end before `end` if most of the stretch is then left, else the last word's.

    Never before `least`, where what was found ends.
    """
    if end >= len(text):
        return len(text)
    half = max(least, start + (end - start) // 2 + 1)
    ends = [m.start() + 1 for m in SENTENCE_END.finditer(text, start, end) if m.start() + 1 >= half]
    if ends:
        return ends[-1]
    blank = text.rfind(" ", max(least, start + 1), end + 1)
    if blank >= 0:
        return blank
    return least if least > start else end


def is_sentence_start(text: str, place: int) -> bool:
    """Whether a sentence or paragraph starts at a place."""
    while place and text[place - 1] == " ":
        place -= 1
    return not place or text[place - 1] in ".!?…\n"


def cut(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """text[start:end] in pieces; line ends become blanks. A mark that reaches over a bound is not shown as one."""
    shown, place = text[start:end].replace("\n", " "), start
    pieces: list[Piece] = []
    for mark in marks[bisect_left(marks, start, key=attrgetter("start")):]:
        if mark.end > end:
            break
        if mark.start > place:
            pieces.append(Piece(shown[place - start:mark.start - start]))
        pieces.append(Piece(shown[mark.start - start:mark.end - start], True))
        place = mark.end
    if end > place:
        pieces.append(Piece(shown[place - start:]))
    return tuple(pieces)

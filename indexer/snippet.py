"""Snippets: the stretch of a text around what was found, as (text, found) pieces that a template escapes.

Places come from analysing the shown text itself, with the function that indexed it: never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indexer.analysis.analyze import analyze
from indexer.analysis.syllables import Syllable
from indexer.parse import Understood

# About two sentences, three lines on a phone and two on a desktop.
SNIPPET_CHARS = 240
# A sentence's head this near before the stretch is shown too, so that it can be read from its beginning.
REACH_CHARS = 80
# Where a sentence ends; a number's own dot (2.550) has no blank behind it.
SENTENCE_END = re.compile(r"[.!?…;]\s+|\n")
ELLIPSIS = "…"


@dataclass(frozen=True)
class Piece:
    """A piece of a text, and whether it was found."""

    text: str
    found: bool = False


@dataclass(frozen=True)
class Mark:
    """A stretch text[start:end] that was found, and what it answers to."""

    start: int
    end: int
    term: str


def mark(text: str, understood: Understood) -> tuple[Piece, ...]:
    """The whole text in pieces.

    >>> from indexer.parse import parse
    >>> [p.text for p in mark("Ứng dụng khoa học và công nghệ", parse("khoa hoc")) if p.found]
    ['khoa học']
    """
    return cut(text, 0, len(text), find_marks(text, understood))


def snippet(text: str, understood: Understood, limit: int = SNIPPET_CHARS) -> tuple[Piece, ...]:
    """The best stretch of a text, about `limit` characters; its beginning where nothing was found.

    The best is the one that holds most of the distinct things that were asked for, then most marks, then the first.
    It starts at a sentence where one is near, else at a word.

    >>> from indexer.parse import parse
    >>> pieces = snippet("Mở đầu. " * 60 + "Phường Bồng Trung họp.", parse('"bồng trung"'))
    >>> "".join(p.text for p in pieces).endswith("Phường Bồng Trung họp."), [p.text for p in pieces if p.found]
    (True, ['Bồng Trung'])
    """
    if len(text) <= limit:
        return cut(text, 0, len(text), find_marks(text, understood))
    marks = find_marks(text, understood)
    start, end = choose_stretch(text, marks, limit)
    pieces = cut(text, start, end, marks)
    head = (Piece(ELLIPSIS),) if start and not is_sentence_start(text, start) else ()
    tail = (Piece(ELLIPSIS),) if end < len(text) and text[end - 1] not in ".!?…" else ()
    return (*head, *pieces, *tail)


def find_marks(text: str, understood: Understood) -> list[Mark]:
    """All that was found in a text, in order, adjacent words of one phrase joined.

    A syllable typed with a mark answers to that very spelling; to another one only in a text that lacks it. A syllable
    that stands in one of the query's pairs is marked there, and elsewhere only if it stands in none.
    """
    analysis = analyze(text)
    found = [Mark(n.start, n.end, n.number.key) for n in analysis.numbers
             if not {number.key for number in understood.numbers}.isdisjoint(n.number.keys)]
    wanted = wanted_spellings(analysis.syllables, understood)
    for paragraph in analysis.paragraphs:
        found += paragraph_marks(paragraph, wanted, understood.pairs)
    in_pair = {m.term for m in found if " " in m.term}
    paired = {syllable for term in in_pair for syllable in term.split()}
    kept = [m for m in found if " " in m.term or ":" in m.term or (m.term in understood.alone and m.term not in paired)]
    return drop_overlaps(kept)


def paragraph_marks(paragraph: tuple[Syllable, ...], wanted: Mapping[str, set[str]],
                    pairs: frozenset[str]) -> list[Mark]:
    """Runs of adjacent wanted syllables that the query has side by side ("khoa hoc"), and single ones."""
    hits = [s.folded in wanted and (not wanted[s.folded] or s.marked in wanted[s.folded]) for s in paragraph]
    marks = []
    i = 0
    while i < len(paragraph):
        if not hits[i]:
            i += 1
            continue
        j = i + 1
        while j < len(paragraph) and hits[j] and f"{paragraph[j - 1].folded}_{paragraph[j].folded}" in pairs:
            j += 1
        marks.append(Mark(paragraph[i].start, paragraph[j - 1].end, " ".join(s.folded for s in paragraph[i:j])))
        i = j
    return marks


def wanted_spellings(syllables: Iterable[Syllable], understood: Understood) -> dict[str, set[str]]:
    """For each folded word of the query the mark keys that count among these syllables; an empty set for any."""
    typed: dict[str, set[str]] = {}
    loose = {word.folded for word in understood.words if not word.marked}
    for word in understood.words:
        typed.setdefault(word.folded, set()).add(word.marked)
    present: dict[str, set[str]] = {}
    for syllable in syllables:
        if syllable.folded in typed:
            present.setdefault(syllable.folded, set()).add(syllable.marked)
    return {folded: set() if folded in loose or not marks & present.get(folded, set()) else marks
            for folded, marks in typed.items()}


def drop_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    """The marks by place; of two that overlap the longer."""
    kept: list[Mark] = []
    for m in sorted(marks, key=lambda m: (m.start, -m.end)):
        if kept and m.start < kept[-1].end:
            if m.end - m.start > kept[-1].end - kept[-1].start:
                kept[-1] = m
        else:
            kept.append(m)
    return kept


def choose_stretch(text: str, marks: list[Mark], limit: int) -> tuple[int, int]:
    """The bounds of the best stretch."""
    best, best_value = (0, 0), (-1, -1)
    for first in range(len(marks)):
        last = first
        while last + 1 < len(marks) and marks[last + 1].end - marks[first].start <= limit - REACH_CHARS:
            last += 1
        inside = marks[first:last + 1]
        value = (len({syllable for m in inside for syllable in m.term.split()}), len(inside))
        if value > best_value:
            best, best_value = (marks[first].start, marks[last].end), value
    start = start_of_stretch(text, best[0])
    return start, end_of_stretch(text, start, best[1], max(best[1], min(start + limit, len(text))))


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
    before = text[:place].rstrip(" ")
    return not before or before[-1] in ".!?…\n"


def cut(text: str, start: int, end: int, marks: list[Mark]) -> tuple[Piece, ...]:
    """text[start:end] in pieces; line ends become blanks."""
    pieces, place = [], start
    for m in marks:
        if m.start < place or m.end > end:
            continue
        pieces += [Piece(text[place:m.start]), Piece(text[m.start:m.end], True)]
        place = m.end
    pieces.append(Piece(text[place:end]))
    return tuple(Piece(p.text.replace("\n", " "), p.found) for p in pieces if p.text)

"""Shared heads: "các phường Hương Văn, Hương Xuân và Hương Chữ" names phường Hương Xuân and phường Hương Chữ too.

Vietnamese names the kind of unit once for a whole list. A reader who asks for "phường Hương Chữ" means the ward, and
the bulletin names it, though the three words stand nowhere side by side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.analysis.syllables import Syllable

# Folded kinds of units, by their syllables. "tp" and "tx" are how lists abbreviate them.
HEADS = frozenset({
    ("phuong",), ("xa",), ("thi", "tran"), ("huyen",), ("quan",), ("thi", "xa"), ("thanh", "pho"), ("tinh",), ("thon",),
    ("ap",), ("ban",), ("buon",), ("khu", "pho"), ("to", "dan", "pho"), ("dac", "khu"), ("tp",), ("tx",),
})
FIRST_OF_HEAD = frozenset(head[0] for head in HEADS)
LONGEST_HEAD = max(map(len, HEADS))
# Names of units have up to four syllables (Tam Kỳ, Buôn Ma Thuột, Phú Quý Đông); a longer run is no list of them.
LONGEST_NAME = 4
JOINT = re.compile(r"\s*[,;]\s*")
BLANK = re.compile(r"\s+")


def shared_heads(text: str, paragraph: Sequence[Syllable], offset: int = 0) -> list[tuple[Syllable, ...]]:
    """What a paragraph names by a head that stands earlier in the list: syllables, head and name.

    `paragraph` are the syllables of a stretch of text that starts at `offset` in what their places count from.

    >>> from indexer.analysis.syllables import split_syllables
    >>> text = "các phường Hương Văn, Hương Xuân và Hương Chữ họp"
    >>> [" ".join(s.folded for s in reading) for reading in shared_heads(text, split_syllables(text))]
    ['phuong huong xuan', 'phuong huong chu']
    """
    found = []
    past = 0  # "thị xã" is one head, and the "xã" in it none
    for i in range(len(paragraph)):
        length = len(head_at(paragraph, i)) if i >= past else 0
        if not length:
            continue
        head = paragraph[i:i + length]
        place = past = i + length
        name = name_at(text, paragraph, place, offset) if stands_beside(text, paragraph, place, offset) else 0
        while name:
            place = next_name(text, paragraph, place + name, offset)
            if not place or head_at(paragraph, place):
                break
            name = name_at(text, paragraph, place, offset)
            if name:
                found.append((*head, *paragraph[place:place + name]))
    return found


def head_at(paragraph: Sequence[Syllable], place: int) -> tuple[str, ...]:
    """The head that stands at a place, or nothing."""
    if paragraph[place].folded not in FIRST_OF_HEAD:
        return ()
    for length in range(LONGEST_HEAD, 0, -1):
        candidate = tuple(s.folded for s in paragraph[place:place + length])
        if len(candidate) == length and candidate in HEADS:
            return candidate
    return ()


def next_name(text: str, paragraph: Sequence[Syllable], place: int, offset: int) -> int:
    """Where the list goes on behind the name that ends at a place: after a comma, a "và", or both; 0 where it ends."""
    if place >= len(paragraph):
        return 0
    comma = JOINT.fullmatch(text, paragraph[place - 1].end - offset, paragraph[place].start - offset)
    if paragraph[place].folded == "va" and (comma or stands_beside(text, paragraph, place, offset)):
        return place + 1 if stands_beside(text, paragraph, place + 1, offset) else 0
    return place if comma else 0


def stands_beside(text: str, paragraph: Sequence[Syllable], place: int, offset: int) -> bool:
    """Whether there is a syllable at a place, with nothing but blanks between it and the one before."""
    return place < len(paragraph) and BLANK.fullmatch(
        text, paragraph[place - 1].end - offset, paragraph[place].start - offset) is not None


def name_at(text: str, paragraph: Sequence[Syllable], place: int, offset: int) -> int:
    """How many syllables the name at a place has: capitalised, set apart by blanks alone."""
    count = 0
    while place + count < len(paragraph) and count <= LONGEST_NAME:
        syllable = paragraph[place + count]
        if not text[syllable.start - offset].isupper():
            break
        if count and not stands_beside(text, paragraph, place + count, offset):
            break
        count += 1
    return count if count <= LONGEST_NAME else 0

"""What a reader typed, as items: words, quoted stretches and document numbers, what a minus leaves out, what OR joins.

`parse.py` says the grammar, and makes a query of the items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.find_numbers import find_numbers
from corpus.references.question import AskedNumber, read_question
from indexer.analysis.syllables import Syllable, split_syllables

# One thing that was typed: an optional minus at a word's head, then a quoted stretch or a run without blanks.
ITEM = re.compile(r'(?P<minus>(?<!\S)-(?=["\w]))?(?:"(?P<quoted>[^"]*)"|(?P<run>[^\s"]+))')
# Operators in capitals, in a text that is not all capitals: there HOẶC is a word like the others.
EITHER = frozenset({"OR", "HOẶC"})


@dataclass(frozen=True)
class Item:
    """One thing that was typed, as a clause: its syllables, whether they are quoted, whether they are left out."""

    syllables: tuple[Syllable, ...]
    quoted: bool
    minus: bool
    number: DocumentNumber | None = None
    either: bool = False


def read_items(text: str) -> list[Item]:
    """The items of a tidied text whose quotes are balanced. Numbers outside quotes are recognised before anything."""
    items: list[Item] = []
    place = 0
    for number in numbers_outside_quotes(text):
        items += read_stretch(text, place, number.start)
        syllables = () if number.is_certain else tuple(split_syllables(text[number.start:number.end], number.start))
        minus = text[:number.start].endswith("-") and text[:number.start - 1][-1:] in ("", " ")
        items.append(Item(syllables, False, minus, number.number))
        place = number.end
    return items + read_stretch(text, place, len(text))


def numbers_outside_quotes(text: str) -> list[AskedNumber]:
    """The numbers that stand outside quotes, and those that fill a pair of quotes."""
    found = []
    for number in read_question(text):
        inside = text.count('"', 0, number.start) % 2
        if not inside and text.count('"', number.start, number.end) == 0:
            found.append(number)
    return found


def read_stretch(text: str, start: int, end: int) -> list[Item]:
    """The items of text[start:end], which holds no number outside quotes."""
    items = []
    for match in ITEM.finditer(text, start, end):
        quoted = match["quoted"] is not None
        stretch, at = (match["quoted"], match.start("quoted")) if quoted else (match["run"], match.start("run"))
        if not quoted and stretch in EITHER and not shouts(text):
            items.append(Item((), False, False, either=True))
            continue
        if quoted and (number := read_number(stretch)):
            items.append(Item((), True, bool(match["minus"]), number))
        elif syllables := tuple(split_syllables(stretch, at)):
            items.append(Item(syllables, quoted, bool(match["minus"])))
    return items


def shouts(text: str) -> bool:
    """Whether a text of several words is in capitals but for its operators.

    >>> shouts("KÝ HỢP ĐỒNG HOẶC THOẢ THUẬN"), shouts("gốm OR mộc"), shouts("UBND OR HĐND")
    (True, False, False)
    """
    words = [word for word in text.split() if word not in EITHER]
    return len(words) > 2 and all(word.isupper() or not word.isalpha() for word in words)


def read_number(stretch: str) -> DocumentNumber | None:
    """The whole number that a quoted stretch is, and nothing besides."""
    found = find_numbers(stretch, typed=True)
    if len(found) == 1 and found[0].number.is_full and found[0].end - found[0].lead_start == len(stretch.strip()):
        return found[0].number
    return None


def shorten(items: list[Item], most: int) -> list[Item]:
    """The items up to so many syllables."""
    kept, count = [], 0
    for item in items:
        room = most - count
        if room <= 0:
            break
        kept.append(Item(item.syllables[:room], item.quoted, item.minus, item.number, item.either))
        count += len(item.syllables)
    return kept


def group_choices(items: list[Item], most: int) -> list[list[Item]]:
    """Items joined by OR stand in one group, so many at most; an OR that has nothing on a side is left out."""
    groups: list[list[Item]] = []
    join = False
    for item in items:
        if item.either:
            join = bool(groups)
        elif join and not item.minus and not groups[-1][-1].minus and len(groups[-1]) < most:
            groups[-1].append(item)
            join = False
        else:
            groups.append([item])
            join = False
    return groups

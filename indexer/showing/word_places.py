"""Where some words stand in a text: what split_syllables() says, without cutting the text into syllables.

Words are found in the folded letters. Only where the letters alone do not tell (a lost blank, 2.550)
a stretch is cut into its syllables; a text or word that is too odd is cut whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter

from indexer.analysis.letters import read_letters
from indexer.analysis.syllables import MAX_SYLLABLE_CHARS, split_syllables

# Every run in which a blank may be lost (see find_glue) changes its case so.
SIGNS_OF_GLUE = (b"aA", b"AAa")
# Every count whose thousands are set apart by dots holds this. It begins with its dot: a sign is found at the speed of
# C, where any digit is not.
DOTTED = re.compile(r"\.(?<=\d\.)\d{3}")
WHITE = re.compile(r"[ \n]")


# A syllable or the end of a paragraph: what keeps two words apart.
BETWEEN = re.compile(r"[^\W_]|\n")

Stretch = tuple[int, int]
Place = tuple[int, int, str]


class WordFinder:
    """Finds some folded words among the syllables of texts whose paragraphs end in newlines.

    >>> WordFinder(["hoc", "nha", "may"]).find("Khoa học, bànNhà")
    [(5, 8, 'hoc'), (13, 16, 'nha')]
    """

    def __init__(self, words: Iterable[str]):
        self._words = {word.encode(): word for word in words}
        self._known = frozenset(self._words.values())
        self._counts = any(map(str.isdigit, self._known))
        plain = all(map(is_plain, self._known))
        self._pattern = re.compile(b" (?:%b)(?= )" % b"|".join(self._words)) if plain else None

    def find(self, text: str) -> list[Place]:
        """The places in order: start, end, word."""
        letters = read_letters(text) if self._pattern else None
        if self._pattern is None or letters is None:
            return self._look_at_all(text)
        # The letters have a blank before the text: what begins at one of their blanks begins there in the text.
        folded, words = letters.folded, self._words
        places = [(start, end - 1, words[folded[start + 1:end]])
                  for start, end in map(re.Match.span, self._pattern.finditer(folded))]
        if odd := odd_stretches(text, letters.cases, self._counts):
            places = [place for place in places if not lies_in(place, odd)]
            for start, end in odd:
                places += self._pick(text[start:end], start)
            places.sort()
        return places

    def _look_at_all(self, text: str) -> list[Place]:
        """The same from the syllables themselves: slow, and right for any text."""
        places: list[Place] = []
        offset = 0
        for line in text.split("\n"):
            places += self._pick(line, offset)
            offset += len(line) + 1
        return places

    def _pick(self, stretch: str, offset: int) -> Iterator[Place]:
        """The words among the syllables of a stretch that begins at an offset."""
        return ((s.start, s.end, s.folded) for s in split_syllables(stretch, offset) if s.folded in self._known)


def side_by_side(text: str, end: int, start: int) -> bool:
    """Whether no other syllable, and no end of a paragraph, is between a word's end and the next one's start.

    >>> side_by_side("khoa, học", 4, 6), side_by_side("khoa và học", 4, 8), side_by_side("khoa\\nhọc", 4, 5)
    (True, False, False)
    """
    return text[end:start] == " " or BETWEEN.search(text, end, start) is None


def is_plain(word: str) -> bool:
    """Whether a folded word can be found by its letters: a longer one may be the head of a longer run."""
    return word.isascii() and word.isalnum() and len(word) < MAX_SYLLABLE_CHARS


def odd_stretches(text: str, cases: bytes, counts: bool) -> list[Stretch]:
    """The stretches between blanks in which syllables are not what they seem; with `counts`, those of numbers too."""
    found: list[int] = []
    for sign in SIGNS_OF_GLUE:
        place = cases.find(sign)
        while place >= 0:
            found.append(place)
            place = cases.find(sign, place + 1)
    if counts:
        found += [m.start() for m in DOTTED.finditer(text)]
    stretches: list[Stretch] = []
    reached = 0
    for place in sorted(found):
        if place >= reached:
            start = max(text.rfind(" ", reached, place), text.rfind("\n", reached, place), reached - 1) + 1
            white = WHITE.search(text, place)
            reached = white.start() if white else len(text)
            stretches.append((start, reached))
    return stretches


def lies_in(place: Place, stretches: list[Stretch]) -> bool:
    """Whether a place begins in one of some stretches, which are in order."""
    before = bisect_right(stretches, place[0], key=itemgetter(0))
    return before > 0 and place[0] < stretches[before - 1][1]

"""Drawer: words, stretches and paragraphs drawn from texts by seed, for queries to be made of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from corpus.bulletin import Bulletin
from indexer.analysis.analyze import analyze

TRIES = 200  # draws for one query, before the class is given up: a tiny collection may have no common words
RARE_LEAST, RARE_SHARE = 3, 1 / 2_000  # a rare word stands in three bulletins, and in at most one of so many
RARE_MOST = 10  # … or in so many, where the collection is small
COMMON = (0.02, 0.2)  # the share of bulletins that a common word stands in; a very common one in more
SENTENCE_SYLLABLES = range(14, 23)  # of a question: about 18
WORD = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True)
class Spoken:
    """A syllable of a text: folded, and as it is written."""

    folded: str
    written: str


class Drawer:
    """Draws queries from a sample of the texts and the frequencies of their terms."""

    def __init__(self, bulletins: Sequence[Bulletin], frequencies: Mapping[str, int], count: int,
                 questions: Sequence[str], seed: int):
        self.frequencies, self.count, self.seed = frequencies, count, seed
        self.questions = [text for text in questions if len(speak(text)[0]) in SENTENCE_SYLLABLES]
        self.vocabulary = sorted(frequencies)
        self.random = Random()
        self.days = [bulletin.published_on for bulletin in bulletins if bulletin.published_on]
        self.numbers = sorted({(number.key, str(number)) for bulletin in bulletins for number in bulletin.numbers
                               if number.is_full})
        self.lines = [line for bulletin in bulletins for line in speak(f"{bulletin.title}\n{bulletin.body}") if line]
        self.written: dict[str, str] = {}
        for line in self.lines:
            for word in line:
                self.written.setdefault(word.folded, word.written.lower())
        # Sorted, since the order of a set changes from run to run.
        self.words = sorted(word for word in self.written if WORD.fullmatch(word) and word in frequencies)

    def choose_word(self, low: float, high: float) -> str:
        """A word that stands in `low` to `high` bulletins."""
        for _ in range(TRIES):
            word = self.random.choice(self.words)
            if low <= self.frequencies[word] <= high:
                return word
        return self.random.choice([word for word in self.words if low <= self.frequencies[word] <= high])

    def rare(self) -> str:
        """A rare word."""
        return self.choose_word(RARE_LEAST, max(RARE_MOST, self.count * RARE_SHARE))

    def common(self) -> str:
        """A common word."""
        return self.choose_word(self.count * COMMON[0], self.count * COMMON[1])

    def line(self, least: int) -> Sequence[Spoken]:
        """A paragraph of at least so many syllables."""
        line = self.random.choice(self.lines)
        return line if len(line) >= least else ()

    def stretch(self, length: int) -> Sequence[Spoken]:
        """So many syllables side by side; IndexError where the paragraph is too short."""
        line = self.line(length)
        start = self.random.randrange(len(line) - length + 1) if line else 0
        if not line:
            raise IndexError
        return line[start:start + length]

    def some(self) -> Sequence[Spoken]:
        """Two to four different words of one paragraph."""
        line = {word.folded: word for word in self.line(8) if WORD.fullmatch(word.folded)}
        wanted = self.random.randint(2, 4)
        if len(line) < wanted:
            raise IndexError
        return self.random.sample(list(line.values()), wanted)

    def expansions(self, prefix: str) -> int:
        """How many terms begin so."""
        return bisect_left(self.vocabulary, f"{prefix}\U0010ffff") - bisect_left(self.vocabulary, prefix)


def speak(text: str) -> list[list[Spoken]]:
    """The syllables of a text's paragraphs."""
    return [[Spoken(s.folded, text[s.start:s.end]) for s in paragraph] for paragraph in analyze(text).paragraphs]


def write(words: Sequence[Spoken]) -> str:
    """The words as they are typed."""
    return " ".join(word.written for word in words).lower()


def fold(words: Sequence[Spoken]) -> tuple[str, ...]:
    """The folded words, each once."""
    return tuple(dict.fromkeys(word.folded for word in words))

"""Query: what a reader asks, after analysis and before any engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Sort(str, Enum):
    """The order of hits. Bulletins without a day come last by day, in either direction."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Word:
    """One syllable. `marked` is its mark key where the reader typed a mark, else empty: evidence, no demand."""

    folded: str
    marked: str = ""


@dataclass(frozen=True)
class Phrase:
    """Syllables that must stand side by side, in this order, inside one paragraph."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Number:
    """A document number by its key, whole ("20:nq:tw") or partial ("20:nq")."""

    key: str


@dataclass(frozen=True)
class AnyOf:
    """At least one of these."""

    choices: tuple[Word | Phrase | Number, ...]


Clause = Word | Phrase | Number | AnyOf


@dataclass(frozen=True)
class Query:
    """A question to an engine.

    A bulletin matches when it has
    - every clause of `required`, none of `excluded`, and the filters; and
    - at least `minimum` of the distinct `words`, or any of `numbers` (with `numbers_only`: any of the numbers).
    A query without words, numbers and required clauses matches everything that the filters let through.
    `pairs` (adjacent folded syllables, "khoa_hoc") and `hints` (words of phrases and choices) are evidence for ranking
    only. With `complete_first`, bulletins that
    hold all words stand above those that lack one. `since` and `until` are both inclusive.
    """

    words: tuple[Word, ...] = ()
    minimum: int = 0
    pairs: tuple[str, ...] = ()
    hints: tuple[Word, ...] = ()
    numbers: tuple[Number, ...] = ()
    numbers_only: bool = False
    required: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    since: date | None = None
    until: date | None = None
    source: str = ""
    section: str = ""
    kind: str = ""
    year: int | None = None
    sort: Sort = Sort.RELEVANCE
    complete_first: bool = False
    page: int = 1
    per_page: int = 20

    @property
    def evidence(self) -> dict[str, tuple[str, ...]]:
        """The terms that add to a score, channel by channel, each once."""
        words = self.words + self.hints
        return {
            "syllable": tuple(dict.fromkeys(word.folded for word in words)),
            "pair": tuple(dict.fromkeys(self.pairs)),
            "mark": tuple(dict.fromkeys(word.marked for word in words if word.marked)),
        }

    @property
    def distinct_words(self) -> tuple[str, ...]:
        """The folded forms that `minimum` counts, each once."""
        return tuple(dict.fromkeys(word.folded for word in self.words))

"""Query: what a reader asks, after analysis and before any engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple


# What can be counted over all that matched: what every page of results shows, and what few ask for.
FACETS = ("year", "source", "section", "kind")
MORE_FACETS = ("author", "unit", "genre", "month", "day", "edited", "province", "commune")
EDITED = "1"  # the value of the facet "edited" that what was changed after publication has; others have none
UNDECIDED = "chua-ro"  # the value of "province" and "commune" of what names a place of which it is not known which


class Sort(str, Enum):
    """The order of hits. Bulletins without a day come last by day, in either direction."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Word(NamedTuple):
    """One syllable. `marked` is its mark key where the reader typed a mark, else empty; the folded form itself where
    the syllable is meant without a mark. It is evidence, and a demand in `Beside` alone."""

    folded: str
    marked: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether it is meant to bear no mark.

        >>> Word("con", "con").is_bare, Word("con").is_bare
        (True, False)
        """
        return self.marked == self.folded

    def spelling(self, exact: bool) -> tuple[str, str]:
        """The channel and the term that it is found by, in its typed marks or in any."""
        return ("mark", self.marked) if exact and self.marked else ("syllable", self.folded)


@dataclass(frozen=True)
class Phrase:
    """Syllables that must stand side by side, in this order, inside one paragraph."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Beside:
    """Syllables as they were typed: a typed mark is demanded, one that was typed without agrees with every spelling.

    Of several, each two neighbours stand side by side somewhere in the bulletin with nothing but blanks or hyphens
    between; that they all stand in one place is concluded from that.
    """

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Number:
    """A document number by its key, whole ("20:nq:tw") or partial ("20:nq"); or a place, by that of its unit
    (`place_key`). `bulletins` are the ids of those that mean its documents, where that is known: they count as bearing
    it and no others do; how often one names the key still tells its score."""

    key: str
    bulletins: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Prefix:
    """A syllable that begins so, folded. It finds and is no evidence."""

    folded: str


@dataclass(frozen=True)
class AnyOf:
    """At least one of these."""

    choices: tuple[Word | Phrase | Beside | Number | Prefix, ...]


Clause = Word | Phrase | Beside | Number | Prefix | AnyOf


@dataclass(frozen=True)
class Expansion:
    """Another way to say some words (folded): a bulletin that holds `phrase` counts as holding all of them.

    That it holds the phrase is concluded from its pairs (or its one word): looking each bulletin up for "ủy ban nhân
    dân" took two seconds, and where all three pairs stand the phrase does. With `key` and without a phrase: a bulletin
    that bears the number, or names the place, counts so.
    """

    words: tuple[str, ...]
    phrase: Phrase = Phrase(())
    key: str = ""


class Filters(NamedTuple):
    """What narrows a search whatever its words are: the days, both inclusive, and of each name the values of which a
    bulletin must have one. `kind` are types of documents that it mentions, `unit` bodies that issued them, by their
    codes; `genre` is what the page is (`corpus/kinds.py`); `edited` is EDITED; `province` and `commune` are ids of
    those of today that it names, by whatever name of then.

    >>> filters = Filters(until=date(2018, 1, 1), year=(2017,), kind=("NQ", "QĐ"))
    >>> filters.narrows("kind"), filters.without("kind").kind, filters.without("month")
    (True, (), Filters(since=None, until=None, source=(), section=(), kind=('NQ', 'QĐ'), year=(), ...))
    """

    since: date | None = None
    until: date | None = None
    source: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    author: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    genre: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    commune: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self)

    def narrows(self, facet: str) -> bool:
        """Whether anything is chosen of a facet."""
        return any(getattr(self, name) for name in OWN_FILTERS.get(facet, (facet,)))

    def without(self, facet: str) -> Filters:
        """The filters but those of a facet."""
        nothing = Filters()
        return self._replace(**{name: getattr(nothing, name) for name in OWN_FILTERS.get(facet, (facet,))})


# Which filters choose among the values of a facet, where that is not the one of its name.
OWN_FILTERS = {"month": ("since", "until", "year"), "day": ("since", "until", "year")}


NO_FILTERS = Filters()


class Query(NamedTuple):
    """A question to an engine. (Like its words a tuple: a dataclass takes four times as long to make.)

    A bulletin matches when it has
    - every clause of `required`, none of `excluded`, and the `filters`; and
    - at least `minimum` of the distinct `words`, or any of `numbers` (with `numbers_only`: any of the numbers).
    A query without words, numbers and required clauses matches everything that the filters let through.
    `pairs` (adjacent folded syllables, "khoa_hoc") and `hints` (words of phrases and choices, words that only ask) are
    evidence for ranking only. With `exact`, one of the words that was typed with marks is found in that spelling alone.

    `groups` tell what matches apart, and let nothing match: a bulletin belongs to the first of which it holds every
    clause, or to none. With `lifted`, bulletins of an earlier group stand above all of a later one, whatever the order
    inside a group, and facets are counted over the first group that has any; else the groups are counted alone. The
    first `counted` groups are counted whichever page is asked for.

    With `joined`, bulletins of one family count as one wherever anything is counted, and the one of them that stands
    for all is of the earliest group, then of the earliest day, then of the first id; a value of a facet counts the
    families of which any has it, so that it is what a search for that value finds.

    What costs and not all need is asked for: those of FACETS and MORE_FACETS to count
    (of names the `most_values` most frequent, where that is not 0), `explain` the parts of each hit's score,
    `holdings` of how many of the first hits, unless they stand in groups, to tell what they hold, whichever page was
    asked for, and `among` how many of the first to tell where they belong. With `per_page` 0 a query only counts: it
    has no hits, and nothing is scored.
    """

    words: tuple[Word, ...] = ()
    minimum: int = 0
    pairs: tuple[str, ...] = ()
    hints: tuple[Word, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    exact: bool = False
    numbers: tuple[Number, ...] = ()
    numbers_only: bool = False
    required: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    filters: Filters = NO_FILTERS
    sort: Sort = Sort.RELEVANCE
    groups: tuple[tuple[Clause, ...], ...] = ()
    lifted: bool = True
    joined: bool = False
    counted: int = 0
    facets: tuple[str, ...] = FACETS
    most_values: int = 0
    explain: bool = False
    holdings: int = 0
    among: int = 0
    page: int = 1
    per_page: int = 20

    @property
    def evidence(self) -> list[tuple[str, str]]:
        """The terms that add to a score, each with its channel and once.

        >>> Query(words=(Word("khoa"), Word("hoc")), pairs=("khoa_hoc",)).evidence
        [('syllable', 'khoa'), ('syllable', 'hoc'), ('pair', 'khoa_hoc')]
        """
        words = self.words + self.hints
        terms = [("syllable", word.folded) for word in words]
        terms += [("pair", pair) for pair in self.pairs]
        for expansion in self.expansions:
            phrase = expansion.phrase.words
            terms += [("syllable", phrase[0].folded)] if len(phrase) == 1 else [
                ("pair", pair) for pair in make_pairs(phrase)]
        terms += [("mark", word.marked) for word in words if word.marked]
        return list(dict.fromkeys(terms))

    @property
    def reach(self) -> int:
        """How many hits groups are told apart for: those of the pages up to this one; of a query that only counts, one.

        >>> Query(page=2).reach, Query(per_page=0).reach
        (40, 1)
        """
        return max(self.page * self.per_page, 1)

    @property
    def distinct_words(self) -> tuple[Word, ...]:
        """The words that `minimum` counts: those that are found differently, each once."""
        if len(self.words) < 2:
            return self.words
        return tuple({word.spelling(self.exact): word for word in reversed(self.words)}.values())[::-1]


PLACE = "đv:"


def place_key(unit: str) -> str:
    """The key under which a bulletin that names a place is filed, by the id of its unit.

    >>> place_key("20005-xa-huong-toan")
    'đv:20005-xa-huong-toan'
    """
    return f"{PLACE}{unit}"


def make_pairs(words: tuple[Word, ...]) -> list[str]:
    """The pairs of adjacent words.

    >>> make_pairs((Word("khoa"), Word("hoc"), Word("cong")))
    ['khoa_hoc', 'hoc_cong']
    """
    return [f"{a.folded}_{b.folded}" for a, b in zip(words, words[1:], strict=False)]

"""The yardstick: an engine that says what matches in the plainest way, one bulletin after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from indexer.engine.entry import Card, Entry
from indexer.engine.page import FacetCount, HeldTerms, Hit, Holdings, Part, SearchPage
from indexer.engine.phrase import holds_phrase
from indexer.engine.postings import OWN_WEIGHT, Postings, title_syllables, weigh
from indexer.engine.query import (
    EDITED, AnyOf, Beside, Clause, Expansion, Filters, Number, Prefix, Query, Sort, Word, make_pairs)
from indexer.engine.ranking import (
    SCORE_DECIMALS, WEIGHTS, inverse_frequency, length_norm, number_points, saturate, title_weight)
from indexer.engine.spelt import agrees, all_spellings, spelt_alone


@dataclass(frozen=True)
class Held:
    """One bulletin as this engine keeps it."""

    entry: Entry
    postings: Postings

    @property
    def card(self) -> Card:
        """The bulletin's card."""
        return self.entry.card


class MemoryEngine:
    """Keeps entries in a dict and looks at every one for every query."""

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}
        self._pending: dict[str, Entry | None] = {}
        self._counted: dict[tuple[str, str], tuple[int, int]] = {}  # until the next commit
        self._average_length = 1.0  # of the bulletins, in syllables

    def frequency(self, channel: str, term: str) -> int:
        """How many bulletins hold a term."""
        return self._count_term(channel, term)[0]

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds entries; an entry replaces the one with its id."""
        for entry in entries:
            self._pending[entry.card.id] = entry

    @staticmethod
    def pack(entries: Sequence[Entry]) -> Sequence[Entry]:
        """The entries: nothing can be done beforehand."""
        return entries

    put_packed = put

    def remove(self, ids: Iterable[str]) -> None:
        """Takes bulletins out."""
        for id in ids:
            self._pending[id] = None

    def commit(self) -> None:
        """Makes all changes visible."""
        for id, entry in self._pending.items():
            if entry is None:
                self._held.pop(id, None)
            else:
                self._held[id] = Held(entry, weigh(entry))
        self._pending, self._counted = {}, {}
        self._average_length = max(
            sum(held.postings.length for held in self._held.values()) / max(len(self._held), 1), 1.0)

    def close(self) -> None:
        """Drops uncommitted changes."""
        self._pending = {}

    def get(self, id: str) -> Card | None:
        """The card of a bulletin, or None."""
        return self._held[id].card if id in self._held else None

    def ids(self) -> Iterator[str]:
        """The ids of all bulletins."""
        return iter(self._held)

    def count(self) -> int:
        """How many bulletins there are."""
        return len(self._held)

    def search(self, query: Query) -> SearchPage:
        """The page of hits that the query names."""
        @cache
        def find(filters: Filters) -> list[Held]:
            return [held for held in self._held.values() if passes(held.card, filters) and matches(held, query)]

        scored = sorted(((held, self._score(held, query)) for held in find(query.filters)), key=ORDERS[query.sort])
        if query.joined:
            scored = leaders_of(scored)
        if query.lifted:
            scored.sort(key=lambda one: one[1].group)  # keeps the order inside a group
        groups = Counter(hit.group for _, hit in scored)
        counts = [groups[group] for group in range(len(query.groups))]
        if query.lifted:
            # Groups that do not reach the page are not told apart.
            counts = [count if group < query.counted or sum(counts[:group]) < query.reach else 0
                      for group, count in enumerate(counts)]
        first = (query.page - 1) * query.per_page
        return SearchPage(len(scored), tuple(hit for _, hit in scored[first:first + query.per_page]),
                          {name: count_among(find(query.filters.without(name)), query, name, min(groups, default=None))
                           for name in query.facets},
                          query.page, query.per_page,
                          (*counts, len(scored) - sum(counts)),
                          self._hold(query, scored) if query.holdings and scored else None)

    def _hold(self, query: Query, scored: list[tuple[Held, Hit]]) -> Holdings:
        first, among = scored[:query.holdings], scored[:max(query.holdings, query.among)]
        titles = [title_syllables(held.entry) for held, _ in first]
        return Holdings(
            sum(self._worth(*term) for term in query.evidence), np.array([hit.score for _, hit in among]),
            np.array([held.card.document for held, _ in among], np.int64), self._hold_terms(query, "syllable", first),
            self._hold_terms(query, "pair", among), tuple(map(" ".join, titles)),
            {syllable: title_weight(syllable, self.frequency("title", syllable), len(self._held))
             for title in titles for syllable in title})

    def _hold_terms(self, query: Query, channel: str, hits: list[tuple[Held, Hit]]) -> HeldTerms:
        terms = [term for of, term in query.evidence if of == channel]
        points = [{part.term: part.points for part in self._parts(held, query) if part.channel == channel}
                  for held, _ in hits]
        return HeldTerms(tuple(terms), np.array([self._worth(channel, term) for term in terms]),
                         np.array([[row.get(term, 0.0) for term in terms] for row in points]))

    def _worth(self, channel: str, term: str) -> float:
        return WEIGHTS[channel] * self._weight(channel, term) if self.frequency(channel, term) else 0.0

    def _score(self, held: Held, query: Query) -> Hit:
        parts = list(self._parts(held, query))
        score = round(sum(part.points for part in parts), SCORE_DECIMALS)
        return Hit(held.card.id, score, tuple(parts) if query.explain else (), missing_words(held, query),
                   group_of(held, query))

    def _parts(self, held: Held, query: Query) -> Iterator[Part]:
        postings = held.postings
        for number in query.numbers:
            if number.key in postings.number:
                yield Part("number", number.key, number_points(postings.number[number.key]))
        for channel, term in query.evidence:
            counts = getattr(postings, channel)
            if term in counts:
                yield Part(channel, term, WEIGHTS[channel] * self._weight(channel, term)
                           * saturate(counts[term], length_norm(float(postings.length), self._average_length)))

    def _weight(self, channel: str, term: str) -> float:
        return inverse_frequency(self._count_term(channel, term)[1], len(self._held))

    def _count_term(self, channel: str, term: str) -> tuple[int, int]:
        """How many bulletins hold a term, and how many of them hold it themselves."""
        if (channel, term) not in self._counted:
            counts = [getattr(held.postings, channel).get(term) for held in self._held.values()]
            held = [count for count in counts if count is not None]
            self._counted[channel, term] = len(held), sum(count >= OWN_WEIGHT for count in held)
        return self._counted[channel, term]


def count_among(found: list[Held], query: Query, facet: str, group: int | None) -> tuple[FacetCount, ...]:
    """How many have each value of a facet, of those found whichever of them are chosen: of the first group that has
    any."""
    if query.lifted and found:
        of = {held.card.id: group_of(held, query) for held in found}
        wanted = min(of.values()) if group is None else group
        found = [held for held in found if of[held.card.id] == wanted]
    return count_facet([held.card for held in found], facet, query.most_values or None, query.joined)


def passes(card: Card, filters: Filters) -> bool:
    """Whether the filters let a bulletin through."""
    day = card.published_on
    return not (
        (filters.since and (day is None or day < filters.since))
        or (filters.until and (day is None or day > filters.until))
        or any(getattr(filters, facet) and not set(map(str, getattr(filters, facet))).intersection(values(card))
               for facet, values in VALUES.items() if facet in Filters._fields)
    )


# The values that a bulletin has of each facet.
VALUES: dict[str, Callable[[Card], Iterable[str]]] = {
    "year": lambda card: [str(card.published_on.year)] if card.published_on else [],
    "month": lambda card: [card.published_on.isoformat()[:7]] if card.published_on else [],
    "day": lambda card: [card.published_on.isoformat()] if card.published_on else [],
    "source": lambda card: [card.source] if card.source else [],
    "section": lambda card: [card.section] if card.section else [],
    "author": lambda card: [card.author] if card.author else [],
    "genre": lambda card: [card.genre] if card.genre else [],
    "kind": lambda card: set(card.kinds),
    "unit": lambda card: set(card.units),
    "edited": lambda card: [EDITED] if card.edited else [],
    "province": lambda card: set(card.provinces),
    "commune": lambda card: set(card.communes),
}


def matches(held: Held, query: Query) -> bool:
    """Whether a bulletin has what the query demands, the filters apart."""
    if not all(has(held, clause) for clause in query.required):
        return False
    if any(has(held, clause) for clause in query.excluded):
        return False
    has_number = any(has(held, number) for number in query.numbers)
    if query.numbers_only:
        return has_number
    if not query.words:
        return has_number or not query.numbers
    return has_number or len(query.distinct_words) - len(missing_words(held, query)) >= query.minimum


def missing_words(held: Held, query: Query) -> tuple[Word, ...]:
    """The words that a bulletin does not hold, neither themselves nor in an expansion."""
    said = {word for expansion in query.expansions if says(held, expansion, query.exact)
            for word in expansion.words}
    return tuple(word for word in query.distinct_words if word.folded not in said
                 and not has(held, Beside((word,)) if query.exact else word))


def group_of(held: Held, query: Query) -> int:
    """The first group of which a bulletin holds every clause; behind the last one where there is none."""
    return next((place for place, clauses in enumerate(query.groups) if all(has(held, clause) for clause in clauses)),
                len(query.groups))


def says(held: Held, expansion: Expansion, exact: bool) -> bool:
    """Whether the bulletin holds all pairs of an expansion's phrase, or its one word, or bears its key."""
    phrase = expansion.phrase
    if expansion.key:
        return expansion.key in held.postings.number
    if len(phrase.words) == 1:
        return has(held, Beside(phrase.words) if exact else phrase.words[0])
    marks = {word.marked for word in phrase.words if word.marked} if exact else set()
    return held.postings.pair.keys() >= set(make_pairs(phrase.words)) and held.postings.mark.keys() >= marks


def has(held: Held, clause: Clause) -> bool:
    """Whether the bulletin holds one clause."""
    if isinstance(clause, Word):
        return clause.folded in held.postings.syllable
    if isinstance(clause, Number):
        return clause.key in held.postings.number if clause.bulletins is None else held.card.id in clause.bulletins
    if isinstance(clause, Prefix):
        return any(term.startswith(clause.folded) for term in held.postings.syllable)
    if isinstance(clause, AnyOf):
        return any(has(held, choice) for choice in clause.choices)
    if isinstance(clause, Beside):
        return has_beside(held.postings, clause.words)
    if len(clause.words) == 1:
        return has(held, clause.words[0])
    return any(holds_phrase(line, clause) for zone in held.entry.zones.values() for line in zone.lines)


def has_beside(postings: Postings, words: tuple[Word, ...]) -> bool:
    """Whether syllables stand as they were typed, each two neighbours side by side."""
    if len(words) == 1:
        word, = words
        if word.is_bare:
            return spelt_alone(word.folded) in postings.spelt
        return word.marked in postings.mark if word.marked else word.folded in postings.syllable
    return all(any(term.startswith(all_spellings(*pair)) and agrees(term, *pair) for term in postings.spelt)
               for pair in zip(words, words[1:], strict=False))


def day_of(held: Held) -> int:
    """The proleptic ordinal of a bulletin's day, 0 where there is none."""
    return held.card.published_on.toordinal() if held.card.published_on else 0


# What (Held, Hit) are sorted by; ties by day, newest first, then by id.
ORDERS: dict[Sort, Callable[[tuple[Held, Hit]], tuple[object, ...]]] = {
    Sort.RELEVANCE: lambda one: (-one[1].score, -day_of(one[0]), one[1].id),
    Sort.NEWEST: lambda one: (-day_of(one[0]), -one[1].score, one[1].id),
    Sort.OLDEST: lambda one: (not day_of(one[0]), day_of(one[0]), -one[1].score, one[1].id),
}


def leaders_of(scored: list[tuple[Held, Hit]]) -> list[tuple[Held, Hit]]:
    """The hits without those for which another one of their family stands."""
    first: dict[int, tuple[int, bool, int, str]] = {}
    for held, hit in scored:
        key = (hit.group, not day_of(held), day_of(held), hit.id)
        first[held.card.family] = min(first.get(held.card.family, key), key)
    return [(held, hit) for held, hit in scored if not held.card.family or first[held.card.family][3] == hit.id]


def count_facet(cards: list[Card], facet: str, most: int | None = None,
                joined: bool = False) -> tuple[FacetCount, ...]:
    """How many of some bulletins, or families of them, have each value of a facet: the newest first, of names the most
    frequent."""
    holders: set[tuple[object, str]] = {(card.family if joined and card.family else card.id, value)
                                        for card in cards for value in VALUES[facet](card)}
    counts = Counter(value for _, value in holders)
    if facet in ("year", "month", "day"):
        return tuple(FacetCount(value, counts[value]) for value in sorted(counts, reverse=True))
    frequent = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value, n) for value, n in frequent[:most])

"""Search over arrays: which bulletins match, in which order, with numpy instead of a loop over bulletins.

It knows postings as arrays and nothing of where they come from. A bulletin is its ordinal here: 0 to size - 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple, Protocol

import numpy as np

from indexer.engine.entry import Card, Stream
from indexer.engine.page import FacetCount, Hit, Part, SearchPage
from indexer.engine.phrase import holds_phrase
from indexer.engine.query import AnyOf, Clause, Number, Phrase, Query, Sort, Word, make_pairs
from indexer.engine.ranking import COMPLETE_BAND, WEIGHTS, inverse_frequency, number_points, saturate

# Scores closer than this are a tie: the order of additions must not decide between bulletins.
SCORE_DECIMALS = 9


class PostingList(NamedTuple):
    """Ascending ordinals of live bulletins (int32), and the weighted frequency in each (float64)."""

    ordinals: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True)
class Labels:
    """A column of names: `codes[i]` is the place in `names` of bulletin i's name; names[0] is always ""."""

    names: tuple[str, ...]
    codes: np.ndarray


@dataclass(frozen=True)
class Columns:
    """What is known of each bulletin by ordinal. `day` is the proleptic ordinal of the date, 0 where there is none.

    `kind_owner` and `kind_code` list the (bulletin, kind) pairs; `id_rank` orders ids alphabetically.
    """

    live: np.ndarray
    length: np.ndarray
    day: np.ndarray
    year: np.ndarray
    source: Labels
    section: Labels
    kind_owner: np.ndarray
    kind_code: np.ndarray
    kind_names: tuple[str, ...]
    id_rank: np.ndarray


class PostingSource(Protocol):
    """Where the arrays come from."""

    columns: Columns

    def postings(self, channel: str, term: str) -> PostingList:
        """The live bulletins that hold a term; empty arrays for an unknown one."""

    def stream(self, ordinal: int) -> Stream:
        """The syllables of a bulletin."""

    def card(self, ordinal: int) -> Card:
        """The bulletin's card."""


class ArraySearch:
    """Answers queries from a PostingSource."""

    def __init__(self, source: PostingSource):
        self.source = source
        self.columns = source.columns
        self.count = int(self.columns.live.sum())
        live_length = float(self.columns.length[self.columns.live].sum())
        self.average_length = max(live_length / max(self.count, 1), 1.0)

    def search(self, query: Query) -> SearchPage:
        """The page of hits that the query names."""
        holders = self._holders(query)
        counted = np.zeros(len(self.columns.live), np.uint16)
        for ordinals in holders.values():
            counted[ordinals] += 1
        matching = np.flatnonzero(self._matches(query, counted))
        scores = self._scores(query, counted)[matching]
        first = (query.page - 1) * query.per_page
        chosen = self._order(matching, scores, query.sort, first + query.per_page)[first:]
        hits = tuple(self._hit(int(matching[i]), query, holders) for i in chosen)
        return SearchPage(len(matching), hits, self._facets(matching), query.page, query.per_page)

    def _holders(self, query: Query) -> dict[Word, np.ndarray]:
        """For each word that counts the bulletins that hold it, itself or in an expansion."""
        said = [(expansion.words, self._say(expansion.phrase, query.exact)) for expansion in query.expansions]
        return {
            word: reduce(np.union1d, [ordinals for words, ordinals in said if word.folded in words],
                         self._ordinals(*query.spelling(word)))
            for word in query.distinct_words
        }

    def _matches(self, query: Query, counted: np.ndarray) -> np.ndarray:
        by_number = self._mask_of([self._ordinals("number", number.key) for number in query.numbers])
        if query.numbers_only:
            matching = by_number
        elif query.words:
            matching = (counted >= query.minimum) | by_number
        elif query.numbers:
            matching = by_number
        else:
            matching = np.ones(len(counted), bool)
        matching &= self._passes(query)
        for clause in query.required:
            matching &= self._has(clause, query.exact)
        for clause in query.excluded:
            matching &= ~self._has(clause, query.exact)
        return matching

    def _passes(self, query: Query) -> np.ndarray:
        columns = self.columns
        passing = columns.live.copy()
        if query.since:
            passing &= columns.day >= query.since.toordinal()
        if query.until:
            passing &= (columns.day <= query.until.toordinal()) & (columns.day > 0)
        if query.year is not None:
            passing &= columns.year == query.year
        for labels, name in ((columns.source, query.source), (columns.section, query.section)):
            if name:
                passing &= labels.codes == (labels.names.index(name) if name in labels.names else -1)
        if query.kind:
            code = columns.kind_names.index(query.kind) if query.kind in columns.kind_names else -1
            passing &= self._mask_of([columns.kind_owner[columns.kind_code == code]])
        return passing

    def _has(self, clause: Clause, exact: bool) -> np.ndarray:
        if isinstance(clause, AnyOf):
            return reduce(np.logical_or, (self._has(choice, exact) for choice in clause.choices), self._mask_of([]))
        if isinstance(clause, Number):
            return self._mask_of([self._ordinals("number", clause.key)])
        return self._mask_of([self._phrase(Phrase((clause,)) if isinstance(clause, Word) else clause, exact)])

    def _say(self, phrase: Phrase, exact: bool) -> np.ndarray:
        """The bulletins that hold all pairs of a phrase, or its one word; with `exact`, all marks that were typed."""
        if len(phrase.words) == 1:
            return self._ordinals(*Query(exact=exact).spelling(phrase.words[0]))
        lists = [self._ordinals("pair", pair) for pair in dict.fromkeys(make_pairs(phrase.words))]
        if exact:
            lists += [self._ordinals("mark", word.marked) for word in phrase.words if word.marked]
        return reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), sorted(lists, key=len))

    def _phrase(self, phrase: Phrase, exact: bool) -> np.ndarray:
        """The bulletins that hold a phrase: those that say it, looked at where that is no proof."""
        exact = exact and any(word.marked for word in phrase.words)
        candidates = self._say(phrase, exact)
        if len(phrase.words) == 1 or (len(phrase.words) == 2 and not exact):
            return candidates
        wanted = " ".join(["", *(word.folded for word in phrase.words), ""])
        return np.array([i for i in candidates if self._reads(int(i), wanted, phrase, exact)], np.int32)

    def _reads(self, ordinal: int, wanted: str, phrase: Phrase, exact: bool) -> bool:
        stream = self.source.stream(ordinal)
        return wanted in stream.folded and (not exact or any(
            holds_phrase(folded.split(), spelt.split(), phrase, True)
            for folded, spelt in zip(stream.folded.split("\n"), stream.spelt.split("\n"), strict=True)
            if wanted in folded))

    def _scores(self, query: Query, counted: np.ndarray) -> np.ndarray:
        scores = np.zeros(len(counted))
        for number in query.numbers:
            ordinals, weights = self.source.postings("number", number.key)
            scores[ordinals] += number_points(weights)
        for channel, terms in query.evidence.items():
            for term in terms:
                ordinals, weights = self.source.postings(channel, term)
                scores[ordinals] += self._points(channel, ordinals, weights)
        if query.complete_first:
            scores[counted == len(query.distinct_words)] += COMPLETE_BAND
        return scores

    def _points(self, channel: str, ordinals: np.ndarray, weights: np.ndarray) -> np.ndarray:
        return (WEIGHTS[channel] * inverse_frequency(len(ordinals), self.count)
                * saturate(weights, self.columns.length[ordinals], self.average_length))

    def _order(self, matching: np.ndarray, scores: np.ndarray, sort: Sort, wanted: int) -> np.ndarray:
        """Places in `matching` of the first `wanted` hits, in order."""
        scores = np.round(scores, SCORE_DECIMALS)
        day = self.columns.day[matching]
        rank = self.columns.id_rank[matching]
        keys: tuple[np.ndarray, ...]
        if sort is Sort.NEWEST:
            keys = (rank, -scores, -day)
        elif sort is Sort.OLDEST:
            keys = (rank, -scores, day, day == 0)
        else:
            keys = (rank, -day, -scores)
            if len(matching) > wanted > 0:
                # Only what can reach the page is worth sorting: everything down to the score of its last hit.
                least = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
                near = np.flatnonzero(scores >= least)
                return near[np.lexsort(tuple(key[near] for key in keys))][:wanted]
        return np.lexsort(keys)[:wanted]

    def _hit(self, ordinal: int, query: Query, holders: dict[Word, np.ndarray]) -> Hit:
        parts = []
        for number in query.numbers:
            for _, weight in self._posting_of("number", number.key, ordinal):
                parts.append(Part("number", number.key, number_points(weight)))
        for channel, terms in query.evidence.items():
            for term in terms:
                for frequency, weight in self._posting_of(channel, term, ordinal):
                    share = saturate(weight, float(self.columns.length[ordinal]), self.average_length)
                    weight_of_term = inverse_frequency(frequency, self.count)
                    parts.append(Part(channel, term, WEIGHTS[channel] * weight_of_term * share))
        missing = tuple(word for word, ordinals in holders.items() if not contains(ordinals, ordinal))
        if query.complete_first and not missing:
            parts.append(Part("complete", "", COMPLETE_BAND))
        return Hit(self.source.card(ordinal), sum(part.points for part in parts), tuple(parts), missing)

    def _posting_of(self, channel: str, term: str, ordinal: int) -> list[tuple[int, float]]:
        """The frequency of a term among bulletins and its weight in one of them; empty where that one lacks it."""
        ordinals, weights = self.source.postings(channel, term)
        place = int(np.searchsorted(ordinals, ordinal))
        if place == len(ordinals) or ordinals[place] != ordinal:
            return []
        return [(len(ordinals), float(weights[place]))]

    def _facets(self, matching: np.ndarray) -> dict[str, tuple[FacetCount, ...]]:
        columns = self.columns
        years, counts = np.unique(columns.year[matching], return_counts=True)
        kinds = columns.kind_code[self._mask_of([matching])[columns.kind_owner]]
        return {
            "year": tuple(FacetCount(str(y), int(n)) for y, n in zip(years[::-1], counts[::-1], strict=True) if y),
            "source": count_labels(columns.source.names, columns.source.codes[matching]),
            "section": count_labels(columns.section.names, columns.section.codes[matching]),
            "kind": count_labels(columns.kind_names, kinds),
        }

    def _ordinals(self, channel: str, term: str) -> np.ndarray:
        return self.source.postings(channel, term).ordinals

    def _mask_of(self, lists: list[np.ndarray]) -> np.ndarray:
        mask = np.zeros(len(self.columns.live), bool)
        for ordinals in lists:
            mask[ordinals] = True
        return mask


def contains(ordinals: np.ndarray, ordinal: int) -> bool:
    """Whether ascending ordinals hold one.

    >>> contains(np.array([2, 5]), 5), contains(np.array([2, 5]), 6)
    (True, False)
    """
    place = int(np.searchsorted(ordinals, ordinal))
    return place < len(ordinals) and bool(ordinals[place] == ordinal)


def count_labels(names: tuple[str, ...], codes: np.ndarray) -> tuple[FacetCount, ...]:
    """How often each name occurs among the codes, most frequent first, ties by name; the empty name left out."""
    counts = np.bincount(codes, minlength=len(names)) if len(codes) else np.zeros(len(names), int)
    found = [FacetCount(name, int(n)) for name, n in zip(names, counts, strict=True) if name and n]
    return tuple(sorted(found, key=lambda facet: (-facet.count, facet.value)))

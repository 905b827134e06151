"""Search over arrays: which bulletins match, in which order, with numpy instead of a loop over bulletins.

It knows postings as arrays and nothing of where they come from. A bulletin is its ordinal here: 0 to size - 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple, Protocol

import numpy as np

from indexer.engine.entry import Card
from indexer.engine.page import FacetCount, Hit, Part, SearchPage
from indexer.engine.query import AnyOf, Clause, Number, Phrase, Query, Sort, Word
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

    def stream(self, ordinal: int) -> str:
        """The folded syllables of a bulletin: " a b c " for each paragraph, newlines between."""

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
        counted = self._count_words(query)
        matching = np.flatnonzero(self._matches(query, counted))
        scores = self._scores(query, counted)[matching]
        first = (query.page - 1) * query.per_page
        chosen = self._order(matching, scores, query.sort, first + query.per_page)[first:]
        complete = len(query.distinct_words)
        hits = tuple(
            self._hit(int(matching[i]), query, bool(counted[matching[i]] == complete)) for i in chosen
        )
        return SearchPage(len(matching), hits, self._facets(matching), query.page, query.per_page)

    def _count_words(self, query: Query) -> np.ndarray:
        counted = np.zeros(len(self.columns.live), np.uint16)
        for folded in query.distinct_words:
            counted[self._ordinals("syllable", folded)] += 1
        return counted

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
            matching &= self._has(clause)
        for clause in query.excluded:
            matching &= ~self._has(clause)
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

    def _has(self, clause: Clause) -> np.ndarray:
        if isinstance(clause, Word):
            return self._mask_of([self._ordinals("syllable", clause.folded)])
        if isinstance(clause, Number):
            return self._mask_of([self._ordinals("number", clause.key)])
        if isinstance(clause, AnyOf):
            return reduce(np.logical_or, map(self._has, clause.choices), self._mask_of([]))
        return self._mask_of([self._phrase(clause)])

    def _phrase(self, phrase: Phrase) -> np.ndarray:
        folded = [word.folded for word in phrase.words]
        if len(folded) == 1:
            return self._ordinals("syllable", folded[0])
        pairs = dict.fromkeys(f"{a}_{b}" for a, b in zip(folded, folded[1:], strict=False))
        lists = sorted((self._ordinals("pair", pair) for pair in pairs), key=len)
        candidates = reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), lists)
        if len(folded) == 2:
            return candidates
        wanted = f" {' '.join(folded)} "
        return np.array([i for i in candidates if wanted in self.source.stream(int(i))], np.int32)

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

    def _hit(self, ordinal: int, query: Query, complete: bool) -> Hit:
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
        if query.complete_first and complete:
            parts.append(Part("complete", "", COMPLETE_BAND))
        return Hit(self.source.card(ordinal), sum(part.points for part in parts), tuple(parts), complete)

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


def count_labels(names: tuple[str, ...], codes: np.ndarray) -> tuple[FacetCount, ...]:
    """How often each name occurs among the codes, most frequent first, ties by name; the empty name left out."""
    counts = np.bincount(codes, minlength=len(names)) if len(codes) else np.zeros(len(names), int)
    found = [FacetCount(name, int(n)) for name, n in zip(names, counts, strict=True) if name and n]
    return tuple(sorted(found, key=lambda facet: (-facet.count, facet.value)))

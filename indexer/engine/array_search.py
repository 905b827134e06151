"""Search over arrays: which bulletins match, in which order, with numpy instead of a loop over bulletins.

It knows postings as arrays and nothing of where they come from. Matches are ascending ordinals; a list is walked only
where that costs less than looking each match up in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from indexer.engine.entry import Card
from indexer.engine.evidence import Evidence, KeptEvidence
from indexer.engine.first_hits import first_hits
from indexer.engine.page import Hit, Part, SearchPage
from indexer.engine.phrase import holds_phrase
from indexer.engine.posting_source import PostingSource
from indexer.engine.query import AnyOf, Clause, Number, Phrase, Prefix, Query, Word, make_pairs
from indexer.engine.ranking import COMPLETE_BAND, SCORE_DECIMALS

# Looking one match up in a list costs about as much as adding so many postings of it to all bulletins' scores.
LOOKUP = 12


@dataclass(frozen=True)
class Matches:
    """What matched, and how many of the words that count each of it holds, where some hold fewer than all of them."""

    ordinals: np.ndarray
    counted: np.ndarray | None = None


class ArraySearch:
    """Answers queries from a PostingSource. Threads may share it."""

    def __init__(self, source: PostingSource):
        self.source = source
        self.columns = source.columns
        self.count = self.columns.count
        self.evidence = KeptEvidence(source)

    def search(self, query: Query) -> SearchPage:
        """The page of hits that the query names."""
        holders = self._holders(query)
        matches = self._match(query, holders)
        ordinals = matches.ordinals
        evidence = query.evidence
        scores = self._score(query, evidence, matches)
        first = (query.page - 1) * query.per_page
        chosen = first_hits(self.columns, ordinals, scores, query.sort, first + query.per_page)[first:]
        return SearchPage(
            len(ordinals), self._hits(query, evidence, holders, ordinals[chosen], scores[chosen]),
            self.columns.count_facets(ordinals) if query.facets else {}, query.page, query.per_page)

    def card(self, ordinal: int) -> Card:
        """The card of a bulletin."""
        return self.source.card(ordinal)

    def _of(self, channel: str, term: str) -> Evidence:
        return self.evidence.find(channel, term)

    # What matches

    def _holders(self, query: Query) -> dict[Word, np.ndarray]:
        """For each word that counts the bulletins that hold it, itself or in an expansion."""
        words = query.distinct_words
        if not query.expansions:
            return {word: self._of(*query.spelling(word)).ordinals for word in words}
        said = [(expansion.words, self._say(expansion.phrase, query.exact)) for expansion in query.expansions]
        return {word: self._union([self._of(*query.spelling(word)).ordinals,
                                   *(ordinals for folded, ordinals in said if word.folded in folded)])
                for word in words}

    def _match(self, query: Query, holders: dict[Word, np.ndarray]) -> Matches:
        demanded = [self._having(clause, query.exact) for clause in query.required]
        matches = self._match_words(query, list(holders.values()), demanded)
        kept = np.ones(len(matches.ordinals), bool)
        for clause in query.excluded:
            kept &= ~is_in(matches.ordinals, self._having(clause, query.exact))
        if matches.counted is None:
            return Matches(self.columns.filter(matches.ordinals if kept.all() else matches.ordinals[kept], query))
        ordinals = self.columns.filter(matches.ordinals[kept], query)
        return Matches(ordinals, matches.counted[np.searchsorted(matches.ordinals, ordinals)])

    def _match_words(self, query: Query, lists: list[np.ndarray], demanded: list[np.ndarray]) -> Matches:
        """What holds enough of the words, or a number, and all that is demanded."""
        numbers = self._union([self._of("number", number.key).ordinals for number in query.numbers])
        if query.numbers_only or (query.numbers and not lists):
            return Matches(self._common([numbers, *demanded]))
        if not lists or query.minimum <= 0 and not query.complete_first:
            return Matches(self._common(demanded) if demanded else self._all())
        if not len(numbers) and query.minimum >= len(lists):
            return Matches(self._common([*lists, *demanded]))
        if not len(numbers) and query.minimum == 1 and not query.complete_first:
            return Matches(self._common([self._union(lists), *demanded]))
        counted = np.zeros(len(self.columns), np.uint8)
        for ordinals in lists:
            counted[ordinals] += 1
        enough = counted >= query.minimum
        enough[numbers] = True
        if query.minimum <= 0:
            enough &= self.columns.live
        ordinals = self._common([np.flatnonzero(enough).astype(np.int32), *demanded])
        return Matches(ordinals, counted[ordinals])

    def _having(self, clause: Clause, exact: bool) -> np.ndarray:
        """The bulletins that hold a clause."""
        if isinstance(clause, AnyOf):
            return self._union([self._having(choice, exact) for choice in clause.choices])
        if isinstance(clause, Number):
            return self._of("number", clause.key).ordinals
        if isinstance(clause, Prefix):
            return self._union([self._of("syllable", term).ordinals
                                for term in self.source.terms_from("syllable", clause.folded)])
        if isinstance(clause, Word):
            return self._of(*(("mark", clause.marked) if exact and clause.marked else ("syllable", clause.folded))
                            ).ordinals
        return self._having_phrase(clause, exact)

    def _having_phrase(self, phrase: Phrase, exact: bool) -> np.ndarray:
        if len(phrase.words) < 2:
            return self._having(phrase.words[0], exact) if phrase.words else self._all()
        # Every syllable's pair must be there, which leaves few; two syllables are their pair.
        ordinals = self._say(phrase, exact)
        folded = [word.folded for word in phrase.words]
        if len(folded) > 2:
            ordinals = self.source.holding(ordinals, folded)
        if exact and any(word.marked for word in phrase.words):
            ordinals = ordinals[[self._spells(int(ordinal), phrase) for ordinal in ordinals]] \
                if len(ordinals) else ordinals
        return ordinals

    def _spells(self, ordinal: int, phrase: Phrase) -> bool:
        return any(holds_phrase(folded, spelt, phrase, True)
                   for folded, spelt in self.source.lines(ordinal) if spelt is not None)

    def _say(self, phrase: Phrase, exact: bool) -> np.ndarray:
        """The bulletins that hold all pairs of a phrase (and with `exact` its marks), or its one word."""
        if len(phrase.words) == 1:
            return self._having(phrase.words[0], exact)
        lists = [self._of("pair", pair).ordinals for pair in dict.fromkeys(make_pairs(phrase.words))]
        if exact:
            lists += [self._of("mark", word.marked).ordinals for word in phrase.words if word.marked]
        return self._common(lists)

    def _all(self) -> np.ndarray:
        return np.flatnonzero(self.columns.live).astype(np.int32)

    def _common(self, lists: Sequence[np.ndarray]) -> np.ndarray:
        """What stands in all lists."""
        shortest, *others = sorted(lists, key=len)
        return reduce(lambda found, other: found[is_in(found, other)], others, shortest)

    def _union(self, lists: Sequence[np.ndarray]) -> np.ndarray:
        """What stands in any list."""
        lists = [ordinals for ordinals in lists if len(ordinals)]
        if len(lists) < 2:
            return lists[0] if lists else np.empty(0, np.int32)
        mask = np.zeros(len(self.columns), bool)
        for ordinals in lists:
            mask[ordinals] = True
        return np.flatnonzero(mask).astype(np.int32)

    # In which order

    def _score(self, query: Query, evidence: dict[str, tuple[str, ...]], matches: Matches) -> np.ndarray:
        """The scores of what matched (float64)."""
        ordinals = matches.ordinals
        scores = np.zeros(len(ordinals), np.float32)
        everywhere: np.ndarray | None = None
        for channel, terms in evidence.items():
            for term in terms:
                found = self._of(channel, term)
                if found.ordinals is ordinals:
                    scores += found.points
                elif found.row is not None and len(ordinals) * 2 < len(found.row):
                    scores += found.row[ordinals]
                elif len(ordinals) * LOOKUP < len(found.ordinals):
                    scores += found.points_at(ordinals)
                elif len(found.ordinals):
                    if everywhere is None:
                        everywhere = np.zeros(len(self.columns), np.float32)
                    if found.row is not None:
                        everywhere += found.row
                    else:
                        everywhere[found.ordinals] += found.points
        if everywhere is not None:
            scores += everywhere[ordinals]
        total = np.round(scores.astype(float), SCORE_DECIMALS)
        for number in query.numbers:
            found = self._of("number", number.key)
            total += found.points_at(ordinals)
        if query.complete_first:
            words = len(query.distinct_words)
            total += COMPLETE_BAND if matches.counted is None else COMPLETE_BAND * (matches.counted == words)
        return total

    # What is told of it

    def _hits(self, query: Query, evidence: dict[str, tuple[str, ...]], holders: dict[Word, np.ndarray],
              ordinals: np.ndarray, scores: np.ndarray) -> tuple[Hit, ...]:
        lacking = {word: ~is_in(ordinals, held) for word, held in holders.items()} if len(holders) > 1 or (
            query.numbers or query.minimum < 1) else {}
        hits = []
        for place, (ordinal, score) in enumerate(zip(ordinals.tolist(), scores.tolist(), strict=True)):
            missing = tuple(word for word, lacks in lacking.items() if lacks[place])
            parts = self._parts(query, evidence, ordinal, not missing) if query.explain else ()
            hits.append(Hit(self.source.card(ordinal), score, parts, missing))
        return tuple(hits)

    def _parts(self, query: Query, evidence: dict[str, tuple[str, ...]], ordinal: int, complete: bool) -> tuple[
            Part, ...]:
        at = np.array([ordinal], np.int32)
        terms = [("number", number.key) for number in query.numbers]
        terms += [(channel, term) for channel, some in evidence.items() for term in some]
        parts = [Part(channel, term, points) for channel, term in terms
                 if (points := float(self._of(channel, term).points_at(at)[0]))]
        return (*parts, Part("complete", "", COMPLETE_BAND)) if query.complete_first and complete else tuple(parts)


def is_in(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which of some ascending ordinals stand among other ascending ones.

    >>> is_in(np.array([1, 5, 9]), np.array([5, 7])).tolist()
    [False, True, False]
    """
    if not len(others):
        return np.zeros(len(some), bool)
    places = np.searchsorted(others, some)
    return others[np.minimum(places, len(others) - 1)] == some

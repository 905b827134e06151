"""Search over arrays: which bulletins match, in which order, with numpy instead of a loop over bulletins.

It knows postings as arrays and nothing of where they come from. Matches are ascending ordinals; a list is walked only
where that costs less than looking each match up in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.engine.arrays.evidence import Evidence, KeptEvidence
from indexer.engine.arrays.hit_order import TIE, greatest, put_in_order
from indexer.engine.arrays.posting_source import PostingSource
from indexer.engine.page import Hit, Part, SearchPage
from indexer.engine.phrase import holds_phrase
from indexer.engine.query import AnyOf, Clause, Number, Phrase, Prefix, Query, Sort, Word, make_pairs
from indexer.engine.ranking import COMPLETE_BAND, SCORE_DECIMALS

# Of so few terms it is not worth adding up the points of all bulletins.
FEW = 3


class Matches(NamedTuple):
    """What matched, ascending, and how many of the words that count each of it holds (None: all of them)."""

    ordinals: np.ndarray
    counted: np.ndarray | None = None

    def at(self, places: np.ndarray | slice) -> Matches:
        """The matches at some places."""
        return Matches(self.ordinals[places], None if self.counted is None else self.counted[places])


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
        if not len(matches.ordinals):
            return SearchPage(0, (), dict.fromkeys(query.facets, ()), query.page, query.per_page)
        evidence = query.evidence
        wanted = query.page * query.per_page
        # Where nothing scores, all tie, and ties go by day: hundreds of thousands need not be sorted for that.
        sort = query.sort if evidence or query.numbers or query.sort is not Sort.RELEVANCE else Sort.NEWEST
        if sort is Sort.RELEVANCE:
            scores = self._score(query, evidence, matches)
            near = greatest(scores, wanted, TIE)
            scores = scores[near]
        else:
            # Only bulletins of the days that reach the page are scored.
            keys = self.columns.newest if sort is Sort.NEWEST else self.columns.oldest
            near = greatest(keys.take(matches.ordinals), wanted)
            scores = self._score(query, evidence, matches.at(near))
        ordinals = matches.ordinals[near]
        scores = scores.astype(float).round(SCORE_DECIMALS)
        chosen = put_in_order(self.columns, ordinals, scores, sort)[wanted - query.per_page:wanted]
        hits = self._hits(query, evidence, holders, ordinals.take(chosen), scores.take(chosen))
        facets = self.columns.count_facets(matches.ordinals, query.facets)
        return SearchPage(len(matches.ordinals), hits, facets, query.page, query.per_page)

    def _of(self, channel: str, term: str) -> Evidence:
        return self.evidence.find(channel, term)

    # What matches

    def _holders(self, query: Query) -> dict[Word, Evidence]:
        """For each word that counts the bulletins that hold it, itself or in an expansion."""
        held = {word: self._of(*query.spelling(word)) for word in query.distinct_words}
        if not query.expansions:
            return held
        said: dict[str, list[Evidence]] = {}
        for expansion in query.expansions:
            says = Evidence(self._say(expansion.phrase, query.exact))
            for folded in expansion.words:
                said.setdefault(folded, []).append(says)
        return {word: self._any([held[word], *said[word.folded]]) if word.folded in said else held[word]
                for word in held}

    def _match(self, query: Query, holders: dict[Word, Evidence]) -> Matches:
        demanded = [self._having(clause, query.exact) for clause in query.required]
        matches = self._match_words(query, list(holders.values()), demanded)
        ordinals = matches.ordinals
        for clause in query.excluded:
            ordinals = ordinals.compress(~self._having(clause, query.exact).held_by(ordinals))
        ordinals = self.columns.filter(ordinals, query.filters)
        if matches.counted is None or ordinals is matches.ordinals:
            return Matches(ordinals, matches.counted)
        return Matches(ordinals, matches.counted[matches.ordinals.searchsorted(ordinals)])

    def _match_words(self, query: Query, held: list[Evidence], demanded: list[Evidence]) -> Matches:
        """What holds enough of the words, or a number, and all that is demanded."""
        numbers = [self._of("number", number.key) for number in query.numbers]
        if query.numbers_only or (numbers and not held):
            return Matches(self._common([self._any(numbers), *demanded]))
        if not held or (query.minimum <= 0 and not query.complete_first):
            return Matches(self._common(demanded) if demanded else self._all())
        if not numbers or not any(each.count for each in numbers):
            if query.minimum >= len(held):
                return Matches(self._common([*held, *demanded]))
            if query.minimum == 1 and not query.complete_first:
                return Matches(self._common([self._any(held), *demanded]))
        counted = np.zeros(len(self.columns), np.uint8)
        for each in held:
            each.add_one(counted)
        enough = counted >= query.minimum
        for each in numbers:
            each.mark(enough)
        if query.minimum <= 0:
            enough &= self.columns.live
        ordinals = self._common([Evidence(np.flatnonzero(enough).astype(np.int32)), *demanded])
        return Matches(ordinals, counted.take(ordinals))

    def _having(self, clause: Clause, exact: bool) -> Evidence:
        """The bulletins that hold a clause."""
        if isinstance(clause, AnyOf):
            return self._any([self._having(choice, exact) for choice in clause.choices])
        if isinstance(clause, Number):
            return self._of("number", clause.key)
        if isinstance(clause, Prefix):
            return self.evidence.find_prefix(clause.folded)
        if isinstance(clause, Word):
            marked = exact and clause.marked
            return self._of("mark", clause.marked) if marked else self._of("syllable", clause.folded)
        if len(clause.words) < 2:
            return self._having(clause.words[0], exact) if clause.words else Evidence(self._all())
        return Evidence(self._having_phrase(clause, exact))

    def _having_phrase(self, phrase: Phrase, exact: bool) -> np.ndarray:
        # The pairs must all be there, which leaves few; and two syllables are their pair.
        ordinals = self._say(phrase, exact)
        folded = [word.folded for word in phrase.words]
        if len(folded) > 2:
            ordinals = self.source.holding(ordinals, folded)
        if exact and any(word.marked for word in phrase.words):
            ordinals = ordinals[np.array([self._spells(ordinal, phrase) for ordinal in ordinals.tolist()], bool)]
        return ordinals

    def _spells(self, ordinal: int, phrase: Phrase) -> bool:
        return any(holds_phrase(folded, spelt, phrase, True)
                   for folded, spelt in self.source.lines(ordinal) if spelt is not None)

    def _say(self, phrase: Phrase, exact: bool) -> np.ndarray:
        """The bulletins that hold all pairs of a phrase (and with `exact` its marks), or its one word."""
        if len(phrase.words) == 1:
            return self._having(phrase.words[0], exact).ordinals
        held = [self._of("pair", pair) for pair in dict.fromkeys(make_pairs(phrase.words))]
        if exact:
            held += [self._of("mark", word.marked) for word in phrase.words if word.marked]
        return self._common(held)

    def _all(self) -> np.ndarray:
        return np.flatnonzero(self.columns.live).astype(np.int32)

    def _common(self, held: Sequence[Evidence]) -> np.ndarray:
        """The bulletins that hold all."""
        rarest, *others = sorted(held, key=lambda each: each.count) if len(held) > 1 else held
        ordinals = rarest.ordinals
        for other in others:
            ordinals = ordinals.compress(other.held_by(ordinals))
        return ordinals

    def _any(self, held: Sequence[Evidence]) -> Evidence:
        """The bulletins that hold any."""
        held = [each for each in held if each.count]
        if len(held) < 2:
            return held[0] if held else Evidence(np.empty(0, np.int32))
        mask = np.zeros(len(self.columns), bool)
        for each in held:
            each.mark(mask)
        return Evidence(np.flatnonzero(mask).astype(np.int32))

    # In which order

    def _score(self, query: Query, evidence: list[tuple[str, str]], matches: Matches) -> np.ndarray:
        """The scores of what matched: float32, and float64 where bands lift some above all others."""
        ordinals = matches.ordinals
        scores = np.zeros(len(ordinals), np.float32)
        everywhere: np.ndarray | None = None
        for channel, term in evidence:
            found = self._of(channel, term)
            if found.is_cheaper_everywhere(ordinals, everywhere is not None or len(evidence) > FEW):
                everywhere = np.zeros(len(self.columns), np.float32) if everywhere is None else everywhere
                found.add_points(everywhere)
            elif found.count:
                scores += found.points_at(ordinals)
        if everywhere is not None:
            scores += everywhere.take(ordinals)
        if not query.numbers and not query.complete_first:
            return scores
        total = scores.astype(float)
        for number in query.numbers:
            total += self._of("number", number.key).points_at(ordinals)
        if query.complete_first:
            complete = matches.counted is None or matches.counted == len(query.distinct_words)
            total += COMPLETE_BAND * np.asarray(complete)
        return total

    # What is told of it

    def _hits(self, query: Query, evidence: list[tuple[str, str]], holders: dict[Word, Evidence],
              ordinals: np.ndarray, scores: np.ndarray) -> tuple[Hit, ...]:
        demanded = len(holders) == query.minimum and not query.numbers
        lacking = {} if demanded else {word: ~held.held_by(ordinals) for word, held in holders.items()}
        points = self._points(query, evidence, ordinals) if query.explain else []
        ids = self.source.ids_of(ordinals)
        if not lacking and not query.explain:
            return tuple(map(Hit, ids, scores.tolist()))
        hits = []
        for place, (id, score) in enumerate(zip(ids, scores.tolist(), strict=True)):
            missing = tuple([word for word, lacks in lacking.items() if lacks[place]])
            parts = [Part(channel, term, some[place]) for channel, term, some in points if some[place]]
            if query.explain and query.complete_first and not missing:
                parts.append(Part("complete", "", COMPLETE_BAND))
            hits.append(Hit(id, score, tuple(parts), missing))
        return tuple(hits)

    def _points(self, query: Query, evidence: list[tuple[str, str]], ordinals: np.ndarray) -> list[
            tuple[str, str, list[float]]]:
        """For each number and term of the query the points of some bulletins."""
        terms = [*(("number", number.key) for number in query.numbers), *evidence]
        return [(channel, term, self._of(channel, term).points_at(ordinals).tolist()) for channel, term in terms]

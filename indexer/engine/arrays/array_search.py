"""Search over arrays: which bulletins match, in which order, with numpy instead of a loop over bulletins.

It knows postings as arrays and nothing of where they come from. Matches are ascending ordinals; a list is walked only
where that costs less than looking each match up in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

import numpy as np

from indexer.engine.arrays.evidence import LOOKUP, Evidence, KeptEvidence
from indexer.engine.arrays.families import count_leaders, find_leaders
from indexer.engine.arrays.groups import Groups
from indexer.engine.arrays.held import Holder
from indexer.engine.arrays.hit_order import TIE, greatest, put_in_order
from indexer.engine.arrays.posting_source import PostingSource
from indexer.engine.page import FacetCount, Hit, Holdings, Part, SearchPage
from indexer.engine.query import AnyOf, Beside, Clause, Number, Phrase, Prefix, Query, Sort, Word, make_pairs
from indexer.engine.ranking import SCORE_DECIMALS
from indexer.engine.spelt import spelt_alone

# Marks of so many bulletins are cleared in the time in which one more is marked.
CLEAR = 64
# Of so few terms it is not worth adding up the points of all bulletins.
FEW = 3


class ArraySearch:
    """Answers queries from a PostingSource. Threads may share it."""

    def __init__(self, source: PostingSource):
        self.source = source
        self.columns = source.columns
        self.count = self.columns.count
        self.evidence = KeptEvidence(source)
        self.holder = Holder(source, self.evidence)

    def search(self, query: Query) -> SearchPage:
        """The page of hits that the query names."""
        holders = self._holders(query)
        candidates = self._match(query, holders)
        matches = self.columns.filter(candidates, query.filters)
        if not len(matches):
            return SearchPage(0, (), self._count_facets(query, candidates, matches, None), query.page, query.per_page,
                              (0,) * (len(query.groups) + 1))
        groups = self._tell_apart(query, matches)
        facets = self._count_facets(query, candidates, groups.first_of(matches), groups.first)
        if query.joined and self.columns.has_families:
            leads = find_leaders(self.columns.family.take(matches), groups.of, self.columns.first_rank.take(matches))
            matches, groups = matches.compress(leads), groups.at(leads)
        if not most_looked_at(query):
            return SearchPage(len(matches), (), facets, query.page, query.per_page, groups.counts)
        listed = matches
        if groups.lifted:
            # Only bulletins of the groups that reach the page are looked at further.
            reaching = groups.of <= groups.reached_by(most_looked_at(query))
            if not reaching.all():
                listed, groups = matches.compress(reaching), groups.at(reaching)
        hits, holdings = self._list(query, holders, listed, groups)
        return SearchPage(len(matches), hits, facets, query.page, query.per_page, groups.counts, holdings)

    def _count_facets(self, query: Query, candidates: np.ndarray, counted: np.ndarray,
                      group: int | None) -> dict[str, tuple[FacetCount, ...]]:
        """The counts of the facets: over the bulletins of the group that is counted, and where values of a facet are
        chosen over those of the same group that the other filters let through."""
        chosen = [name for name in query.facets if query.filters and query.filters.narrows(name)]
        most = query.most_values or None
        counts = self.columns.count_facets(counted, [name for name in query.facets if name not in chosen], most,
                                           joined=query.joined)
        for name in chosen:
            others = self.columns.filter(candidates, query.filters.without(name))
            counts |= self.columns.count_facets(self._of_group(query, others, group), [name], most,
                                                joined=query.joined)
        return counts

    def _of_group(self, query: Query, ordinals: np.ndarray, group: int | None) -> np.ndarray:
        """Those of some bulletins that are of a lifted group; None is the first that has any."""
        for place, clauses in enumerate(query.groups if query.lifted else ()):
            inside = self._are_in(ordinals, Evidence(self._holding_all(clauses) if clauses else ordinals))
            if place == group or group is None and inside.any():
                return ordinals.compress(inside)
            ordinals = ordinals.compress(~inside)
        return ordinals

    def _list(self, query: Query, holders: dict[Word, Evidence], ordinals: np.ndarray,
              groups: Groups) -> tuple[tuple[Hit, ...], Holdings | None]:
        """The hits of the page among what matches, and what the first ones hold."""
        evidence = query.evidence
        last = query.page * query.per_page
        wanted = most_looked_at(query)
        # Where nothing scores, all tie, and ties go by day: hundreds of thousands need not be sorted for that.
        sort = query.sort if evidence or query.numbers or query.sort is not Sort.RELEVANCE else Sort.NEWEST
        if sort is Sort.RELEVANCE:
            scores = self._score(query, evidence, ordinals)
            near = greatest(groups.lift(scores), wanted, TIE)
            scores = scores[near]
        else:
            # Only bulletins of the days that reach the page are scored.
            keys = self.columns.newest if sort is Sort.NEWEST else self.columns.oldest
            near = greatest(groups.lift(keys.take(ordinals)), wanted)
            scores = self._score(query, evidence, ordinals[near])
        ordinals, own = ordinals[near], groups.of[near]
        scores = scores.astype(float).round(SCORE_DECIMALS)
        order = put_in_order(self.columns, ordinals, scores, sort, own if groups.lifted else None)
        first, chosen = order[:max(query.holdings, query.among)], order[last - query.per_page:last]
        holdings = self.holder.hold(query, ordinals.take(first), scores.take(first)) if query.holdings else None
        return self._hits(query, evidence, holders, ordinals.take(chosen), scores.take(chosen),
                          own.take(chosen)), holdings

    def _of(self, channel: str, term: str) -> Evidence:
        return self.evidence.find(channel, term)

    # What matches

    def _holders(self, query: Query) -> dict[Word, Evidence]:
        """For each word that counts the bulletins that hold it, itself or in an expansion."""
        held = {word: self._having(Beside((word,)) if query.exact else word) for word in query.distinct_words}
        if not query.expansions:
            return held
        said: dict[str, list[Evidence]] = {}
        for expansion in query.expansions:
            says = self._of("number", expansion.key) if expansion.key else Evidence(
                self._say(expansion.phrase, query.exact))
            for folded in expansion.words:
                said.setdefault(folded, []).append(says)
        return {word: self._any([held[word], *said[word.folded]]) if word.folded in said else held[word]
                for word in held}

    def _match(self, query: Query, holders: dict[Word, Evidence]) -> np.ndarray:
        """What matches, the filters apart."""
        demanded = [self._having(clause) for clause in query.required]
        ordinals = self._match_words(query, list(holders.values()), demanded)
        for clause in query.excluded:
            ordinals = ordinals.compress(~self._are_in(ordinals, self._having(clause)))
        return ordinals

    def _match_words(self, query: Query, held: list[Evidence], demanded: list[Evidence]) -> np.ndarray:
        """What holds enough of the words, or a number, and all that is demanded."""
        numbers = [self._bearing(number) for number in query.numbers]
        if query.numbers_only or (numbers and not held):
            return self._common([self._any(numbers), *demanded])
        if not held or query.minimum <= 0:
            return self._common(demanded) if demanded else self._all()
        if not numbers or not any(each.count for each in numbers):
            if query.minimum == len(held):
                return self._common([*held, *demanded])
            if query.minimum == 1:
                return self._common([self._any(held), *demanded])
        counted = np.zeros(len(self.columns), np.uint8)
        for each in held:
            each.add_one(counted)
        enough = counted >= query.minimum
        for each in numbers:
            each.mark(enough)
        return self._common([Evidence(np.flatnonzero(enough).astype(np.int32)), *demanded])

    def _tell_apart(self, query: Query, ordinals: np.ndarray) -> Groups:
        """The group of each match."""
        families = self.columns.family.take(ordinals) if query.joined and self.columns.has_families else None
        total = len(ordinals) if families is None else count_leaders(families, families[:0])
        if not query.groups:
            return Groups(np.zeros(len(ordinals), np.uint8), (total,), False)
        behind = len(query.groups)
        own = np.full(len(ordinals), behind, np.uint8)
        counts = [0] * behind
        for place, clauses in enumerate(query.groups):
            if clauses:
                own[(own == behind) & self._are_in(ordinals, Evidence(self._holding_all(clauses)))] = place
            else:
                own[own == behind] = place
            counts[place] = int(np.count_nonzero(own == place)) if families is None else count_leaders(
                families.compress(own == place), families.compress(own < place))
            if query.lifted and place + 1 >= query.counted and sum(counts) >= query.reach:
                break  # no later group reaches the page
        return Groups(own, (*counts, total - sum(counts)), query.lifted)

    def _holding_all(self, clauses: Sequence[Clause]) -> np.ndarray:
        """The bulletins that hold every clause; where some hold nothing in common, the others are not read."""
        ordinals = self._having(clauses[0]).ordinals
        for clause in clauses[1:]:
            if not len(ordinals):
                break
            ordinals = self._common([Evidence(ordinals), self._having(clause)])
        return ordinals

    def _are_in(self, ordinals: np.ndarray, held: Evidence) -> np.ndarray:
        """Which of some bulletins hold something: looked up one by one, or marked among all where that costs less."""
        if held.row is not None or len(ordinals) * LOOKUP < held.count + len(self.columns) // CLEAR:
            return held.held_by(ordinals)
        mask = np.zeros(len(self.columns), bool)
        held.mark(mask)
        return mask.take(ordinals)

    def _having(self, clause: Clause) -> Evidence:
        """The bulletins that hold a clause."""
        if isinstance(clause, AnyOf):
            return self._any([self._having(choice) for choice in clause.choices])
        if isinstance(clause, Number):
            return self._bearing(clause)
        if isinstance(clause, Prefix):
            return self.evidence.find_prefix(clause.folded)
        if isinstance(clause, Word):
            return self._of("syllable", clause.folded)
        if isinstance(clause, Beside):
            return self._having_beside(clause.words)
        if len(clause.words) < 2:
            return self._having(clause.words[0]) if clause.words else Evidence(self._all())
        # The pairs must all be there, which leaves few; and two syllables are their pair.
        ordinals = self._say(clause, False)
        folded = [word.folded for word in clause.words]
        return Evidence(self.source.holding(ordinals, folded) if len(folded) > 2 else ordinals)

    def _bearing(self, number: Number) -> Evidence:
        """The bulletins that bear a number."""
        if number.bulletins is None:
            return self._of("number", number.key)
        return self.evidence.find_bearing(number.key, number.bulletins)

    def _having_beside(self, words: tuple[Word, ...]) -> Evidence:
        """The bulletins in which syllables stand as they were typed, each two neighbours side by side."""
        if len(words) == 1:
            word, = words
            if word.is_bare:
                return self._of("spelt", spelt_alone(word.folded))
            return self._of("mark", word.marked) if word.marked else self._of("syllable", word.folded)
        pairs = list(dict.fromkeys(zip(words, words[1:], strict=False)))
        held = [self.evidence.find_beside(*pair) for pair in pairs]
        return held[0] if len(held) == 1 else Evidence(self._common(held))

    def _say(self, phrase: Phrase, exact: bool) -> np.ndarray:
        """The bulletins that hold all pairs of a phrase (and with `exact` its marks), or its one word."""
        if len(phrase.words) == 1:
            return self._having(Beside(phrase.words) if exact else phrase.words[0]).ordinals
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
            ordinals = ordinals.compress(self._are_in(ordinals, other))
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

    def _score(self, query: Query, evidence: list[tuple[str, str]], ordinals: np.ndarray) -> np.ndarray:
        """The scores of what matched: float32, and float64 where a band lifts some above all others."""
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
        if not query.numbers:
            return scores
        total = scores.astype(float)
        for number in query.numbers:
            total += self._of("number", number.key).points_at(ordinals)
        return total

    # What is told of it

    def _hits(self, query: Query, evidence: list[tuple[str, str]], holders: dict[Word, Evidence],
              ordinals: np.ndarray, scores: np.ndarray, groups: np.ndarray) -> tuple[Hit, ...]:
        demanded = len(holders) == query.minimum and not query.numbers
        lacking = {} if demanded else {word: (~held.held_by(ordinals)).tolist() for word, held in holders.items()}
        points = self._points(query, evidence, ordinals) if query.explain else []
        ids = self.source.ids_of(ordinals)
        if not lacking and not query.explain:
            return tuple(map(Hit, ids, scores.tolist(), repeat(()), repeat(()), groups.tolist()))
        hits = []
        for place, (id, score, group) in enumerate(zip(ids, scores.tolist(), groups.tolist(), strict=True)):
            missing = tuple([word for word, lacks in lacking.items() if lacks[place]])
            parts = [Part(channel, term, some[place]) for channel, term, some in points if some[place]]
            hits.append(Hit(id, score, tuple(parts), missing, group))
        return tuple(hits)

    def _points(self, query: Query, evidence: list[tuple[str, str]], ordinals: np.ndarray) -> list[
            tuple[str, str, list[float]]]:
        """For each number and term of the query the points of some bulletins."""
        terms = [*(("number", number.key) for number in query.numbers), *evidence]
        return [(channel, term, self._of(channel, term).points_at(ordinals).tolist()) for channel, term in terms]


def most_looked_at(query: Query) -> int:
    """How many of the first hits a query asks anything of."""
    return max(query.page * query.per_page, query.holdings, query.among)

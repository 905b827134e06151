"""What the first hits hold of a query: look-ups of a few bulletins in the lists of its terms, and their titles."""

from __future__ import annotations

import numpy as np

from indexer.engine.arrays.evidence import Evidence, KeptEvidence
from indexer.engine.arrays.posting_source import PostingSource
from indexer.engine.page import HeldTerms, Holdings
from indexer.engine.query import Query
from indexer.engine.ranking import WEIGHTS, inverse_frequency, title_weight


class Holder:
    """Tells what bulletins hold. Threads may share it."""

    def __init__(self, source: PostingSource, evidence: KeptEvidence):
        self._source = source
        self._evidence = evidence
        self._title_weights = TitleWeights(source)

    def hold(self, query: Query, ordinals: np.ndarray, scores: np.ndarray) -> Holdings:
        """What the first hits hold, of which these are the bulletins and the scores."""
        terms: dict[str, list[str]] = {}
        for channel, term in query.evidence:
            terms.setdefault(channel, []).append(term)
        words = self._hold_terms("syllable", terms.pop("syllable", []), ordinals[:query.holdings])
        pairs = self._hold_terms("pair", terms.pop("pair", []), ordinals)
        others = sum(self._worth(channel, self._evidence.find(channel, term))
                     for channel, found in terms.items() for term in found)
        return Holdings(float(words.weights.sum() + pairs.weights.sum()) + others, scores,
                        self._source.columns.document.take(ordinals), words, pairs,
                        tuple(self._source.titles_of(ordinals[:query.holdings])), self._title_weights)

    def _hold_terms(self, channel: str, terms: list[str], ordinals: np.ndarray) -> HeldTerms:
        """What bulletins hold of the terms of a channel. Looked up in ascending order, each search begins where the one
        before ended."""
        order = ordinals.argsort()
        ascending = ordinals.take(order)
        found = [self._evidence.find(channel, term) for term in terms]
        points = np.empty((len(terms), len(ordinals)), np.float32)
        for place, each in enumerate(found):
            points[place, order] = each.points_at(ascending)
        return HeldTerms(tuple(terms), np.array([self._worth(channel, each) for each in found]), points.T)

    def _worth(self, channel: str, found: Evidence) -> float:
        if not found.count:
            return 0.0
        return WEIGHTS[channel] * inverse_frequency(found.frequency, self._source.columns.count)


class TitleWeights(dict[str, float]):
    """The weights of syllables in titles, each learnt when it is first asked for: a collection's titles have some ten
    thousand."""

    def __init__(self, source: PostingSource):
        super().__init__()
        self._source = source

    def __missing__(self, syllable: str) -> float:
        weight = title_weight(syllable, self._source.frequency("title", syllable), self._source.columns.count)
        self[syllable] = weight
        return weight

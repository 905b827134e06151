"""What the first hits hold of a query, as the hits themselves tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from indexer.engine.opensearch_engine.scoring import Scoring
from indexer.engine.opensearch_engine.statistics import Statistics
from indexer.engine.page import HeldTerms, Holdings
from indexer.engine.query import Query


def read_holdings(query: Query, scoring: Scoring, statistics: Statistics, hits: Sequence[dict[str, Any]]) -> Holdings:
    """The holdings of a query's first hits, as `Listing.body` has them told."""
    first = hits[:query.holdings]
    worths = statistics.worths(query.evidence)
    titles = tuple(hit["fields"].get("titled", [""])[0] for hit in first)

    def hold(channel: str, told: Sequence[dict[str, Any]]) -> HeldTerms:
        terms = [term for of, term in query.evidence if of == channel]
        names = {addend.term: addend.name for addend in scoring.addends if addend.channel == channel}
        points = [[hit.get("matched_queries", {}).get(names.get(term), 0.0) for term in terms] for hit in told]
        return HeldTerms(tuple(terms), np.array([worths[channel, term] for term in terms]), np.array(points))

    return Holdings(
        sum(worths.values()), np.array([scoring.score(hit["_score"] or 0.0) for hit in hits]),
        np.array([hit["fields"].get("document", [0])[0] for hit in hits], np.int64), hold("syllable", first),
        hold("pair", hits), titles, statistics.title_weights(
            syllable for title in titles for syllable in title.split()))

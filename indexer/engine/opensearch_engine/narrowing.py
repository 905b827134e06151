"""Hits in two steps where the formula is dear: candidates by bounds of their scores, then the formula for those.

The first step is as fast as a cluster's own ranking, which skips whatever cannot come first. The second tells whether
they are the hits of one step: they are where the last one scores more than any that was no candidate may.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from indexer.engine.opensearch_engine.clauses import Body
from indexer.engine.opensearch_engine.cluster import Cluster
from indexer.engine.opensearch_engine.listing import Listing, Span, candidates_for
from indexer.engine.opensearch_engine.scoring import PARTS

# Sums of a cluster have 24 bits.
ROUNDING = 1 + 2**-20


class Candidates(NamedTuple):
    """Candidates for a stretch, and what no other score exceeds, in whole thousandths."""

    ids: tuple[str, ...]
    beyond: float

    def decide(self, span: Span, hits: Sequence[Body]) -> bool:
        """Whether these hits of theirs are those of the whole list.

        >>> span, hits = Span(-1, 0, 2), [{"_score": 7000.0}, {"_score": 5001.0}]
        >>> [Candidates(("a", "b", "c"), beyond).decide(span, hits) for beyond in (5000, 5001)]
        [True, False]
        """
        return len(hits) == span.size and hits[-1]["_score"] > self.beyond


def read_candidates(span: Span, answer: Body) -> Candidates:
    """The candidates that a search found. Where they are fewer than were asked for, nothing else scores at all."""
    hits = hits_of(answer)
    last = hits[-1]["_score"] if len(hits) == candidates_for(span) else 0.0
    return Candidates(tuple(hit["fields"]["id"][0] for hit in hits), math.ceil(last * PARTS * ROUNDING))


def ask_for(cluster: Cluster, listing: Listing, spans: Sequence[Span], beside: Sequence[Body] = (), *,
            told: bool = False) -> tuple[list[tuple[Span, Body]], list[Body]]:
    """The hits of some stretches, each with its stretch, and the answers to other searches, which are asked beside them
    where that can be. `told`, hits say what stands under their names."""
    narrowed = [span for span in spans if listing.narrows(span)]
    whole = [span for span in spans if span not in narrowed]
    at_once = [] if told else whole
    answers = cluster.search([*beside, *map(listing.candidates, narrowed),
                              *(listing.body(cluster, span) for span in at_once)])
    found = dict(zip(at_once, answers[len(beside) + len(narrowed):], strict=True))
    candidates = [read_candidates(*each) for each in zip(narrowed, answers[len(beside):], strict=False)]

    def ask(bodies: list[Body]) -> list[Body]:
        return list(map(cluster.search_told, bodies)) if told else cluster.search(bodies)

    scored = ask([listing.body(cluster, span, told=told, among=each.ids)
                  for span, each in zip(narrowed, candidates, strict=True)])
    found |= {span: answer for span, each, answer in zip(narrowed, candidates, scored, strict=True)
              if each.decide(span, hits_of(answer))}
    left = [span for span in spans if span not in found]
    found |= zip(left, ask([listing.body(cluster, span, told=told) for span in left]), strict=True)
    return [(span, hit) for span in spans for hit in hits_of(found[span])], answers[:len(beside)]


def hits_of(answer: Body) -> list[Body]:
    """The hits of an answer."""
    return answer["hits"]["hits"]

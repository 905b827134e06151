"""SearchPage: what an engine answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from indexer.engine.query import Word


@dataclass(frozen=True)
class Part:
    """One addend of a score: the channel ("syllable", "pair", "mark", "number"), its term, its points.

    The channel "order" is how many places a learned order moved the hit ("+2" is up), for which `shares`, by name.
    """

    channel: str
    term: str
    points: float
    shares: tuple[tuple[str, float], ...] = ()


class Hit(NamedTuple):
    """A bulletin that matched, by its id. `parts` add up to `score`, where a query asked to explain; `missing` are the
    words that it does not hold, `group` the place of its group among the query's. What else is known of it,
    `Engine.get` and the store tell."""

    id: str
    score: float
    parts: tuple[Part, ...] = ()
    missing: tuple[Word, ...] = ()
    group: int = 0


class FacetCount(NamedTuple):
    """A value of a facet and how many of all matching bulletins have it."""

    value: str
    count: int  # type: ignore[assignment]  # a tuple's own count() is not missed here


class HeldTerms(NamedTuple):
    """Terms of a query in one channel, their weights (inverse frequency, times what the channel is worth; 0 where
    nothing holds the term), and the points that hits got for each: a row for each hit, 0 where it does not hold the
    term."""

    terms: tuple[str, ...]
    weights: np.ndarray
    points: np.ndarray


class Holdings(NamedTuple):
    """What the first hits hold of a query, whichever page was asked for, in the order of the hits.

    `weight` is that of all evidence. `scores`, `documents` (`Card.document`) and the points of `pairs` are those of
    `Query.among` hits; the points of `words` and `titles` (folded syllables, blanks between) those of the first
    `Query.holdings`. `title_weights` has what each syllable of a title weighs (`ranking.title_weight`).
    """

    weight: float
    scores: np.ndarray
    documents: np.ndarray
    words: HeldTerms
    pairs: HeldTerms
    titles: tuple[str, ...]
    title_weights: Mapping[str, float]


@dataclass(frozen=True)
class SearchPage:
    """One page of hits. `total` counts all matches, `counts` those of each group that reaches the page and, last, all
    others; `facets` has those that the query asked for; `holdings` what the first hits hold, where it asked
    for that and anything was found.

    A facet's counts are over all matches, or of groups that are lifted over the first that has any. Where one of its
    values is chosen, they are over what would match were nothing of it chosen, of groups over that same one. Most
    frequent first (years, months and days: newest first).
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    page: int = 1
    per_page: int = 20
    counts: tuple[int, ...] = ()
    holdings: Holdings | None = None

"""SearchPage: what an engine answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from indexer.engine.query import Word


@dataclass(frozen=True)
class Part:
    """One addend of a score: the channel ("syllable", "pair", "mark", "number"), its term, its points."""

    channel: str
    term: str
    points: float


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


@dataclass(frozen=True)
class SearchPage:
    """One page of hits. `total` counts all matches, `counts` those of each group that reaches the page and, last, all
    others; `facets` has those of FACETS that the query asked for.

    A facet's counts are over all matches, or of groups that are lifted over the first that has any; most frequent first
    (years: newest first).
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    page: int = 1
    per_page: int = 20
    counts: tuple[int, ...] = ()

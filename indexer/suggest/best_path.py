"""The likeliest of all that may have been meant: Viterbi's way through the readings, over counts of pairs.

A place of a question may have eight hundred spellings behind two dozen others, so the costs of a place are reckoned as
one table of numpy's, of which the cheapest are picked.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from indexer.suggest.readings import Reading
from indexer.suggest.vocabulary import Spelling, Vocabulary

# How much of a syllable's chance comes from the one before it, the rest being its own frequency (Jelinek and Mercer's
# interpolation). Found by trial; .5 to .9 restore the same marks.
FROM_PAIR = 0.75
# Paths that are kept at each place: the likeliest may turn out to find nothing.
KEPT = 24
# A syllable that the corpus does not have, as a share of one that it has once.
UNSEEN = 0.1


class Way(NamedTuple):
    """A way through: its cost (less is likelier), the last of its syllables, the way that it goes on from, and the
    token behind the end of its reading, or 0 in the midst of one."""

    cost: float
    last: Spelling | None
    before: Way | None
    end: int

    @property
    def steps(self) -> list[tuple[int, tuple[Spelling, ...]]]:
        """How it got here: for each reading, the token behind its end and the spellings chosen."""
        steps: list[tuple[int, tuple[Spelling, ...]]] = []
        way = self
        while way.before and way.last:
            if way.end:
                steps.append((way.end, (way.last,)))
            else:
                steps[-1] = (steps[-1][0], (way.last, *steps[-1][1]))
            way = way.before
        return steps[::-1]


def best_ways(vocabulary: Vocabulary, lattice: list[list[Reading]], barriers: set[int]) -> list[Way]:
    """Likeliest ways through the readings, best first; no pair is looked at across a barrier (a comma, a number)."""
    reached: list[list[Way]] = [[] for _ in range(len(lattice) + 1)]
    reached[0] = [Way(0.0, None, None, 0)]
    for place, readings in enumerate(lattice):
        ways = cheapest(reached[place])
        for end in {reading.end for reading in readings}:
            single = [reading for reading in readings if reading.end == end and len(reading.syllables) == 1]
            reached[end] += follow(vocabulary, ways, merge(single), end, apart=place in barriers)
        for reading in readings:
            if len(reading.syllables) > 1:
                found = ways
                for i, spellings in enumerate(reading.syllables, 1):
                    found = follow(vocabulary, cheapest(found),
                                   dict.fromkeys(spellings, reading.cost if i == 1 else 0.0),
                                   reading.end if i == len(reading.syllables) else 0,
                                   apart=place in barriers and i == 1)
                reached[reading.end] += found
    return sorted(reached[-1], key=lambda way: way.cost)[:KEPT]


def cheapest(ways: Iterable[Way]) -> list[Way]:
    """The cheapest of some ways, of those to the same syllable one: they have the same future."""
    kept: dict[Spelling | None, Way] = {}
    for way in sorted(ways, key=lambda way: way.cost)[:KEPT]:
        kept.setdefault(way.last, way)
    return list(kept.values())


def merge(readings: Iterable[Reading]) -> dict[Spelling, float]:
    """The spellings of readings of one syllable, each at its least cost."""
    costs: dict[Spelling, float] = {}
    for reading in readings:
        for spelling in reading.syllables[0]:
            if reading.cost < costs.get(spelling, math.inf):
                costs[spelling] = reading.cost
    return costs


def follow(vocabulary: Vocabulary, ways: Sequence[Way], costs: dict[Spelling, float], end: int, *,
           apart: bool) -> list[Way]:
    """The cheapest ways on to any of some spellings, each of which has its own cost; they end at a token.

    A spelling costs the negative logarithm of its chance behind the last one, or by itself where it stands apart.
    """
    if not costs or not ways:
        return []
    spellings = list(costs)
    own = np.array([spelling.occurs or UNSEEN for spelling in spellings]) / (vocabulary.total + 1)
    extra = np.fromiter(costs.values(), float, len(costs))
    linked = [(row, way.cost, way.last) for row, way in enumerate(ways) if not apart and way.last and way.last.occurs]
    table = np.array([way.cost for way in ways])[:, None] + (extra - np.log(own))
    if linked:
        rows = np.array([row for row, _, _ in linked])
        table[rows] -= math.log(1 - FROM_PAIR)
        ids = np.array([spelling.id for spelling in spellings])
        which, column, count = vocabulary.pairs.behind([last.id for _, _, last in linked], ids)
        behind = count / np.array([last.occurs for _, _, last in linked])[which]
        chance = FROM_PAIR * behind + (1 - FROM_PAIR) * own[column]
        table[rows[which], column] = np.array([cost for _, cost, _ in linked])[which] + extra[column] - np.log(chance)
    flat = table.ravel()
    most = np.partition(flat, KEPT - 1)[KEPT - 1] if len(flat) > KEPT else np.inf
    # Of equal costs, the first: a suggestion must not hang on how numpy sorts.
    places = np.flatnonzero(flat <= most)
    places = places[np.argsort(flat[places], kind="stable")][:KEPT]
    width = len(spellings)
    return [Way(cost, spellings[place % width], ways[place // width], end)
            for cost, place in zip(flat[places].tolist(), places.tolist(), strict=True)]

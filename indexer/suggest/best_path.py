"""The likeliest of all that may have been meant: Viterbi's way through the readings, over counts of pairs."""

from __future__ import annotations

import math
from typing import NamedTuple

from indexer.suggest.candidates import Reading
from indexer.suggest.vocabulary import Spelling, Vocabulary

# How much of a syllable's chance comes from the one before it, the rest being its own frequency (Jelinek and Mercer's
# interpolation). Found by trial; .5 to .9 restore the same marks.
FROM_PAIR = 0.75
# Paths that are kept at each place: the likeliest may turn out to find nothing.
KEPT = 24
# A syllable that the corpus does not have, as a share of one that it has once.
UNSEEN = 0.1


class Way(NamedTuple):
    """A way through: its cost (less is likelier), how it got here, its syllables by token, and the last of them."""

    cost: float
    steps: tuple[tuple[int, tuple[Spelling, ...]], ...]
    last: Spelling | None


def best_ways(vocabulary: Vocabulary, lattice: list[list[Reading]], barriers: set[int]) -> list[Way]:
    """The likeliest ways through the readings, best first. No pair is looked at across a barrier (a comma, a number).

    Each step is (the token behind its end, the spellings chosen).
    """
    reached: list[dict[tuple[object, ...], Way]] = [{} for _ in range(len(lattice) + 1)]
    reached[0][()] = Way(0.0, (), None)
    for place, choices in enumerate(lattice):
        ways = sorted(reached[place].values(), key=lambda way: way.cost)[:KEPT]
        for way in ways:
            before = None if place in barriers else way.last
            for reading in choices:
                for cost, chosen in spell(vocabulary, before, reading):
                    step = (reading.end, chosen)
                    # Two ways to the same last syllables have the same future: only the cheaper is followed.
                    key = (chosen[-1].text, *(s.text for s in chosen[:-1]), way.last.text if way.last else "")
                    new = Way(way.cost + cost, (*way.steps, step), chosen[-1])
                    old = reached[reading.end].get(key)
                    if old is None or new.cost < old.cost:
                        reached[reading.end][key] = new
    return sorted(reached[-1].values(), key=lambda way: way.cost)[:KEPT]


def spell(vocabulary: Vocabulary, before: Spelling | None,
          reading: Reading) -> list[tuple[float, tuple[Spelling, ...]]]:
    """The spellings of a reading behind a syllable, each way with its cost."""
    ways: list[tuple[float, tuple[Spelling, ...]]] = [(reading.cost, ())]
    for choices in reading.syllables:
        ways = [(cost + surprise(vocabulary, chosen[-1] if chosen else before, one), (*chosen, one))
                for cost, chosen in ways for one in choices]
        ways = sorted(ways, key=lambda way: way[0])[:KEPT]
    return ways


def surprise(vocabulary: Vocabulary, before: Spelling | None, one: Spelling) -> float:
    """The negative logarithm of a syllable's chance behind another one."""
    alone = (one.count or UNSEEN) / (vocabulary.total + 1)
    if before is None or not before.count:
        return -math.log(alone)
    behind = vocabulary.pair_count(before.id, one.id) / before.count if one.count else 0.0
    return -math.log(FROM_PAIR * behind + (1 - FROM_PAIR) * alone)

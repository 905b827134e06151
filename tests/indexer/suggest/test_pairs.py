"""Pairs in arrays say what a plain dictionary says, and the ways found over them are those that trying all finds."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise, product
from math import log

import numpy as np
import pytest

from indexer.suggest.best_path import FROM_PAIR, KEPT, UNSEEN, best_ways
from indexer.suggest.readings import Reading
from indexer.suggest.pairs import Pairs, lay_out, read_pairs, write_pairs
from indexer.suggest.vocabulary import Spelling, Vocabulary

MOST = 40


def draw(seed: int, share: float = 0.2) -> dict[tuple[int, int], int]:
    """Counts of some of all pairs, in no order."""
    chance = random.Random(seed)
    numbers = range(1, MOST + 1)
    drawn = [((a, b), chance.randrange(1, 90)) for a, b in product(numbers, numbers) if chance.random() < share]
    return dict(chance.sample(drawn, len(drawn)))


@pytest.fixture
def opened() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute("CREATE TABLE pair (part TEXT PRIMARY KEY, numbers BLOB NOT NULL)")
        yield made


@pytest.mark.parametrize("share", [0.0, 0.05, 0.5, 1.0])
def test_they_are_read_as_they_were_written(opened: sqlite3.Connection, share: float) -> None:
    counts = draw(3, share)
    write_pairs(opened, counts.items(), MOST)
    pairs = read_pairs(opened)
    for a, b in product(range(MOST + 1), range(MOST + 1)):
        assert pairs.count(a, b) == counts.get((a, b), 0)


def test_a_vocabulary_without_pairs_is_refused(opened: sqlite3.Connection) -> None:
    with pytest.raises(ValueError, match="pair"):
        read_pairs(opened)


@pytest.mark.parametrize("seed", range(5))
def test_all_pairs_of_two_sets_at_once(seed: int) -> None:
    chance = random.Random(seed)
    counts = draw(seed)
    firsts, wanted = chance.choices(range(MOST + 1), k=6), chance.sample(range(MOST + 1), 9)
    which, column, count = Pairs(*lay_out(counts.items(), MOST)).behind(firsts, np.array(wanted))
    found = {(int(row), int(place)): int(n) for row, place, n in zip(which, column, count, strict=True)}
    assert found == {(row, place): counts[first, second] for row, first in enumerate(firsts)
                     for place, second in enumerate(wanted) if (first, second) in counts}


class Small(Vocabulary):
    """A vocabulary of syllables 1 to MOST, without a file."""

    def __init__(self, counts: dict[tuple[int, int], int]):
        self.pairs = Pairs(*lay_out(counts.items(), MOST))
        self.total = 5_000


def reckon(counts: dict[tuple[int, int], int], total: int, syllables: list[Spelling], barriers: set[int]) -> float:
    """What a row of syllables costs, said as plainly as can be."""
    cost = 0.0
    for place, (before, one) in enumerate(pairwise([None, *syllables])):
        assert one
        alone = (one.occurs or UNSEEN) / (total + 1)
        if before is None or not before.occurs or place in barriers:
            cost -= log(alone)
        else:
            cost -= log(FROM_PAIR * counts.get((before.id, one.id), 0) / before.occurs + (1 - FROM_PAIR) * alone)
    return cost


@pytest.mark.parametrize("seed", range(12))
def test_the_best_ways_are_those_that_trying_all_finds(seed: int) -> None:
    chance = random.Random(seed)
    counts = draw(seed)
    spellings = [Spelling("?", 0, 0), *(Spelling(f"s{id}", chance.randrange(90, 300), id) for id in range(1, MOST))]
    barriers = {chance.randrange(5)}
    lattice = [[Reading(place + 1, (tuple(chance.sample(spellings, 3)),), 0.0),
                Reading(place + 1, (tuple(chance.sample(spellings, 2)),), 4.0)] for place in range(4)]
    lattice[1].append(Reading(3, (tuple(chance.sample(spellings, 2)),), 1.0))
    lattice[2].append(Reading(3, (tuple(chance.sample(spellings, 2)), tuple(chance.sample(spellings, 2))), 1.0))

    def walk(place: int) -> Iterator[tuple[float, list[Spelling], list[int]]]:
        if place == len(lattice):
            yield 0.0, [], []
            return
        for reading in lattice[place]:
            for chosen in product(*reading.syllables):
                for cost, rest, starts in walk(reading.end):
                    yield reading.cost + cost, [*chosen, *rest], [place, *[-1] * (len(chosen) - 1), *starts]

    tried = []
    for cost, syllables, starts in walk(0):
        apart = {at for at, place in enumerate(starts) if place in barriers}
        tried.append((cost + reckon(counts, 5_000, syllables, apart), [s.text for s in syllables]))
    cheapest = min(tried)
    found = best_ways(Small(counts), lattice, barriers)
    assert found[0].cost == pytest.approx(cheapest[0])
    assert [s.text for _, chosen in found[0].steps for s in chosen] == cheapest[1]
    assert found[0].steps[-1][0] == len(lattice) and len(found) <= KEPT
    costs = [way.cost for way in found]
    assert costs == sorted(costs)
    by_text = {tuple(text): cost for cost, text in sorted(tried, reverse=True)}
    for way in found:
        assert way.cost == pytest.approx(by_text[tuple(s.text for _, chosen in way.steps for s in chosen)])

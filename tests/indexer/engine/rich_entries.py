"""Random entries with something of everything that the protocol knows."""

from __future__ import annotations

import random
from datetime import date, timedelta

from indexer.engine.entry import Card, Entry, Zone
from indexer.engine.query import Word
from indexer.engine.spelt import spelt_alone, spelt_pair

FEW_SYLLABLES = [f"s{i}" for i in range(9)]


def spellings_of(syllable: str) -> list[str]:
    """The marks that a syllable may bear here."""
    return [f"{syllable}\u0301", f"{syllable}\u0323"]


def random_zone(rng: random.Random, length: int, numbers: int = 0) -> Zone:
    """Paragraphs of few syllables with and without marks, with readings that stand nowhere else, and numbers."""
    paragraphs = [[Word(folded, rng.choice(["", *spellings_of(folded)]))
                   for folded in rng.choices(FEW_SYLLABLES, k=rng.randint(1, length))]
                  for _ in range(rng.randint(1, 3))]
    named = rng.choices(["1:nq", "2:nq", "3:qd", "3:qd:ub"], k=rng.randint(0, numbers))
    beside = {spelt_pair(a, b) for line in paragraphs for a, b in zip(line, line[1:], strict=False)}
    return Zone(
        tuple(tuple(word.folded for word in line) for line in paragraphs),
        alternatives=tuple(rng.choices(["glued", "s1s2"], k=rng.choice([0, 0, 1]))),
        readings=tuple(tuple(rng.choices(FEW_SYLLABLES, k=rng.randint(2, 4)))
                       for _ in range(rng.choice([0, 0, 1, 2]))),
        marked=tuple(word.marked for line in paragraphs for word in line if word.marked),
        beside=tuple(sorted(beside | {spelt_alone(word.folded) for line in paragraphs for word in line
                                      if not word.marked})),
        words=tuple(rng.choices(["s1_s2", "s3"], k=2)), numbers=tuple(named), yearless=tuple(named[:1]))


def rich_entry(rng: random.Random, id: str) -> Entry:
    """An entry with something of everything that the protocol knows."""
    own = random.Random(id)
    day = rng.choice([None, date(2015, 1, 1) + timedelta(rng.randrange(900)), date(2016, 2, 29)])
    card = Card(id, day, rng.choice("xy"), rng.choice(["", "A", "B"]), rng.choice([(), ("NQ",), ("NQ", "QĐ")]),
                author=rng.choice(["", "An", "Bình"]), units=rng.choice([(), ("TW",), ("TW", "CP")]),
                genre=rng.choice(["tin", "van-ban"]), family=rng.choice([0, 0, 0, 1, 2, 3, 2**55]),
                edited=rng.random() < .2, provinces=tuple(sorted(own.sample(["p1", "p2", "p3"], own.randint(0, 3)))),
                communes=tuple(sorted(own.sample([f"c{n}" for n in range(9)], own.choice([0, 0, 1, 4])))))
    return Entry(card, random_zone(rng, 4, 1), rng.choice([Zone(), random_zone(rng, 5)]), random_zone(rng, 12, 3),
                 rng.choice([Zone(), Zone(), random_zone(rng, 20, 3)]))

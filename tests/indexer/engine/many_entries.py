"""Random entries of words as frequent as those of a language, and random questions to them."""

from __future__ import annotations

import random
from datetime import date, timedelta

from indexer.engine.entry import Entry
from indexer.engine.query import AnyOf, Beside, Expansion, Filters, Number, Phrase, Prefix, Query, Sort, Word
from tests.indexer.engine.made_entries import entry, words


def random_entries(rng: random.Random, count: int) -> list[Entry]:
    syllables = [f"s{i}" for i in range(40)]
    frequencies = [1 / (i + 1) for i in range(40)]

    def text(length: int) -> str:
        return " ".join(rng.choices(syllables, frequencies, k=length))

    def spelt(length: int) -> str:
        return " ".join(syllable + rng.choice(["", "", "\u0300", "\u0303"]) for syllable in text(length).split())

    return [entry(f"id{i}", text(5), f"{text(rng.randint(5, 60))} | {text(9)}",
                  rng.choice([None, date(2010, 1, 1) + timedelta(rng.randrange(4000))]),
                  document=rng.choice(["0", "0", "7", str(2**56 - 1)]), attached=rng.choice(["", "", text(40)]),
                  source=rng.choice("xyz"), kinds=rng.choice(["", "NQ", "NQ QĐ"]),
                  numbers=" ".join(rng.choices(["1:nq", "2:nq", "3:qd"], k=rng.randint(0, 2))),
                  marked=" ".join(rng.choices(["s1'", "s2'"], k=3)), beside=f"{spelt(20)} | {spelt(20)}")
            for i in range(count)]


OTHER_WORDS = [Expansion(("s3", "s4"), Phrase(words("s0 s1"))), Expansion(("s44",), Phrase(words("s2"))),
               Expansion(("s5",), Phrase(words("s0 s0 s1")))]


def random_query(rng: random.Random) -> Query:
    picked = rng.choices([f"s{i}" for i in range(45)], k=rng.randint(0, 5))
    clauses = (Word("s3"), Prefix(rng.choice(["s3", "s", "t"])),
               Phrase(words("s0 s1")), Phrase(words("s0 s0 s1")), AnyOf((Word("s20"), Number("1:nq"))),
               Beside(words("s0 s1", s0=rng.choice(["", "s0", "s0\u0300"]), s1=rng.choice(["", "s1", "s1\u0303"]))),
               Beside(words("s0 s1 s2", s1="s1\u0303")), Beside(words("s1", s1=rng.choice(["", "s1", "s1'"]))),
               AnyOf((Beside(words("s2 s0", s2="s2\u0300")), Beside(words("s3 s0")))))
    return Query(
        words=tuple(Word(s, rng.choice(["", s + "'"])) for s in picked), minimum=rng.randint(0, len(picked)),
        pairs=tuple(f"{a}_{b}" for a, b in zip(picked, picked[1:], strict=False)),
        numbers=tuple(Number(key, rng.choice([None, None, ("id1", "id5", "id9", "gone")]))
                      for key in rng.sample(["1:nq", "2:nq", "9:nq"], rng.choice([0, 0, 1, 2]))),
        required=tuple(rng.sample(clauses, rng.choice([0, 0, 1]))),
        excluded=tuple(rng.sample(clauses, rng.choice([0, 0, 1]))),
        filters=Filters(
            since=rng.choice([None, date(2012, 1, 1)]), until=rng.choice([None, date(2018, 6, 1)]),
            source=rng.choice([(), (), ("x",)]), kind=rng.choice([(), ("QĐ",)])), sort=rng.choice(list(Sort)),
        expansions=tuple(rng.sample(OTHER_WORDS, rng.choice([0, 0, 1, 2]))), exact=rng.random() < .3,
        groups=tuple(tuple(rng.sample(clauses, rng.choice([0, 1, 1, 2]))) for _ in range(rng.choice([0, 1, 2, 3]))),
        lifted=rng.random() < .7, page=rng.choice([1, 1, 2]), per_page=rng.choice([3, 10]))

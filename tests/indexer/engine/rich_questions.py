"""Random questions of each feature that the protocol knows, to rich entries."""

from __future__ import annotations

import random
from datetime import date

from indexer.engine.query import (
    EDITED, FACETS, MORE_FACETS, AnyOf, Beside, Expansion, Filters, Number, Phrase, Prefix, Sort, Word)
from tests.indexer.engine.rich_entries import FEW_SYLLABLES, spellings_of


def rich_word(rng: random.Random) -> Word:
    folded = rng.choice([*FEW_SYLLABLES, "glued", "s99"])
    return Word(folded, rng.choice(["", folded, *spellings_of(folded)]))


def rich_clause(rng: random.Random, *, deep: bool = True) -> Word | Phrase | Beside | Number | Prefix | AnyOf:
    """Any clause; phrases above all, which have most ways to differ."""
    kind = rng.choice(["word", "number", "prefix", "phrase", "phrase", "beside", "beside"] + ["any"] * deep)
    if kind == "any":
        return AnyOf(tuple(rich_clause(rng, deep=False) for _ in range(rng.randint(1, 3))))  # type: ignore[misc]
    if kind in ("phrase", "beside"):
        said = tuple(rich_word(rng) for _ in range(rng.choice([1, 2, 2, 3, 4])))
        return Phrase(said) if kind == "phrase" else Beside(said)
    if kind == "prefix":
        return Prefix(rng.choice(["s", "s1", "g", "x", "s8"]))
    return rich_word(rng) if kind == "word" else Number(
        rng.choice(["1:nq", "3:qd", "9:nq"]), rng.choice([None, None, ("id1", "id5", "id9", "gone")]))


FEATURES = {
    "required": lambda rng: {"required": tuple(rich_clause(rng) for _ in range(rng.randint(1, 2)))},
    "excluded": lambda rng: {"excluded": tuple(rich_clause(rng) for _ in range(rng.randint(1, 2)))},
    "exact": lambda rng: {"exact": True},
    "exact phrases": lambda rng: {"exact": True, "required": (
        Phrase(tuple(rich_word(rng) for _ in range(rng.randint(1, 4)))),)},
    "side by side": lambda rng: {"required": (Beside(tuple(rich_word(rng) for _ in range(rng.randint(1, 3)))),)},
    "groups": lambda rng: {"lifted": rng.random() < .5, "facets": FACETS, "groups": tuple(
        tuple(rich_clause(rng) for _ in range(rng.randint(0, 2))) for _ in range(rng.randint(1, 3)))},
    "expansions": lambda rng: {"expansions": tuple(
        Expansion(tuple(rng.choices([*FEW_SYLLABLES, "s99"], k=rng.randint(1, 3))),
                  Phrase(tuple(rich_word(rng) for _ in range(rng.randint(1, 3))))) for _ in range(rng.randint(1, 3)))},
    "numbers": lambda rng: {"numbers": tuple(map(Number, rng.sample(["1:nq", "2:nq", "3:qd", "9:nq"], 2))),
                            "numbers_only": rng.random() < .5},
    "filters": lambda rng: {"filters": Filters(
        rng.choice([None, date(2015, 6, 1)]), rng.choice([None, date(2016, 12, 31)]),
        rng.choice([(), ("x",), ("z",), ("x", "y")]), rng.choice([(), ("A",)]), rng.choice([(), ("QĐ",), ("NQ", "QĐ")]),
        rng.choice([(), (2016,), (2015, 2017)]), rng.choice([(), ("An",), ("An", "Bình")]), rng.choice([(), ("TW",)]),
        rng.choice([(), ("tin",)]))},
    "prefixes": lambda rng: {"required": (Prefix(rng.choice(["s", "s1", "g", ""])),)},
    "joined": lambda rng: {"joined": True, "facets": FACETS + MORE_FACETS, "lifted": rng.random() < .7,
                           "per_page": rng.choice([0, 2, 9]), "groups": tuple(
                               tuple(rich_clause(rng) for _ in range(rng.randint(0, 2)))
                               for _ in range(rng.randint(0, 3)))},
    "joined and narrowed": lambda rng: {**FEATURES["joined"](rng), **FEATURES["filters"](rng)},
    "places": lambda rng: {"facets": ("province", "commune"), "joined": rng.random() < .5, "filters": Filters(
        province=rng.choice([(), ("p1",), ("p2", "p3"), ("p9",)]), commune=rng.choice([(), ("c1",), ("c2", "c7")]))},
    "edited": lambda rng: {"filters": Filters(edited=(EDITED,))},
    "facets": lambda rng: {"facets": tuple(rng.sample(
        FACETS + MORE_FACETS, rng.randint(0, 6))), "most_values": rng.choice([0, 1, 2])},
    "facets of what is chosen": lambda rng: {"facets": FACETS + MORE_FACETS, **FEATURES["filters"](rng)},
    "evidence": lambda rng: {"pairs": ("s1_s2", "s9_s1"), "hints": tuple(rich_word(rng) for _ in range(2))},
    "order and pages": lambda rng: {"sort": rng.choice(list(Sort)), "page": rng.randint(1, 4),
                                    "per_page": rng.choice([0, 1, 3, 50])},
    "explained": lambda rng: {"explain": True},
}

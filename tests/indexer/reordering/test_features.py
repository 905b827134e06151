"""What the first hits hold of a question, as shares: small tables whose shares are known."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.engine.page import HeldTerms, Holdings
from indexer.reordering.features import DECIMALS, FEATURES, REORDERED, read_features, stand_together

WORDS, WORD_WEIGHTS = ("thu", "tuc"), np.array([1.0, 3.0])
PAIRS, PAIR_WEIGHTS = ("thu_tuc", "tuc_moi"), np.array([4.0, 2.0])
MARK_WEIGHT = 1.0
RARITY = {"thu": 1.0, "tuc": 2.0, "moi": 5.0, "dieu": 0.5, "36": 0.0}


def holdings(points: list[list[float]], titles: list[str], documents: list[int] | None = None) -> Holdings:
    """Holdings of hits that stand in the order of their points: for the two words, the two pairs, and a mark."""
    table = np.array(points, float)
    return Holdings(float(WORD_WEIGHTS.sum() + PAIR_WEIGHTS.sum()) + MARK_WEIGHT, table.sum(axis=1),
                    np.array(documents or [0] * len(titles)),
                    HeldTerms(WORDS, WORD_WEIGHTS, table[:REORDERED, :2]),
                    HeldTerms(PAIRS, PAIR_WEIGHTS, table[:, 2:4]),
                    tuple(titles[:REORDERED]), RARITY)


def features(held: Holdings, row: int = 0) -> dict[str, float]:
    return dict(zip(FEATURES, read_features(held)[row].tolist(), strict=True))


def test_shares_of_the_score_and_of_the_question() -> None:
    held = holdings([[1, 1, 4, 0, 2], [0, 2, 0, 0, 0]], ["", ""])
    first, second = features(held), features(held, 1)
    assert (first["best"], second["best"]) == (1, 0.25)
    assert first["reach"] == pytest.approx(8 / 11, abs=10 ** -DECIMALS)
    assert (first["pair part"], second["pair part"]) == (0.5, 0)
    assert (first["words held"], second["words held"]) == (1, 0.75)
    assert first["pairs held"] == pytest.approx(4 / 6, abs=10 ** -DECIMALS)


TITLES = [
    # (title, share of it that is asked for, the same of its pairs, share of the question's pairs that it holds)
    ("thu tuc", 1, 1, 4 / 6),
    ("dieu 36 thu tuc", 3 / 3.5, 3 / (0.5 + 1 + 3), 4 / 6),
    ("thu tuc moi", 3 / 8, (3 + 7) / 10, 1),
    ("moi tuc thu", 3 / 8, 0, 0),
    ("thu", 1, 0, 0),
    ("36", 0, 0, 0),
    ("", 0, 0, 0),
    ("thu tuc thu tuc", 1, 6 / 9, 4 / 6),
]


@pytest.mark.parametrize(("title", "asked", "pairs", "held"), TITLES, ids=[repr(row[0]) for row in TITLES])
def test_shares_of_the_title(title: str, asked: float, pairs: float, held: float) -> None:
    found = features(holdings([[1, 1, 1, 1, 1]], [title]))
    assert (found["title asked"], found["title pairs"], found["asked in title"]) == pytest.approx(
        (asked, pairs, held), abs=10 ** -DECIMALS)


def test_parts_of_one_document_tell_of_each_other() -> None:
    points = [[1, 1, 6, 0, 0], [1, 1, 0, 2, 0], [2, 0, 0, 0, 0], [1, 0, 0, 0, 0]]
    held = holdings(points, [""] * 4, [5, 0, 5, 5])
    pairs = [features(held, row)["document's pairs"] for row in range(4)]
    scores = [features(held, row)["document's score"] for row in range(4)]
    assert pairs == pytest.approx([4 / 6, 2 / 6, 4 / 6, 4 / 6], abs=10 ** -DECIMALS)
    assert scores == pytest.approx([(2 + 1) / 2 / 8, 0, (8 + 1) / 2 / 8, (8 + 2) / 2 / 8], abs=10 ** -DECIMALS)


@pytest.mark.parametrize(("documents", "expected"), [
    ([1, 1, 2], True), ([1, 2, 3], False), ([0, 0, 0], False), ([1, 1, 0, 0], False),
    # Those behind the first are looked through for parts of the same documents, and counted no further.
    ([1] + [1] * REORDERED, True), ([0] * REORDERED + [1] * 90, False),
    ([*range(1, REORDERED + 1)] * 2, True),
])
def test_documents_are_looked_at_where_most_hits_have_one_in_common(documents: list[int], expected: bool) -> None:
    assert stand_together(np.array(documents)) == expected


def test_only_the_first_are_read() -> None:
    assert read_features(holdings([[1, 1, 1, 1, 1]] * 60, ["thu"] * 60)).shape == (REORDERED, len(FEATURES))


def test_shares_of_nothing_are_nothing() -> None:
    none = HeldTerms((), np.zeros(0), np.zeros((2, 0)))
    nothing = Holdings(0.0, np.zeros(2), np.zeros(2, int), none, none, ("", "thu"), RARITY)
    found = read_features(nothing)
    assert np.isfinite(found).all() and not found.any()

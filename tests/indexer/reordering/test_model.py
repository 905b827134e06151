"""The file of trees: it fits the features that it is read with, or it is not read."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.relevance.fitting import BEST, BEST_OF_TEXT
from indexer.engine.page import HeldTerms, Holdings
from indexer.reordering.features import FEATURES, REORDERED, TEXT_FEATURES
from indexer.reordering.model import FILE, LearnedOrder, Model, fingerprint, load_order, shipped
from indexer.reordering.trees import make_trees

NOTHING = make_trees([], [])


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The shipped file."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def test_the_shipped_file_is_of_these_features(document: dict[str, Any]) -> None:
    assert document["fingerprint"] == fingerprint(), "other features now: run scripts/fit_reordering.py"
    assert shipped() is not None
    assert document["text"]["features"] == list(TEXT_FEATURES) and document["parts"]["features"] == list(FEATURES)
    # What it was made of stands in it: the command, whose questions, the settings and the seeds.
    assert "fit_reordering.py" in document["command"] and "MIT" in document["source"]
    assert document["seeds"] and document["questions"] and document["typed"]
    assert (document["text"]["best"], document["parts"]["best"]) == (BEST_OF_TEXT, BEST)


def test_more_of_a_share_never_lowers_a_mark(document: dict[str, Any]) -> None:
    """But for the part that pairs make of a score: what is asked of the trees is held by them."""
    rows = np.random.default_rng(5).random((200, len(FEATURES)))
    order = shipped()
    assert order is not None
    for model in (order.text, order.parts):
        for column in model.columns:
            if FEATURES[column] != "pair part":
                more = rows.copy()
                more[:, column] += 0.3
                assert (model.rate(more).marks >= model.rate(rows).marks - 1e-12).all(), FEATURES[column]


def test_without_titles_three_quarters_of_the_best_score_are_never_put_first() -> None:
    """Trees that see no title know little: whatever else the hit holds, what scores far more stays above it."""
    order = shipped()
    assert order is not None
    random, count = np.random.default_rng(14), 20_000
    first = np.zeros((count, len(FEATURES)))
    best, reach, pair_part, words, pairs = map(
        FEATURES.index, ("best", "reach", "pair part", "words held", "pairs held"))
    first[:, best] = 1
    first[:, [reach, pair_part, words, pairs]] = random.random((count, 4))
    second = first.copy()
    second[:, [best, reach]] *= 0.75
    second[:, pair_part] = random.random(count)
    second[:, [words, pairs]] = 1
    assert (order.text.rate(second).marks < order.text.rate(first).marks).all()


SPOILT = [
    ("made for other features", lambda text: text.replace(fingerprint(), "0" * 16)),
    ("made for other features", lambda text: "{}"),
    ("unreadable", lambda text: text[:len(text) // 2]),
]


@pytest.mark.parametrize(("said", "spoil"), SPOILT, ids=["fingerprint", "empty", "cut short"])
def test_a_file_that_does_not_fit_is_said_and_not_read(said: str, spoil: Any, tmp_path: Path,
                                                       caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "reordering.json"
    path.write_text(spoil(FILE.read_text(encoding="utf-8")), encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert load_order(path) is None
    message, = caplog.messages
    assert said in message and str(path) in message and "scripts/fit_reordering.py" in message


def test_a_missing_file_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert load_order(tmp_path / "none.json") is None
    assert "unreadable" in caplog.text


def make_holdings(points: list[float], *documents: int) -> Holdings:
    """Holdings of hits that hold a word, and nothing else is known of."""
    scores = np.array(points)
    held = HeldTerms(("a",), np.ones(1), scores[:, None])
    return Holdings(1.0, scores, np.array(documents), held, HeldTerms((), np.zeros(0), np.zeros((len(points), 0))),
                    ("",) * len(points), {})


def test_documents_are_asked_where_hits_are_parts_of_them() -> None:
    order = LearnedOrder(Model((0,), NOTHING, 1.0), Model((0, 9), NOTHING, 2.0))

    def rate(*documents: int) -> tuple[list[float], tuple[str, ...]]:
        rated = order.rate(make_holdings([4.0, 2.0], *documents))
        return rated.marks.tolist(), rated.names

    assert rate(0, 0) == rate(1, 2) == ([1.0, 0.5], ("best",))
    assert rate(1, 1) == ([2.0, 1.0], ("best", "document's score"))


def test_as_many_marks_as_hits_that_are_put_in_order() -> None:
    order = shipped()
    assert order is not None
    for count in (1, REORDERED, REORDERED + 10):
        rated = order.rate(make_holdings([1.0] * count, *[0] * count))
        assert rated.marks.shape == (min(count, REORDERED),) and rated.features.shape[0] == len(rated.marks)

"""Trees fitted to examples. The one file that knows LightGBM, which no search needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.relevance.examples import Example
from indexer.reordering.features import DOCUMENT_FEATURES, FEATURES, PAIR_PART, TEXT_FEATURES
from indexer.reordering.model import LearnedOrder, read_model

# Three fits by other chances, and their mean: where questions are few, a single one is as lucky as its draws.
SEEDS = (1, 2, 3)
TREES_OF_FIT = 100
TREES = len(SEEDS) * TREES_OF_FIT
# What the share of the best score counts beside the trees; read off the judged questions and four other collections.
BEST = 4.0
# The same beside trees over text alone, which serve news as well: these were learnt from law, and know less of it.
BEST_OF_TEXT = 6.0
# Small trees, each over half of the features and seven tenths of the rows: 344 questions are few.
SETTINGS: dict[str, Any] = {
    "objective": "lambdarank", "num_leaves": 4, "learning_rate": 0.1, "min_data_in_leaf": 100,
    "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 10.0,
    "lambdarank_truncation_level": 20, "monotone_constraints_method": "advanced", "num_threads": 1,
    "deterministic": True, "force_row_wise": True, "verbose": -1}
# More of everything is never worse, but for what part of a score pairs make.
ANY_WAY = {PAIR_PART}


class FitterMissing(Exception):
    """LightGBM is not installed; the message says how to."""


def fit_order(examples: Sequence[Example]) -> dict[str, Any]:
    """The two models of a LearnedOrder as the file has them: over text alone, and over parts of documents as well."""
    return {"text": fit(examples, TEXT_FEATURES, BEST_OF_TEXT),
            "parts": fit(examples, TEXT_FEATURES + DOCUMENT_FEATURES, BEST)}


def make_order(document: Mapping[str, Any]) -> LearnedOrder:
    """The order of two fitted models."""
    return LearnedOrder(read_model(document["text"]), read_model(document["parts"]))


def fit(examples: Sequence[Example], names: Sequence[str], best: float) -> dict[str, Any]:
    """A model over some of FEATURES, as the file has it; `best` is what the share of the best score counts in it."""
    columns = [FEATURES.index(name) for name in names]
    rows = np.concatenate([example.rows for example in examples])[:, columns]
    grades = np.concatenate([example.grades for example in examples])
    sizes, upward = [len(example.rows) for example in examples], [int(name not in ANY_WAY) for name in names]
    trees = [tree for seed in SEEDS for tree in write_trees(train(rows, grades, sizes, upward, seed=seed))]
    for tree in trees:
        tree["leaves"] = [leaf / len(SEEDS) for leaf in tree["leaves"]]
    return {"features": list(names), "best": best, "trees": trees}


def train(rows: np.ndarray, grades: np.ndarray, sizes: Sequence[int], upward: Sequence[int],
          trees: int = TREES_OF_FIT, seed: int = SEEDS[0]) -> Any:
    """LightGBM's booster over rows that belong together by `sizes`.

    Of a feature with a 1 in `upward`, more never lowers a mark.
    """
    try:
        import lightgbm  # here and not above: the folds and the examples are of use without it
    except ModuleNotFoundError as error:
        raise FitterMissing("cần thư viện LightGBM: pip install 'bantin[fit]', "
                            f"hoặc pip install lightgbm ({error})") from error
    return lightgbm.train(SETTINGS | {"seed": seed, "monotone_constraints": list(upward)},
                          lightgbm.Dataset(rows, grades, group=list(sizes)), trees)


def write_trees(booster: Any) -> Iterator[dict[str, list[Any]]]:
    """The trees of a booster, as `make_trees` takes them."""
    for tree in booster.dump_model()["tree_info"]:
        conditions: list[list[float]] = []
        leaves: list[float] = []
        walk(tree["tree_structure"], conditions, leaves)
        yield {"conditions": conditions, "leaves": leaves}


def walk(node: Mapping[str, Any], conditions: list[list[float]], leaves: list[float]) -> int:
    """Adds a node's conditions, and its leaves from left to right; the bits of its leaves."""
    if "leaf_value" in node:
        leaves.append(node["leaf_value"])
        return 1 << len(leaves) - 1
    left = walk(node["left_child"], conditions, leaves)
    conditions.append([node["split_feature"], node["threshold"], left])
    return left | walk(node["right_child"], conditions, leaves)

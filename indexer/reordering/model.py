"""The learned part: trees over features, read from a file that says what it was made of and for which features."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from indexer.engine.page import Holdings
from indexer.reordering import features
from indexer.reordering.features import FEATURES, read_features, stand_together
from indexer.reordering.trees import Trees, make_trees
from indexer.source_syntax import what_counts

FILE = Path(__file__).with_name("reordering.json")
REMEDY = "scripts/fit_reordering.py"
LOG = logging.getLogger(__name__)


class Order(Protocol):
    """Gives the first hits marks that decide their order."""

    def rate(self, holdings: Holdings) -> Rated:
        """The marks of the first hits, and what they were given for."""


@dataclass(frozen=True)
class Rated:
    """The marks of the first hits (the highest comes first), and their features: a row for each hit, in columns
    `names`."""

    marks: np.ndarray
    features: np.ndarray
    names: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """Trees over some features (columns of FEATURES), and what the share of the best score counts beside them.

    That factor buys safety: where the trees know little, the order stays what it was.
    """

    columns: tuple[int, ...]
    trees: Trees
    best: float

    def rate(self, rows: np.ndarray) -> Rated:
        """The marks of rows of FEATURES."""
        own = rows[:, self.columns]
        return Rated(self.trees.sums(own) + self.best * rows[:, 0], own, tuple(FEATURES[i] for i in self.columns))


@dataclass(frozen=True, eq=False)
class LearnedOrder:
    """`parts` where most of the first hits are parts of documents that have others there, `text` elsewhere."""

    text: Model
    parts: Model

    def rate(self, holdings: Holdings) -> Rated:
        """The marks of the first hits."""
        return (self.parts if stand_together(holdings.documents) else self.text).rate(read_features(holdings))


@cache
def shipped() -> LearnedOrder | None:
    """The order that the project comes with; None where its file was made for other features, which is logged."""
    return load_order(FILE)


def load_order(path: Path) -> LearnedOrder | None:
    """The order in a file; None, which is logged, where it is for other features: the order of scores is better."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        LOG.error("%s: unreadable, results keep the order of their scores (%s); run %s", path, error, REMEDY)
        return None
    if document.get("fingerprint") != fingerprint():
        LOG.error("%s: made for other features, results keep the order of their scores; run %s", path, REMEDY)
        return None
    return LearnedOrder(read_model(document["text"]), read_model(document["parts"]))


def read_model(document: Mapping[str, Any]) -> Model:
    """A model from its part of the file."""
    return Model(tuple(FEATURES.index(name) for name in document["features"]),
                 make_trees([tree["conditions"] for tree in document["trees"]],
                            [tree["leaves"] for tree in document["trees"]]), document["best"])


@cache
def fingerprint() -> str:
    """Sixteen hex digits of the code that makes features: trees that were fitted to others say nothing of these."""
    source = Path(str(features.__file__)).read_text(encoding="utf-8")
    return hashlib.sha256(what_counts(source).encode()).hexdigest()[:16]

"""What tells a good answer from a lucky one: shares of the question and of the title, a row for each of the first hits.

A score adds up what a bulletin holds of a question; these say how much of it that is. All are between 0 and 1 (but for
`reach`, whose points may exceed the weights), so that trees learnt over one collection read another.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress

import numpy as np

from indexer.engine.page import Holdings

# So many of the first hits are put in another order; the answer is among them for 95 of 100 questions.
REORDERED = 50
# Among so many, the other parts of a hit's document are looked for.
LOOKED_THROUGH = 100
DECIMALS = 4  # so that two engines' float32 and float64 fall on the same side of a threshold
LEAST = 1e-9  # what nothing is divided by

BEST, REACH, PAIR_PART, TITLE_ASKED, TITLE_PAIRS, ASKED_IN_TITLE, WORDS_HELD, PAIRS_HELD = TEXT_FEATURES = (
    "best",            # score / the best score
    "reach",           # score / the weight of all evidence
    "pair part",       # points of pairs / score
    "title asked",     # share of the title, by weight among titles, that the question holds
    "title pairs",     # the same of the title's pairs
    "asked in title",  # share of the question's pairs, by weight, that the title holds
    "words held",      # share of the question's syllables, by weight, that the bulletin holds
    "pairs held",      # the same of its pairs
)
# Where bulletins are parts of documents, and only there: on news, where each stands alone, they cost .016.
DOCUMENT_PAIRS, DOCUMENT_SCORE = DOCUMENT_FEATURES = (
    "document's pairs",  # share of the question's pairs that any part of the hit's document holds
    "document's score",  # the mean score of its other parts / the best score
)
FEATURES = TEXT_FEATURES + DOCUMENT_FEATURES


def read_features(holdings: Holdings) -> np.ndarray:
    """The FEATURES of the first REORDERED hits: a row for each, a column for each feature."""
    words, pairs = holdings.words, holdings.pairs
    count = min(len(holdings.scores), REORDERED)
    scores, best = holdings.scores[:count], holdings.scores[0]
    has_pair = pairs.points > 0
    made = np.empty((count, len(FEATURES)))
    made[:, 0] = share(scores, best)
    made[:, 1] = share(scores, holdings.weight)
    made[:, 2] = pairs.points[:count].sum(axis=1) / np.maximum(scores, LEAST)
    made[:, 3:6] = read_titles(holdings, count)
    made[:, 6] = share((words.points[:count] > 0) @ words.weights, words.weights.sum())
    made[:, 7] = share(has_pair[:count] @ pairs.weights, pairs.weights.sum())
    # Documents: the hits that are parts of the same one, itself among them.
    together = find_parts(holdings.documents, count)
    others = together.sum(axis=1) - 1
    made[:, 8] = share((together @ has_pair.astype(np.float32) > 0) @ pairs.weights, pairs.weights.sum())
    made[:, 9] = share((together @ holdings.scores - scores) / np.maximum(others, 1), best)
    return made.round(DECIMALS)


def share(part: np.ndarray, whole: float) -> np.ndarray:
    """What a part is of the whole, 0 of nothing."""
    return part / max(whole, LEAST)


def find_parts(documents: np.ndarray, count: int) -> np.ndarray:
    """For each of the first hits, which hits are parts of its document (float32, 1 where they are), itself always.

    >>> find_parts(np.array([7, 0, 7, 0]), 2).tolist()
    [[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0]]
    """
    first = documents[:count, None]
    together = ((first == documents) & (first != 0)).astype(np.float32)
    np.fill_diagonal(together, 1)
    return together


def stand_together(documents: np.ndarray) -> bool:
    """Whether most of the first hits are parts of documents of which another part was found too."""
    count = min(len(documents), REORDERED)
    return 2 * int((find_parts(documents, count).sum(axis=1) > 1).sum()) > count


def read_titles(holdings: Holdings, count: int) -> list[tuple[float, float, float]]:
    """For each of the first hits: the share of its title that is asked for, the same of the title's pairs, and the
    share of the question's pairs that the title holds."""
    words = frozenset(holdings.words.terms)
    weights = holdings.pairs.weights.tolist()
    pairs = {tuple(pair.split("_")): weight for pair, weight in zip(holdings.pairs.terms, weights, strict=True)}
    total = max(sum(weights), LEAST)
    return [read_title(title.split(), words, pairs, total, holdings.title_weights)
            for title in holdings.titles[:count]]


def read_title(title: list[str], words: frozenset[str], pairs: Mapping[tuple[str, ...], float], total: float,
               weight_of: Mapping[str, float]) -> tuple[float, float, float]:
    """The three shares of one title."""
    weights = list(map(weight_of.__getitem__, title))
    whole = sum(weights)
    if whole <= 0:
        return 0.0, 0.0, 0.0
    asked = sum(compress(weights, map(words.__contains__, title)))
    found = {}
    asked_pairs = 0.0
    for place, weight in enumerate(map(pairs.get, zip(title, title[1:], strict=False))):
        if weight is not None:
            asked_pairs += weights[place] + weights[place + 1]
            found[title[place], title[place + 1]] = weight
    # Every syllable is in two pairs but the first and the last.
    whole_of_pairs = 2 * whole - weights[0] - weights[-1]
    return asked / whole, asked_pairs / max(whole_of_pairs, LEAST), sum(found.values()) / total

"""Suggester: what a generation's vocabulary suggests to readers."""

from __future__ import annotations

from pathlib import Path

from indexer.suggest.completions import LIMIT, Completion, completions
from indexer.suggest.did_you_mean import Count, Suggestion, did_you_mean
from indexer.suggest.vocabulary import Vocabulary


class Suggester:
    """Suggestions from the vocabulary in a generation's folder. IndexUnusable where it has none.

    One object serves all threads.
    """

    def __init__(self, folder: Path):
        self.vocabulary = Vocabulary(folder)

    def did_you_mean(self, text: str, count: Count) -> Suggestion | None:
        """See `did_you_mean`."""
        return did_you_mean(self.vocabulary, text, count)

    def complete(self, typed: str, limit: int = LIMIT) -> list[Completion]:
        """See `completions`."""
        return completions(self.vocabulary, typed, limit)

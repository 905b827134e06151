"""What ArraySearch asks of an index: postings, columns and streams, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from indexer.engine.arrays.columns import Columns


class PostingList(NamedTuple):
    """Ascending ordinals of live bulletins (int32), and the weighted frequency in each (float32)."""

    ordinals: np.ndarray
    weights: np.ndarray


class PostingSource(Protocol):
    """Where the arrays come from. A bulletin is its ordinal here: 0 to size - 1."""

    columns: Columns

    def postings(self, channel: str, term: str) -> PostingList:
        """The live bulletins that hold a term; empty arrays for an unknown one."""

    def frequency(self, channel: str, term: str) -> int:
        """How many live bulletins hold a term."""

    def terms_from(self, channel: str, prefix: str) -> Iterator[str]:
        """The terms of a channel that begin so, in order."""

    def holding(self, ordinals: np.ndarray, syllables: Sequence[str]) -> np.ndarray:
        """Those of some bulletins that have folded syllables side by side inside one line."""

    def find(self, id: str) -> int | None:
        """The ordinal of a live bulletin, or None."""

    def ids_of(self, ordinals: np.ndarray) -> list[str]:
        """The ids of some bulletins."""

    def titles_of(self, ordinals: np.ndarray) -> list[str]:
        """The titles of some bulletins: folded syllables, blanks between."""

"""Evidence: a term's postings with the points that each is worth, ready to be added up; and those kept in memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from indexer.engine.posting_source import PostingSource
from indexer.engine.ranking import WEIGHTS, inverse_frequency, number_points, saturate

# Where one of so many bulletins or more hold a term, a row of points for all bulletins is kept beside the list: adding
# a row costs a tenth of what adding that many postings would.
ROW_SHARE = 8
# Evidence kept for the next queries, in bytes: that of the commonest 300 terms of 78,000 articles. Ten times as many
# articles need as much more; the share of an index is what a posting takes there against here.
KEPT_BYTES = 64 * 2**20
KEPT_PER_BULLETIN = 300


@dataclass(frozen=True, slots=True)
class Evidence:
    """Ascending ordinals (int32), the points of each (float32), and for a common term a row of points by ordinal."""

    ordinals: np.ndarray
    points: np.ndarray
    row: np.ndarray | None = None

    def points_at(self, ordinals: np.ndarray) -> np.ndarray:
        """The points of some bulletins, 0 where they lack the term.

        >>> Evidence(np.array([2, 5]), np.array([.5, .25])).points_at(np.array([1, 5]))
        array([0.  , 0.25])
        """
        if self.row is not None:
            return self.row[ordinals]
        if not len(self.ordinals):
            return np.zeros(len(ordinals), self.points.dtype)
        places = np.minimum(np.searchsorted(self.ordinals, ordinals), len(self.ordinals) - 1)
        return np.where(self.ordinals[places] == ordinals, self.points[places], np.float32(0))

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return self.ordinals.nbytes + self.points.nbytes + (0 if self.row is None else self.row.nbytes)


class KeptEvidence:
    """The evidence of terms, computed when first asked for; what was not asked for longest goes first. For threads."""

    def __init__(self, source: PostingSource):
        self._source = source
        self._kept: OrderedDict[tuple[str, str], Evidence] = OrderedDict()
        self._bytes = 0
        self._most = max(KEPT_BYTES, KEPT_PER_BULLETIN * len(source.columns))
        self._lock = threading.Lock()

    def find(self, channel: str, term: str) -> Evidence:
        """The evidence of a term; empty for an unknown one."""
        key = (channel, term)
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found
        found = self._weigh(channel, term)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = found
                self._bytes += found.size
                while self._bytes > self._most and len(self._kept) > 1:
                    self._bytes -= self._kept.popitem(last=False)[1].size
        return found

    def _weigh(self, channel: str, term: str) -> Evidence:
        ordinals, weights = self._source.postings(channel, term)
        if channel == "number":
            return Evidence(ordinals, number_points(weights.astype(float)))
        if channel not in WEIGHTS:
            return Evidence(ordinals, weights)
        columns = self._source.columns
        worth = WEIGHTS[channel] * inverse_frequency(len(ordinals), columns.count)
        points = (worth * saturate(weights, columns.length[ordinals], columns.average_length)).astype(np.float32)
        if len(ordinals) * ROW_SHARE < len(columns):
            return Evidence(ordinals, points)
        row = np.zeros(len(columns), np.float32)
        row[ordinals] = points
        return Evidence(ordinals, points, row)

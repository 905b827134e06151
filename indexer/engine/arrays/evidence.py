"""Evidence: a term's postings with the points that each is worth, ready to be added up; and those kept in memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

import numpy as np

from indexer.engine.arrays.posting_source import PostingSource
from indexer.engine.postings import OWN_WEIGHT
from indexer.engine.query import Word
from indexer.engine.ranking import WEIGHTS, inverse_frequency, number_points, saturate
from indexer.engine.spelt import agrees, all_spellings, one_spelling

# Where one of so many bulletins or more hold a term, its points are kept as a row for all bulletins: it is added in a
# tenth of the time that a list takes.
ROW_SHARE = 4
# Looking one bulletin up in a list costs about as much as adding so many postings of it to all bulletins' scores, and
# making those scores as much as adding so many.
LOOKUP, BEGIN = 12, 10_000
# Evidence kept for the next queries, in bytes: nearly all that 344 questions ask of 78,000 articles. More bulletins get
# as much for each.
KEPT_BYTES = 128 * 2**20
KEPT_PER_BULLETIN = KEPT_BYTES // 78_000
# Fewer than one of so many bulletins are sorted in less time than it takes to mark them among all.
SPARSE = 50
# An addend of its array's own type: of any other, numpy would convert each element apart.
ONE = np.uint8(1)


class Evidence:
    """Bulletins that hold something (int32, ascending), and the points of each: beside them, or a row by ordinal.
    `frequency` is how many hold it themselves and not in their files alone: how rare it is."""

    __slots__ = ("_points", "count", "frequency", "ordinals", "row")

    def __init__(self, ordinals: np.ndarray, points: np.ndarray | None = None, row: np.ndarray | None = None,
                 frequency: int | None = None):
        self.count = len(ordinals)
        self.frequency = self.count if frequency is None else frequency
        self.ordinals = ordinals
        self.row = row
        self._points = points

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return sum(array.nbytes for array in (self.ordinals, self._points, self.row) if array is not None)

    def held_by(self, ordinals: np.ndarray) -> np.ndarray:
        """Which of some bulletins hold it.

        >>> Evidence(np.array([5, 7])).held_by(np.array([1, 5, 9])).tolist()
        [False, True, False]
        """
        if self.row is not None:
            return self.row.take(ordinals) > 0
        if not self.count:
            return np.zeros(len(ordinals), bool)
        return self.ordinals.take(self.ordinals.searchsorted(ordinals), mode="clip") == ordinals

    def points_at(self, ordinals: np.ndarray) -> np.ndarray:
        """The points of some bulletins, 0 where they do not hold it.

        >>> Evidence(np.array([2, 5]), np.array([.5, .25])).points_at(np.array([1, 5]))
        array([0.  , 0.25])
        """
        if self.ordinals is ordinals and self._points is not None:
            return self._points
        if self.row is not None:
            return self.row.take(ordinals)
        if self._points is None or not self.count:
            return np.zeros(len(ordinals), np.float32)
        places = self.ordinals.searchsorted(ordinals)
        points = self._points.take(places, mode="clip")
        points *= self.ordinals.take(places, mode="clip") == ordinals
        return points

    def is_cheaper_everywhere(self, ordinals: np.ndarray, is_begun: bool) -> bool:
        """Whether adding the points to the scores of all bulletins costs less than looking some bulletins up; less so
        where nothing was added to all of them yet."""
        if self.row is not None:
            return is_begun and len(ordinals) * 2 > len(self.row)
        return self.ordinals is not ordinals and self.count + (0 if is_begun else BEGIN) < len(ordinals) * LOOKUP

    def add_points(self, scores: np.ndarray) -> None:
        """Adds the points to the scores of all bulletins."""
        if self.row is not None:
            scores += self.row
        elif self.count and self._points is not None:
            np.add.at(scores, self._indices(), self._points)

    def add_one(self, counts: np.ndarray) -> None:
        """Counts the bulletins that hold it once more."""
        if self.row is not None:
            counts += self.row > 0
        elif self.count:
            np.add.at(counts, self._indices(), ONE)

    def mark(self, mask: np.ndarray) -> None:
        """Marks the bulletins that hold it."""
        if self.row is not None:
            mask |= self.row > 0
        elif self.count:
            mask[self._indices()] = True

    def _indices(self) -> np.ndarray:
        # numpy's own index type: scattering by it takes half the time, the conversion included.
        return self.ordinals.astype(np.intp)


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
        return self._keep((channel, term), self._weigh)

    def find_prefix(self, prefix: str) -> Evidence:
        """The bulletins that hold a syllable which begins so; without points."""
        return self._keep(("prefix", prefix), self._unite)

    def find_beside(self, first: Word, second: Word) -> Evidence:
        """The bulletins in which two syllables stand side by side as they were typed; without points."""
        term = one_spelling(first, second)
        if term is not None:
            return self.find("spelt", term)
        return self._keep(("beside", f"{first.folded} {first.marked} {second.folded} {second.marked}"),
                          lambda *_: self._unite_spellings(first, second))

    def find_bearing(self, number: str, bulletins: tuple[str, ...]) -> Evidence:
        """The bulletins of some ids, most of which name a number; without points."""
        return self._keep((f"bearing {number}", "\n".join(bulletins)), lambda *_: self._choose(number, bulletins))

    def _keep(self, key: tuple[str, str], compute: Callable[[str, str], Evidence]) -> Evidence:
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found
        found = compute(*key)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = found
                self._bytes += found.size + len(key[1])
                while self._bytes > self._most and len(self._kept) > 1:
                    (_, term), gone = self._kept.popitem(last=False)
                    self._bytes -= gone.size + len(term)
        return found

    def _choose(self, number: str, bulletins: tuple[str, ...]) -> Evidence:
        ordinals, meant = self._source.postings("number", number).ordinals, set(bulletins)
        naming = self._source.ids_of(ordinals)  # many at once cost little, one by its id costs a look-up
        others = [self._source.find(id) for id in meant.difference(naming)]
        chosen = ordinals.compress(np.array([id in meant for id in naming], bool)).tolist()
        return Evidence(np.array(sorted([*chosen, *(place for place in others if place is not None)]), np.int32))

    def _unite(self, _channel: str, prefix: str) -> Evidence:
        mask = np.zeros(len(self._source.columns), bool)
        # The lists of hundreds of terms are read and not kept: only their union is asked for again.
        for term in self._source.terms_from("syllable", prefix):
            mask[self._source.postings("syllable", term).ordinals.astype(np.intp)] = True
        return Evidence(np.flatnonzero(mask).astype(np.int32))

    def _unite_spellings(self, first: Word, second: Word) -> Evidence:
        terms = [term for term in self._source.terms_from("spelt", all_spellings(first, second))
                 if agrees(term, first, second)]
        lists = [self._source.postings("spelt", term).ordinals for term in terms]
        if len(lists) < 2:
            return Evidence(lists[0] if lists else np.empty(0, np.int32))
        if sum(map(len, lists)) < len(self._source.columns) // SPARSE:
            return Evidence(np.unique(np.concatenate(lists)))
        mask = np.zeros(len(self._source.columns), bool)
        for ordinals in lists:
            mask[ordinals.astype(np.intp)] = True
        return Evidence(np.flatnonzero(mask).astype(np.int32))

    def _weigh(self, channel: str, term: str) -> Evidence:
        ordinals, weights = self._source.postings(channel, term)
        if channel == "number":
            return Evidence(ordinals, number_points(weights.astype(float)))
        if channel not in WEIGHTS:
            return Evidence(ordinals)  # it finds and is no evidence
        columns = self._source.columns
        frequency = int(np.count_nonzero(weights >= OWN_WEIGHT))
        worth = WEIGHTS[channel] * inverse_frequency(frequency, columns.count)
        points = saturate(weights, columns.norm.take(ordinals))
        points *= np.float32(worth)
        if len(ordinals) * ROW_SHARE < len(columns):
            return Evidence(ordinals, points, frequency=frequency)
        row = np.zeros(len(columns), np.float32)
        row[ordinals.astype(np.intp)] = points
        return Evidence(ordinals, row=row, frequency=frequency)

"""What is known of each bulletin beside its terms, as arrays by ordinal: days, labels, lengths; and counts of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

import numpy as np

from indexer.engine.arrays.families import count_lists, count_values
from indexer.engine.arrays.lists import Lists, make_lists
from indexer.engine.page import FacetCount
from indexer.engine.query import EDITED, FACETS, Filters
from indexer.engine.ranking import length_norm

# Behind every bulletin with a day, whichever end the order begins at.
NO_DAY = -2**31
# Counting a group for four facets costs as much as counting one bulletin for them and a half.
GROUP_COST = 1.5
NONE: Mapping[str, int] = {}


class Parts(NamedTuple):
    """The names that a column's names are made of: the name at `codes[i]` has `names[places[i]]` in it."""

    names: tuple[str, ...]
    codes: np.ndarray
    places: np.ndarray


@dataclass(frozen=True)
class Labels:
    """A column of names: `codes[i]` is the place in `names` of bulletin i's name (int64); names[0] is always ""."""

    names: tuple[str, ...]
    codes: np.ndarray

    @cached_property
    def parts(self) -> Parts:
        """The single names in each name, where blanks part them."""
        parts = [(code, part) for code, name in enumerate(self.names) for part in name.split()]
        singles = tuple(sorted({part for _, part in parts}))
        place = {part: number for number, part in enumerate(singles)}
        return Parts(singles, np.array([code for code, _ in parts], np.intp),
                     np.array([place[part] for _, part in parts], np.intp))

    def code(self, name: str) -> int:
        """The code of a name, -1 for an unknown one."""
        return self.names.index(name) if name in self.names else -1

    def of(self, ordinal: int) -> str:
        """The name of a bulletin."""
        return self.names[self.codes[ordinal]]


@dataclass(frozen=True)
class Columns:
    """The columns. `live` is False for deleted bulletins; `length` in syllables (float32); `day` is the proleptic
    ordinal of the date (int32), 0 where there is none; `document` is the card's (int64); a name in `kinds` is all of a
    bulletin's kinds, blanks between, one in `units` likewise; `id_rank` orders ids alphabetically; `family` (int64) is
    the card's, a name of `edited` is "" or EDITED. Lists are read when they are first asked for, by `read_list`.

    >>> columns = make_columns(np.ones(2, bool), [10, 20], [0, 736330], [0, 0], ["a", "b"], ["", ""],
    ...                        ["NQ", "NQ QĐ"], [0, 1])
    >>> columns.year.names, columns.count_facets(np.array([0, 1]))["kind"]
    (('', '2017'), (FacetCount(value='NQ', count=2), FacetCount(value='QĐ', count=1)))
    """

    live: np.ndarray
    length: np.ndarray
    day: np.ndarray
    document: np.ndarray
    source: Labels
    section: Labels
    kinds: Labels
    id_rank: np.ndarray
    author: Labels
    units: Labels
    genre: Labels
    family: np.ndarray
    edited: Labels
    read_list: Callable[[str], Lists]

    def __len__(self) -> int:
        return len(self.live)

    @cached_property
    def count(self) -> int:
        """How many bulletins are live."""
        return int(np.count_nonzero(self.live))

    @cached_property
    def average_length(self) -> float:
        """The mean length of the live bulletins, at least 1."""
        return max(float(self.length[self.live].sum(dtype=float)) / max(self.count, 1), 1.0)

    @cached_property
    def norm(self) -> np.ndarray:
        """What each bulletin's length takes from its terms (float32)."""
        return length_norm(self.length, self.average_length).astype(np.float32)

    @cached_property
    def year(self) -> Labels:
        """The years, ascending; "" without a day."""
        return self._label_days(4)

    @cached_property
    def month(self) -> Labels:
        """The months ("2017-03"), ascending."""
        return self._label_days(7)

    @cached_property
    def dates(self) -> Labels:
        """The days ("2017-03-22"), ascending."""
        return self._label_days(10)

    @cached_property
    def provinces(self) -> Lists:
        """The provinces of today that bulletins name a part of."""
        return self.read_list("provinces")

    @cached_property
    def communes(self) -> Lists:
        """The communes likewise."""
        return self.read_list("communes")

    def _label_days(self, characters: int) -> Labels:
        """So many characters of each day as ISO 8601 has it."""
        distinct, places = np.unique(self.day, return_inverse=True)
        labels = make_labels([date.fromordinal(int(day)).isoformat()[:characters] if day else "" for day in distinct])
        return Labels(labels.names, labels.codes[places] if len(places) else labels.codes)

    @cached_property
    def newest(self) -> np.ndarray:
        """A key that is the greater the newer (int32)."""
        return np.where(self.day == 0, NO_DAY, self.day).astype(np.int32)

    @cached_property
    def oldest(self) -> np.ndarray:
        """A key that is the greater the older (int32)."""
        return np.where(self.day == 0, NO_DAY, -self.day).astype(np.int32)

    @cached_property
    def has_families(self) -> bool:
        """Whether any bulletin shares its text with another one."""
        return bool(self.family.any())

    @cached_property
    def first_rank(self) -> np.ndarray:
        """The place of each bulletin among all by day, oldest first, then by id (int32)."""
        rank = np.empty(len(self), np.int32)
        rank[np.lexsort((self.id_rank, ~self.oldest))] = np.arange(len(self))
        return rank

    @cached_property
    def tie_rank(self) -> np.ndarray:
        """The place of each bulletin where all tie (int32): by day, newest first, then by id."""
        rank = np.empty(len(self), np.int32)
        rank[np.lexsort((self.id_rank, ~self.newest))] = np.arange(len(self))  # ~ descends, and never overflows
        return rank

    def filter(self, ordinals: np.ndarray, filters: Filters) -> np.ndarray:
        """Those of some bulletins that the filters let through."""
        if not filters:
            return ordinals
        if filters.since or filters.until:
            first = filters.since.toordinal() if filters.since else 1
            last = filters.until.toordinal() if filters.until else date.max.toordinal()
            days = self.day.take(ordinals)
            ordinals = ordinals.compress((days >= first) & (days <= last))
        for facet in NAMED:
            if chosen := getattr(filters, facet):
                labels = self.labels(facet)
                ordinals = ordinals.compress(find_codes(labels, chosen, facet).take(labels.codes.take(ordinals)))
        for facet in LISTED:
            if chosen := getattr(filters, facet):
                ordinals = ordinals.compress(getattr(self, LISTED[facet]).having(chosen, ordinals))
        return ordinals

    def labels(self, facet: str) -> Labels:
        """The column of a facet."""
        return getattr(self, COLUMN_OF.get(facet, facet))

    @cached_property
    def groups(self) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Bulletins that have all FACETS in common are a group: the group of each bulletin, and by facet the code of
        each group. Where groups are few, one count over all that matched serves all facets."""
        keys = np.zeros(len(self), np.int64)
        columns = {facet: self.labels(facet) for facet in FACETS}
        for labels in columns.values():
            keys = keys * len(labels.names) + labels.codes
        _, first, group_of = np.unique(keys, return_index=True, return_inverse=True)
        return group_of, {name: labels.codes[first] for name, labels in columns.items()}

    def count_facets(self, ordinals: np.ndarray, names: Sequence[str] = FACETS,
                     most: int | None = None, *, joined: bool = False) -> dict[str, tuple[FacetCount, ...]]:
        """How many of some bulletins have each value of the facets that are named; of names the `most` frequent. With
        `joined`, how many families."""
        families = self.family.take(ordinals) if joined and self.has_families else None
        listed = {name: count_names(lists, lists.count(ordinals, families), most) for name in names if name in LISTED
                  for lists in [getattr(self, LISTED[name])]}
        if listed:
            return listed | self.count_facets(ordinals, [name for name in names if name not in LISTED], most,
                                              joined=joined)
        if families is None or not families.any():
            counts = self._count_codes(ordinals, names)
            return {name: NAME_COUNTS[name](self.labels(name), counts[name], most) for name in names}
        alone = self._count_codes(ordinals.compress(families == 0), names)
        shared, families = ordinals.compress(families > 0), families.compress(families > 0)
        return {name: self._count_joined(name, alone[name], families, self.labels(name).codes.take(shared), most)
                for name in names}

    def _count_joined(self, name: str, alone: np.ndarray, families: np.ndarray, codes: np.ndarray,
                      most: int | None) -> tuple[FacetCount, ...]:
        """The counts of a facet over bulletins that stand alone, by code, and over families."""
        labels = self.labels(name)
        if name in SEVERAL:
            return count_kinds(labels, alone, most, count_lists(families, list(map(str.split, labels.names)), codes))
        return NAME_COUNTS[name](labels, alone + count_values(families, codes, len(labels.names)), most)

    def _count_codes(self, ordinals: np.ndarray, names: Sequence[str]) -> dict[str, np.ndarray]:
        """By facet how many of some bulletins have each code."""
        together = [name for name in names if name in FACETS]
        counts = {}
        if len(together) > 2:
            group_of, codes = self.groups
            if len(codes[together[0]]) * GROUP_COST < len(ordinals):
                sizes = np.bincount(group_of.take(ordinals), minlength=len(codes[together[0]]))
                counts = {name: np.bincount(codes[name], sizes, len(self.labels(name).names)) for name in together}
        for name in names:
            if name not in counts:
                labels = self.labels(name)
                counts[name] = np.bincount(labels.codes.take(ordinals), minlength=len(labels.names))
        return counts


# Facets of which values are chosen by name, and the columns whose names are not theirs.
NAMED = ("source", "section", "year", "author", "genre", "kind", "unit", "edited")
COLUMN_OF = {"kind": "kinds", "unit": "units", "day": "dates"}
LISTED = {"province": "provinces", "commune": "communes"}
SEVERAL = frozenset({"kind", "unit"})  # a bulletin may have several values of these


def find_codes(labels: Labels, chosen: Sequence[str | int], facet: str) -> np.ndarray:
    """Which codes of a column stand for one of the values that are chosen (bool).

    >>> find_codes(make_labels(["NQ", "NQ QĐ", "CT"]), ("QĐ", "CT"), "kind")
    array([False,  True, False,  True])
    """
    wanted = set(map(str, chosen))
    if facet in SEVERAL:
        return np.array([not wanted.isdisjoint(names.split()) for names in labels.names])
    found = np.zeros(len(labels.names), bool)
    found[[code for code in map(labels.code, wanted - {""}) if code >= 0]] = True
    return found


def count_names(labels: Labels | Lists, counts: np.ndarray, most: int | None = None) -> tuple[FacetCount, ...]:
    """The names that occur and how often, the most frequent first, ties by name; the empty name left out."""
    return tell_most(labels.names, counts, most, first=1)


def tell_most(names: Sequence[str], counts: np.ndarray, most: int | None, first: int = 0) -> tuple[FacetCount, ...]:
    """The names from the `first` on that were counted, the `most` frequent, ties in the order of the names."""
    found = counts[first:].nonzero()[0] + first
    found = found[np.argsort(-counts[found], kind="stable")][:most]
    # A page counts hundreds of values: made as tuples are, which takes half the time of the class's own way.
    pairs = zip(map(names.__getitem__, found.tolist()), counts[found].astype(int).tolist(), strict=True)
    return tuple(map(tuple.__new__, repeat(FacetCount), pairs))


def count_days(labels: Labels, counts: np.ndarray, _most: int | None = None) -> tuple[FacetCount, ...]:
    """The years, months or days that occur and how often, the newest first."""
    return tuple(sorted(count_names(labels, counts), reverse=True))


def count_kinds(labels: Labels, counts: np.ndarray, most: int | None = None,
                others: Mapping[str, int] = NONE) -> tuple[FacetCount, ...]:
    """The kinds that occur and how often, with `others` that were counted already, the most frequent first; a name
    stands for all kinds of a bulletin.

    >>> count_kinds(make_labels(["NQ", "NQ QĐ"]), np.array([0, 1, 2]))
    (FacetCount(value='NQ', count=3), FacetCount(value='QĐ', count=2))
    """
    parts = labels.parts
    single = np.bincount(parts.places, counts[parts.codes], len(parts.names))
    for name in others:
        single[bisect_left(parts.names, name)] += others[name]
    return tell_most(parts.names, single, most)


NAME_COUNTS: dict[str, Callable[..., tuple[FacetCount, ...]]] = {
    "year": count_days, "month": count_days, "day": count_days, "kind": count_kinds, "unit": count_kinds,
    "source": count_names, "section": count_names, "author": count_names, "genre": count_names, "edited": count_names}


def make_columns(live: np.ndarray, length: Sequence[int], day: Sequence[int], document: Sequence[int],
                 source: Sequence[str], section: Sequence[str], kinds: Sequence[str],
                 id_rank: Sequence[int], author: Sequence[str] = (), units: Sequence[str] = (),
                 genre: Sequence[str] = (), family: Sequence[int] = (), edited: Sequence[int] = (),
                 read_list: Callable[[str], Lists] | None = None) -> Columns:
    """Columns from plain values, one for each bulletin; the last six may be unknown of all."""
    unknown = [""] * len(live)
    return Columns(live, np.array(length, np.float32), np.array(day, np.int32), np.array(document, np.int64),
                   make_labels(source), make_labels(section), make_labels(kinds), np.array(id_rank, np.int32),
                   make_labels(author or unknown), make_labels(units or unknown), make_labels(genre or unknown),
                   np.array(family or [0] * len(live), np.int64), label_edits(np.array(edited or [0] * len(live))),
                   read_list or (lambda _name: make_lists(unknown)))


def label_edits(edited: np.ndarray) -> Labels:
    """Whether each bulletin was changed after publication, as a column of names.

    >>> label_edits(np.array([0, 1])).of(1) == EDITED
    True
    """
    return Labels(("", EDITED), (edited > 0).astype(np.int64))


def make_labels(values: Sequence[str]) -> Labels:
    """A column of names from the names.

    >>> make_labels(["b", "", "b"]).codes
    array([1, 0, 1])
    """
    names = ("", *sorted(set(values) - {""}))
    code_of = {name: code for code, name in enumerate(names)}
    return Labels(names, np.array([code_of[value] for value in values], np.int64))

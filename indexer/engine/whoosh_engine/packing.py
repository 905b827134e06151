"""pack(): entries to what a writer files, in arrays. It needs no index, so that other processes can do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engine.entry import Card, Entry
from indexer.engine.postings import CHANNELS, title_syllables, units_of, weigh


@dataclass(frozen=True)
class PackedChannel:
    """The postings of some bulletins in one channel, bulletin by bulletin: how many each has, and of each posting the
    place of its term in `terms` and its weight in units."""

    terms: tuple[str, ...]
    counts: np.ndarray
    places: np.ndarray
    units: np.ndarray


@dataclass(frozen=True)
class Packed:
    """Entries ready to be filed: their cards, lengths, titles, streams (see StreamColumn) and postings."""

    cards: tuple[Card, ...]
    lengths: tuple[int, ...]
    titles: tuple[str, ...]
    streams: tuple[bytes, ...]
    channels: dict[str, PackedChannel]


def pack(entries: Sequence[Entry]) -> Packed:
    """The entries, packed."""
    weighed = [weigh(entry) for entry in entries]
    channels = {channel: pack_channel([getattr(postings, channel) for postings in weighed], units_of(channel))
                for channel in CHANNELS}
    return Packed(tuple(entry.card for entry in entries), tuple(postings.length for postings in weighed),
                  tuple(" ".join(title_syllables(entry)) for entry in entries),
                  tuple(make_stream(entry).encode() for entry in entries), channels)


def pack_channel(postings: Sequence[dict[str, float]], one: int) -> PackedChannel:
    """The postings of a channel, weights in units of 1 / `one`."""
    places: defaultdict[str, int] = defaultdict()
    places.default_factory = places.__len__
    found = [place for terms in postings for place in map(places.__getitem__, terms)]
    weights = [weight for terms in postings for weight in terms.values()]
    return PackedChannel(tuple(places), np.array([len(terms) for terms in postings], np.uint32),
                         np.array(found, np.uint32), np.rint(np.array(weights) * one).astype(np.uint8))


def make_stream(entry: Entry) -> str:
    """What phrases are looked up in: a line of folded syllables for each paragraph, and one for each reading.

    >>> from indexer.engine.entry import Zone
    >>> make_stream(Entry(Card("1"), Zone((("khoa", "hoc"),), readings=(("xa", "nam"),))))
    'khoa hoc\\nxa nam'
    """
    return "\n".join(" ".join(line) for zone in entry.zones.values() for line in zone.lines)

"""An entry's terms as weighted postings: what one bulletin adds to each channel of an index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indexer.engine.entry import Entry

# What one occurrence counts in each zone, before saturation (BM25F with one length): title above summary above body.
ZONE_WEIGHTS = {"title": 3.0, "summary": 1.5, "body": 1.0}

# 14/2026/NQ-HĐND is found by 14/NQ-HĐND, which a reader may mean, and stands below the number that is just that.
YEARLESS = 0.1

CHANNELS = ("syllable", "pair", "mark", "word", "number")


@dataclass(frozen=True)
class Postings:
    """Term to weighted frequency, channel by channel; `length` in syllables, all zones together."""

    syllable: dict[str, float]
    pair: dict[str, float]
    mark: dict[str, float]
    word: dict[str, float]
    number: dict[str, float]
    length: int


def weigh(entry: Entry) -> Postings:
    """The postings of an entry, each occurrence weighted by its zone."""
    syllable: dict[str, float] = {}
    pair: dict[str, float] = {}
    mark: dict[str, float] = {}
    word: dict[str, float] = {}
    number: dict[str, float] = {}
    length = 0
    for name, zone in entry.zones.items():
        weight = ZONE_WEIGHTS[name]
        for paragraph in zone.paragraphs:
            length += len(paragraph)
            add(syllable, paragraph, weight)
            add(pair, map("_".join, zip(paragraph, paragraph[1:], strict=False)), weight)
        for reading in dict.fromkeys(zone.readings):
            for term in map("_".join, zip(reading, reading[1:], strict=False)):
                pair.setdefault(term, weight)
        add(syllable, zone.alternatives, weight)
        add(mark, zone.marked, weight)
        add(word, zone.words, weight)
        add(number, zone.numbers, weight)
        add(number, zone.yearless, weight * YEARLESS)
    return Postings(syllable, pair, mark, word, number, length)


def add(counts: dict[str, float], terms: Iterable[str], weight: float) -> None:
    """Counts each term once more, `weight` heavy."""
    for term in terms:
        counts[term] = counts.get(term, 0.0) + weight

"""An entry's terms as weighted postings: what one bulletin adds to each channel of an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.engine.entry import Entry, Zone

# What one occurrence counts in each zone, before saturation (BM25F with one length): title above summary above body. In
# attached files a term counts once for all its occurrences: of a hundred pages every other word stands there often.
# Measured: see docs/decisions/0018-what-hangs-on-a-bulletin.md.
ZONE_WEIGHTS = {"title": 3.0, "summary": 1.5, "body": 1.0, "attached": 0.5}
# What a bulletin itself holds weighs at least this; below it stands what its files alone hold.
OWN_WEIGHT = 1.0

# 14/2026/NQ-HĐND is found by 14/NQ-HĐND, which a reader may mean, and stands below the number that is just that.
YEARLESS = 0.1

CHANNELS = ("syllable", "pair", "mark", "spelt", "word", "number", "title")

# Weights are whole numbers of units, so that an index may keep each in a byte and lose nothing.
UNITS, UNITS_OF_NUMBER = 2, 20
MOST_UNITS = 255


@dataclass(frozen=True)
class Postings:
    """Term to weighted frequency, channel by channel; `length` in syllables, all zones but attached files together, so
    that no file changes what any text of a bulletin is worth. The channel "title"
    says which syllables titles hold, each once: it is how rare a syllable is among titles, and adds to no score.

    A weight is a multiple of 1 / `units_of(channel)` and at most MOST_UNITS of them: what occurs 127 times could occur
    a thousand times and say no more, since BM25 saturates long before.
    """

    syllable: dict[str, float]
    pair: dict[str, float]
    mark: dict[str, float]
    spelt: dict[str, float]
    word: dict[str, float]
    number: dict[str, float]
    title: dict[str, float]
    length: int


def units_of(channel: str) -> int:
    """How many units make a weight of 1.

    >>> units_of("syllable") * ZONE_WEIGHTS["summary"], round(units_of("number") * YEARLESS, 9)
    (3.0, 2.0)
    """
    return UNITS_OF_NUMBER if channel == "number" else UNITS


def weigh(entry: Entry) -> Postings:
    """The postings of an entry, each occurrence weighted by its zone."""
    channels: dict[str, dict[str, float]] = {channel: {} for channel in CHANNELS}
    length = 0
    for name, zone in entry.zones.items():
        weight = ZONE_WEIGHTS[name]
        if name == "attached":
            add_attached(channels, zone, weight)
            continue
        length += sum(map(len, zone.paragraphs))
        add(channels["syllable"], (term for paragraph in (*zone.paragraphs, zone.alternatives) for term in paragraph),
            weight)
        add(channels["pair"], pairs_of(zone), weight)
        for reading in zone.readings:
            for term in map("_".join, zip(reading, reading[1:], strict=False)):
                channels["pair"].setdefault(term, weight)
        add(channels["mark"], zone.marked, weight)
        channels["spelt"].update(dict.fromkeys(zone.beside, 1.0))  # it finds and is no evidence: once is enough
        add(channels["word"], zone.words, weight)
        add(channels["number"], zone.numbers, weight)
        add(channels["number"], zone.yearless, weight * YEARLESS)
    channels["title"] = dict.fromkeys(title_syllables(entry), 1.0)
    return Postings(**{channel: whole(weights, units_of(channel)) for channel, weights in channels.items()},
                    length=length)


def add_attached(channels: dict[str, dict[str, float]], zone: Zone, weight: float) -> None:
    """Counts each term of attached files once. Their words are not cut: those channels tell what a language's words
    are, and files that nobody edited would teach it their tables."""
    add(channels["syllable"], {term for paragraph in (*zone.paragraphs, zone.alternatives) for term in paragraph},
        weight)
    add(channels["pair"], {*pairs_of(zone), *(pair for reading in zone.readings
                                              for pair in map("_".join, zip(reading, reading[1:], strict=False)))},
        weight)
    add(channels["mark"], set(zone.marked), weight)
    channels["spelt"].update(dict.fromkeys(zone.beside, 1.0))
    add(channels["number"], set(zone.numbers), weight)
    add(channels["number"], set(zone.yearless).difference(zone.numbers), weight * YEARLESS)


def title_syllables(entry: Entry) -> list[str]:
    """The folded syllables of an entry's title, in reading order."""
    return [syllable for paragraph in entry.title.paragraphs for syllable in paragraph]


def pairs_of(zone: Zone) -> Iterable[str]:
    """The pairs of adjacent syllables, none across paragraphs."""
    for paragraph in zone.paragraphs:
        yield from map("_".join, zip(paragraph, paragraph[1:], strict=False))


def add(weights: dict[str, float], terms: Iterable[str], weight: float) -> None:
    """Counts each term once more, `weight` heavy."""
    for term, count in Counter(terms).items():
        weights[term] = weights.get(term, 0.0) + weight * count


def whole(weights: dict[str, float], units: int) -> dict[str, float]:
    """The weights as whole numbers of units, none above a byte of them.

    >>> whole({"a": 0.3000001, "b": 1000.0}, 20)
    {'a': 0.3, 'b': 12.75}
    """
    if units == UNITS and max(weights.values(), default=0) <= MOST_UNITS / UNITS:
        return weights  # zones weigh whole units: nothing to round
    return {term: min(round(weight * units), MOST_UNITS) / units for term, weight in weights.items()}

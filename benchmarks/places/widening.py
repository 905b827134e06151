"""What a reader gets who types a commune's name: by the words of its other names, and by unit.

For every commune is counted which bulletins name it, under any name of its chain (itself, its makers, its heirs), as
the reader of places resolves them: that is what is right here. A search for its other names as words finds some of
these, and other places that bear the same names; a search widened by unit is asked of the product itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.bulletin import Bulletin
from corpus.places.reading.find_places import PlaceReader
from corpus.places.reading.lookup import Names
from corpus.places.reading.scanning import words_from
from corpus.places.spelling import COMMUNE, syllable_key
from corpus.places.unit import Unit
from indexer.describing.describe import parts_of
from indexer.places.widening import ASKED, widen_places

KIND = re.compile(r"(?<![^\W_])(xã|phường|thị\s+trấn|đặc\s+khu)\s+", re.IGNORECASE)
Name = tuple[str, str]  # the kind and the key


@dataclass
class Seen:
    """Which bulletins (by number) name each unit, may name it, and have each name with its kind as words."""

    count: int = 0
    mentions: int = 0
    naming: dict[str, set[int]] = field(default_factory=dict)
    perhaps: dict[str, set[int]] = field(default_factory=dict)
    written: dict[Name, set[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Widening:
    """What typing the names of some communes comes to. `silent`: no bulletin has the typed name with its kind, though
    some speak of the commune. Pairs of commune and bulletin: found by the words of its other names, rightly, as another
    place, and where nothing decides which; found by unit, rightly and not. `asked`: the reader is first asked which of
    several communes is meant, which withholds so many pairs (`waiting`)."""

    communes: int = 0
    silent: int = 0
    words_right: int = 0
    words_wrong: int = 0
    words_open: int = 0
    units_right: int = 0
    units_wrong: int = 0
    asked: int = 0
    waiting: int = 0


def read_all(bulletins: Iterable[Bulletin], reader: PlaceReader, day: date | None = None,
             near: Sequence[str] = ()) -> Seen:
    """Reads bulletins; `day` is that of those without one, `near` are the units of their portal."""
    seen = Seen()
    for number, bulletin in enumerate(bulletins):
        text = "\n".join(parts_of(bulletin))
        seen.count += 1
        for place in reader.find_places(text, bulletin.published_on or day, near):
            seen.mentions += 1
            for unit in place.units:
                (seen.naming if place.unit else seen.perhaps).setdefault(unit.id, set()).add(number)
        for name in names_in(text, reader.names):
            seen.written.setdefault(name, set()).add(number)
    return seen


def names_in(text: str, names: Names) -> Iterator[Name]:
    """The names of communes with their kinds that a search for their words finds in a text: also what a longer one
    begins with."""
    for match in KIND.finditer(text):
        kind = " ".join(match[1].lower().split())
        key = ""
        for word in words_from(text, match.end(), names.longest):
            key = f"{key} {syllable_key(word[0])}".strip()
            if (kind, key) in names.by_kind:
                yield kind, key


def communes_of_today(seen: Seen, reader: PlaceReader) -> list[Unit]:
    """The communes of today that bulletins speak of, under whatever name."""
    gazetteer = reader.gazetteer
    return [unit for unit in gazetteer.units.values() if unit.level == COMMUNE and not unit.valid_to and any(
        one.id in seen.naming for one in gazetteer.chain(unit))]


def communes_named(seen: Seen, reader: PlaceReader) -> list[Unit]:
    """The communes, of today or ended, that bulletins name themselves."""
    return [unit for id in sorted(seen.naming) if (unit := reader.gazetteer[id]).level == COMMUNE]


def measure_widening(communes: Iterable[Unit], seen: Seen, reader: PlaceReader, near: Sequence[str] = ()) -> Widening:
    """What typing the names of some communes comes to."""
    made = Widening()
    for commune in communes:
        chain = reader.gazetteer.chain(commune)
        own = commune.kind, commune.key
        right = _union(seen.naming, (unit.id for unit in chain))
        words = _union(seen.written, {(unit.kind, unit.key) for unit in chain} - {own})
        undecided = (words - right) & _union(seen.perhaps, (unit.id for unit in chain))
        widened = widen_places(commune.label, reader, near)
        by_unit = _union(seen.naming, (unit.id for one in widened for unit in one.applied))
        is_asked = any(one.status == ASKED for each in widened for one in each.expanded)
        made = replace(
            made, communes=made.communes + 1, silent=made.silent + (own not in seen.written),
            words_right=made.words_right + len(words & right), words_open=made.words_open + len(undecided),
            words_wrong=made.words_wrong + len(words - right - undecided),
            units_right=made.units_right + len(by_unit & right), units_wrong=made.units_wrong + len(by_unit - right),
            asked=made.asked + is_asked,
            waiting=made.waiting + (len(right - _union(seen.naming, [commune.id])) if is_asked else 0))
    return made


def _union(sets: dict, keys: Iterable) -> set[int]:
    return set().union(*(sets.get(key, ()) for key in keys))

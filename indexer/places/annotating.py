"""Annotator: the places that a bulletin names, as rows of the generation and as keys of its entry."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from corpus.bulletin import Bulletin
from corpus.places.files import load_key
from corpus.places.gazetteer import Areas, Gazetteer
from corpus.places.reading.find_places import Place, PlaceReader
from corpus.places.spelling import COMMUNE
from indexer.engine.query import UNDECIDED, place_key
from indexer.places.reader import open_reader


class Named(NamedTuple):
    """A place that a bulletin names: where in its parts joined by newlines, the id of its unit ("" where undecided) and
    the candidates that are left, joined by blanks."""

    bulletin: str
    start: int
    end: int
    unit: str
    candidates: str
    how: str
    ended: int


@dataclass(frozen=True)
class Annotator:
    """Reads bulletins by the gazetteer and the admin's rows at `own`; `units` are those that each source belongs to. It
    travels to worker processes, which read the gazetteer once each."""

    own: Path | None = None
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def reader(self) -> PlaceReader:
        """The reader of this process."""
        return open_reader(self.own)

    @property
    def key(self) -> str:
        """What annotations were made by: they are as new as this says."""
        known = {source: units for source, units in self.units.items() if units}
        return f"{load_key(self.own)} {json.dumps(known, sort_keys=True, ensure_ascii=False)}"

    def find(self, bulletin: Bulletin, parts: Sequence[str]) -> list[Place]:
        """The places of the parts of a bulletin, read as one text joined by newlines."""
        return self.reader.find_places("\n".join(parts), bulletin.published_on, self.units.get(bulletin.source, ()))

    def areas(self, places: Iterable[Place]) -> Areas:
        """Where the places of a bulletin lie today, UNDECIDED among them where that is not known of one."""
        return join_areas(self.reader.gazetteer, places)


def join_areas(gazetteer: Gazetteer, places: Iterable[Place]) -> Areas:
    """The provinces and communes of today that some places are a part of. Of one that may be several units the province
    is known where all of them lie in it."""
    provinces: set[str] = set()
    communes: set[str] = set()
    for place in places:
        if unit := place.unit:
            areas = gazetteer.areas(unit)
            provinces.update(areas.provinces)
            communes.update(areas.communes)
            continue
        above = {gazetteer.areas(one).provinces for one in place.units}
        provinces.update(above.pop() if len(above) == 1 else [UNDECIDED])
        if any(one.level == COMMUNE for one in place.units):
            communes.add(UNDECIDED)
    return Areas(tuple(sorted(provinces)), tuple(sorted(communes)))


def rows_of(bulletin: Bulletin, places: Iterable[Place]) -> list[Named]:
    """The places of a bulletin as rows."""
    return [Named(bulletin.id, place.start, place.end, place.unit.id if place.unit else "",
                  "" if place.unit else " ".join(unit.id for unit in place.units), place.how or "", int(place.ended))
            for place in places]


def keys_by_part(parts: Sequence[str], places: Iterable[Place]) -> list[tuple[str, ...]]:
    """The keys of the places that are decided, for each part those that stand in it."""
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part) + 1)
    made: list[list[str]] = [[] for _ in parts]
    for place in places:
        if place.unit:
            made[bisect_right(starts, place.start) - 1].append(place_key(place.unit.id))
    return [tuple(keys) for keys in made]

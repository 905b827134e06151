"""find_places(): the places that a text names, and the unit that each means on its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.places.gazetteer import Gazetteer
from corpus.places.reading.deciding import decide
from corpus.places.reading.lookup import Names
from corpus.places.reading.scanning import scan
from corpus.places.unit import Unit


@dataclass(frozen=True)
class Place:
    """A place named in text[start:end]. One unit where the text, its day and its source decide, else all that remain.

    `how` it was decided: unique, parent, elsewhere, source or default; None where it was not. `ended`: the unit had
    ended on that day; writers go on using old names.
    """

    text: str
    start: int
    end: int
    units: tuple[Unit, ...]
    how: str | None
    ended: bool

    @property
    def unit(self) -> Unit | None:
        """The unit that is meant, where that is known."""
        return self.units[0] if len(self.units) == 1 else None


class PlaceReader:
    """Finds places by one gazetteer. Making one takes half a second; it may be shared."""

    def __init__(self, gazetteer: Gazetteer):
        self.gazetteer = gazetteer
        self.names = Names(gazetteer)

    def find_places(self, text: str, day: date | None = None, source: Sequence[str] = ()) -> list[Place]:
        """The places of a text in their order. `day` is that of the text, today where it is not known; `source` the ids
        of the units that its portal belongs to, nearest first."""
        seen = scan(text, self.names)
        if not seen:
            return []
        return [Place(text[meant.seen.start:meant.seen.end], meant.seen.start, meant.seen.end, meant.units, meant.how,
                      meant.ended)
                for meant in decide(text, seen, day.isoformat() if day else "", source, self.names)]

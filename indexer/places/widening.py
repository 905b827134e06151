"""widen_places(): what a question's places are asked for besides.

A commune is asked for with all that it was made of and all that it became, never with its sisters; districts that ended
and provinces are offered, and so is a bare name; where several units of today bear the name the reader is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.places.gazetteer import Gazetteer
from corpus.places.reading.find_places import PlaceReader
from corpus.places.spelling import COMMUNE, PROVINCE
from corpus.places.unit import Unit
from indexer.places.asked import AskedPlace, find_asked

APPLIED, OFFERED, ASKED, NAMED = "applied", "offered", "asked", "named"
# Of readings more are no choice but a list.
MOST_READINGS = 40
MOST_OFFERED = 40


@dataclass(frozen=True)
class Expanded:
    """A unit beside those that were typed: applied (searched as well), offered (a link), asked (one of several
    readings), named (a namesake that had ended, told beside). `because` says why, in Vietnamese; `is_part`: only a part
    of it belongs here."""

    unit: Unit
    status: str
    because: str
    is_part: bool = False


@dataclass(frozen=True)
class Widened:
    """The place text[start:end] of a question; `unit` is the one that is meant, None where the reader must say."""

    start: int
    end: int
    unit: Unit | None
    expanded: tuple[Expanded, ...] = ()
    itself: tuple[Unit, ...] = ()  # the unit and its forms under the same name, which typing it means anyway

    @property
    def applied(self) -> tuple[Unit, ...]:
        """The units that are searched as well."""
        return tuple(one.unit for one in self.expanded if one.status == APPLIED)


def widen_places(text: str, reader: PlaceReader, near: Sequence[str] = ()) -> list[Widened]:
    """What the places of a question are asked for besides; `near` are the units of the portal that is asked, nearest
    first."""
    gazetteer = reader.gazetteer
    asked = find_asked(text, reader.names)
    own = [unit for id in near if (unit := gazetteer.find(id))]
    made = []
    for place in asked:
        others = [unit for other in asked if other is not place for unit in other.units]
        above = [unit for unit in others if any(unit.id in gazetteer.region(one) for one in place.units)]
        if not place.kind and any(place in pair for pair in _pairs(asked, gazetteer)):
            continue  # it only says where another place lies
        units = _lying_in(place.units, above, gazetteer)
        for unit in own if len([one for one in units if not one.valid_to]) != 1 else ():
            units = _lying_in(units, [unit], gazetteer)
        made.append(_widen(place, units, gazetteer))
    return made


def _pairs(asked: Sequence[AskedPlace], gazetteer: Gazetteer) -> Iterable[tuple[AskedPlace]]:
    """The bare places that lie above another place of the question."""
    for place in asked:
        ids = {unit.id for unit in place.units}
        if not place.kind and any(other is not place and any(
                not ids.isdisjoint(gazetteer.region(unit) - {unit.id}) for unit in other.units) for other in asked):
            yield (place,)


def _lying_in(units: tuple[Unit, ...], above: Sequence[Unit], gazetteer: Gazetteer) -> tuple[Unit, ...]:
    ids = {unit.id for unit in above}
    kept = tuple(unit for unit in units if not ids.isdisjoint(gazetteer.region(unit)))
    return kept or units


def _widen(place: AskedPlace, units: tuple[Unit, ...], gazetteer: Gazetteer) -> Widened:
    today = [unit for unit in units if not unit.valid_to]
    ended = _tips([unit for unit in units if unit.valid_to], gazetteer)
    if not place.kind:
        return Widened(place.start, place.end, None, tuple(_readings(_whole(units, gazetteer), gazetteer)))
    meant = today or ended
    if len(meant) == 1:
        [unit] = meant
        rest = tuple(Expanded(other, NAMED, f"cùng tên, {_days(other)}") for other in ended if other is not unit
                     and other not in [maker for maker, _ in gazetteer.makers(unit)])
        if unit.level != COMMUNE:
            return Widened(place.start, place.end, unit, tuple(_offers(unit, gazetteer)))
        itself = (unit, *(one.unit for one in _chain(unit, gazetteer) if is_same(one.unit, unit)))
        others = (one for one in _chain(unit, gazetteer) if one.unit not in itself)
        return Widened(place.start, place.end, unit, (*others, *rest), itself)
    if any(unit.level != COMMUNE for unit in meant):
        unit = next((one for one in meant if one.level == PROVINCE), meant[0])
        return Widened(place.start, place.end, None, tuple(_offers(unit, gazetteer)))
    return Widened(place.start, place.end, None, tuple(
        Expanded(unit, ASKED, f"có {len(meant)} đơn vị tên này") for unit in meant[:MOST_READINGS]))


def _tips(units: list[Unit], gazetteer: Gazetteer) -> list[Unit]:
    """The units that became none of the others: one that was only numbered or moved anew is one reading."""
    return [unit for unit in units if not any(
        heir in units and heir.key == unit.key for heir, _ in gazetteer.heirs(unit))]


def is_same(unit: Unit, other: Unit) -> bool:
    """Whether two units bear one name."""
    return (unit.kind, unit.key) == (other.kind, other.key)


def _chain(unit: Unit, gazetteer: Gazetteer) -> Iterable[Expanded]:
    for heir, is_part in gazetteer.heirs(unit):
        yield Expanded(heir, APPLIED, f"{unit.label} nay là {heir.label}{_since(unit.valid_to)}", is_part)
    for maker, is_part in gazetteer.makers(unit):
        yield Expanded(maker, APPLIED, f"{maker.label} nhập vào {unit.label}{_since(maker.valid_to)}", is_part)


def _offers(unit: Unit, gazetteer: Gazetteer) -> Iterable[Expanded]:
    """What a district or province that ended is today; of what goes on nothing."""
    if not unit.valid_to:
        return
    for now in gazetteer.today(unit)[:MOST_OFFERED]:
        yield Expanded(now, OFFERED, f"{unit.label} đến {_day(unit.valid_to)}")


def _whole(units: tuple[Unit, ...], gazetteer: Gazetteer) -> list[Unit]:
    """The readings of a bare name: units of today, and ended ones that are no earlier form of these."""
    return _tips(list(units), gazetteer)


def _readings(units: list[Unit], gazetteer: Gazetteer) -> Iterable[Expanded]:
    today = [unit for unit in units if not unit.valid_to]
    seen: set[str] = set()
    for unit in sorted(units, key=lambda unit: (unit.level != PROVINCE, bool(unit.valid_to)))[:MOST_READINGS]:
        seen.add(unit.id)
        yield Expanded(unit, OFFERED, "tên chưa nói rõ cấp" if not unit.valid_to else _days(unit))
    if not today and len(units) == 1:
        for now in gazetteer.today(units[0])[:MOST_OFFERED]:
            if now.id not in seen:
                yield Expanded(now, OFFERED, f"{units[0].label} đến {_day(units[0].valid_to)}")


def _since(day: str) -> str:
    return f" từ {_day(day)}" if day else ""


def _days(unit: Unit) -> str:
    return f"đến {_day(unit.valid_to)}" if unit.valid_to else "hiện nay"


def _day(day: str) -> str:
    """A day as people write it.

    >>> _day("2025-07-01")
    '01/07/2025'
    """
    return "/".join(reversed(day.split("-")))


def as_row(one: Expanded) -> dict[str, object]:
    """A unit with plain values, as the commands and the API print it."""
    return {"unit": one.unit.id, "name": one.unit.name, "status": one.status, "because": one.because,
            "part": one.is_part, "valid_from": one.unit.valid_from or None, "valid_to": one.unit.valid_to or None}

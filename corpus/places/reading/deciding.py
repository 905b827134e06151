"""decide(): which of the units that bear a name is meant.

In this order: the day; the parent written behind; a bare name of several levels is the province's; places named
elsewhere in the text; the portal's own units. What none of these decides stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.places.gazetteer import Gazetteer
from corpus.places.reading.lookup import Names
from corpus.places.reading.scanning import Seen
from corpus.places.reading.words import PLACE_BEFORE, is_past
from corpus.places.spelling import CITY, COMMUNE, PROVINCE
from corpus.places.unit import Unit

UNIQUE, PARENT, ELSEWHERE, SOURCE, DEFAULT = "unique", "parent", "elsewhere", "source", "default"
BEHIND = re.compile(r"\s*(?:,|\(|[-–]|;)?\s*(?:thuộc|của|ở|tại|nay thuộc)?\s*")
ORDER = {"commune": 0, "district": 1, "province": 2}


@dataclass(frozen=True)
class Meant:
    """What a mention means: the units that are left, by what they were told apart, and whether the one that is meant
    had ended on that day."""

    seen: Seen
    units: tuple[Unit, ...]
    how: str | None
    ended: bool = False


def decide(text: str, seen: Sequence[Seen], day: str, source: Sequence[str], names: Names) -> list[Meant]:
    """What each mention means; bare names that nothing supports are left out."""
    gazetteer = names.gazetteer
    fitting = [_on_day(text, each, day, names) for each in seen]
    left = list(fitting)
    how: list[str | None] = [UNIQUE if len(units) == 1 else None for units in left]
    for place in reversed(range(len(seen))):  # the district behind a commune is read before it
        if place + 1 < len(seen) and _is_behind(text, seen[place], seen[place + 1]):
            _narrow(place, left, how, PARENT, _ids(left[place + 1]), gazetteer, _before(seen[place], day))
    _follow_lists(text, seen, left, how, gazetteer)
    for place, units in enumerate(left):  # a bare "Quảng Ngãi" is the province, and not its city
        wide = tuple(unit for unit in units if unit.level == PROVINCE)
        if len(units) > 1 and len(wide) == 1 and not seen[place].kind and how[place] is None:
            left[place], how[place] = wide, DEFAULT
    for _ in range(2):  # what was decided first decides others
        sure = [(units[0], place) for place, units in enumerate(left) if len(units) == 1]
        for place, units in enumerate(left):
            if len(units) > 1:
                others = [unit for unit, at in sure if at != place and unit not in units]
                _narrow_by(place, left, how, ELSEWHERE, others, gazetteer)
    own = [unit for id in source if (unit := gazetteer.find(id))]
    for place, units in enumerate(left):
        if len(units) > 1:
            for unit in own:
                _narrow(place, left, how, SOURCE, {unit.id}, gazetteer)
                if len(left[place]) == 1:
                    break
    return [Meant(each, units, how[place], not any(unit.is_valid(day) for unit in units) and bool(units))
            for place, (each, units) in enumerate(zip(seen, left, strict=True))
            if units and (each.kind and each.form != "loose" or _is_supported(text, place, seen, left, own, gazetteer))]


def _on_day(text: str, seen: Seen, day: str, names: Names) -> tuple[Unit, ...]:
    """The units that a day leaves: those of that day, else those that had ended, else all."""
    valid = tuple(unit for unit in seen.units if unit.is_valid(day))
    ended = tuple(unit for unit in seen.units if unit.valid_to and (not day or unit.valid_to <= day))
    if ended and is_past(text, seen.start, seen.end):
        return _latest(ended)
    if not seen.kind:
        valid = tuple(unit for unit in valid if unit.level == PROVINCE) or valid
        ended = tuple(unit for unit in ended if unit.level == PROVINCE) or ended
        wider = [unit for unit in seen.units if unit.level != PROVINCE and unit.is_valid(day)]
        return _latest(valid + tuple(unit for unit in wider if unit not in valid) or ended or seen.units)
    if valid or not seen.kind:
        return valid
    if ended:
        return _latest(ended)
    others = tuple(unit for unit in (*names.same_level(seen.kind, seen.units), *names.of_same_code(seen.units))
                   if unit.is_valid(day))
    return others or seen.units


def _latest(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units, of one code, or of one name in one place, the latest alone: a town that was raised is one place."""
    if len(units) == 1:
        return units
    last: dict[tuple[str, str], Unit] = {}
    for unit in sorted(units, key=lambda unit: unit.valid_from):
        last[unit.code, ""] = unit
        last[unit.key, unit.parent_on("")] = unit
    return tuple(unit for unit in units
                 if last[unit.code, ""] is unit and last[unit.key, unit.parent_on("")] is unit)


def _before(seen: Seen, day: str) -> tuple[Unit, ...]:
    """The units that had begun by a day, which a parent written behind may mean though a namesake exists today."""
    return tuple(unit for unit in seen.units if not day or unit.valid_from <= day) if seen.kind else ()


def _ids(units: Iterable[Unit]) -> set[str]:
    return {unit.id for unit in units}


def _is_behind(text: str, seen: Seen, following: Seen) -> bool:
    """Whether the next mention stands right behind as the unit above may: "xã A, huyện B", "xã A (B)"."""
    if not BEHIND.fullmatch(text, seen.end, following.start):
        return False
    return max(ORDER[unit.level] for unit in following.units) > min(ORDER[unit.level] for unit in seen.units)


def _narrow(place: int, left: list[tuple[Unit, ...]], how: list[str | None], reason: str, ids: set[str],
            gazetteer: Gazetteer, every: tuple[Unit, ...] = ()) -> None:
    """Keeps of a mention the units that lie in one of some units; where none does, those of other days may."""
    units = left[place]
    kept = tuple(unit for unit in units if not ids.isdisjoint(gazetteer.region(unit) - {unit.id}))
    if not kept and every:
        kept = tuple(unit for unit in every if not ids.isdisjoint(gazetteer.region(unit) - {unit.id}))
        if len(kept) > 1:
            kept = _latest(kept)
    if kept and kept != units:
        left[place] = kept
        how[place] = reason if len(kept) == 1 else None
    elif kept and len(units) == 1 and reason == PARENT:
        how[place] = how[place] or reason


def _follow_lists(text: str, seen: Sequence[Seen], left: list[tuple[Unit, ...]], how: list[str | None],
                  gazetteer: Gazetteer) -> None:
    """Members of a list lie in one unit: what stands behind its last member holds for all."""
    for place in reversed(range(len(seen) - 1)):
        following = seen[place + 1]
        if following.form == "list" and len(left[place]) > 1 and len(left[place + 1]) == 1 and how[place + 1] == PARENT:
            above = {parent.id for parent in left[place + 1][0].parents}
            _narrow(place, left, how, PARENT, above, gazetteer)


def _narrow_by(place: int, left: list[tuple[Unit, ...]], how: list[str | None], reason: str, others: list[Unit],
               gazetteer: Gazetteer) -> None:
    """Keeps the units that lie in, or beside, what is named elsewhere: first in the same district, then province."""
    ids = _ids(others)
    units = left[place]
    inside = tuple(unit for unit in units if not ids.isdisjoint(gazetteer.region(unit) - {unit.id}))
    if not inside:
        near: set[str] = set()
        for other in others:
            near |= {id for id in gazetteer.region(other) if len(id.split("-")[0]) == 3 and other.level == COMMUNE}
        inside = tuple(unit for unit in units if not near.isdisjoint(gazetteer.region(unit)))
    if not inside:
        near = set().union(*(gazetteer.region(other) for other in others)) if others else set()
        inside = tuple(unit for unit in units if not near.isdisjoint(gazetteer.region(unit)))
    else:
        best = [unit for unit in inside if any(
            id in ids for id in gazetteer.region(unit) - {unit.id} if len(id.split("-")[0]) == 3)]
        inside = tuple(best) or inside
    if inside and len(inside) < len(units):
        left[place] = inside
        how[place] = reason if len(inside) == 1 else None


def _is_supported(text: str, place: int, seen: Sequence[Seen], left: Sequence[tuple[Unit, ...]], own: Sequence[Unit],
                  gazetteer: Gazetteer) -> bool:
    """Whether a bare name, or one with another kind than its unit's, is meant as a place: a province's, a
    city's, an island's, or one that its surroundings speak of."""
    units = left[place]
    if not seen[place].kind and any(unit.level == PROVINCE or unit.kind in (CITY, "đặc khu") for unit in units):
        return True
    if not seen[place].kind and PLACE_BEFORE.search(text, max(0, seen[place].start - 14), seen[place].start):
        return True
    around = [unit for at, others in enumerate(left) if at != place and len(others) == 1 for unit in others] + list(own)
    ids = _ids(units)
    return any(unit not in units and (not ids.isdisjoint(gazetteer.region(unit)) or any(
        unit.id in gazetteer.region(one) for one in units)) for unit in around)

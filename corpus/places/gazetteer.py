"""Gazetteer: the units by id, by name and day, what they were made of and what they became."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from corpus.places.spelling import COMMUNE, PROVINCE
from corpus.places.unit import Heir, Unit


class Areas(NamedTuple):
    """Ids of provinces and communes of today."""

    provinces: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()


NOWHERE = Areas()


class Gazetteer:
    """All units. `key` tells one gazetteer from another: it is a part of what an index was built with."""

    def __init__(self, units: Sequence[Unit], key: str = ""):
        self.units = {unit.id: unit for unit in units}
        self.key = key
        self._regions: dict[str, frozenset[str]] = {}
        self._areas: dict[str, Areas] = {}

    def __getitem__(self, id: str) -> Unit:
        return self.units[id]

    def find(self, id: str) -> Unit | None:
        """The unit of an id, with or without the year that tells namesakes apart; of several the latest."""
        return self.units.get(id) or next(iter(self._by_plain.get(id, ())), None)

    @cached_property
    def _by_plain(self) -> dict[str, list[Unit]]:
        made: dict[str, list[Unit]] = {}
        for unit in self.units.values():
            made.setdefault(plain_id(unit.id), []).append(unit)
        for units in made.values():
            units.sort(key=lambda unit: unit.valid_from, reverse=True)
        return made

    @cached_property
    def makers_of(self) -> dict[str, tuple[tuple[Unit, Heir], ...]]:
        """For each unit those that became it, in whole or in part."""
        made: dict[str, list[tuple[Unit, Heir]]] = {}
        for unit in self.units.values():
            for heir in unit.became:
                made.setdefault(heir.id, []).append((unit, heir))
        return {id: tuple(makers) for id, makers in made.items()}

    @cached_property
    def children_of(self) -> dict[str, tuple[Unit, ...]]:
        """For each unit those that ever stood right below it."""
        made: dict[str, dict[str, Unit]] = {}
        for unit in self.units.values():
            for parent in unit.parents:
                made.setdefault(parent.id, {})[unit.id] = unit
        return {id: tuple(children.values()) for id, children in made.items()}

    def makers(self, unit: Unit) -> list[tuple[Unit, bool]]:
        """All that a unit was made of, through all rounds, each once, with whether only a part of it came here."""
        return self._walk(unit, lambda one: [(maker, heir.is_part) for maker, heir in self.makers_of.get(one.id, ())])

    def heirs(self, unit: Unit) -> list[tuple[Unit, bool]]:
        """All that a unit became, to the end, each once, with whether only a part of it did."""
        return self._walk(unit, lambda one: [(self.units[heir.id], heir.is_part) for heir in one.became
                                             if heir.id in self.units])

    def chain(self, unit: Unit) -> list[Unit]:
        """A unit with all that it became and all that it was made of; of provinces and districts it alone."""
        if unit.level != COMMUNE:
            return [unit]
        return [unit, *(heir for heir, _ in self.heirs(unit)), *(maker for maker, _ in self.makers(unit))]

    @staticmethod
    def _walk(unit: Unit, following) -> list[tuple[Unit, bool]]:
        seen = {unit.id}
        found: list[tuple[Unit, bool]] = []
        waiting = [(unit, False)]
        for one, is_part in waiting:  # grows while it is read; there and back again is walked once
            for other, part in following(one):
                if other.id not in seen:
                    seen.add(other.id)
                    found.append((other, is_part or part))
                    waiting.append(found[-1])
        return found

    def today(self, unit: Unit) -> list[Unit]:
        """The units of today that a unit is, or became; of a district that ended, its communes of today."""
        if not unit.valid_to:
            return [unit]
        last = [heir for heir, _ in self.heirs(unit) if not heir.valid_to]
        if not last and unit.level == "district":
            last = list(dict.fromkeys(now for child in self.children_of.get(unit.id, ()) for now in self.today(child)))
        return last

    def province_of(self, unit: Unit, day: str = "") -> Unit | None:
        """The province of a unit on a day, or the last one; of what ended, the province of that time."""
        seen: set[str] = set()
        while unit.level != PROVINCE:
            above = unit.parent_on(day)
            if not above or above in seen or above not in self.units:
                return None
            seen.add(above)
            unit = self.units[above]
        return unit

    def areas(self, unit: Unit) -> Areas:
        """Where a unit lies today: what was divided lies in each of its heirs, a district in its province alone, and
        what has no known heir where the province above it went."""
        known = self._areas.get(unit.id)
        if known is None:
            now = self.today(unit)
            above = [self.province_of(one) for one in now] if now else [self.province_of(unit)]
            provinces = [one.id for province in above if province for one in self.today(province)]
            communes = (one.id for one in now if one.level == COMMUNE and unit.level == COMMUNE)
            known = self._areas[unit.id] = Areas(tuple(dict.fromkeys(provinces)), tuple(communes))
        return known

    def region(self, unit: Unit) -> frozenset[str]:
        """The ids that place a unit: its own, all above it at any time, those of its makers, what provinces became."""
        known = self._regions.get(unit.id)
        if known is None:
            self._regions[unit.id] = known = frozenset(self._place(unit))
        return known

    def _place(self, unit: Unit) -> Iterable[str]:
        family = [unit, *(maker for maker, _ in self.makers_of.get(unit.id, ()))]
        waiting = list(dict.fromkeys(one.id for one in family))
        seen = set(waiting)
        for id in waiting:
            one = self.units[id]
            above = [parent.id for parent in one.parents]
            if one.level != "commune":
                above += [heir.id for heir in one.became]
            for other in above:
                if other in self.units and other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return seen


def plain_id(id: str) -> str:
    """An id without the year that tells namesakes apart.

    >>> plain_id("24697-xa-nam-da-2025"), plain_id("24697-xa-nam-da")
    ('24697-xa-nam-da', '24697-xa-nam-da')
    """
    head, _, tail = id.rpartition("-")
    return head if len(tail) == 4 and tail.startswith("20") and tail.isdigit() else id

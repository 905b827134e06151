"""History: units made of changes, one day after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from corpus.places.changes import Change, PlacesError
from corpus.places.spelling import name_key, slug
from corpus.places.unit import Heir, Parent, Unit


@dataclass
class Draft:
    """A unit whose end is not known yet; others are named by their codes."""

    code: str
    name: str
    start: str
    decree: str
    end: str = ""
    parents: list[tuple[str, str]] = field(default_factory=list)
    heirs: list[tuple[str, str, bool, str]] = field(default_factory=list)  # code, day, part, decree
    also: tuple[str, ...] = ()
    point: tuple[float, float] | None = None

    def is_valid(self, day: str) -> bool:
        """Whether it exists on a day."""
        return self.start <= day and (not self.end or day < self.end)


class History:
    """Units by code, in the order of their days."""

    def __init__(self, units: Iterable[Unit] = ()):
        self._drafts: dict[str, list[Draft]] = {}
        for unit in sorted(units, key=lambda unit: unit.valid_from):
            draft = Draft(unit.code, unit.name, unit.valid_from, unit.decree, unit.valid_to)
            draft.also, draft.point = unit.also, unit.point
            for day, id in unit.parents:
                _append(draft.parents, day, id.split("-")[0])
            draft.heirs = [(heir.id.split("-")[0], heir.day, heir.is_part, heir.decree) for heir in unit.became]
            self._drafts.setdefault(unit.code, []).append(draft)

    def begin(self, code: str, name: str, parent: str, day: str = "", decree: str = "") -> None:
        """A new unit from a day on."""
        draft = Draft(code, name, day, decree)
        if parent:
            draft.parents.append((day, parent))
        self._drafts.setdefault(code, []).append(draft)
        self._drafts[code].sort(key=lambda each: each.start)

    def apply(self, changes: Iterable[Change]) -> None:
        """All changes, sorted by day. Raises PlacesError where a row names a unit that is not there on that day."""
        for day, rows in groupby(changes, key=lambda row: row.day):
            self._apply_day(day, list(rows))

    def _apply_day(self, day: str, rows: list[Change]) -> None:
        for row in rows:
            if not row.code and not self._on(row.new_code, day):
                self.begin(row.new_code, row.new_name, row.new_parent, day, row.decree)
        ending = {row.code: [other for other in rows if other.code == row.code] for row in rows if row.code}
        old = {code: self._before(code, day, own[0]) for code, own in ending.items()}
        for code, own in ending.items():
            if moved := self._stays(code, own, rows, old[code]):
                _append(old[code].parents, day, moved.new_parent)
                continue
            old[code].end = day
            old[code].heirs = [heir for heir in old[code].heirs if heir[1] != day]
        for code, own in ending.items():
            for row in own:
                if row.new_code and old[code].end == day:
                    old[code].heirs.append((row.new_code, day, bool(row.part), row.decree))
        for row in sorted(rows, key=lambda row: not row.new_name):  # those first that say the new unit's name
            if row.code and row.new_code and not self._on(row.new_code, day):
                if not row.new_name:
                    raise PlacesError(f"{day}: {row.new_code}: đơn vị mới chưa có tên")
                self.begin(row.new_code, row.new_name, row.new_parent, day, row.decree)

    @staticmethod
    def _stays(code: str, own: list[Change], rows: list[Change], draft: Draft) -> Change | None:
        """The row by which a unit goes on as the same one: under its name, and if it is a commune, with nothing joined
        to it or taken off by a row that says so."""
        joined = len(code) == 5 and any(row.new_code == code and row.code not in ("", code) and row.new_name
                                        for row in rows)
        if len(own) == 1 and own[0].new_code == code and is_same_name(own[0].new_name, draft.name) and not joined:
            return own[0]
        return None

    def _on(self, code: str, day: str) -> Draft | None:
        return next((draft for draft in self._drafts.get(code, ()) if draft.is_valid(day)), None)

    def _before(self, code: str, day: str, row: Change) -> Draft:
        """The unit of a code on the eve of a day, or the one that the day itself is known to end."""
        for draft in self._drafts.get(code, ()):
            if draft.start < day and (not draft.end or day <= draft.end) or not day and not draft.start:
                return draft
        raise PlacesError(f"{day}: không có đơn vị mã {code} ({row.name}) trước ngày này")

    def finish(self) -> list[Unit]:
        """The units, ordered by id."""
        ids: dict[int, str] = {}
        for drafts in self._drafts.values():
            taken: set[str] = set()
            for draft in drafts:
                id = f"{draft.code}-{slug(draft.name)}"
                if id in taken:
                    id = f"{id}-{draft.start[:4]}"
                taken.add(id)
                ids[id_of(draft)] = id
        made = []
        for drafts in self._drafts.values():
            for draft in drafts:
                heirs = tuple(Heir(ids[id_of(heir)], day, part, decree) for code, day, part, decree in draft.heirs
                              if (heir := self._on(code, day)))
                made.append(Unit(ids[id_of(draft)], draft.code, draft.name, tuple(self._parents(draft, ids)),
                                 draft.start, draft.end, heirs, draft.decree, draft.also, draft.point))
        return sorted(made, key=lambda unit: unit.id)

    def _parents(self, draft: Draft, ids: dict[int, str]) -> Iterable[Parent]:
        """The units above in the order of their days; one that takes another name is another unit."""
        for place, (day, code) in enumerate(draft.parents):
            last = draft.parents[place + 1][0] if place + 1 < len(draft.parents) else draft.end
            for above in self._drafts.get(code, ()):
                begins = max(day, above.start)
                if (not above.end or begins < above.end) and (not last or begins < last):
                    yield Parent(begins, ids[id_of(above)])


def is_same_name(name: str, other: str) -> bool:
    """Whether two official names differ in spelling at most; figures are what they are.

    >>> is_same_name("Xã Hoà Bình", "Xã Hòa Bình"), is_same_name("Phường 05", "Phường 5")
    (True, False)
    """
    return name_key(name) == name_key(other) and (name == other or not any(map(str.isdigit, name)))


def id_of(draft: Draft) -> int:
    """What tells drafts apart."""
    return id(draft)


def _append(parents: list[tuple[str, str]], day: str, code: str) -> None:
    if code and (not parents or parents[-1][1] != code):
        parents.append((day, code))

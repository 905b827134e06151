"""The gazetteer as a file: gazetteer.xz, written by scripts/make_places.py, and an admin's own rows over it.

A line a unit: id, name, parents (day id, …), first day, last day, decree, heirs (id day part decree; …), other
spellings (…; …), centre point.
"""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from corpus.places.changes import PlacesError, read_changes
from corpus.places.gazetteer import Gazetteer
from corpus.places.history import History
from corpus.places.uncollected import uncollected
from corpus.places.unit import Heir, Parent, Unit

BUILT = Path(__file__).with_name("gazetteer.xz")


def write_units(units: Iterable[Unit], path: Path = BUILT) -> None:
    """Writes units; the same units give the same bytes."""
    text = "".join(f"{_as_line(unit)}\n" for unit in units)
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def read_units(path: Path = BUILT) -> list[Unit]:
    """The units of a file."""
    parents: dict[str, tuple[Parent, ...]] = {"": ()}  # thousands of communes have the same ones
    with uncollected():
        return [_read_line(line, parents) for line in lzma.decompress(path.read_bytes()).decode().splitlines()]


def load_gazetteer(own: Path | None = None) -> Gazetteer:
    """The gazetteer with an admin's rows, if there is such a file; what they say of a day wins. PlacesError."""
    stamp = own.stat().st_mtime_ns if own is not None and own.exists() else 0
    return _load(own if stamp else None, stamp)


def load_key(own: Path | None = None) -> str:
    """The key of that gazetteer, which is read for it only where an admin's rows must be looked at. PlacesError."""
    return load_gazetteer(own).key if own is not None and own.exists() else _key(None)


def _key(own: Path | None) -> str:
    key = hashlib.blake2b(BUILT.read_bytes(), digest_size=8)
    if own is not None:
        key.update(own.read_bytes())
    return key.hexdigest()


@lru_cache(maxsize=4)
def _load(own: Path | None, _stamp: int) -> Gazetteer:
    units = read_units()
    if own is not None:
        history = History(units)
        try:
            history.apply(read_changes(own))
        except PlacesError as error:
            raise PlacesError(f"{own}: {error}" if str(own) not in str(error) else str(error)) from error
        units = history.finish()
    return Gazetteer(units, _key(own))


def _as_line(unit: Unit) -> str:
    parents = ",".join(f"{day} {id}" for day, id in unit.parents)
    heirs = ";".join(f"{heir.id} {heir.day} {'part' if heir.is_part else 'all'} {heir.decree}" for heir in unit.became)
    point = f"{unit.point[0]:.4f},{unit.point[1]:.4f}" if unit.point else ""
    return "\t".join((unit.id, unit.name, parents, unit.valid_from, unit.valid_to, unit.decree, heirs,
                      ";".join(unit.also), point))


def _read_line(line: str, known: dict[str, tuple[Parent, ...]]) -> Unit:
    id, name, above, begins, ends, decree, heirs, also, point = line.split("\t")
    parents = known.get(above)
    if parents is None:
        parents = known[above] = tuple(Parent(*parent.split(" ")) for parent in above.split(","))
    latitude, _, longitude = point.partition(",")
    return Unit(
        id, id.split("-", 1)[0], name, parents, begins, ends,
        tuple(map(_read_heir, heirs.split(";"))) if heirs else (), decree,
        tuple(also.split(";")) if also else (), (float(latitude), float(longitude)) if point else None)


def _read_heir(written: str) -> Heir:
    id, day, part, decree = written.split(" ", 3)
    return Heir(id, day, part == "part", decree)

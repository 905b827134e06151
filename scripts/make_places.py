#!/usr/bin/env python3
"""Builds the gazetteer of places anew, from two packages (the extra "places") and the tables of corpus/places/."""

from __future__ import annotations

from inside import script

from corpus.places.changes import PlacesError  # noqa: E402
from corpus.places.files import BUILT, write_units  # noqa: E402
from corpus.places.making import make_units  # noqa: E402


def main() -> int:
    """Makes the units and writes the file."""
    arguments = script.parser("Lập lại danh mục địa danh từ hai gói dữ liệu và các bảng trong corpus/places/.",
                              data=False)
    arguments.parse_args()
    try:
        units = make_units()
    except PlacesError as error:
        raise script.Failure(str(error)) from error
    write_units(units)
    edges = sum(len(unit.became) for unit in units)
    script.say(f"{BUILT.name}: {len(units)} đơn vị, {edges} lần đổi thành đơn vị khác, {BUILT.stat().st_size >> 10} KB")
    return script.FINE


if __name__ == "__main__":
    script.run(main)

"""make_timeline(): when each name of a place was in force, as bars over the years, and the same as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.places.unit import Unit

FIRST_YEAR = 2017  # what was before is not known
WIDTH, ROW, BAR, FOOT = 560, 22, 12, 28  # of the picture, in its own units


@dataclass(frozen=True)
class Span:
    """A name while it was in force: where its bar stands in the picture. `is_open` at an end that is not known, or that
    has not come."""

    name: str
    x: float
    y: int
    width: float
    is_open: bool
    is_own: bool


@dataclass(frozen=True)
class Timeline:
    """The bars, one below the other, and the years under them with their places."""

    height: int
    foot: int
    spans: tuple[Span, ...]
    years: tuple[tuple[int, float], ...]
    width: int = WIDTH
    bar: int = BAR


def in_time(chain: Iterable[Unit]) -> list[Unit]:
    """The units of a chain in the order of their days."""
    return sorted(chain, key=lambda one: (one.valid_from, one.valid_to or "9999", one.folded))


def make_timeline(unit: Unit, units: Sequence[Unit], today: date) -> Timeline | None:
    """The time line of a unit's chain, which is in the order of time; None of one that never was another.

    >>> old = Unit("20005-xa-a", "20005", "Xã A", valid_to="2025-07-01")
    >>> new = Unit("20017-phuong-b", "20017", "Phường B", valid_from="2025-07-01")
    >>> [(span.name, span.x, span.width, span.is_open) for span in make_timeline(
    ...     new, [old, new], date(2026, 12, 31)).spans]
    [('Xã A', 0.0, 475.9, False), ('Phường B', 475.9, 84.1, True)]
    """
    if len(units) < 2:
        return None
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), today.toordinal()

    def place(day: str, otherwise: int) -> float:
        at = date.fromisoformat(day).toordinal() if day else otherwise
        return round(WIDTH * (max(min(at, last), first) - first) / (last - first), 1)

    spans = [Span(one.name, place(one.valid_from, first), ROW * number,
                  round(max(2, place(one.valid_to, last) - place(one.valid_from, first)), 1),
                  not one.valid_to, one is unit) for number, one in enumerate(units)]
    years = [(year, place(f"{year}-01-01", first)) for year in range(FIRST_YEAR, today.year + 1, 2)]
    return Timeline(ROW * len(units) + FOOT, ROW * len(units) + FOOT - 6, tuple(spans), tuple(years))

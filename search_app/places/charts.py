"""make_chart(): units as dots at their centre points, and the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from corpus.places.unit import Unit
from search_app.addresses import place_address

WIDTH = 560
MARGIN = 24
LEAST, MOST = 3.0, 16.0  # the radius of a dot, in pixels: that of none and of the most bulletins


@dataclass(frozen=True)
class Dot:
    """A unit on the map and in the table: where it lies, how large it is, how many bulletins name it."""

    name: str
    address: str
    count: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Chart:
    """A map of dots, and its size."""

    width: int
    height: int
    dots: tuple[Dot, ...]


def make_chart(units: Sequence[tuple[Unit, int]], address=lambda unit: place_address(unit.id)) -> Chart:
    """The chart of units with their counts; what has no centre point stands nowhere.

    >>> from corpus.places.unit import Unit
    >>> chart = make_chart([(Unit("01-a", "01", "Tỉnh A", point=(20.0, 105.0)), 4),
    ...                     (Unit("02-b", "02", "Tỉnh B", point=(10.0, 110.0)), 0)])
    >>> [(dot.name, dot.x < 100, dot.y < 100, dot.radius) for dot in chart.dots]
    [('Tỉnh A', True, True, 16.0), ('Tỉnh B', False, False, 3.0)]
    """
    placed = [(unit, count, unit.point) for unit, count in units if unit.point]
    if not placed:
        return Chart(WIDTH, 0, ())
    north, south = max(p[0] for _, _, p in placed), min(p[0] for _, _, p in placed)
    west, east = min(p[1] for _, _, p in placed), max(p[1] for _, _, p in placed)
    narrower = cos(radians((north + south) / 2))  # a degree of longitude is shorter than one of latitude
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * narrower, 0.1)
    most = max((count for _, count, _ in placed), default=0) or 1
    dots = tuple(Dot(unit.name, address(unit), count, round(MARGIN + (point[1] - west) * narrower * scale, 1),
                     round(MARGIN + (north - point[0]) * scale, 1),
                     round(LEAST + (MOST - LEAST) * sqrt(count / most), 1)) for unit, count, point in placed)
    return Chart(WIDTH, round(2 * MARGIN + (north - south) * scale), dots)

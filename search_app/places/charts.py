"""make_chart(): units as dots at their centre points, shaded by count, and the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, log, radians, sqrt

from corpus.places.spelling import PROVINCE
from corpus.places.unit import Unit
from search_app.addresses import map_address, place_address

WIDTH = 560
MARGIN = 24
LEAST, MOST = 4.0, 16.0  # the radius of a dot, in pixels: that of none and of the most bulletins
SHADES = 4  # that can be told apart, besides that of none

Counted = Sequence[tuple[Unit, int]]


@dataclass(frozen=True)
class Dot:
    """A unit on the map: where it lies, how large and dark it is, how many bulletins name it."""

    name: str
    address: str
    count: int
    x: float
    y: float
    radius: float
    shade: int


@dataclass(frozen=True)
class Chart:
    """A map of dots, and its size; `ground` are the small dots behind them, a path for each shade."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    ground: tuple[tuple[int, str], ...] = ()


def make_chart(units: Counted, ground: Counted = ()) -> Chart:
    """The chart of units with their counts, before smaller ones that show the land; what has no centre point stands
    nowhere.

    >>> from corpus.places.unit import Unit
    >>> a, b = (Unit("01-a", "01", "Tỉnh A", point=(20.0, 105.0)), Unit("02-b", "02", "Tỉnh B", point=(10.0, 110.0)))
    >>> chart = make_chart([(a, 4), (b, 0)], [(b, 1)])
    >>> [(dot.name, dot.x < 100, dot.y < 100, dot.radius, dot.shade) for dot in chart.dots], chart.ground[0][0]
    ([('Tỉnh A', True, True, 16.0, 4), ('Tỉnh B', False, False, 4.0, 0)], 4)
    """
    points = [unit.point for unit, _ in (*units, *ground) if unit.point]
    if not points:
        return Chart(WIDTH, 0, ())
    north, south = max(point[0] for point in points), min(point[0] for point in points)
    west, east = min(point[1] for point in points), max(point[1] for point in points)
    narrower = cos(radians((north + south) / 2))  # a degree of longitude is shorter than one of latitude
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * narrower, 0.1)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return round(MARGIN + (point[1] - west) * narrower * scale, 1), round(MARGIN + (north - point[0]) * scale, 1)

    most = max((count for _, count in units), default=0) or 1
    dots = tuple(Dot(unit.name, map_address(unit.id) if unit.level == PROVINCE else place_address(unit.id), count,
                     *place(unit.point), round(LEAST + (MOST - LEAST) * sqrt(count / most), 1), shade_of(count, most))
                 for unit, count in units if unit.point)
    paths: dict[int, list[str]] = {}
    highest = max((count for _, count in ground), default=0) or 1
    for unit, count in ground:
        if unit.point:
            paths.setdefault(shade_of(count, highest), []).append("M{:g} {:g}h0".format(*place(unit.point)))
    return Chart(WIDTH, round(2 * MARGIN + (north - south) * scale), dots,
                 tuple((shade, "".join(paths[shade])) for shade in sorted(paths)))


def shade_of(count: int, most: int) -> int:
    """How dark a count is: 0 for none, and of the others by magnitudes, for a capital has a hundred times a village's.

    >>> [shade_of(count, 1000) for count in (0, 1, 12, 1000)]
    [0, 1, 2, 4]
    """
    return 1 + round((SHADES - 1) * log(count) / log(most)) if count and most > 1 else SHADES if count else 0

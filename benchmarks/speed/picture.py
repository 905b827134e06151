"""Growth as a drawing: a small panel for each class of queries, both axes logarithmic, a line for each engine. SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

from benchmarks.speed.queries import CLASSES
from benchmarks.speed.results import SizeResult

WIDTH, HEIGHT = 236, 170  # of a panel
LEFT, RIGHT, TOP, BOTTOM = 40, 10, 22, 26  # its margins
ACROSS = 4
LEGEND = 50
# Okabe and Ito's colours, which those who see no red or no green tell apart; ours is the strongest.
COLOURS = ("#000000", "#7a7a7a", "#d55e00", "#0072b2", "#56b4e9", "#009e73", "#cc79a7", "#e69f00")
DASHES = ("", "4 2", "", "", "5 2", "", "2 2", "1 2")


def draw_growth(sizes: Sequence[SizeResult]) -> str:
    """The picture of the medians at all sizes. ValueError where nothing was measured."""
    names = list(dict.fromkeys(name for size in sizes for name in size.engines))
    kinds = [kind for kind in CLASSES if any(kind in one.classes for size in sizes for one in size.engines.values())]
    if not kinds:
        raise ValueError("nothing was measured that could be drawn")
    counts = [size.count for size in sizes]
    times = [one.classes[kind].p50 for size in sizes for one in size.engines.values()
             for kind in kinds if kind in one.classes]
    across = Axis(min(counts), max(counts), WIDTH - LEFT - RIGHT)
    up = Axis(min(times), max(times), HEIGHT - TOP - BOTTOM)
    rows = -(-len(kinds) // ACROSS)
    width, height = ACROSS * WIDTH, LEGEND + rows * HEIGHT
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="10" role="img">',
        "<title>Median time of a query (ms) by number of bulletins, class by class, both axes logarithmic</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>', *draw_legend(names)]
    for place, kind in enumerate(kinds):
        x, y = place % ACROSS * WIDTH, LEGEND + place // ACROSS * HEIGHT
        lines += [f'<g transform="translate({x} {y})">', *draw_panel(kind, sizes, names, across, up), "</g>"]
    return "\n".join([*lines, "</svg>", ""])


class Axis:
    """A logarithmic axis from the power of ten below the least value to the one above the greatest.

    >>> axis = Axis(0.2, 50, 300)
    >>> axis.ticks, [round(axis.place(value)) for value in axis.ticks]
    ([0.1, 1.0, 10.0, 100.0], [0, 100, 200, 300])
    """

    def __init__(self, least: float, most: float, length: float):
        self._first = math.floor(math.log10(least))
        self._last = max(math.ceil(math.log10(most)), self._first + 1)
        self._length = length
        self.ticks = [float(f"1e{power}") for power in range(self._first, self._last + 1)]

    def place(self, value: float) -> float:
        """How far from its beginning a value stands."""
        return (math.log10(value) - self._first) / (self._last - self._first) * self._length


def draw_legend(names: Sequence[str]) -> Iterator[str]:
    """The engines with their lines."""
    for place, name in enumerate(names):
        x = LEFT + place * 110
        yield f'<line x1="{x}" y1="16" x2="{x + 24}" y2="16" {stroke(place)}/>'
        yield f'<text x="{x + 29}" y="20" font-size="12">{escape(name)}</text>'
    yield (f'<text x="{LEFT}" y="40" fill="#555555" font-size="11">Median time of a query in ms (upwards) by number of '
           'bulletins (to the right)</text>')


def draw_panel(kind: str, sizes: Sequence[SizeResult], names: Sequence[str], across: Axis, up: Axis) -> Iterator[str]:
    """One class: its axes, and a line through each engine's medians."""
    bottom = HEIGHT - BOTTOM
    yield f'<text x="{LEFT}" y="14" font-weight="bold" font-size="11">{escape(kind)}</text>'
    for value in up.ticks:
        y = bottom - up.place(value)
        yield f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#dddddd"/>'
        yield f'<text x="{LEFT - 4}" y="{y + 3:.1f}" text-anchor="end" fill="#555555">{write_tick(value)}</text>'
    for value in across.ticks:
        x = LEFT + across.place(value)
        yield f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{bottom}" stroke="#dddddd"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 13}" text-anchor="middle" fill="#555555">{write_tick(value)}</text>'
    for place, name in enumerate(names):
        points = [(LEFT + across.place(size.count), bottom - up.place(size.engines[name].classes[kind].p50))
                  for size in sizes if name in size.engines and kind in size.engines[name].classes]
        if points:
            line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            yield f'<polyline points="{line}" fill="none" {stroke(place)}/>'
            yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.8" fill="{COLOURS[place % len(COLOURS)]}"/>'
                        for x, y in points)


def stroke(place: int) -> str:
    """How the line of an engine is drawn."""
    dash = DASHES[place % len(DASHES)]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'stroke="{COLOURS[place % len(COLOURS)]}" stroke-width="{2.2 if place == 0 else 1.3}"{dashes}'


def write_tick(value: float) -> str:
    """A power of ten, short.

    >>> [write_tick(value) for value in (0.01, 1.0, 1e4, 1e6)]
    ['0.01', '1', '10k', '1M']
    """
    return f"{value / 1e6:g}M" if value >= 1e6 else f"{value / 1e3:g}k" if value >= 1e3 else f"{value:g}"

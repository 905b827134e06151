"""Places in the tree of a page, as CSS selectors: where on a portal's pages titles and days stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.extraction.lines import Line
from corpus.extraction.tree import Node

NAME = re.compile(r"-?[A-Za-z_][A-Za-z_-]*")  # names with digits are of one page, or of one instance of a box
NEAR = 4  # elements above a line in which a telling name is looked for
MAX_NAMES = 2


def places_of(line: Line) -> tuple[str, ...]:
    """The selectors that a line may be found by: of its block, and of the innermost element that holds all of it.

    >>> from corpus.extraction.lines import read_lines
    >>> from corpus.extraction.tree import parse
    >>> page = parse("<div class='tin ct12'><h2><span class=ten>Một</span></h2></div>")
    >>> places_of(read_lines(page).lines[0])
    ('div.tin h2', 'div.tin span.ten')
    """
    nodes = [line.block, *line.inlines[-1:]]
    return tuple(dict.fromkeys(place for node in nodes if (place := place_of(node))))


def place_of(node: Node) -> str:
    """The selector of an element below the nearest one with a name; empty where nothing near has one."""
    own = step(node)
    for count, above in enumerate(node.ancestors()):
        if count and "." in step(above):
            return f"{step(above)} {own}"
        if count >= NEAR:
            break
    return own if "." in own else ""


def step(node: Node) -> str:
    """One element: its tag and its names."""
    return node.tag + "".join(f".{name}" for name in names(node))


def names(node: Node) -> Iterator[str]:
    """The first names of an element's class that are no numbers."""
    found = [name for name in node.get("class").split() if NAME.fullmatch(name)]
    yield from found[:MAX_NAMES]

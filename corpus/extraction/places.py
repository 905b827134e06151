"""Places in the tree of a page, as CSS selectors: where on a portal's pages titles, days, writers and texts stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.extraction.lines import Line
from corpus.extraction.tree import Node

NAME = re.compile(r"-?[A-Za-z_][A-Za-z_-]*")  # names with digits are of one page, or of one instance of a box
NEAR = 4  # elements above a line in which a telling name is looked for
MAX_NAMES = 2
NAMED = re.compile(r"[.#]")


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
        if count and NAMED.search(step(above)):
            return f"{step(above)} {own}"
        if count >= NEAR:
            break
    return own if NAMED.search(own) else ""


def step(node: Node) -> str:
    """One element: its tag and its names; where no class names it, its id.

    >>> step(Node("td", {"id": "noi-dung"})), step(Node("td", {"id": "ctl00_Main", "class": "x1 nd"}))
    ('td#noi-dung', 'td.nd')
    """
    classes = "".join(f".{name}" for name in names(node))
    id = node.get("id")
    return f"{node.tag}{classes}" if classes or not NAME.fullmatch(id) else f"{node.tag}#{id}"


def names(node: Node) -> Iterator[str]:
    """The first names of an element's class that are no numbers."""
    found = [name for name in node.get("class").split() if NAME.fullmatch(name)]
    yield from found[:MAX_NAMES]

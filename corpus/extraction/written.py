"""write_text(): a bulletin's lines as text, with what a page shows by its layout: rows of tables, marks of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.extraction.lines import Line
from corpus.extraction.tables import CELLS, row_of
from corpus.extraction.tree import Node

BETWEEN_CELLS = " | "
ROW_CHARS = 300  # a row longer than that is a layout: a picture beside a text
MAX_DIGITS = 6  # of the number that a list starts with


def write_text(lines: Sequence[Line]) -> str:
    """The text, a paragraph, an item or a row of a table a line.

    >>> from corpus.extraction.lines import read_lines
    >>> from corpus.extraction.tree import parse
    >>> page = parse("<ul><li>Lúa<li>Ngô</ul><ol><li>Gieo<li>Gặt</ol><table><tr><td>Xã<td>ha<tr><td>Hạ<td>84</table>")
    >>> write_text(read_lines(page).lines).splitlines()
    ['- Lúa', '- Ngô', '1. Gieo', '2. Gặt', 'Xã | ha', 'Hạ | 84']
    """
    numbers: dict[int, int] = {}
    return "\n".join(text for row, some in groupby(lines, row_of) for text in write_row(row, list(some), numbers))


def write_row(row: Node | None, lines: Sequence[Line], numbers: dict[int, int]) -> Iterator[str]:
    """The cells of a row side by side; the lines of anything else, one by one."""
    if row is None or sum(line.chars for line in lines) > ROW_CHARS or len(lines) < 2:
        yield from (mark(line, numbers) + line.text for line in lines)
        return
    cells = [" ".join(line.text for line in some) for _, some in groupby(lines, cell_of)]
    yield BETWEEN_CELLS.join(cells)


def cell_of(line: Line) -> int:
    """The cell that a line stands in, by id."""
    return next((id(node) for node in line.block.ancestors() if node.tag in CELLS), 0)


def mark(line: Line, numbers: dict[int, int]) -> str:
    """What stands before an item of a list: a hyphen, or its number; nothing before its further lines, and where the
    item was written with a mark of its own. `numbers` keeps those of the items of lists that were counted."""
    item = line.block if line.block.tag == "li" else line.block.parent
    if item is None or item.tag != "li" or item.parent is None or not line.text[:1].isalnum():
        return ""
    if line.block is not item and next((child for child in item.children if isinstance(child, Node)), None) \
            is not line.block:
        return ""
    if item.parent.tag != "ol":
        return "- " if item.parent.tag in ("ul", "menu", "dir") else ""
    if id(item) not in numbers:
        items = (child for child in item.parent.children if isinstance(child, Node) and child.tag == "li")
        start = item.parent.get("start")
        begin = int(start) if start.isdecimal() and len(start) < MAX_DIGITS else 1
        numbers.update((id(each), count) for count, each in enumerate(items, begin))
    number = str(numbers[id(item)])
    return "" if line.text.startswith(number) else f"{number}. "

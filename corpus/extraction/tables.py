"""Tables that say something: the row of words that a line stands in, the table of fields around a block."""

from __future__ import annotations

from corpus.extraction.lines import Line, Reading
from corpus.extraction.tree import Node

NEAR = 6  # elements from a line up to the item or the row that it stands in
CELLS = frozenset({"td", "th"})
FIELDS = 3  # rows, each a label and its value; fewer may be a layout
LABEL_CHARS = 40  # "Thời gian có hiệu lực của văn bản" has 34
VALUE_LINES = 6  # of a field; a layout's second cell holds the page


def row_of(line: Line) -> Node | None:
    """The row of a table of figures or words that a line stands in."""
    for count, node in enumerate(line.block.ancestors()):
        if node.tag == "tr" and sum(1 for cell in node.children if isinstance(cell, Node) and cell.tag in CELLS) > 1:
            return node
        if node.tag == "table" or count > NEAR:
            break
    return None


def fields_around(node: Node, reading: Reading) -> Node:
    """The table of fields (number, day, abstract, …) that a block stands in, else the block itself.

    >>> from corpus.extraction.lines import read_lines
    >>> from corpus.extraction.tree import parse
    >>> page = parse("<div><table><tr><td>Số<td>2/TB<tr><td>Ngày<td>3/4<tr><td>Trích yếu<td><p>Về đê</table></div>")
    >>> reading = read_lines(page)
    >>> fields_around(reading.lines[-1].block, reading).tag, fields_around(page.root, reading).tag
    ('table', 'html')
    """
    for count, above in enumerate(node.ancestors()):
        if above.tag == "table":
            return above if is_of_fields(above, reading) else node
        if count > NEAR:
            break
    return node


def is_of_fields(table: Node, reading: Reading) -> bool:
    """Whether the rows of a table are a label and its value each."""
    rows = [row for row in table.walk() if row.tag == "tr"]
    return len(rows) >= FIELDS and all(is_field(row, reading) for row in rows)


def is_field(row: Node, reading: Reading) -> bool:
    """Whether a row is a label and its value."""
    cells = [cell for cell in row.children if isinstance(cell, Node) and cell.tag in CELLS]
    if len(cells) != 2:
        return False
    label, value = map(reading.within, cells)
    return (len(label) == 1 and reading.lines[label.start].chars <= LABEL_CHARS
            and reading.lines[label.start].linked < 0.5 and len(value) <= VALUE_LINES)

"""The text of a DOCX: paragraphs and rows of tables, in the order of reading. The one file that knows python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.attachments.file_text import Silence, Unreadable
from corpus.attachments.limits import Limits
from corpus.attachments.zipped import check_zip

CELL = " | "  # between the cells of a row, as they are read aloud


def read_docx(raw: bytes, limits: Limits) -> list[str]:
    """All of it as one page: what it was printed on is known to the printer alone. Raises Unreadable."""
    check_zip(raw, limits)
    try:
        return ["\n".join(lines_of(docx.Document(io.BytesIO(raw))))]
    except Exception as error:  # whatever it stumbles over is a file that is no DOCX inside
        raise Unreadable(Silence.BROKEN) from error


def lines_of(container: Any) -> Iterator[str]:
    """The lines of a document, or of a cell."""
    for piece in container.iter_inner_content():
        if isinstance(piece, Paragraph):
            yield piece.text
        elif isinstance(piece, Table):
            yield from rows_of(piece)


def rows_of(table: Table) -> Iterator[str]:
    """A line for each row; a cell that spans several counts once."""
    for row in table.rows:
        cells = dict.fromkeys(cell._tc for cell in row.cells)
        yield CELL.join(" ".join(filter(None, (text.strip() for text in cell_lines(table, cell)))) for cell in cells)


def cell_lines(table: Table, cell: Any) -> Iterator[str]:
    """The lines of a cell, of tables inside it too."""
    from docx.table import _Cell

    return lines_of(_Cell(cell, table))

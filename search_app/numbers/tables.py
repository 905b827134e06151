"""Tables for spreadsheets: CSV and XLSX, in which a number stays what it is.

A spreadsheet turns "10/2017" into a day and "05" into 5, and runs what begins like a formula. In XLSX every cell is
typed as text; in CSV such cells begin with a tab, which shows nothing and which read_rows() takes off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

BOM = "\ufeff"  # without it spreadsheets take UTF-8 for the machine's own charset
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What a spreadsheet takes for a figure or a day: 05, 10/2017, 1-2, 5.6; and 1E5.
_FIGURE = re.compile(r"[\d .,/:-]*\d[\d .,/:-]*|\d+[eE]\d+")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_CELL = 32_767  # characters, as the format has it
UNPRINTABLE = {code: None for code in (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
               if chr(code) not in "\t\n\r"}


def shield(cell: str) -> str:
    """A cell that a spreadsheet leaves as it is.

    >>> shield("=1+1"), shield("05"), shield("10/2017"), shield("20-NQ/TW")
    ('\\t=1+1', '\\t05', '\\t10/2017', '20-NQ/TW')
    """
    return f"\t{cell}" if cell.startswith(FORMULA) or _FIGURE.fullmatch(cell) else cell


Cell = str | int  # a count is a figure, all else is text


def write_csv(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The rows as CSV (RFC 4180), a line at a time."""
    begin = BOM
    for row in rows:
        line = io.StringIO()
        cells = [shield(cell) if isinstance(cell, str) else cell for cell in row]
        csv.writer(line, lineterminator="\r\n").writerow(cells)
        yield (begin + line.getvalue()).encode("utf-8", "replace")
        begin = ""


def write_xlsx(title: str, rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> bytes:
    """The rows as a workbook with one sheet; every text stays one. `widths` are those of the columns in characters."""
    from openpyxl import Workbook  # here: a page that is no workbook does without its weight
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width

    def cell(text: Cell) -> Any:
        if isinstance(text, int):
            return text
        made = WriteOnlyCell(sheet, text.translate(UNPRINTABLE)[:MAX_CELL])
        made.data_type = "s"  # whatever it looks like
        return made

    for row in rows:
        sheet.append([cell(text) for text in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()

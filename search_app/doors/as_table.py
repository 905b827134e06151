"""A listing as a table: CSV as spreadsheets open it, and XLSX. What could be taken for a formula is plain text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from search_app.doors.listing import Listed

CSV_PATH, XLSX_PATH = "/xuat.csv", "/xuat.xlsx"
MOST_ROWS = 5000  # a table for people; who wants all of it exports the store
COLUMNS = ("Mã", "Ngày đăng", "Tiêu đề", "Trích đoạn", "Nguồn", "Chuyên mục", "Tác giả", "Số hiệu được nhắc",
           "Địa chỉ gốc", "Địa chỉ ở đây")
WIDTHS = (22, 12, 60, 80, 30, 24, 24, 30, 50, 50)  # characters
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # without it spreadsheets take UTF-8 for the machine's own charset


def row_of(bulletin: Listed) -> tuple[str, ...]:
    """A bulletin as the cells of a row. Days are YYYY-MM-DD, which no spreadsheet takes for another day."""
    return (bulletin.id, bulletin.published_on.isoformat() if bulletin.published_on else "", bulletin.title,
            bulletin.snippet, bulletin.source_title, bulletin.section, bulletin.author, "; ".join(bulletin.numbers),
            bulletin.url, bulletin.page_url)


def write_csv(bulletins: Iterable[Listed]) -> Iterator[bytes]:
    """The table, a line at a time."""
    yield line_of(COLUMNS, begin=BOM)
    for bulletin in bulletins:
        yield line_of([defuse(cell) for cell in row_of(bulletin)])


def line_of(cells: Iterable[str], begin: str = "") -> bytes:
    """One line of CSV (RFC 4180)."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return (begin + line.getvalue()).encode("utf-8", "replace")


def defuse(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like it gets an apostrophe before it.

    >>> defuse("=1+1"), defuse("20-NQ/TW"), defuse("-5 độ")
    ("'=1+1", '20-NQ/TW', "'-5 độ")
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def write_xlsx(bulletins: Iterable[Listed]) -> bytes:
    """The table as a workbook with one sheet; every cell is a text, so that 05 stays 05."""
    from openpyxl import Workbook  # here: a page that is no workbook does without its weight
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Bản tin")
    sheet.freeze_panes = "A2"
    for place, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width

    def cell(text: str) -> Any:
        made = WriteOnlyCell(sheet, text.translate(UNPRINTABLE)[:MAX_CELL])
        made.data_type = "s"  # whatever it looks like
        return made

    for row in (COLUMNS, *map(row_of, bulletins)):
        sheet.append([cell(text) for text in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


MAX_CELL = 32_767  # characters, as the format has it
UNPRINTABLE = {code: None for code in (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
               if chr(code) not in "\t\n\r"}

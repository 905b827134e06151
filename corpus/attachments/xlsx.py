"""The text of an XLSX: a page for each sheet, a line for each row. The one file that reads workbooks with openpyxl."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime

import openpyxl

from corpus.attachments.file_text import Silence, Unreadable
from corpus.attachments.limits import Limits
from corpus.attachments.zipped import check_zip
from corpus.dates.writing import write_day

CELL = " | "


def read_xlsx(raw: bytes, limits: Limits) -> Iterator[str]:
    """The rows of each sheet, under its name. Raises Unreadable."""
    check_zip(raw, limits)
    left = limits.characters
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for sheet in book.worksheets:
            lines = [sheet.title]
            for row in sheet.iter_rows(values_only=True):
                line = CELL.join(text for text in map(write_cell, row) if text)
                left -= len(line)
                if line:
                    lines.append(line)
                if left < 0:
                    break
            yield "\n".join(lines)
            if left < 0:
                return
    except Exception as error:  # whatever it stumbles over is a file that is no workbook inside
        raise Unreadable(Silence.BROKEN) from error


def write_cell(value: object) -> str:
    """A cell as a Vietnamese reader sees it.

    >>> write_cell(1234.5), write_cell(12.0), write_cell(date(2017, 3, 2)), write_cell(None)
    ('1234,5', '12', '02/03/2017', '')
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.6g}".replace(".", ",") if abs(value) < 1 else (
            f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ","))
    if isinstance(value, (date, datetime)):
        return write_day(value.date() if isinstance(value, datetime) else value)
    return " ".join(str(value).split())

"""Changes: what a decree did to units, a row each. The tables of rounds/ are written so, and an admin's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

COLUMNS = ("day", "decree", "code", "name", "parent", "new_code", "new_name", "new_parent", "part")
_CODE = re.compile(r"\d{2}|\d{3}|\d{5}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class PlacesError(Exception):
    """A table of places is not as it should be; the message names the file and the line."""


class Change(NamedTuple):
    """Unit `code` became `new_code` on a day, in part where `part` says so.

    Without `code` the new unit began with no maker known; without `new_code` the old one ended with no heir known.
    Without a day it is how things always were. The same code and name with another parent: it was moved.
    """

    day: str
    decree: str
    code: str
    name: str
    parent: str
    new_code: str
    new_name: str
    new_parent: str
    part: str = ""


def read_changes(path: Path) -> list[Change]:
    """The rows of a table, in the order of their days. Raises PlacesError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PlacesError(f"{path}: không đọc được: {error}") from error
    if not lines or tuple(lines[0].split("\t")[:len(COLUMNS) - 1]) != COLUMNS[:-1]:
        raise PlacesError(f"{path}: dòng 1 phải là tên các cột, cách nhau bằng dấu Tab: {', '.join(COLUMNS)}")
    rows = [_read(path, number, line) for number, line in enumerate(lines[1:], 2)
            if line.strip() and not line.startswith("#")]
    return sorted(rows, key=lambda row: row.day)


def _read(path: Path, number: int, line: str) -> Change:
    cells = [cell.strip() for cell in line.split("\t")]
    if not len(COLUMNS) - 1 <= len(cells) <= len(COLUMNS):
        raise PlacesError(f"{path}: dòng {number}: có {len(cells)} ô, phải có {len(COLUMNS)}")
    row = Change(*cells)
    if row.day and not _DAY.fullmatch(row.day):
        raise PlacesError(f"{path}: dòng {number}: ngày “{row.day}” phải viết như 2025-07-01")
    for code in (row.code, row.new_code):
        if code and not _CODE.fullmatch(code):
            raise PlacesError(f"{path}: dòng {number}: mã “{code}” phải có 2, 3 hoặc 5 chữ số")
    if not row.code and not (row.new_code and row.new_name):
        raise PlacesError(f"{path}: dòng {number}: thiếu mã và tên đơn vị")
    return row

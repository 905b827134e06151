"""read_rows(): the rows of a list that a clerk hands in: a text, CSV or XLSX; in order, empty ones too.

An upload is a stranger's: its size is looked at before it is unpacked, no formula is run and nothing outside it is
opened. What is refused is refused with a reason.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from corpus.attachments.file_text import Silence, Unreadable
from corpus.attachments.limits import Limits
from corpus.attachments.zipped import open_zip
from corpus.dates.writing import write_day
from corpus.text import tidy

MAX_UPLOAD = 1_000_000  # bytes
MAX_ROWS = 5_000
MAX_COLUMNS = 40
MAX_ROW_CHARS = 2_000  # of a row all cells together: what stands behind is no number's
LIMITS = Limits(bytes=MAX_UPLOAD, unpacked=12_000_000, members=500)
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # .xls, and an .xlsx under a password

NOT_TEXT = "Tệp này không phải văn bản UTF-8. Hãy lưu lại dạng CSV UTF-8, TXT UTF-8 hoặc XLSX."
TOO_LARGE = "Tệp lớn hơn 1 MB. Hãy chia thành nhiều tệp."
REASONS = {
    Silence.TOO_LARGE: "Bảng tính này khi mở ra quá lớn. Hãy chép riêng cột số hiệu sang tệp mới.",
    Silence.ENCRYPTED: "Bảng tính này có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.",
    Silence.BROKEN: "Không mở được bảng tính này: tệp hỏng hoặc không phải XLSX.",
}


class Refused(Exception):
    """A list that is not taken; the message is for its reader."""


def read_rows(raw: bytes, name: str = "") -> tuple[list[str], bool]:
    """The rows of a file, cells joined by tabs, and whether more than MAX_ROWS were there. Refused with a reason."""
    if len(raw) > MAX_UPLOAD:
        raise Refused(TOO_LARGE)
    if raw.startswith(OLD_WORKBOOK):
        raise Refused("Tệp .xls kiểu cũ hoặc có mật khẩu. Hãy lưu lại dạng .xlsx không mật khẩu.")
    if raw.startswith(b"PK"):
        return take(read_sheet(raw))
    if b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(NOT_TEXT)
    try:
        text = raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(NOT_TEXT) from None
    return take(read_csv(text) if name.lower().endswith(".csv") else read_lines(text))


def take(rows: Iterator[str]) -> tuple[list[str], bool]:
    """The first rows, without empty ones at the end, and whether there were more."""
    taken: list[str] = []
    for row in rows:
        if len(taken) == MAX_ROWS:
            return taken, True
        taken.append(row)
    while taken and not taken[-1]:
        taken.pop()
    return taken, False


def read_lines(text: str) -> Iterator[str]:
    """The lines of a text.

    >>> list(read_lines("05-CT/TW\\r\\n\\n\\t20-NQ/TW"))
    ['05-CT/TW', '', '20-NQ/TW']
    """
    return (clean(line.split("\t")) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def read_csv(text: str) -> Iterator[str]:
    """The rows of a CSV, whatever separates its cells."""
    first = text[:4096].split("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            yield clean(row)
    except csv.Error as error:
        raise Refused("Tệp CSV này có một ô quá dài hoặc viết sai.") from error


def read_sheet(raw: bytes) -> Iterator[str]:
    """The rows of the first sheet that has any."""
    from openpyxl import load_workbook  # here: most requests read no workbook

    try:
        with open_zip(raw, LIMITS) as zipped:
            for member in zipped.names:
                read = zipped.read(member)
                if member.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in read or b"<!ENTITY" in read):
                    raise Refused("Bảng tính này chứa khai báo XML lạ nên không được mở.")
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = [clean([write_cell(value) for value in row]) for row in sheet.iter_rows(
                max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)]
            if any(rows):
                yield from rows
                return
    except Unreadable as error:
        raise Refused(REASONS.get(error.why, REASONS[Silence.BROKEN])) from error
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError, SyntaxError,
            zipfile.BadZipFile) as error:
        raise Refused(REASONS[Silence.BROKEN]) from error


def write_cell(value: object) -> str:
    """A cell as it is read: a day as readers write it, a formula as nothing but its text."""
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        return write_day(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def clean(cells: list[str]) -> str:
    """The cells of a row in one line.

    >>> clean([" 20-NQ/TW ", "", "khóa XII", ""])
    '20-NQ/TW\\t\\tkhóa XII'
    """
    return "\t".join(tidy(cell[:MAX_ROW_CHARS]).replace("\n", " ") for cell in cells)[:MAX_ROW_CHARS].strip("\t ")

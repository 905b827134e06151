"""FileText: what a file says, page by page, or why it says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Silence(str, Enum):
    """Why a file has no text. The value is what readers and admins are told."""

    UNKNOWN = "không phải loại tệp đọc được"
    BROKEN = "tệp hỏng"
    ENCRYPTED = "tệp có mật khẩu"
    TOO_LARGE = "tệp quá lớn"
    TOO_LONG = "đọc quá lâu nên đã dừng"
    COSTLY = "đọc tốn quá nhiều thời gian hay bộ nhớ nên đã dừng"
    NO_MAP = "phông chữ trong tệp không cho biết là chữ gì"
    SCAN = "bản chụp, chưa đọc được"
    NO_PROGRAM = "máy chưa cài chương trình đọc loại tệp này"
    EMPTY = "tệp không có chữ"


@dataclass(frozen=True)
class FileText:
    """The text of a file. `pages` are those of a PDF, the sheets of a workbook, the members of a zip; one for what has
    no pages. `kind` is pdf, docx, … ("" for what nobody knows); `silence` says why there is no text; `cut` that the
    file goes on behind the limit; `by_machine` that a machine read the letters of a picture.

    >>> FileText("pdf", ("Điều 1.", "Điều 2.")).text
    'Điều 1.\\nĐiều 2.'
    """

    kind: str
    pages: tuple[str, ...] = ()
    silence: Silence | None = None
    cut: bool = False
    by_machine: bool = False

    @property
    def text(self) -> str:
        """All pages, a newline between them."""
        return "\n".join(self.pages)


class Unreadable(Exception):
    """A file, or a part of one, has no text to give; `why` says so."""

    def __init__(self, why: Silence):
        super().__init__(why.value)
        self.why = why

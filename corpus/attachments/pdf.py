"""The text of a PDF, page by page. The one file that knows pdfium."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pypdfium2

from corpus.attachments.file_text import Silence, Unreadable
from corpus.attachments.limits import Limits

POINTS_PER_INCH = 72
ENDS = ".;:!?…"  # of a paragraph
FULL = 0.8  # of the widest line of its page: a line that long was broken for want of room
STARTS = re.compile(r"(?:Điều|Chương|Mục|Phụ lục|[IVX]+\.|\d{1,2}[.)]|[a-zđ]\)|[-+•])\s")  # of what stands for itself
PASSWORD_ERROR = 4  # pdfium's FPDF_ERR_PASSWORD
MOST_DOTS = 25_000_000  # of a drawn page: A3 at 200 dots an inch has 8 million; a page may claim to be a mile wide


def read_pdf(raw: bytes, limits: Limits) -> Iterator[str]:
    """The text of each page; "" for one that holds pictures alone. Raises Unreadable."""
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == PASSWORD_ERROR or "password" in str(error).lower()
        raise Unreadable(Silence.ENCRYPTED if locked else Silence.BROKEN) from error
    with document:
        for number in range(min(len(document), limits.pages + 1)):  # one more, so that it is seen to be cut
            yield read_page(document, number)


def read_page(document: pypdfium2.PdfDocument, number: int) -> str:
    """The text of a page; one that is broken costs itself alone."""
    try:
        page = document[number]
        try:
            text = page.get_textpage()
            try:
                return join_lines(text.get_text_bounded())
            finally:
                text.close()
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return ""


def join_lines(text: str) -> str:
    """The text of a page with the lines of a paragraph as one: a line that is full, or that goes on in small letters,
    does not end one, unless a sign does.

    >>> print(join_lines("I. MỤC TIÊU\\r\\nĐến năm 2025, mọi thôn đều có điện lưới quốc\\r\\ngia và đường ô tô."))
    I. MỤC TIÊU
    Đến năm 2025, mọi thôn đều có điện lưới quốc gia và đường ô tô.
    """
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    widest = max(map(len, lines), default=0)
    joined: list[str] = []
    before = ""
    for line in lines:
        goes_on = before and before[-1] not in ENDS and (
            line[0].islower() or len(before) >= FULL * widest and not STARTS.match(line))
        if goes_on:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        before = line
    return "\n".join(joined)


def draw_page(raw: bytes, number: int, dots_per_inch: int = 200) -> bytes:
    """A page as a grey picture (PGM). Raises Unreadable."""
    try:
        with pypdfium2.PdfDocument(raw) as document:
            page = document[number]
            scale = dots_per_inch / POINTS_PER_INCH
            scale *= min(1.0, math.sqrt(MOST_DOTS / max(page.get_width() * page.get_height() * scale ** 2, 1.0)))
            bitmap = page.render(scale=scale, grayscale=True)
            rows = bytes(bitmap.buffer)
            lines = (rows[row * bitmap.stride:row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
            return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise Unreadable(Silence.BROKEN) from error

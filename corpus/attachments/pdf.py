"""The text of a PDF, page by page. The one file that knows pdfium."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pypdfium2

from corpus.attachments.file_text import Silence, Unreadable
from corpus.attachments.limits import Limits
from corpus.attachments.paragraphs import join_lines

POINTS_PER_INCH = 72
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

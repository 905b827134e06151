"""The text of a PDF, page by page. The one file that knows pdfium."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2

from corpus.attachments.file_text import Silence, Unreadable

POINTS_PER_INCH = 72
PASSWORD_ERROR = 4  # pdfium's FPDF_ERR_PASSWORD


def read_pdf(raw: bytes) -> Iterator[str]:
    """The text of each page; "" for one that holds pictures alone. Raises Unreadable."""
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == PASSWORD_ERROR or "password" in str(error).lower()
        raise Unreadable(Silence.ENCRYPTED if locked else Silence.BROKEN) from error
    with document:
        for number in range(len(document)):
            yield read_page(document, number)


def read_page(document: pypdfium2.PdfDocument, number: int) -> str:
    """The text of a page; one that is broken costs itself alone."""
    try:
        page = document[number]
        try:
            text = page.get_textpage()
            try:
                return text.get_text_bounded()
            finally:
                text.close()
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return ""


def draw_page(raw: bytes, number: int, dots_per_inch: int = 200) -> bytes:
    """A page as a picture (PNG). Raises Unreadable."""
    try:
        with pypdfium2.PdfDocument(raw) as document:
            drawn = io.BytesIO()
            document[number].render(scale=dots_per_inch / POINTS_PER_INCH, grayscale=True).to_pil().save(drawn, "PNG")
            return drawn.getvalue()
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise Unreadable(Silence.BROKEN) from error

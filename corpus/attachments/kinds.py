"""What a file is: told by its bytes. Names lie (a DOCX called .doc, a page of an error called .pdf)."""

from __future__ import annotations

import io
import zipfile

from corpus.attachments.office_page import MARK

HEAD = 1024  # bytes; a PDF's mark may stand behind some rubbish
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"II*\x00": "tiff", b"MM\x00*": "tiff"}
# The member, or the content of "mimetype", that tells what a zip holds.
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
OPEN_DOCUMENT = {b"application/vnd.oasis.opendocument.text": "odt",
                 b"application/vnd.oasis.opendocument.spreadsheet": "ods"}
# The names of the streams of old office files, as UTF-16 in their directory.
OLD_OFFICE = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "EncryptedPackage": "encrypted"}


def kind_of(raw: bytes) -> str:
    """pdf, docx, xlsx, odt, ods, rtf, doc, xls, zip, png, jpeg, tiff, html (of an office program), encrypted (an office
    file with a password), or "".

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(rb"{\\rtf1\\ansi}"), kind_of(b"<html>khong co</html>")
    ('pdf', 'rtf', '')
    """
    if b"%PDF-" in raw[:HEAD]:
        return "pdf"
    if raw.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if raw.startswith(b"PK\x03\x04"):
        return kind_of_zip(raw)
    if raw.startswith(OLE):
        return next((kind for name, kind in OLD_OFFICE.items() if name.encode("utf-16-le") in raw), "")
    if raw[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:5].lower() == b"<html" and MARK in raw[:HEAD]:
        return "html"
    return next((kind for mark, kind in PICTURES.items() if raw.startswith(mark)), "")


def kind_of_zip(raw: bytes) -> str:
    """What a zip holds: an office file, or other files; "zip" where it cannot be opened, too."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as held:
            names = set(held.namelist())
            for member, kind in OFFICE.items():
                if member in names:
                    return kind
            if "mimetype" in names and held.getinfo("mimetype").file_size < HEAD:
                return OPEN_DOCUMENT.get(held.read("mimetype").strip(), "zip")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        pass  # whoever reads it will say what is wrong
    return "zip"

"""Files of every kind, made by rule: what the tests read, and what must not break a reader."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

import docx
import openpyxl

from corpus.attachments.kinds import OLE


def make_pdf(pages: Sequence[str]) -> bytes:
    """A PDF with a line of text on each page, in a font that maps its codes to Unicode; "" is a page without text."""
    letters = sorted({letter for page in pages for letter in page})
    code = {letter: number for number, letter in enumerate(letters, 1)}
    to_unicode = "/CMapName /C def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" + "".join(
        f"1 beginbfchar\n<{code[c]:04X}> <{c.encode('utf-16-be').hex().upper()}>\nendbfchar\n" for c in letters)
    cmap = f"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n{to_unicode}endcmap\nend\nend"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"",
               b"<</Type/Font/Subtype/Type0/BaseFont/Helvetica/Encoding/Identity-H/DescendantFonts[4 0 R]"
               b"/ToUnicode 5 0 R>>",
               b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Helvetica/CIDSystemInfo<</Registry(Adobe)"
               b"/Ordering(Identity)/Supplement 0>>/DW 600>>", stream(cmap.encode())]
    kids = []
    for page in pages:
        shown = "".join(f"{code[c]:04X}" for c in page)
        objects.append(stream(f"BT /F 12 Tf 40 700 Td <{shown}> Tj ET".encode() if page else b""))
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
                       f"/Contents {len(objects)} 0 R>>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    return assemble(objects)


def stream(data: bytes) -> bytes:
    """A stream object."""
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


def assemble(objects: Sequence[bytes]) -> bytes:
    """Objects as a file, with the table of where each lies."""
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, start)


def make_docx(*paragraphs: str, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A DOCX with paragraphs, and a table behind them."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def make_xlsx(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def make_zip(**members: bytes) -> bytes:
    """A zip; "__" in a name stands for a dot."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "."), data)
    return written.getvalue()


def make_odt(*paragraphs: str) -> bytes:
    """An ODT with paragraphs."""
    content = ('<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
               'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
               + "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
               + "</office:text></office:body></office:document-content>")
    return make_zip(mimetype=b"application/vnd.oasis.opendocument.text", content__xml=content.encode())


def make_rtf(text: str) -> bytes:
    """An RTF whose letters beyond ASCII are written as numbers."""
    return ("{\\rtf1\\ansi\\uc1 " + "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text) + "\\par}").encode()


def make_old_doc(flags: int) -> bytes:
    """An old DOC of the least size that antiword opens: a compound file (MS-CFB) with two streams of eight sectors. The
    flags are those of its first block (MS-DOC, FibBase); 0x100 tells of a password."""
    block = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x42A, 0, flags).ljust(4096, b"\0")
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

    def entry(name: str, kind: int, start: int, size: int, child: int = free, right: int = free) -> bytes:
        written = f"{name}\0".encode("utf-16-le")
        return written.ljust(64, b"\0") + struct.pack(
            "<HBBIII36xIQ", len(written), kind, 1, free, right, child, start, size)

    directory = (entry("Root Entry", 5, end, 0, child=1) + entry("WordDocument", 2, 2, 4096, right=2)
                 + entry("1Table", 2, 10, 4096)).ljust(512, b"\0")
    chains = struct.pack("<18I", table, end, *range(3, 10), end, *range(11, 18), end).ljust(512, b"\xff")
    head = OLE + struct.pack("<16x5H6x10I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    return head.ljust(512, b"\xff") + chains + directory + block + bytes(4096)

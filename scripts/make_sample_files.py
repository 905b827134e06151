#!/usr/bin/env python3
"""Makes the files that hang on the sample portal's bulletins from their texts: PDFs, a scan, a workbook, a DOCX."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from inside import script

from corpus.sample.sample_bulletin import FILES  # noqa: E402

PAGE, CELL = "\n***\n", " | "
SCAN_DOTS = 150  # an inch: what the scanners of offices are set to
BLACK = 128  # of 256 shades: darker ones are ink
STYLE = "body { font: 13pt 'DejaVu Serif', serif; } p { margin: 0 0 8pt } section { break-after: page }"


def main() -> int:
    """Makes all files anew, or those that are named."""
    parser = script.parser("Làm lại các tệp đính kèm của cổng mẫu từ phần chữ của chúng (cần Chromium).",
                           json_output=False, data=False)
    parser.add_argument("name", nargs="*", metavar="TÊN", help="chỉ làm những tệp này; không nêu thì làm tất cả")
    arguments = parser.parse_args()
    for name, make in MAKERS.items():
        if not arguments.name or name in arguments.name:
            path = FILES / name
            path.write_bytes(make(path.with_suffix(".txt").read_text(encoding="utf-8")))
            print(f"{name}: {path.stat().st_size} byte")
    return script.FINE


def make_pdf(text: str) -> bytes:
    """A PDF as an office prints it, with its fonts."""
    browser = shutil.which("chromium")
    if browser is None:
        raise script.Failure("chưa cài Chromium (Debian: apt install chromium)")
    pages = "".join(f"<section>{''.join(f'<p>{html.escape(line)}</p>' for line in page.splitlines() if line)}</section>"
                    for page in text.split(PAGE))
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "page.html", Path(folder) / "made.pdf"
        page.write_text(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{pages}", encoding="utf-8")
        subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                        f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", page.as_uri()],
                       check=True, capture_output=True)
        return made.read_bytes()


def make_scan(text: str) -> bytes:
    """A PDF of pictures: the pages as a scanner sees them, black and white."""
    import pypdfium2

    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    with pypdfium2.PdfDocument(make_pdf(text)) as document:
        for page in document:
            bitmap = page.render(scale=SCAN_DOTS / 72, grayscale=True)
            shades = bytes(bitmap.buffer)
            rows = b"".join(pack_row(shades[row * bitmap.stride:row * bitmap.stride + bitmap.width])
                            for row in range(bitmap.height))
            width, height = page.get_width(), page.get_height()
            drawn = b"q %.1f 0 0 %.1f 0 0 cm /I Do Q" % (width, height)
            packed = zlib.compress(rows, 9)
            objects.append(b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1"
                           b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
                               bitmap.width, bitmap.height, len(packed), packed))
            objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
            objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.1f %.1f]/Resources<</XObject<</I %d 0 R>>>>"
                           b"/Contents %d 0 R>>" % (width, height, len(objects) - 1, len(objects)))
            kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return assemble(objects)


def pack_row(shades: bytes) -> bytes:
    """A row of shades as bits, eight to a byte, paper 1."""
    bits = "".join("1" if shade >= BLACK else "0" for shade in shades)
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def assemble(objects: list[bytes]) -> bytes:
    """Objects as a PDF, with the table of where each lies."""
    made, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(made))


def make_docx(text: str) -> bytes:
    """A DOCX: lines with cells are a table, all others paragraphs."""
    import io

    import docx

    document = docx.Document()
    rows = [line.split(CELL) for line in text.splitlines() if CELL in line]
    for line in text.splitlines():
        if line and CELL not in line:
            document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, written in zip(row.cells, cells, strict=True):
            cell.text = written
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def make_xlsx(text: str) -> bytes:
    """A workbook: a sheet for each page, its first line the sheet's name, whole numbers as numbers."""
    import io

    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for page in text.split(PAGE):
        name, *lines = page.strip().splitlines()
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append([int(cell) if cell.isdecimal() else cell for cell in line.split(CELL)])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


MAKERS: dict[str, Callable[[str], bytes]] = {
    "18-2016-nq-hdnd.pdf": make_pdf, "12-nq-tu-2022.pdf": make_pdf, "1402-qd-ubnd-2020.pdf": make_scan,
    "402-bc-tu-2026.docx": make_docx, "phu-luc-1836.xlsx": make_xlsx,
}


if __name__ == "__main__":
    script.run(main)

"""Files that mean harm, or were harmed, made by rule from a seed: each kind in many sizes and places of damage."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator

from corpus.attachments.kinds import OLE
from corpus.sample.feeds import attachment_docx
from corpus.sample.sample_bulletin import SampleAttachment

Maker = Callable[[random.Random], bytes]
BOMB = 320 * 2**20  # bytes that a bomb unpacks to: more than the limits let through


def hostile_files(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many files, each with a name, the rules in turn."""
    names = list(RULES)
    for number in range(count):
        name = names[number % len(names)]
        yield name, RULES[name](random.Random(f"{seed} {number}"))


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of some members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return written.getvalue()


def good_docx(rng: random.Random) -> bytes:
    """A DOCX with a line in it."""
    return attachment_docx(SampleAttachment(f"Tệp số {rng.randrange(1000)}", ""))


def pdf(*bodies: bytes, root: int = 1, more: bytes = b"") -> bytes:
    """A PDF of some objects; `more` goes into the trailer."""
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(bodies) + 1, table, len(bodies) + 1, root, more, len(made))


def stream(data: bytes) -> bytes:
    """A packed stream."""
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def page(contents: int, box: bytes = b"0 0 595 842", font: int = 3) -> bytes:
    """A page whose contents are an object."""
    return b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<</Font<</F %d 0 R>>>>/Contents %d 0 R>>" % (
        box, font, contents)


def many_pages(rng: random.Random) -> bytes:
    """Ten thousand pages and more."""
    count = rng.randrange(10_000, 14_000)
    kids = b" ".join([b"5 0 R"] * count)
    text = stream(b"BT /F 12 Tf 40 700 Td (Trang nay co du chu de doc len) Tj ET")
    return pdf(CATALOG, b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), FONT, text, page(4))


def page_loop(rng: random.Random) -> bytes:
    """A tree of pages that is its own child."""
    return pdf(CATALOG, b"<</Type/Pages/Count %d/Kids[2 0 R 2 0 R]/Parent 2 0 R>>" % rng.randrange(1, 10**9))


def xref_loop(rng: random.Random) -> bytes:
    """Tables that name each other as the one before."""
    made = pdf(CATALOG, b"<</Type/Pages/Count 0/Kids[]>>", more=b"/Prev %d" % rng.randrange(9, 200))
    place = made.rindex(b"xref\n0")
    return made.replace(b"/Prev", b"/Prev %d/X" % place)


def content_bomb(rng: random.Random) -> bytes:
    """A page whose contents unpack to tens or hundreds of megabytes, each operator of which costs time."""
    return pdf(CATALOG, b"<</Type/Pages/Count 1/Kids[5 0 R]>>", FONT,
               stream(b"q Q " * (rng.choice([2**23, 2**25, BOMB]) // 4)), page(4))


def wide_page(rng: random.Random) -> bytes:
    """Pages a mile wide, without a letter."""
    return pdf(CATALOG, b"<</Type/Pages/Count 1/Kids[5 0 R]>>", FONT, stream(b""), page(4, b"0 0 9999999 9999999"))


def no_map(rng: random.Random) -> bytes:
    """A font that does not tell which letters its codes are."""
    codes = "".join(f"{rng.randrange(1, 60):04X}" for _ in range(400))
    font = (b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>")
    return pdf(CATALOG, b"<</Type/Pages/Count 1/Kids[5 0 R]>>", font,
               stream(b"BT /F 12 Tf 40 700 Td <%s> Tj ET" % codes.encode()), page(4),
               b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
               b"/Supplement 0>>/DW 600>>")


def locked_pdf(rng: random.Random) -> bytes:
    """A PDF that wants a password."""
    key = bytes(rng.randrange(256) for _ in range(32)).hex().encode()
    return pdf(CATALOG, b"<</Type/Pages/Count 0/Kids[]>>", b"<</Filter/Standard/V 2/R 3/Length 128/P -1/O<%s>/U<%s>>>"
               % (key, key), more=b"/Encrypt 3 0 R/ID[<00><00>]")


def truncated(rng: random.Random) -> bytes:
    """A good file whose end is missing."""
    raw = rng.choice([good_docx(rng), many_pages(rng)])
    return raw[:rng.randrange(8, len(raw) - 1)]


def damaged(rng: random.Random) -> bytes:
    """A good file with other bytes here and there."""
    raw = bytearray(good_docx(rng) if rng.random() < .5 else no_map(rng))
    for _ in range(rng.randrange(5, 200)):
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    return bytes(raw)


def lying_zip(rng: random.Random) -> bytes:
    """A zip whose directory claims that a bomb is small."""
    raw = bytearray(zipped({"word/document.xml": bytes(BOMB)}))
    place = raw.rindex(b"PK\x01\x02") + 24
    raw[place:place + 4] = (99).to_bytes(4, "little")
    return bytes(raw)


def sheet(rows: bytes, strings: bytes = b"") -> bytes:
    """A workbook of one sheet."""
    spread = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="'
        f'{relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{relation}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
    }
    book = (b'<workbook %s xmlns:r="%s"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
            % (spread, relation.encode()))
    return zipped({**{name: text.encode() for name, text in members.items()}, "xl/workbook.xml": book,
                   "xl/worksheets/sheet1.xml": b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (spread, rows),
                   "xl/sharedStrings.xml": strings or b"<sst %s></sst>" % spread})


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
LAUGHING = b'<!DOCTYPE s [<!ENTITY l0 "ha">' + LAUGHS + b']>'
TEXT = b"application/vnd.oasis.opendocument.text"

RULES: dict[str, Maker] = {
    "many-pages.pdf": many_pages,
    "page-loop.pdf": page_loop,
    "table-loop.pdf": xref_loop,
    "bomb.pdf": content_bomb,
    "wide.pdf": wide_page,
    "no-map.pdf": no_map,
    "locked.pdf": locked_pdf,
    "cut.pdf": truncated,
    "damaged.docx": damaged,
    "bomb.docx": lambda rng: zipped({"word/document.xml": bytes(BOMB)}),
    "lying.docx": lying_zip,
    "many.zip": lambda rng: zipped({f"{n}.txt": b"" for n in range(rng.randrange(5_001, 9_000))}),
    "nested.zip": lambda rng: zipped({f"{n}.zip": zipped({"a.txt": bytes(BOMB // 8)}) for n in range(12)}),
    "last-row.xlsx": lambda rng: sheet(
        b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>A</t></is></c></row>'),
    "laughs.xlsx": lambda rng: sheet(
        b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>', LAUGHING + b"<sst><si><t>&l9;</t></si></sst>"),
    "laughs.odt": lambda rng: zipped({"mimetype": TEXT, "content.xml": LAUGHING + b"<s>&l9;</s>"}),
    "deep.odt": lambda rng: zipped({"mimetype": TEXT, "content.xml": b"<a>" * rng.randrange(90_000, 900_000)}),
    "deep.rtf": lambda rng: b"{\\rtf1 " + b"{\\b " * rng.randrange(50_000, 300_000) + b"x",
    "rubbish.rtf": lambda rng: b"{\\rtf1 " + bytes(rng.randrange(256) for _ in range(90_000)),
    "error-page.pdf": lambda rng: b"<html><body>404 Khong tim thay</body></html>" * rng.randrange(1, 99),
    "program.doc": lambda rng: b"MZ" + bytes(rng.randrange(256) for _ in range(9_000)),
    "empty.pdf": lambda rng: b"",
    "old.doc": lambda rng: OLE + "WordDocument".encode("utf-16-le") + bytes(rng.randrange(256) for _ in range(9_000)),
    "locked.xlsx": lambda rng: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(900),
    "picture.tiff": lambda rng: b"\x89PNG\r\n\x1a\n" + bytes(rng.randrange(256) for _ in range(9_000)),
}

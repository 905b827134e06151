"""decode(): the bytes of a page as text, whatever their label says.

Portals label UTF-8 as ISO-8859-1, windows-1258 as UTF-8, and keep pages of the 1990s whose letters are right only in
one font. So the label is a hint, and the letters decide.
"""

from __future__ import annotations

import codecs
import re

from corpus.repair.fonts import count_common, find_font, plausibility, read_font
from corpus.repair.twice_encoded import repair_encoding
from corpus.text import normalize

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
LABEL = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
HEADER_LABEL = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
LABEL_WINDOW = 4096  # HTML allows the label in the first 1,024 bytes; portals put comments and scripts before it
SAMPLE_BYTES = 200_000  # the letters of so much text tell the charset; a page of megabytes need not be read five times
VIETNAMESE = "cp1258"
WORD_WORTH = 4  # letters that are right by chance make no words
FONTS = ("tcvn3", "vni")  # no charsets that Python knows: letters that are right in one font


def decode(raw: bytes, content_type: str = "") -> str:
    """The page's text in NFC: by its byte-order mark, else as strict UTF-8, else by whichever reading is Vietnamese.

    UTF-8 comes before the labels because text in any other charset is practically never valid UTF-8. Never raises.

    >>> decode("Nghị quyết".encode(), "text/html; charset=iso-8859-1")
    'Nghị quyết'
    >>> decode(b"Nghi\\xf2 quy\\xea\\xect", "text/html; charset=utf-8")
    'Nghị quyết'
    >>> decode("§¶ng bé tØnh".encode("latin-1")), decode("Nghò quyeát cuûa Tænh uûy".encode("latin-1"))
    ('Đảng bộ tỉnh', 'Nghị quyết của Tỉnh ủy')
    >>> decode(b"")
    ''
    """
    if b"\0" in raw[:LABEL_WINDOW] and not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""  # an image or a program under a page's address
    for mark, name in BOMS:
        if raw.startswith(mark):
            return normalize("NFC", raw[len(mark):].decode(name, "replace"))
    text = read_utf8(raw)
    if text is None:
        names = dict.fromkeys([*labels(raw, content_type), "utf-8", VIETNAMESE, "cp1252"])
        sample = raw[:SAMPLE_BYTES]
        best = max([*names, *FONTS], key=lambda name: worth(read(sample, name)))
        return read(raw, best)
    text = repair_encoding(text)
    return read_font(text, find_font(text))


def worth(text: str) -> float:
    """How Vietnamese a reading is: by its letters, and by the words that they make."""
    return plausibility(text) + WORD_WORTH * count_common(text)


def read_utf8(raw: bytes) -> str | None:
    """The text if it is strictly UTF-8, a last character cut in half allowed (pages are cut at a size limit)."""
    try:
        return normalize("NFC", codecs.getincrementaldecoder("utf-8")("strict").decode(raw))
    except UnicodeDecodeError:
        return None


def labels(raw: bytes, content_type: str) -> list[str]:
    """The charsets that the HTTP header and the page claim, as Python knows them."""
    claimed = HEADER_LABEL.findall(content_type) + [name.decode("ascii") for name in LABEL.findall(raw[:LABEL_WINDOW])]
    known = []
    for name in claimed:
        try:
            info = codecs.lookup(name)
        except LookupError:
            continue
        if getattr(info, "_is_text_encoding", True) and info.name not in ("utf-7", "idna", "punycode"):
            known.append("cp1252" if info.name in ("iso8859-1", "ascii") else info.name)  # as every browser does
    return known


def read(raw: bytes, name: str) -> str:
    """The bytes in one charset, accents composed, U+FFFD for what it does not know."""
    if name in FONTS:
        return read_font(raw.decode("cp1252" if name == "vni" else "latin-1", "replace"), name)
    try:
        return normalize("NFC", raw.decode(name, "replace"))
    except (UnicodeError, LookupError):  # some codecs raise whatever the error handler is
        return "\ufffd" * len(raw)

"""The text of an OpenDocument file (ODT, ODS): paragraphs and rows, from content.xml."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from corpus.attachments.file_text import Silence, Unreadable
from corpus.attachments.limits import Limits
from corpus.attachments.zipped import open_zip

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
BLANKS = {f"{TEXT}s": " ", f"{TEXT}tab": " ", f"{TEXT}line-break": " "}
LINES = (f"{TEXT}p", f"{TEXT}h", f"{TABLE}table-row")
NOT_READ = (f"{TEXT}tracked-changes", f"{TEXT}sequence-decls")
CELL = " | "


def read_odt(raw: bytes, limits: Limits) -> list[str]:
    """All of it as one page. Raises Unreadable."""
    with open_zip(raw, limits) as zipped:
        content = zipped.read("content.xml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(Silence.BROKEN) from error
    return ["\n".join(filter(None, lines_of(root)))]


def lines_of(element: Element) -> Iterator[str]:
    """The paragraphs and rows below an element, in order; without recursion, since files may nest without end."""
    waiting = [element]
    while waiting:
        here = waiting.pop()
        if here.tag in NOT_READ:
            continue
        if here.tag == f"{TABLE}table-row":
            yield CELL.join(filter(None, (" ".join(text_of(cell).split()) for cell in here)))
        elif here.tag in LINES:
            yield " ".join(text_of(here).split())
        else:
            waiting.extend(reversed(here))


def text_of(element: Element) -> str:
    """The text below an element, blanks and line breaks included."""
    pieces: list[str] = []
    for event, here in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces += [BLANKS.get(str(here.tag), ""), here.text or ""]
        else:
            pieces += [" " if here.tag in LINES else "", (here.tail or "") if here is not element else ""]
    return "".join(pieces)

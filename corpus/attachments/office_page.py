"""The text of a page that an office program wrote, and that is called .doc or .xls: portals hand out many. A page that
shows no such mark is the server's own, mostly of an error, and no file."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
from lxml.etree import ParserError

from corpus.attachments.file_text import Silence, Unreadable
from corpus.attachments.limits import Limits

MARK = b"urn:schemas-microsoft-com:office"
UNSEEN = {"head", "style", "script", "xml", "title"}
BLOCKS = {"p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br", "table", "pre"}
CELL = " | "


def read_office_page(raw: bytes, limits: Limits) -> list[str]:
    """All of it as one page. Raises Unreadable."""
    try:
        page = lxml.html.fromstring(raw)
    except (ParserError, ValueError) as error:
        raise Unreadable(Silence.BROKEN) from error
    return ["".join(pieces_of(page))]


def pieces_of(page: lxml.html.HtmlElement) -> Iterator[str]:
    """The text with a line end around each block; a walk without recursion, however deep the page is."""
    waiting: list[lxml.html.HtmlElement | str] = [page]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        tag = one.tag if isinstance(one.tag, str) else "head"  # comments hold what the office program told itself
        tail = one.tail or "" if one is not page else ""
        if tag in UNSEEN:
            yield " ".join(tail.split("\n"))
            continue
        if tag in ("td", "th") and one.find(".//table") is None:
            yield " ".join(one.text_content().split()) + (CELL if one.getnext() is not None else "")
            yield tail.strip()
            continue
        around = "\n" if tag in BLOCKS else ""
        yield "\n" if tag in BLOCKS else ""
        yield (one.text or "").replace("\n", " ")
        waiting += [tail.replace("\n", " "), around, *reversed(one)]

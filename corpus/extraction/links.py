"""The addresses that a page leads to, and the files among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from corpus.bulletin import Attachment
from corpus.extraction.tree import Document, Node
from corpus.text import tidy

FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|zip|rar|7z|tiff?)(?=$|[?&#/])", re.IGNORECASE)
LINK_TAGS = {"a": "href", "area": "href", "frame": "src", "iframe": "src"}
NAMELESS = re.compile(r"^(?:tại đây|ở đây|đây|tải về|download|xem|xem chi tiết|chi tiết|file|đính kèm|"
                      r"tải file)?\W*$", re.IGNORECASE)
MAX_ADDRESS_CHARS = 2_000  # longer ones are scripts' state, not addresses
SPACE_OR_CONTROL = re.compile(r"[\x00-\x20\x7f]+")


def is_file(address: str) -> bool:
    """Whether an address leads to a document to download.

    >>> is_file("/vb/QD-12.PDF?ver=2"), is_file("/tin/1.html")
    (True, False)
    """
    return bool(FILE.search(address))


def absolute(base: str, address: str) -> str:
    """The absolute http(s) address without its fragment; empty if it is none.

    >>> absolute("http://a.vn/tin/1", "../x y?id=2#top"), absolute("http://a.vn/", "javascript:void(0)")
    ('http://a.vn/x%20y?id=2', '')
    """
    address = address.strip()
    if not address or len(address) > MAX_ADDRESS_CHARS or address.lower().startswith(("javascript:", "mailto:", "#")):
        return ""
    address = SPACE_OR_CONTROL.sub(lambda run: "%20" if run[0].strip("\r\n\t") else "", address)
    try:
        joined = urldefrag(urljoin(base, address)).url
        parts = urlsplit(joined)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # "http://[", a port of letters
        return ""
    return joined if usable else ""


def base_address(document: Document, address: str) -> str:
    """What relative addresses are relative to: <base href>, else the page's own address."""
    base = document.first("base")
    return (absolute(address, base.get("href")) if base else "") or address


def find_links(document: Document, base: str) -> tuple[str, ...]:
    """Every address that the page leads to, each once, in page order; those marked nofollow are left out."""
    found: dict[str, None] = {}
    for node in document.root.walk():
        attribute = LINK_TAGS.get(node.tag)
        if node.tag == "link" and {"next", "prev"} & set(node.get("rel").lower().split()):
            attribute = "href"
        if attribute and "nofollow" not in node.get("rel").lower().split():
            address = absolute(base, node.get(attribute))
            if address:
                found[address] = None
    return tuple(found)


def find_attachments(nodes: Iterable[Node], base: str) -> tuple[Attachment, ...]:
    """The files that some links lead to, each once; named by the link's text, else by the file."""
    found: dict[str, Attachment] = {}
    for node in nodes:
        address = absolute(base, node.get("href")) if is_file(node.get("href")) else ""
        if address and address not in found:
            text = tidy(node.text())
            name = tidy(unquote(urlsplit(address).path.rsplit("/", 1)[-1])) if NAMELESS.match(text) else text
            found[address] = Attachment(name or address, address)
    return tuple(found.values())


def name_of_folder(document: Document, base: str, address: str) -> str:
    """What the page calls the folder that an address lies in: the text of its link there, empty if it has none.

    A menu's link to /tin-tuc/y-te/ named "Y tế" tells the section of /tin-tuc/y-te/mot-bai-viet.html. The site's root
    names no section.
    """
    folder = urlsplit(address).path.rstrip("/").rsplit("/", 1)[0]
    if not folder:
        return ""
    for node in document.root.walk():
        if node.tag == "a" and (found := absolute(base, node.get("href"))):
            parts = urlsplit(found)
            if parts.path.rstrip("/") == folder and not parts.query and parts.netloc == urlsplit(address).netloc:
                if name := tidy(node.text()):
                    return name
    return ""

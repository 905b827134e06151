"""Where an address about a number leads: to a page, to another address, or to what is near."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.documents.grouping import Document
from indexer.documents.lookup import Found, look_up, of_slug
from indexer.documents.naming import MAX_CHARS, is_path, matches
from indexer.documents.reader import DocumentReader
from search_app.numbers.shown import number_address


@dataclass(frozen=True)
class Asked:
    """What stands behind /van-ban/ was taken for: `document`, or else all of `found`; or `moved` to another address.
    With neither, nothing is there: `found` has what is known of the number, if anything is."""

    found: Found = Found()
    document: Document | None = None
    moved: str = ""
    is_list: bool = False


def read_path(rest: str, reader: DocumentReader) -> Asked:
    """What an address means. Every spelling of a number leads to its one address; an old address of a document to the
    one that nothing of it speaks against."""
    if len(rest) > 2 * MAX_CHARS:
        return Asked()
    slug, _, path = rest.strip("/").partition("/")
    found = of_slug(slug, reader)
    if found.documents:
        return _of_known(found, slug, path, rest)
    for text in dict.fromkeys((rest, slug)):
        found = look_up(text, reader)
        if len(found.keys) == 1:
            return Asked(found, moved=number_address(found.documents[0].slug, path if text == slug else ""))
    return Asked(look_up(rest, reader))


def _of_known(found: Found, slug: str, path: str, rest: str) -> Asked:
    if not path:
        return Asked(found, is_list=True, moved="" if rest == slug else number_address(slug))
    exact = [document for document in found.documents if document.path == path]
    if exact:
        return Asked(found, exact[0])
    meant = [document for document in found.documents if matches(document, path)] if is_path(path) else []
    return Asked(found, moved=number_address(slug, meant[0].path) if len(meant) == 1 else "")

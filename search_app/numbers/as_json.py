"""What machines are told of numbers and documents: the shapes, in one place. Unknown values are null."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.bulletin import Bulletin
from indexer.documents.graph import Related, beside, done_by, done_to
from indexer.documents.grouping import Citing, Document
from indexer.documents.lookup import Found, as_row
from indexer.documents.missing import Missing
from indexer.documents.reader import DocumentReader
from search_app.addresses import bulletin_address
from search_app.numbers.bulk import MAX_CHARS, MAX_NUMBERS, Line, status_of
from search_app.numbers.shown import number_address
from search_app.numbers.sheets import MAX_ROWS, MAX_UPLOAD

API = "/api/v1"
CAPS = {"characters": MAX_CHARS, "numbers": MAX_NUMBERS, "upload_bytes": MAX_UPLOAD, "rows": MAX_ROWS}
Shape = dict[str, Any]


def write_document(document: Document, base: str) -> Shape:
    """A document. `id` is its address, made from what is known of it."""
    return {"id": document.address, **as_row(document), "cited_by": document.cited, "inferred": document.inferred,
            "held": bool(document.own), "first_cited_on": document.first_day or None,
            "last_cited_on": document.last_day or None,
            "page_url": base + number_address(document.slug, document.path),
            "api_url": f"{base}{API}{number_address(document.slug, document.path)}"}


def write_found(found: Found, base: str) -> Shape:
    """What is known of a number: all documents that it may mean, the one that was picked by its id."""
    return {"number": str(found.number) if found.number else None, "key": found.number.key if found.number else None,
            "status": status_of(found) if found.number else 422,
            "picked": found.document.address if found.document else None,
            "documents": [write_document(document, base) for document in found.documents],
            "bulletins": len(found.bulletins), "unclear": len(found.open)}


def write_whole(document: Document, reader: DocumentReader, base: str) -> Shape:
    """A document with its evidence and what it has to do with others."""
    return {**write_document(document, base),
            "evidence": {"days": pairs(document.days), "stated_terms": pairs(document.stated), "ruled": document.ruled},
            "spellings": pairs(document.spelled), "own_bulletins": list(document.own),
            "does": [write_related(one, base) for one in done_by(document, reader)],
            "done_by": [write_related(one, base) for one in done_to(document, reader)],
            "cited_beside": [{**write_document(other, base), "together": count}
                             for other, count in beside(document, reader)],
            "bulletins_url": f"{base}{API}{number_address(document.slug, document.path)}/ban-tin"}


def pairs(values: Sequence[tuple[str, int]]) -> list[Shape]:
    """Values with how many bulletins give each."""
    return [{"value": value, "count": count} for value, count in values]


def write_related(one: Related, base: str) -> Shape:
    """What is done by or to another document."""
    return {"relation": one.kind, "told_by": one.told, "document": write_document(one.document, base)}


def write_citing(citing: Sequence[Citing], held: dict[str, Bulletin], base: str) -> list[Shape]:
    """Bulletins that cite a document; one that has left the store since has no title."""
    return [{"id": one.bulletin, "published_on": one.day or None, "confidence": one.sure,
             "reports": one.reports, "title": held[one.bulletin].title if one.bulletin in held else None,
             "page_url": base + bulletin_address(held[one.bulletin]) if one.bulletin in held else None}
            for one in citing]


def write_line(line: Line, base: str) -> Shape:
    """One number of a list that was handed in."""
    return {"row": line.row, "typed": line.typed, "number": line.number or None, "status": line.status,
            "picked": line.found.document.address if line.found.document else None,
            "documents": [write_document(document, base) for document in line.found.documents]}


def write_missing(missing: Missing, page: int, per_page: int, base: str) -> Shape:
    """A page of what is cited and not held."""
    return {"total": missing.total, "page": page, "pages": max(1, -(-missing.total // per_page)),
            "documents": [write_document(document, base) for document in missing.documents],
            "issuers": pairs(missing.issuers),
            "years": [{"value": year, "count": count} for year, count in missing.years]}

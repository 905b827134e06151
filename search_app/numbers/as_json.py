"""What is known of numbers and documents in the shapes that machines are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from corpus.bulletin import Bulletin
from corpus.references.find_references import Reference
from indexer.documents.graph import Related, beside, done_by, done_to
from indexer.documents.grouping import Citing, Document
from indexer.documents.lookup import Found, as_row
from indexer.documents.missing import Missing
from indexer.documents.reader import DocumentReader
from search_app.addresses import bulletin_address
from search_app.numbers import shapes
from search_app.numbers.bulk import MAX_CHARS, MAX_NUMBERS, Line, status_of
from search_app.numbers.sheets import MAX_ROWS, MAX_UPLOAD
from search_app.numbers.shown import number_address

API = "/api/v1"
CAPS = shapes.Caps(characters=MAX_CHARS, numbers=MAX_NUMBERS, upload_bytes=MAX_UPLOAD, rows=MAX_ROWS)
Fields = dict[str, Any]


def write_refusal(status: int, title: str) -> shapes.Refusal:
    """What was wrong."""
    return shapes.Refusal("about:blank", title, status, HTTPStatus(status).phrase, CAPS)


def write_document(document: Document, base: str) -> shapes.NumberedDocument:
    """A document."""
    return shapes.NumberedDocument(**fields_of(document, base))


def fields_of(document: Document, base: str) -> Fields:
    """The fields that each shape of a document has."""
    address = number_address(document.slug, document.path)
    return {"id": document.address, **as_row(document), "cited_by": document.cited, "inferred": document.inferred,
            "held": document.is_held, "first_cited_on": document.first_day or None,
            "last_cited_on": document.last_day or None, "page_url": base + address, "api_url": f"{base}{API}{address}"}


def write_documents(documents: Iterable[Document], base: str) -> list[shapes.NumberedDocument]:
    """Documents, in their order."""
    return [write_document(document, base) for document in documents]


def write_found(found: Found, base: str) -> shapes.NumberFound:
    """What is known of a number."""
    return shapes.NumberFound(**fields_of_found(found, base))


def write_answer(query: str, found: Found, near: Iterable[Document], base: str) -> shapes.NumberAnswer:
    """What is known of a number that was asked for."""
    return shapes.NumberAnswer(query=query, near=write_documents(near, base), **fields_of_found(found, base))


def write_nothing(found: Found, base: str) -> shapes.NothingThere:
    """What is known of the number in an address where there is no document."""
    told = {**fields_of_found(found, base), "status": 404}
    return shapes.NothingThere(title="Không có văn bản nào ở địa chỉ này.", **told)


def fields_of_found(found: Found, base: str) -> Fields:
    """The fields that each shape of what was found has."""
    return {"number": str(found.number) if found.number else None, "key": found.number.key if found.number else None,
            "status": status_of(found) if found.number else 422, "picked": id_of_picked(found),
            "documents": write_documents(found.documents, base), "bulletins": len(found.bulletins),
            "unclear": len(found.open)}


def id_of_picked(found: Found) -> str | None:
    """The one document that is meant."""
    return found.document.address if found.document else None


def write_whole(document: Document, reader: DocumentReader, base: str) -> shapes.WholeDocument:
    """A document with its evidence and what it has to do with others."""
    return shapes.WholeDocument(
        **fields_of(document, base),
        evidence=shapes.Evidence(pairs(document.days), pairs(document.stated), document.ruled),
        spellings=pairs(document.spelled), own_bulletins=list(document.own), kept_at=document.kept or None,
        does=[write_related(one, base) for one in done_by(document, reader)],
        done_by=[write_related(one, base) for one in done_to(document, reader)],
        cited_beside=[shapes.DocumentBeside(**fields_of(other, base), together=count)
                      for other, count in beside(document, reader)],
        bulletins_url=f"{base}{API}{number_address(document.slug, document.path)}/ban-tin")


def pairs(values: Sequence[tuple[str, int]]) -> list[shapes.Counted]:
    """Values with how many bulletins give each."""
    return [shapes.Counted(value, count) for value, count in values]


def write_related(one: Related, base: str) -> shapes.RelatedDocument:
    """What is done by or to another document."""
    return shapes.RelatedDocument(one.kind, one.told, write_document(one.document, base))


def write_citing(citing: Sequence[Citing], held: dict[str, Bulletin], base: str) -> list[shapes.CitingBulletin]:
    """Bulletins that cite a document; one that has left the store since has no title."""
    return [shapes.CitingBulletin(
        id=one.bulletin, published_on=one.day or None, confidence=one.sure, reports=bool(one.reports),
        title=held[one.bulletin].title if one.bulletin in held else None,
        page_url=base + bulletin_address(held[one.bulletin]) if one.bulletin in held else None) for one in citing]


def write_line(line: Line, base: str) -> shapes.ListLine:
    """One number of a list that was handed in."""
    return shapes.ListLine(line.row, line.typed, line.number or None, line.status, id_of_picked(line.found),
                           write_documents(line.found.documents, base))


def write_mention(reference: Reference, line: Line, base: str) -> shapes.TextMention:
    """One reference of a text that was handed in."""
    return shapes.TextMention(reference.text, reference.start, reference.end, reference.kind, line.status,
                              line.number or None, id_of_picked(line.found),
                              write_documents(line.found.documents, base))


def write_missing(missing: Missing, page: int, per_page: int, base: str) -> shapes.NotHeld:
    """A page of what is cited and not held."""
    return shapes.NotHeld(missing.total, page, max(1, -(-missing.total // per_page)),
                          write_documents(missing.documents, base), pairs(missing.issuers),
                          [shapes.CountedYear(year, count) for year, count in missing.years])

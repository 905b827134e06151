"""What documents have to do with each other: what one does to another, in chains, and what is cited beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.references.relating import IMPLEMENTS
from indexer.documents.grouping import Document
from indexer.documents.reader import ROW, DocumentReader, read_document

DEPTH = 3  # resolution, programme of the province, plan of a district, plan of a commune
MOST = 20  # of one document: more are a list, and stand on its page
BESIDE = 8
LATEST = 400  # of a document's bulletins, the newest: what is cited beside it in these tells enough

_PLACE = "(SELECT name, place FROM document WHERE slug = ? AND path = ? LIMIT 1)"
_DONE_TO = f"""SELECT relation.kind, count(DISTINCT relation.bulletin) AS told, {ROW} FROM means AS one
JOIN relation ON relation.bulletin = one.bulletin AND relation.name = one.name AND relation.mark = one.mark
JOIN means AS other ON other.bulletin = relation.bulletin AND other.name = relation.by_name
    AND other.mark = relation.by_mark
JOIN document ON document.name = other.name AND document.place = other.place
WHERE (one.name, one.place) = {_PLACE} GROUP BY relation.kind, document.name, document.place
ORDER BY told DESC, document.year, document.key, document.path"""
_DONE_BY = f"""SELECT relation.kind, count(DISTINCT relation.bulletin) AS told, {ROW} FROM means AS one
JOIN relation ON relation.bulletin = one.bulletin AND relation.by_name = one.name AND relation.by_mark = one.mark
JOIN means AS other ON other.bulletin = relation.bulletin AND other.name = relation.name AND other.mark = relation.mark
JOIN document ON document.name = other.name AND document.place = other.place
WHERE (one.name, one.place) = {_PLACE} GROUP BY relation.kind, document.name, document.place
ORDER BY told DESC, document.year, document.key, document.path"""
_BESIDE = f"""WITH some AS (SELECT bulletin FROM citing WHERE (name, place) = {_PLACE}
    AND bulletin NOT IN (SELECT bulletin FROM crowded) ORDER BY day DESC, bulletin DESC LIMIT {LATEST})
SELECT count(*) AS together, {ROW} FROM some JOIN citing ON citing.bulletin = some.bulletin
JOIN document ON document.name = citing.name AND document.place = citing.place
WHERE (citing.name, citing.place) <> {_PLACE}
GROUP BY document.name, document.place ORDER BY together DESC, document.cited, document.key, document.path
LIMIT {BESIDE}"""


@dataclass(frozen=True)
class Related:
    """A document, what is done (`relating.KINDS`), and how many bulletins tell so."""

    kind: str
    document: Document
    told: int


@dataclass(frozen=True)
class Link:
    """A document of a chain, and those that carry it out, or that it carries out."""

    document: Document
    told: int
    further: tuple["Link", ...] = ()


def done_by(document: Document, reader: DocumentReader) -> list[Related]:
    """What a document does to others."""
    return list(_read(reader, _DONE_BY, document))


def done_to(document: Document, reader: DocumentReader) -> list[Related]:
    """What others do to a document."""
    return list(_read(reader, _DONE_TO, document))


def _read(reader: DocumentReader, question: str, document: Document) -> Iterator[Related]:
    for kind, told, said in reader.rows(question, document.slug, document.path):
        other = read_document(said)
        if other.address != document.address:
            yield Related(kind, other, told)


def chain(document: Document, reader: DocumentReader, *, up: bool) -> tuple[Link, ...]:
    """What a document carries out (`up`) or what carries it out, and so on; each document once."""
    return _chain(document, reader, up, DEPTH, {document.address})


def _chain(document: Document, reader: DocumentReader, up: bool, depth: int, seen: set[str]) -> tuple[Link, ...]:
    related = (done_by if up else done_to)(document, reader)
    found = [one for one in related if one.kind == IMPLEMENTS and one.document.address not in seen][:MOST]
    seen.update(one.document.address for one in found)
    return tuple(Link(one.document, one.told, _chain(one.document, reader, up, depth - 1, seen) if depth > 1 else ())
                 for one in found)


def beside(document: Document, reader: DocumentReader) -> list[tuple[Document, int]]:
    """What is cited beside a document, and in how many of its bulletins: the most first, of those the rarest."""
    address = (document.slug, document.path)
    return [(read_document(said), together) for together, said in reader.rows(_BESIDE, *address, *address)]

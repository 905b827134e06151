"""What is cited and not held: documents that bulletins name, of which the store has neither text nor record."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.documents.grouping import Document
from indexer.documents.reader import ROW, DocumentReader, read_document


@dataclass(frozen=True)
class Missing:
    """A page of what is not held, the most cited first; `total` counts all; `issuers` and `years` what may be chosen,
    with counts."""

    total: int
    documents: tuple[Document, ...]
    issuers: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]


def find_missing(reader: DocumentReader, issuer: str = "", year: int = 0, first: int = 0, limit: int = 50) -> Missing:
    """What is cited by at least one bulletin and not held, of a level of issuers and of a year."""
    of_issuer = "AND issuer = ?" if issuer else ""
    of_year = "AND year = ?" if year else ""
    by_issuer, by_year = ((issuer,) if issuer else ()), ((year,) if year else ())
    rows = reader.rows(f"SELECT {ROW} FROM document WHERE held = 0 AND cited > 0 {of_issuer} {of_year} "
                       "ORDER BY cited DESC, key, path LIMIT ? OFFSET ?", *by_issuer, *by_year, limit, first)
    total = reader.rows(f"SELECT count(*) FROM document WHERE held = 0 AND cited > 0 {of_issuer} {of_year}",
                        *by_issuer, *by_year)[0][0]
    issuers = reader.rows("SELECT issuer, count(*) FROM document WHERE held = 0 AND cited > 0 AND issuer <> '' "
                          f"{of_year} GROUP BY issuer ORDER BY count(*) DESC, issuer", *by_year)
    years = reader.rows("SELECT year, count(*) FROM document WHERE held = 0 AND cited > 0 AND year > 0 "
                        f"{of_issuer} GROUP BY year ORDER BY year DESC", *by_issuer)
    return Missing(total, tuple(read_document(said) for said, in rows), tuple(issuers), tuple(years))

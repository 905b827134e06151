"""as_row(): a reference as the commands and the API print it."""

from __future__ import annotations

import re

from corpus.numbers.document_number import DocumentNumber
from corpus.references.find_references import Reference
from corpus.text import fold


def as_row(reference: Reference) -> dict[str, object]:
    """A reference with plain values; what is not known is None.

    >>> from corpus.references.find_references import find_references
    >>> row = as_row(find_references("Nghị quyết số 05-NQ/TW ngày 01/11/2016")[0])
    >>> row["number"], row["symbol"], row["key"], row["term"], row["issued_on"]
    ('5', 'NQ/TW', '5:nq:tw', 'XII', '2016-11-01')
    """
    meant = reference.document or reference.number
    written = reference.document if reference.document and reference.document.is_full else None
    return {
        "text": reference.text, "start": reference.start, "end": reference.end, "type": reference.type or None,
        "number": _plain(meant) if meant else None, "symbol": symbol_of(written) if written else None,
        "key": reference.key or None, "issuer": reference.issuer or None,
        "issued_on": reference.issued_on.isoformat() if reference.issued_on else None, "term": reference.term or None,
        "year": reference.year, "kind": reference.kind, "binds_to": reference.binds_to or None}


def _plain(number: DocumentNumber) -> str:
    return re.sub("^0+(?=.)", "", fold(number.digits))


def symbol_of(number: DocumentNumber) -> str:
    """The official letters of a number: NQ/TW, QĐ-UBND, QH14.

    >>> symbol_of(DocumentNumber("20", "", "NQ", "TW")), symbol_of(DocumentNumber("57", "2020", "", "QH14"))
    ('NQ/TW', 'QH14')
    """
    spelled = str(number)
    return re.sub(r"^[\d.]+[a-zđ]?(?:/\d{4})?[/-]", "", spelled)

"""near_ones(): what may have been meant by a number that no bulletin names: of another year, of another body."""

from __future__ import annotations

from corpus.numbers.document_number import DocumentNumber
from indexer.documents.cited import name_of
from indexer.documents.grouping import Document
from indexer.documents.reader import DocumentReader

MOST = 8


def near_ones(number: DocumentNumber, reader: DocumentReader) -> list[Document]:
    """Documents of the same type and digits, or of the same digits and year; the most cited first."""
    found = {document.address: document for document in reader.of_name(name_of(number))}
    digits, _, rest = number.key.partition(":")
    if number.year:
        for document in reader.of_key(f"{digits}:{number.year}"):
            found.setdefault(document.address, document)
    if rest and not found:  # a digit more or less is a slip of the hand, the letters are what was meant
        for other in (digits[:-1], digits[1:], f"{digits[-1:]}{digits[:-1]}" if len(digits) == 2 else ""):
            for document in reader.of_key(f"{other}:{rest}") if other.lstrip("0") else ():
                found.setdefault(document.address, document)
    ranked = sorted(found.values(), key=lambda document: (-document.all, document.key, document.path))
    return [document for document in ranked if document.key != number.key][:MOST]

"""look_up(): the documents that the number in a question may mean, the one that the rest of it picks, the bulletins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.references.mention import Evidence
from corpus.references.question import AskedNumber, read_question
from corpus.references.rows import symbol_of
from corpus.references.subjects import telling_words
from corpus.references.terms import PARTY, terms_of
from corpus.text import fold
from indexer.documents.file import DocumentReader
from indexer.documents.grouping import LOCAL, Document


@dataclass(frozen=True)
class Found:
    """`documents` are all that the number may mean, `picked` the place of the one that the words beside it leave;
    `bulletins` those that cite the picked one, else those that bear any that the words leave."""

    documents: tuple[Document, ...] = ()
    picked: int | None = None
    bulletins: tuple[str, ...] = ()


def look_up(text: str, reader: DocumentReader) -> Found:
    """What is known of the first number of a question."""
    asked = read_question(text)
    if not asked:
        return Found()
    first = asked[0]
    number = replace(first.number, narrowed="")
    documents = reader.of_key(number.key)
    if not documents and first.evidence.issuer:  # the issuer gave letters that the document does not bear
        documents = reader.of_key(replace(number, body="").key)
    left = [document for document in documents if agrees(document, first.evidence)]
    is_narrowed = len(left) < len(documents)
    if len(left) > 1:
        left = _by_words(left, _other_words(text, first))
    if len(left) == 1:
        return Found(tuple(documents), documents.index(left[0]), tuple(bulletin for bulletin, _ in left[0].citing))
    bulletins = {bulletin for document in left for bulletin, _ in document.citing}
    if not is_narrowed:
        bulletins.update(reader.left_open(list(dict.fromkeys((number.key, *(d.key for d in documents),
                                                              *(d.name for d in documents))))))
    return Found(tuple(documents), None, tuple(sorted(bulletins)))


def agrees(document: Document, evidence: Evidence) -> bool:
    """Whether what a question says beside a number fits a document."""
    if evidence.issued_on:
        if document.issued_on:
            return document.issued_on == evidence.issued_on.isoformat()
        terms = terms_of(evidence.issued_on, PARTY)
        return document.issuer != "tw" or not document.term or document.term in terms
    if evidence.term and document.term != evidence.term:
        return False
    if evidence.year and document.year != evidence.year:
        return False
    if evidence.place and document.issuer in LOCAL and document.place and fold(document.place) != fold(evidence.place):
        return False
    issuer = evidence.issuer
    return issuer is None or not document.issuer or issuer.level == document.issuer or document.body.startswith(
        issuer.body or "?")


def _other_words(text: str, asked: AskedNumber) -> set[str]:
    """The words of a question that say nothing of its number."""
    return set(telling_words(fold(f"{text[:asked.start]} {text[asked.end:]}")))


def _by_words(documents: list[Document], words: set[str]) -> list[Document]:
    """The one whose bulletins have more of the words than every other document's, if there is one."""
    counts = [len(words & set(document.words)) for document in documents]
    best = max(counts)
    if best and counts.count(best) == 1 and best >= len(words) / 2:
        return [documents[counts.index(best)]]
    return documents


def as_row(document: Document) -> dict[str, object]:
    """A document with plain values, as the commands and the API print it; what is not known is None."""
    return {"key": document.key, "type": document.type or None, "number": document.key.split(":")[0],
            "symbol": symbol_of(document.number) if document.number.is_full else None,
            "issuer": document.issuer or None,
            "place": document.place or None, "term": document.term or None, "year": document.year or None,
            "issued_on": document.issued_on or None,
            "title": document.title or None, "confidence": document.confidence}

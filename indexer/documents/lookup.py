"""look_up(): the documents that the number in a question may mean, the one that the rest of it picks, the bulletins.

Every page, command and answer to a machine that speaks of documents asks here, so that all count alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.numbers.document_number import DocumentNumber
from corpus.references.mention import Evidence
from corpus.references.question import AskedNumber, read_question
from corpus.references.rows import symbol_of
from corpus.references.subjects import telling_words
from corpus.references.terms import PARTY, terms_of
from corpus.text import fold
from indexer.documents.cited import LOCAL
from indexer.documents.grouping import INFERRED, Document, Open
from indexer.documents.reader import DocumentReader


@dataclass(frozen=True)
class Found:
    """`number` is what was asked for, None where the question names none. `documents` are all that it may mean,
    `picked` the place of the one that the words beside it leave, `left` those that they leave; `narrowed` tells that
    they rule some out, `told` that the question says more of its number than the number. `bulletins` are those that
    cite the picked one, else those that bear any that is left, `inferred` those of them that do not say so themselves;
    `open` those that bear the number, or a shorter form of it, and do not say which they mean."""

    number: DocumentNumber | None = None
    documents: tuple[Document, ...] = ()
    picked: int | None = None
    left: tuple[Document, ...] = ()
    narrowed: bool = False
    told: bool = False
    bulletins: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    open: tuple[Open, ...] = ()

    @property
    def document(self) -> Document | None:
        """The document that was picked."""
        return None if self.picked is None else self.documents[self.picked]

    @property
    def is_settled(self) -> bool:
        """Whether the question itself leaves one document, and does not only happen to have no other."""
        return self.picked is not None and (self.told or len(self.documents) > 1)

    @property
    def keys(self) -> tuple[str, ...]:
        """The whole keys that may be meant, each once."""
        return tuple(dict.fromkeys(document.key for document in self.documents))


def look_up(text: str, reader: DocumentReader) -> Found:
    """What is known of the first number of a question, and which bulletins that is."""
    asked = read_question(text)
    return with_bulletins(look_up_number(asked[0], other_words(text, asked[0]), reader), reader) if asked else Found()


def look_up_number(asked: AskedNumber, words: set[str], reader: DocumentReader) -> Found:
    """What is known of a number that was asked for beside some other words; not which bulletins."""
    number = replace(asked.number, narrowed="")
    documents = reader.of_key(number.key)
    if not documents and asked.evidence.issuer:  # the issuer gave letters that the document does not bear
        documents = reader.of_key(replace(number, body="").key)
    left = [document for document in documents if agrees(document, asked.evidence)]
    narrowed = len(left) < len(documents)
    if len(left) > 1 and words:
        left = _by_words(left, words, reader)
    picked = documents.index(left[0]) if len(left) == 1 else None
    return Found(number, tuple(documents), picked, tuple(left), narrowed, asked.evidence != Evidence())


def of_slug(slug: str, reader: DocumentReader) -> Found:
    """What is known of a number, by its address, and which bulletins that is."""
    documents = tuple(reader.of_slug(slug))
    return with_bulletins(Found(documents[0].number, documents, None, documents), reader) if documents else Found()


def with_bulletins(found: Found, reader: DocumentReader) -> Found:
    """What was found with its bulletins: those of the documents that are left, and those that do not say which of them
    they mean, unless one was picked or some were ruled out. A shorter form that may be another number's is none."""
    citing = [one for document in found.left for one in reader.citing(document)]
    bulletins, said = {one.bulletin for one in citing}, {one.bulletin for one in citing if one.sure != INFERRED}
    unclear = find_open(found, reader)
    if found.picked is None or len(found.documents) == 1:
        left = {document.address for document in found.left}
        meant = {key: {one.address for one in reader.of_key(key)} <= left for key in {one.key for one in unclear}}
        bulletins.update(one.bulletin for one in unclear
                         if meant[one.key] and found.picked is None or found.number and one.key == found.number.key)
    if found.number and not found.told:  # which document it is need not be said of a number alone
        said |= reader.bearing(found.number.key)
    return replace(found, bulletins=tuple(sorted(bulletins)), inferred=tuple(sorted(bulletins - said)),
                   open=tuple(unclear))


def find_open(found: Found, reader: DocumentReader) -> list[Open]:
    """What bears a number, or a shorter form of it, without saying which document it means; nothing where the question
    rules some out."""
    if found.number is None or found.narrowed:
        return []
    return reader.left_open(list(dict.fromkeys((
        found.number.key, *(document.key for document in found.documents),
        *(document.name for document in found.documents)))))


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


def other_words(text: str, asked: AskedNumber) -> set[str]:
    """The words of a question that say nothing of its number."""
    return set(telling_words(fold(f"{text[:asked.start]} {text[asked.end:]}")))


def _by_words(documents: list[Document], words: set[str], reader: DocumentReader) -> list[Document]:
    """The one whose bulletins have more of the words than every other document's, if there is one."""
    counts = [len(words & reader.words(document)) for document in documents]
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

"""group_documents(): the documents of a text: full mentions of one key that neither term nor day tells apart."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.references.mention import Document, Evidence, Mention
from corpus.references.terms import PARTY, terms_of


def group_documents(mentions: Iterable[Mention]) -> dict[int, Document | None]:
    """The document of each full mention, by the place where the mention starts; None where several bear its key and
    nothing beside it tells which. Mentions with evidence are placed first, so that order does not matter.

    One key, two terms: two documents, and a mention without either belongs to neither.
    """
    full = [mention for mention in mentions if mention.is_full]
    of_key: dict[str, list[Document]] = {}
    placed: dict[int, Document | None] = {}
    for mention in sorted(full, key=lambda mention: -_weight(mention.evidence)):
        known = of_key.setdefault(mention.number.key, [])
        fitting = [document for document in known if not contradicts(document, mention.evidence)]
        if not fitting and (not known or _weight(mention.evidence)):
            fitting = [Document(mention.number, mention.type)]
            known += fitting
        if len(fitting) == 1:
            fitting[0].pool(mention.evidence)
            fitting[0].type = fitting[0].type or mention.type
        placed[mention.start] = fitting[0] if len(fitting) == 1 else None
    return placed


def _weight(evidence: Evidence) -> int:
    return 2 * (evidence.issued_on is not None) + bool(evidence.term)


def contradicts(document: Document, evidence: Evidence) -> bool:
    """Whether evidence says that another document is meant: another day, or a term that its day rules out."""
    if evidence.issued_on and document.days:
        return evidence.issued_on not in document.days
    if evidence.issued_on and document.number.year and int(document.number.year) != evidence.issued_on.year:
        return False  # a misprint of the day: the number's own year stands
    if document.issuer != "tw":
        return bool(evidence.term and document.terms and evidence.term not in document.terms)
    theirs = terms_of(document.issued_on, PARTY) if document.issued_on else tuple(document.terms)
    ours = terms_of(evidence.issued_on, PARTY) if evidence.issued_on else (evidence.term,) if evidence.term else ()
    return bool(theirs and ours) and not set(theirs) & set(ours)

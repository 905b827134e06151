"""group_documents(): the documents of a text: full mentions of one key that neither term nor day tells apart."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.references.mention import Document, Evidence, Mention
from corpus.references.terms import PARTY, terms_of
from corpus.text import fold


def group_documents(mentions: Iterable[Mention]) -> dict[int, Document | None]:
    """The document of each full mention, by the place where the mention starts; None where several bear its key and
    nothing beside it tells which. Mentions with evidence are placed first, so that order does not matter.

    One key, two terms: two documents, and a mention without either belongs to neither.
    """
    full = [mention for mention in mentions if mention.is_full]
    of_key: dict[str, list[Document]] = {}
    placed: dict[int, Document | None] = {}
    for mention in sorted(full, key=lambda mention: (-_weight(mention.evidence), not _tells_place(mention.evidence))):
        known = of_key.setdefault(mention.number.key, [])
        fitting = [document for document in known if not contradicts(document, mention.evidence)]
        if not fitting and (not known or _weight(mention.evidence) or _tells_place(mention.evidence)):
            fitting = [Document(mention.number, mention.type)]
            known += fitting
        if len(fitting) == 1:
            fitting[0].pool(mention.evidence)
            fitting[0].type = fitting[0].type or mention.type
        placed[mention.start] = fitting[0] if len(fitting) == 1 else None
    return placed


def _weight(evidence: Evidence) -> int:
    return 2 * (evidence.issued_on is not None) + bool(evidence.term)


def _tells_place(evidence: Evidence) -> bool:
    return bool(evidence.place or evidence.unit)


def contradicts(document: Document, evidence: Evidence) -> bool:
    """Whether evidence says that another document is meant: another day, a term that its day rules out, or another
    place's body."""
    if _is_elsewhere(document, evidence):
        return True
    if evidence.issued_on and document.days:
        return evidence.issued_on not in document.days
    if evidence.issued_on and document.number.year and int(document.number.year) != evidence.issued_on.year:
        return False  # a misprint of the day: the number's own year stands
    if document.issuer != "tw":
        return bool(evidence.term and document.terms and evidence.term not in document.terms)
    theirs = terms_of(document.issued_on, PARTY) if document.issued_on else tuple(document.terms)
    ours = terms_of(evidence.issued_on, PARTY) if evidence.issued_on else (evidence.term,) if evidence.term else ()
    return bool(theirs and ours) and not set(theirs) & set(ours)


_LOCAL = ("tinh_uy", "huyen_uy", "dang_uy", "hdnd", "ubnd", "so")
# The kinds of places of one level, as a body's name has them.
_LEVEL = {"tinh": 1, "huyen": 2, "thi xa": 2, "quan": 2, "xa": 3, "phuong": 3, "thi tran": 3}


def _is_elsewhere(document: Document, evidence: Evidence) -> bool:
    """Whether a body of another place is named, or of a place of another level: "của UBND tỉnh", "của UBND huyện"."""
    if document.issuer not in _LOCAL:
        return False
    if evidence.place and document.places:
        ours = fold(evidence.place)
        return not any(ours in theirs or theirs in ours for theirs in map(fold, document.places))
    level, levels = _LEVEL.get(evidence.unit), {_LEVEL.get(unit) for unit in document.units} - {None}
    return level is not None and bool(levels) and level not in levels

"""cite(): what one bulletin says of each document that it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.bulletin import Bulletin
from corpus.numbers.document_number import DocumentNumber
from corpus.references.find_references import Reference
from corpus.references.subjects import telling_words
from corpus.text import fold

MAX_WORDS = 120
FULL, BY_ISSUER, OPEN = "full", "issuer", "open"


@dataclass(frozen=True)
class Cited:
    """What a bulletin of a day says of one document: `key` as complete as its text allows, `name` the key of type and
    number alone, under which documents are told apart. `how` is full (the number is written whole), issuer (a short
    form whose issuer stands beside it) or open. `issued_on` and `published_on` are ISO days or ""."""

    bulletin: str
    published_on: str
    name: str
    key: str
    digits: str
    number_year: str
    code: str
    body: str
    type: str
    how: str
    issued_on: str
    term: str
    year: int
    issuer: str
    place: str
    title: str
    words: tuple[str, ...]

    @property
    def number(self) -> DocumentNumber:
        """The number as a value."""
        return DocumentNumber(self.digits, self.number_year, self.code, self.body)


def name_of(number: DocumentNumber) -> str:
    """The key of type and number alone, which all documents that a short form may mean share.

    >>> name_of(DocumentNumber("20", "", "NQ", "TW")), name_of(DocumentNumber("30", "2020", "NĐ", "CP"))
    ('20:nq', '30:nd')
    >>> name_of(DocumentNumber("7012", "", "", "UBND-VX")), name_of(DocumentNumber("57", "2020", "", "QH14"))
    ('7012:cv', '57:2020:qh14')
    """
    digits = number.key.split(":")[0]
    if number.code:
        head = fold(number.code)
        return f"{digits}:{ {'qdi': 'qd', 'qyd': 'qd', 'ctr': 'cthd', 'vb': 'cv'}.get(head, head) }"
    return f"{digits}:cv" if f"{digits}:cv" in number.keys else number.key


def cite(bulletin: Bulletin, references: Iterable[Reference]) -> list[Cited]:
    """One Cited for each document that a bulletin refers to with a number, ordered by key."""
    grouped: dict[tuple, list[Reference]] = {}
    for reference in references:
        number = reference.document or reference.number
        if number is not None and reference.kind in ("full", "short"):
            same = (number.key, reference.issued_on, reference.term, reference.place)
            grouped.setdefault(same, []).append(reference)
    return sorted((_make(bulletin, members) for members in grouped.values()), key=lambda cited: (
        cited.key, cited.issued_on, cited.term, cited.place))


def _make(bulletin: Bulletin, members: Sequence[Reference]) -> Cited:
    first = members[0]
    number = first.document or first.number or DocumentNumber("", "", "", "")
    whole = any(reference.kind == "full" for reference in members)
    subject = frozenset().union(*(reference.subject for reference in members))
    title = telling_words(fold(bulletin.title))
    return Cited(
        bulletin.id, bulletin.published_on.isoformat() if bulletin.published_on else "", name_of(number), number.key,
        number.digits, number.year, number.code, number.body, next(filter(None, (m.type for m in members)), ""),
        FULL if whole else BY_ISSUER if number.is_full else OPEN,
        first.issued_on.isoformat() if first.issued_on else "", first.term, first.year or 0, first.issuer, first.place,
        next(filter(None, (m.title for m in members)), ""), tuple(sorted(subject | title)[:MAX_WORDS]))

"""cite(): what one bulletin says of each document that it refers to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from corpus.bulletin import Bulletin
from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.find_numbers import find_numbers
from corpus.numbers.issuers import level_of
from corpus.references.find_references import Reference, Same
from corpus.references.relating import IMPLEMENTS, reports_on
from corpus.references.subjects import telling_words
from corpus.text import fold

MAX_WORDS = 120
MAX_SPELLED = 4  # ways in which one bulletin writes one document; a page lists those of all
FULL, BY_ISSUER, OPEN = "full", "issuer", "open"
# Bodies of which every place has its own.
LOCAL = ("tinh_uy", "huyen_uy", "dang_uy", "hdnd", "ubnd", "so")
# A paper's own "Căn cứ …" stand in its head.
HEAD_CHARS = 3_000


@dataclass(frozen=True)
class Cited:
    """What a bulletin of a day says of one document: `key` as complete as its text allows, `name` the key of type and
    number alone, under which documents are told apart. `how` is full (the number is written whole), issuer (a short
    form whose issuer stands beside it) or open. `issued_on` and `published_on` are ISO days or "".

    `stated` is a term that the text states and the day rules out; `unit` the kind of a place that is not named;
    `spelled` how it is written; `own` tells that the bulletin is this document; `reports` that its title tells how it
    was carried out. `relations` are (kind, name, mark) of what this document does to others that the bulletin cites;
    `ruled` that an admin put it right; `origin` the mark as the text gives it, where something else was put in."""

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
    unit: str = ""
    stated: str = ""
    spelled: tuple[str, ...] = ()
    own: bool = False
    reports: bool = False
    relations: tuple[tuple[str, str, str], ...] = ()
    ruled: bool = False
    origin: str = ""

    @property
    def number(self) -> DocumentNumber:
        """The number as a value."""
        return DocumentNumber(self.digits, self.number_year, self.code, self.body)

    @property
    def mark(self) -> str:
        """What tells this document apart from the others of its bulletin."""
        return self.origin or f"{self.key}|{self.issued_on}|{self.term}|{self.place}"

    def write(self) -> str:
        """All but the bulletin as text, for read_cited()."""
        return json.dumps([getattr(self, name) for name in FIELDS], ensure_ascii=False, separators=(",", ":"))


FIELDS = tuple(field.name for field in fields(Cited) if field.name != "bulletin")


def read_cited(bulletin: str, written: str) -> Cited:
    """What write() wrote of a bulletin."""
    read = dict(zip(FIELDS, json.loads(written), strict=True))
    return Cited(bulletin, **{**read, "words": tuple(read["words"]), "spelled": tuple(read["spelled"]),
                              "relations": tuple(map(tuple, read["relations"]))})


# What joins types that a short form does not tell apart: a rule of the party is written "Quy định 102" and 102-QĐ/TW.
_JOINED = {"qdi": "qd", "qyd": "qd", "ctr": "cthd", "vb": "cv"}


@lru_cache(maxsize=4096)
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
        return f"{digits}:{_JOINED.get(head, head)}"
    return f"{digits}:cv" if f"{digits}:cv" in number.keys else number.key


def cite(bulletin: Bulletin, references: Iterable[Reference]) -> list[Cited]:
    """One Cited for each document that a bulletin refers to with a number or is, ordered by key."""
    grouped: dict[Same, list[Reference]] = {}
    for reference in references:
        if (same := reference.same) and reference.kind != "anaphora":
            grouped.setdefault(same, []).append(reference)
    own = own_number(bulletin)
    if not grouped and own is None:
        return []
    title = fold(bulletin.title)
    made = {same: _make(bulletin, members, title) for same, members in grouped.items()}
    if own is not None:
        # The paper itself is the one that its head names first; a later one of the same key may be another's.
        ours = min((same for same in made if same[0] == own.key), key=lambda same: grouped[same][0].start, default=None)
        if ours is None:
            ours = (own.key, None, "", "")
            made[ours] = _make_own(bulletin, own, title)
        made[ours] = replace(made[ours], own=True, how=FULL, title=bulletin.title or made[ours].title)
    else:
        ours = None
    for same, relations in _relations(bulletin, grouped, ours, made).items():
        made[same] = replace(made[same], relations=tuple(sorted(relations)))
    return sorted(made.values(), key=lambda cited: (cited.key, cited.issued_on, cited.term, cited.place))


def cite_all(bulletin: Bulletin, references: Iterable[Reference],
             in_files: Iterable[Iterable[Reference]] = ()) -> list[Cited]:
    """What a bulletin says of each document, and after that what its files say of those that it does not name itself:
    a file is no record, and its words are not the bulletin's."""
    made = cite(bulletin, references)
    named = {one.key for one in made}
    paper = replace(bulletin, title="", summary="", body="", number="")
    for references_of_file in in_files:
        found = [one for one in cite(paper, references_of_file) if one.key not in named]
        named.update(one.key for one in found)
        made += found
    return made


def own_number(bulletin: Bulletin) -> DocumentNumber | None:
    """The number of the document that a bulletin is, None where it is none."""
    found = find_numbers(bulletin.number) if bulletin.number else ()
    return next((one.number for one in found if one.number.is_full), None)


def _make(bulletin: Bulletin, members: Sequence[Reference], title: str) -> Cited:
    first = members[0]
    number = first.document or first.number or DocumentNumber("", "", "", "")
    whole = any(reference.kind == "full" for reference in members)
    subject = frozenset().union(*(reference.subject for reference in members))
    reported = any(one.start < len(title) and one.verb == IMPLEMENTS and one.by is None and reports_on(title, one.start)
                   for one in members)
    return Cited(
        bulletin.id, bulletin.published_on.isoformat() if bulletin.published_on else "", name_of(number), number.key,
        number.digits, number.year, number.code, number.body, next(filter(None, (m.type for m in members)), ""),
        FULL if whole else BY_ISSUER if number.is_full else OPEN,
        first.issued_on.isoformat() if first.issued_on else "", first.term, first.year or 0, first.issuer, first.place,
        next(filter(None, (m.title for m in members)), ""), tuple(sorted(subject | _words(title))[:MAX_WORDS]),
        first.unit, first.stated, tuple(sorted({" ".join(one.text.split()) for one in members})[:MAX_SPELLED]),
        reports=reported)


def _make_own(bulletin: Bulletin, number: DocumentNumber, title: str) -> Cited:
    """What a record that does not write its number says of itself: its title is its subject."""
    return Cited(
        bulletin.id, bulletin.published_on.isoformat() if bulletin.published_on else "", name_of(number), number.key,
        number.digits, number.year, number.code, number.body, "", FULL, "", "", int(number.year or 0),
        level_of(number.body), "", bulletin.title, tuple(sorted(_words(title))[:MAX_WORDS]))


@lru_cache(maxsize=1)
def _words(title: str) -> frozenset[str]:
    return telling_words(title)


def _relations(bulletin: Bulletin, grouped: dict[Same, list[Reference]], ours: Same | None,
               made: dict[Same, Cited]) -> dict[Same, set[tuple[str, str, str]]]:
    """What each document does to others; the bulletin's own does what its title and its head say of no other."""
    found: dict[Same, set[tuple[str, str, str]]] = {}
    for same, members in grouped.items():
        for one in members:
            by = one.by
            if by is None and one.verb and ours and one.start <= HEAD_CHARS and (
                    one.verb != IMPLEMENTS or one.start < len(bulletin.title)):
                by = ours
            if one.verb and by in made and by != same:
                found.setdefault(by, set()).add((one.verb, made[same].name, made[same].mark))
    return found

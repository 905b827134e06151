"""group(): the documents of one name, told apart by term, year, place and day, whatever the order of what is said.

A paper of the party's centre is one per term, one with a year in its number is one, papers without a year are one per
place and year (per day, where a year has two). What has none of it is given to the one document that it may mean: by
the bulletin's day, then by the words of its subject; else it is left open, and never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.numbers.document_number import DocumentNumber
from corpus.references.terms import PARTY, terms_of
from indexer.documents.cited import FULL, Cited

LOCAL = ("tinh_uy", "huyen_uy", "dang_uy", "hdnd", "ubnd", "so")
MARGIN = 2  # words of a subject that one document shares more than every other
CERTAIN, INFERRED = "chắc chắn", "suy ra"


@dataclass(frozen=True)
class Document:
    """One document: its key, what all bulletins together say of it, and who cites it, each with how sure that is."""

    name: str
    key: str
    digits: str
    number_year: str
    code: str
    body: str
    type: str
    issuer: str
    place: str
    term: str
    year: int
    issued_on: str
    title: str
    words: tuple[str, ...]
    citing: tuple[tuple[str, str], ...]

    @property
    def number(self) -> DocumentNumber:
        """The number as a value."""
        return DocumentNumber(self.digits, self.number_year, self.code, self.body)

    @property
    def confidence(self) -> str:
        """How sure the surest citing bulletin is."""
        return CERTAIN if any(sure == CERTAIN for _, sure in self.citing) else INFERRED


@dataclass(frozen=True)
class Grouped:
    """The documents of a name, in order, and what cites one of them without saying which."""

    documents: tuple[Document, ...]
    open: tuple[tuple[str, str], ...]  # (bulletin, key)


def group(name: str, cited: Iterable[Cited]) -> Grouped:
    """The documents of a name, from all that bulletins say of it."""
    said = sorted(cited, key=repr)
    whole = [one for one in said if one.number.is_full]
    clusters: dict[tuple, list[Cited]] = {}
    vague: list[Cited] = []
    for one in whole:
        identity = identify(one)
        if identity is None:
            vague.append(one)
        else:
            clusters.setdefault(identity, []).append(one)
    clusters = _join(clusters)
    sure = {identity: list(members) for identity, members in clusters.items()}
    given: dict[tuple, list[Cited]] = {}
    left: list[Cited] = []
    for one in [*vague, *(each for each in said if not each.number.is_full)]:
        fitting = [identity for identity, members in sure.items() if fits(one, members)]
        if len(fitting) > 1:
            fitting = _by_words(one, fitting, sure)
        if len(fitting) == 1:
            given.setdefault(fitting[0], []).append(one)
        else:
            left.append(one)
    # What fits no known document and bears a whole key is one by itself; several of one key may be several.
    alone: dict[tuple, list[Cited]] = {}
    for one in list(left):
        if one.number.is_full and not any(fits(one, members) for members in sure.values()):
            alone.setdefault((one.key, one.place), []).append(one)
            left.remove(one)
    documents = [_make(name, members, given.get(identity, ())) for identity, members in sure.items()]
    documents += [_make(name, members, ()) for members in alone.values()]
    documents.sort(key=lambda document: (document.key, document.issued_on or str(document.year), document.term,
                                         document.place))
    return Grouped(tuple(documents), tuple(sorted({(one.bulletin, one.key) for one in left})))


def identify(one: Cited) -> tuple | None:
    """What tells the document apart, None where the bulletin does not say it."""
    if one.issuer == "tw":
        term = term_of(one)
        return (one.key, term) if term else None
    if one.issuer in LOCAL:
        if one.number_year:
            return one.key, one.place
        when = one.issued_on or (str(one.year) if one.year else "")
        return (one.key, one.place, when) if when else None
    if one.number_year or one.issuer in ("qh", "ubtvqh"):
        return (one.key,)
    when = str(one.year) if one.year else ""
    return (one.key, when) if when else None


def term_of(one: Cited) -> str:
    """The term of a paper of the party's centre: by the day, which beats what is stated."""
    if one.issued_on:
        derived = terms_of(date.fromisoformat(one.issued_on), PARTY)
        if len(derived) == 1:
            return derived[0]
    return one.term


def _join(clusters: dict[tuple, list[Cited]]) -> dict[tuple, list[Cited]]:
    """Local papers without a year in the number: what states a year alone joins the one day of that year, and what
    states no place the one place of that day or year."""
    made: dict[tuple, list[Cited]] = {}
    days = {identity for identity in clusters if len(identity) == 3 and len(identity[2]) == 10}
    for identity, members in sorted(clusters.items(), key=repr):
        target = identity
        if len(identity) == 3:
            key, place, when = identity
            same = [day for day in days if day[0] == key and day[2].startswith(when) and (
                not place or not day[1] or day[1] == place)]
            named = [day for day in same if day[1]] or same
            if len(named) == 1:
                target = named[0]
        elif len(identity) == 2 and identity[1] == "" and members[0].issuer in LOCAL:
            named = [other for other in clusters if other[0] == identity[0] and other[1]]
            if len(named) == 1:
                target = named[0]
        made.setdefault(target, []).extend(members)
    return made


def fits(one: Cited, members: Sequence[Cited]) -> bool:
    """Whether a mention may mean a document: nothing that it says speaks against it, and it is no older."""
    first = members[0]
    if one.key not in first.number.keys:
        return False
    if one.type in ("luật", "nghị quyết", "pháp lệnh") and first.type and not first.code and one.type != first.type:
        return False
    issued = _most(member.issued_on for member in members)
    if issued and one.published_on and issued > one.published_on:
        return False
    terms, places = {term_of(member) for member in members} - {""}, {member.place for member in members} - {""}
    years = {member.year for member in members} - {0}
    if one.issuer and one.number.is_full and first.issuer and one.issuer != first.issuer and one.body != first.body:
        return False
    if one.place and places and one.place not in places and first.issuer in LOCAL:
        return False
    if term_of(one) and terms and first.issuer == "tw" and term_of(one) not in terms:
        return False
    if one.issued_on and issued:
        return one.issued_on == issued
    return not (one.year and years and one.year not in years)


def _by_words(one: Cited, fitting: list[tuple], clusters: dict[tuple, list[Cited]]) -> list[tuple]:
    """The one whose bulletins share the most words with what is said here, where the margin is clear."""
    own = set(one.words)
    shared = []
    for identity in fitting:
        others = [clusters[other] for other in fitting if other != identity]
        shared.append((len(own & _telling(clusters[identity], others)), identity))
    shared.sort(key=lambda pair: -pair[0])
    return [shared[0][1]] if shared[0][0] - shared[1][0] >= MARGIN else fitting


def _telling(members: Sequence[Cited], others: Sequence[Sequence[Cited]]) -> set[str]:
    """The words of a document that no other of the name has."""
    words = {word for member in members for word in member.words}
    return words - {word for other in others for member in other for word in member.words}


def _make(name: str, members: Sequence[Cited], given: Sequence[Cited]) -> Document:
    first = next((one for one in members if one.how == FULL), members[0])
    issued = _most(one.issued_on for one in members)
    term = _most(term_of(one) for one in members if first.issuer == "tw" or one.term) if first.issuer in (
        "tw", "qh", "ubtvqh", *LOCAL) else ""
    citing = {one.bulletin: INFERRED for one in given} | {one.bulletin: CERTAIN for one in members}
    year = int(first.number_year or 0) or int(issued[:4] or 0) or next(
        iter(Counter(one.year for one in members if one.year).most_common(1)), (0, 0))[0]
    return Document(
        name, first.key, first.digits, first.number_year, first.code, first.body, _most(one.type for one in members),
        _most(one.issuer for one in members), _most(one.place for one in members), term, year, issued,
        _most(one.title for one in members), tuple(sorted({word for one in members for word in one.words})),
        tuple(sorted(citing.items())))


def _most(values: Iterable[str]) -> str:
    """The value that is stated most often, the first in order of several; "" where none is."""
    counts = Counter(filter(None, values))
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""

"""group(): the documents of one name, told apart by term, year, place and day, whatever the order of what is said.

A paper of the party's centre is one per term, one with a year in its number is one, papers without a year are one per
place and year (per day, where a year has two). What has none of it is given to the one document that it may mean: by
the bulletin's day, then by the words of its subject; else it is left open, and never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from corpus.numbers.document_number import DocumentNumber
from corpus.references.terms import PARTY, terms_of
from indexer.documents.cited import BY_ISSUER, FULL, LOCAL, Cited
from indexer.documents.naming import paths_of, slug_of

MARGIN = 2  # words of a subject that one document shares more than every other
CERTAIN, OF_ISSUER, INFERRED, UNCLEAR = "chắc chắn", "theo cơ quan", "suy ra", "chưa rõ"
SHOWN_SPELLINGS = 12


@dataclass(frozen=True)
class Document:
    """One document: its key, and what all bulletins together say of it. `path` is its address behind the number's.

    `days` and `stated` are the days of issue and the terms that bulletins state, each with how many; more than one of
    them is a conflict. `certain`, `of_issuer` and `inferred` count the bulletins that cite it by how sure that is;
    `own` are those that are the document itself, which are not counted; `ruled` tells that an admin had a say in it,
    `kept` where an admin says that it lies."""

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
    slug: str = ""
    path: str = ""
    days: tuple[tuple[str, int], ...] = ()
    stated: tuple[tuple[str, int], ...] = ()
    spelled: tuple[tuple[str, int], ...] = ()
    certain: int = 0
    of_issuer: int = 0
    inferred: int = 0
    own: tuple[str, ...] = ()
    first_day: str = ""
    last_day: str = ""
    ruled: bool = False
    kept: str = ""

    @property
    def is_held(self) -> bool:
        """Whether its text or record is in the store, or an admin says where it lies."""
        return bool(self.own or self.kept)

    @property
    def number(self) -> DocumentNumber:
        """The number as a value."""
        return DocumentNumber(self.digits, self.number_year, self.code, self.body)

    @property
    def confidence(self) -> str:
        """How sure the surest citing bulletin is."""
        return CERTAIN if self.certain else OF_ISSUER if self.of_issuer else INFERRED

    @property
    def cited(self) -> int:
        """How many bulletins cite it, as far as they say so themselves."""
        return self.certain + self.of_issuer

    @property
    def all(self) -> int:
        """How many bulletins cite it, those among them that only may mean it."""
        return self.cited + self.inferred

    @property
    def address(self) -> str:
        """Its address behind /van-ban/."""
        return f"{self.slug}/{self.path}"


class Citing(NamedTuple):
    """A bulletin of a day that cites a document, how sure that is, whether it is the document, or tells of what was
    done for it."""

    bulletin: str
    day: str
    sure: str
    own: bool
    reports: bool


class Made(NamedTuple):
    """A document, the words of its bulletins, who cites it, and under which marks."""

    document: Document
    words: frozenset[str]
    citing: tuple[Citing, ...]
    means: tuple[tuple[str, str], ...]  # (bulletin, mark)


class Open(NamedTuple):
    """What bears a key without saying which document it means."""

    key: str
    bulletin: str
    day: str


class Grouped(NamedTuple):
    """The documents of a name, in order, and what cites one of them without saying which."""

    documents: tuple[Made, ...]
    open: tuple[Open, ...]


def group(name: str, cited: Iterable[Cited]) -> Grouped:
    """The documents of a name, from all that bulletins say of it."""
    said = sorted(cited, key=lambda one: (one.bulletin, one.mark))
    clusters: dict[tuple, list[Cited]] = {}
    vague: list[Cited] = []
    for one in said:
        identity = identify(one) if one.number.is_full else None
        if identity is None:
            vague.append(one)
        else:
            clusters.setdefault(identity, []).append(one)
    sure = _join(clusters)
    known = {identity: _summarise(members) for identity, members in sure.items()}
    told: dict[tuple, frozenset[str]] = {}
    given: dict[tuple, list[Cited]] = {}
    left: list[Cited] = []
    alone: dict[tuple, list[Cited]] = {}
    for one in sorted(vague, key=lambda one: (not one.number.is_full, one.bulletin, one.mark)):
        fitting = [identity for identity, summary in known.items() if fits(one, summary)]
        if not fitting and one.number.is_full:
            # What fits no known document and bears a whole key is one by itself; several of one key may be several.
            alone.setdefault((one.key, one.place), []).append(one)
            continue
        if len(fitting) > 1:
            fitting = _by_words(one, fitting, sure, told)
        if len(fitting) == 1:
            given.setdefault(fitting[0], []).append(one)
        else:
            left.append(one)
    made = [_make(name, members, given.get(identity, ())) for identity, members in sure.items()]
    made += [_make(name, members, ()) for members in alone.values()]
    made.sort(key=lambda one: (one.document.key, _when(one.document), one.document.term, one.document.place,
                               one.citing))
    return Grouped(_name_all(made), tuple(sorted({Open(one.key, one.bulletin, one.published_on) for one in left})))


_BEGINS = {term: start.isoformat() for start, term in PARTY}


def _when(document: Document) -> str:
    """When a document was issued, as far as it is known: the day, the year, where its term begins. Unknown comes
    last."""
    begins = _BEGINS.get(document.term, "") if document.issuer == "tw" else ""
    return document.issued_on or (str(document.year) if document.year else begins) or "9999"


def with_document(grouped: Grouped, document: Document) -> Grouped:
    """The documents with one more that no bulletin names."""
    made = [*grouped.documents, Made(document, frozenset(), (), ())]
    made.sort(key=lambda one: (one.document.key, _when(one.document), one.document.term, one.document.place,
                               one.citing))
    return grouped._replace(documents=_name_all(made))


def _name_all(made: Sequence[Made]) -> tuple[Made, ...]:
    """The documents with their addresses."""
    keys: dict[str, list[int]] = {}
    for place, one in enumerate(made):
        keys.setdefault(one.document.key, []).append(place)
    named = list(made)
    for places in keys.values():
        paths = paths_of([made[place].document for place in places])
        slug = slug_of(made[places[0]].document.number)
        for place, path in zip(places, paths, strict=True):
            named[place] = made[place]._replace(document=replace(made[place].document, slug=slug, path=path))
    return tuple(named)


def identify(one: Cited) -> tuple | None:
    """What tells the document apart, None where the bulletin does not say it."""
    if one.issuer == "tw":
        term = term_of(one)
        return (one.key, term) if term else None
    if one.issuer in LOCAL:
        if one.number_year:
            return one.key, one.place
        when = one.issued_on or (str(one.year) if one.year else "")
        if not when and one.own:
            when = one.published_on[:4]  # a number without a year is given anew each January
        return (one.key, one.place, when) if when else None
    if one.number_year or one.issuer in ("qh", "ubtvqh"):
        return (one.key,)
    when = str(one.year) if one.year else one.published_on[:4] if one.own else ""
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


class Summary(NamedTuple):
    """What the members of a group say together, against which a vague mention is held."""

    first: Cited
    keys: frozenset[str]
    issued: str
    terms: frozenset[str]
    places: frozenset[str]
    years: frozenset[int]


def _summarise(members: Sequence[Cited]) -> Summary:
    first = members[0]
    return Summary(first, frozenset(first.number.keys), _most(member.issued_on for member in members),
                   frozenset(map(term_of, members)) - {""}, frozenset(member.place for member in members) - {""},
                   frozenset(member.year for member in members) - {0})


def fits(one: Cited, known: Summary) -> bool:
    """Whether a mention may mean a document: nothing that it says speaks against it, and it is no older."""
    first = known.first
    if one.key not in known.keys:
        return False
    if one.type in ("luật", "nghị quyết", "pháp lệnh") and first.type and not first.code and one.type != first.type:
        return False
    if known.issued and one.published_on and known.issued > one.published_on:
        return False
    if one.issuer and one.number.is_full and first.issuer and one.issuer != first.issuer and one.body != first.body:
        return False
    if one.place and known.places and one.place not in known.places and first.issuer in LOCAL:
        return False
    if known.terms and first.issuer == "tw" and (term := term_of(one)) and term not in known.terms:
        return False
    if one.issued_on and known.issued:
        return one.issued_on == known.issued
    return not (one.year and known.years and one.year not in known.years)


def _by_words(one: Cited, fitting: list[tuple], clusters: Mapping[tuple, Sequence[Cited]],
              told: dict[tuple, frozenset[str]]) -> list[tuple]:
    """The one whose bulletins share the most words with what is said here, where the margin is clear."""
    own = set(one.words)
    for identity in fitting:
        if identity not in told:
            told[identity] = frozenset(word for member in clusters[identity] for word in member.words)
    shared = []
    for identity in fitting:
        ours = own & told[identity]  # of those, the words that no other of the name has
        shared.append((sum(not any(word in told[other] for other in fitting if other != identity) for word in ours),
                       identity))
    shared.sort(key=lambda pair: -pair[0])
    return [shared[0][1]] if shared[0][0] - shared[1][0] >= MARGIN else fitting


def _make(name: str, members: Sequence[Cited], given: Sequence[Cited]) -> Made:
    first = next((one for one in members if one.how == FULL), members[0])
    issued = _most(one.issued_on for one in members)
    term = _most(term_of(one) if first.issuer == "tw" else one.term for one in members) if first.issuer in (
        "tw", "qh", "ubtvqh", *LOCAL) else ""
    year = int(first.number_year or 0) or int(issued[:4] or 0) or next(
        iter(Counter(one.year for one in members if one.year).most_common(1)), (0, 0))[0] or next(
        (int(one.published_on[:4]) for one in members if one.own and one.published_on), 0)
    citing = _citing(members, given)
    sure = Counter(one.sure for one in citing if not one.own)
    own = tuple(sorted({one.bulletin for one in members if one.own}))
    days = sorted(one.day for one in citing if one.day and not one.own)
    document = Document(
        name, first.key, first.digits, first.number_year, first.code, first.body, _most(one.type for one in members),
        _most(one.issuer for one in members), _most(one.place for one in members), term, year, issued,
        _title(one.title for one in members if one.own == (len(own) == 1)),
        days=_count(one.issued_on for one in members), stated=_count(one.stated for one in members),
        spelled=_count(text for one in (*members, *given) for text in one.spelled)[:SHOWN_SPELLINGS],
        certain=sure[CERTAIN], of_issuer=sure[OF_ISSUER], inferred=sure[INFERRED], own=own,
        first_day=days[0] if days else "", last_day=days[-1] if days else "",
        ruled=any(one.ruled for one in (*members, *given)))
    return Made(document, frozenset(word for one in members for word in one.words), citing,
                tuple(sorted({(one.bulletin, one.mark) for one in (*members, *given)})))


def _citing(members: Sequence[Cited], given: Sequence[Cited]) -> tuple[Citing, ...]:
    """Each bulletin once, at its surest."""
    made: dict[str, Citing] = {}
    for sure, some in ((INFERRED, given), (OF_ISSUER, [one for one in members if one.how == BY_ISSUER]),
                       (CERTAIN, [one for one in members if one.how != BY_ISSUER])):
        for one in some:
            before = made.get(one.bulletin)
            made[one.bulletin] = Citing(one.bulletin, one.published_on, sure, one.own or bool(before and before.own),
                                        one.reports or bool(before and before.reports))
    return tuple(sorted(made.values()))


def _title(titles: Iterable[str]) -> str:
    """The title that is given most often; of several the longest, which says most."""
    counts = _count(titles)
    return min(counts, key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))[0] if counts else ""


def _count(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Each value with how often it comes, the most frequent first."""
    return tuple(sorted(Counter(filter(None, values)).items(), key=lambda pair: (-pair[1], pair[0])))


def _most(values: Iterable[str]) -> str:
    """The value that is stated most often, the first in order of several; "" where none is."""
    return next((value for value, _ in _count(values)), "")

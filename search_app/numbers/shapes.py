"""What machines are told of numbers and documents: each value is written as it stands here, and described by the
OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Caps:
    """How much of a list, or of a text, is read."""

    characters: int
    numbers: int
    upload_bytes: int
    rows: int


@dataclass(frozen=True)
class Refusal:
    """What went wrong (RFC 9457), and how much may be sent."""

    type: str
    title: str
    status: int
    detail: str
    caps: Caps


@dataclass(frozen=True)
class Moved:
    """Where a document is found now."""

    moved_to: str


@dataclass(frozen=True)
class Counted:
    """A value, and how many bulletins give it."""

    value: str
    count: int


@dataclass(frozen=True)
class CountedYear:
    """A year, and how many documents are of it."""

    value: int
    count: int


@dataclass(frozen=True)
class NumberedDocument:
    """A document. `id` is its address behind the number, made from what is known of it; `cited_by` counts the bulletins
    that say so themselves, `inferred` those that can only mean it; days are ISO 8601; what is not known is null."""

    id: str
    key: str
    type: str | None
    number: str
    symbol: str | None
    issuer: str | None
    place: str | None
    term: str | None
    year: int | None
    issued_on: str | None
    title: str | None
    confidence: str
    cited_by: int
    inferred: int
    held: bool
    first_cited_on: str | None
    last_cited_on: str | None
    page_url: str
    api_url: str


@dataclass(frozen=True)
class NumberFound:
    """What is known of a number: all documents that it may mean, the `picked` one by its id. `bulletins` counts those
    that cite it, `unclear` those that do not say which of the documents they mean."""

    number: str | None
    key: str | None
    status: int
    picked: str | None
    documents: list[NumberedDocument]
    bulletins: int
    unclear: int


@dataclass(frozen=True)
class NumberAnswer(NumberFound):
    """What is known of a number that was asked for; `near` are documents of near numbers, where nobody names it."""

    query: str
    near: list[NumberedDocument]


@dataclass(frozen=True)
class NothingThere(NumberFound):
    """What is known of the number in an address at which there is no document."""

    title: str


@dataclass(frozen=True)
class Evidence:
    """What bulletins say of a document: days of issue, and terms that its day speaks against; whether an admin had a
    say in it."""

    days: list[Counted]
    stated_terms: list[Counted]
    ruled: bool


@dataclass(frozen=True)
class RelatedDocument:
    """What is done by or to another document, and how many bulletins tell of it."""

    relation: str
    told_by: int
    document: NumberedDocument


@dataclass(frozen=True)
class DocumentBeside(NumberedDocument):
    """A document that is cited beside another, in `together` bulletins."""

    together: int


@dataclass(frozen=True)
class WholeDocument(NumberedDocument):
    """A document with its evidence, and what it has to do with others. `own_bulletins` are the document itself;
    `kept_at` says where it lies, where it is registered."""

    evidence: Evidence
    spellings: list[Counted]
    own_bulletins: list[str]
    kept_at: str | None
    does: list[RelatedDocument]
    done_by: list[RelatedDocument]
    cited_beside: list[DocumentBeside]
    bulletins_url: str


@dataclass(frozen=True)
class CitingBulletin:
    """A bulletin that cites a document, and how sure that is; one that was taken down since has no title."""

    id: str
    published_on: str | None
    confidence: str
    reports: bool
    title: str | None
    page_url: str | None


@dataclass(frozen=True)
class CitingBulletins:
    """A page of the bulletins that cite a document, the sure ones first."""

    id: str
    total: int
    page: int
    pages: int
    bulletins: list[CitingBulletin]


@dataclass(frozen=True)
class ListLine:
    """One number of a list. `status` is that of the number: 200 one document, 300 several, 404 nobody names it, 422 no
    number, 429 beyond the cap."""

    row: int
    typed: str
    number: str | None
    status: int
    picked: str | None
    documents: list[NumberedDocument]


@dataclass(frozen=True)
class ListAnswer:
    """The numbers of a list in its order; `cut` tells that there were more rows than are read."""

    caps: Caps
    cut: bool
    lines: list[ListLine]


@dataclass(frozen=True)
class TextMention:
    """A reference in a text: where it stands, in code points, and what is known of its number."""

    text: str
    start: int
    end: int
    kind: str
    status: int
    number: str | None
    picked: str | None
    documents: list[NumberedDocument]


@dataclass(frozen=True)
class TextAnswer:
    """The references of a text, in order."""

    caps: Caps
    mentions: list[TextMention]


@dataclass(frozen=True)
class NotHeld:
    """A page of what is cited and not held; the counts of issuers and years are of all pages."""

    total: int
    page: int
    pages: int
    documents: list[NumberedDocument]
    issuers: list[Counted]
    years: list[CountedYear]

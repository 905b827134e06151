"""The page of a document: what it is and by what evidence, its own text, who cites it, what it has to do with
others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.references.relating import AMENDS, BASED_ON, REPLACES
from corpus.storing.store import Store
from indexer.documents.graph import Link as ChainLink
from indexer.documents.graph import beside, chain, done_by, done_to
from indexer.documents.grouping import CERTAIN, INFERRED, OF_ISSUER, Citing, Document
from indexer.documents.reader import DocumentReader
from search_app.addresses import is_web_address
from search_app.numbers.shown import (
    LEVELS, PER_PAGE, Shown, document_link, name_of, number_address, show, tell, write_iso)
from search_app.params import join_address
from search_app.rows import Link, Row, make_row
from search_app.wording import write_count

REPORTS_SHOWN = 10
GROUPS = ((CERTAIN, "Chắc chắn", "nêu đủ số hiệu, hoặc gọi tắt mà trong bài có số hiệu"),
          (OF_ISSUER, "Theo cơ quan ban hành", "gọi tắt, kèm tên cơ quan ban hành"),
          (INFERRED, "Suy ra", "không nói rõ, nhưng chỉ có thể là văn bản này"))
DONE = {AMENDS: ("Sửa đổi, bổ sung", "Được sửa đổi, bổ sung bởi"), REPLACES: ("Thay thế, bãi bỏ", "Bị thay thế bởi"),
        BASED_ON: ("Căn cứ vào", "Là căn cứ của")}


@dataclass(frozen=True)
class Fact:
    """A line of what is known, and by what evidence."""

    name: str
    value: str
    evidence: str = ""


@dataclass(frozen=True)
class Group:
    """Citing bulletins of one confidence: those of this page, and how many there are in all."""

    name: str
    why: str
    count: int
    rows: tuple[Row, ...]
    is_inferred: bool


@dataclass(frozen=True)
class Year:
    """How many bulletins of a year cite the document."""

    year: str
    count: int
    most: int


@dataclass(frozen=True)
class Branch:
    """A document of a chain with those behind it."""

    shown: Shown
    told: int
    further: tuple["Branch", ...]


@dataclass(frozen=True)
class DocumentPage:
    """All that the page shows. `address` is its own, `key_address` that of its number."""

    name: str
    told: str
    number: str
    address: str
    key_address: str
    search_address: str
    facts: tuple[Fact, ...]
    remarks: tuple[str, ...]
    own: tuple[Row, ...]
    kept: Link | None
    total: int
    groups: tuple[Group, ...]
    page: int
    pages: int
    years: tuple[Year, ...]
    carries_out: tuple[Branch, ...]
    carried_out: tuple[Branch, ...]
    related: tuple[tuple[str, tuple[Link, ...]], ...]
    reports: tuple[Row, ...]
    beside: tuple[Link, ...]
    spelled: tuple[tuple[str, int], ...]

    @property
    def previous(self) -> str:
        """The page before, "" for none."""
        return f"{self.address}?trang={self.page - 1}" if self.page > 1 else ""

    @property
    def next(self) -> str:
        """The page behind, "" for none."""
        return f"{self.address}?trang={self.page + 1}" if self.page < self.pages else ""


def make_document_page(document: Document, reader: DocumentReader, store: Store, page: int = 1) -> DocumentPage:
    """The page of a document; a page past the end is the last."""
    citing = in_order(reader.citing(document))
    pages = max(1, -(-len(citing) // PER_PAGE))
    page = min(page, pages)
    shown = citing[(page - 1) * PER_PAGE:page * PER_PAGE]
    reports = [one for one in citing if one.reports][:REPORTS_SHOWN]
    held = store.get_many([*dict.fromkeys([*(one.bulletin for one in (*shown, *reports)), *document.own[:PER_PAGE]])])
    rows = {id: make_row(bulletin, with_teaser=False) for id, bulletin in held.items() if not bulletin.gone_on}
    counts = Counter(one.sure for one in citing)
    return DocumentPage(
        name=name_of(document), told=tell(document), number=str(document.number),
        address=number_address(document.slug, document.path), key_address=number_address(document.slug),
        search_address=join_address({"q": search_text(document)}), facts=tuple(list_facts(document)),
        remarks=tuple(list_remarks(document)), own=tuple(rows[id] for id in document.own if id in rows),
        kept=link_kept(document.kept),
        total=len(citing), groups=tuple(Group(name, why, counts[sure], tuple(
            rows[one.bulletin] for one in shown if one.sure == sure and one.bulletin in rows), sure == INFERRED)
            for sure, name, why in GROUPS if counts[sure]),
        page=page, pages=pages, years=tuple(count_years(citing)),
        carries_out=tuple(map(make_branch, chain(document, reader, up=True))),
        carried_out=tuple(map(make_branch, chain(document, reader, up=False))),
        related=tuple(list_related(document, reader)),
        reports=tuple(rows[one.bulletin] for one in reports if one.bulletin in rows),
        beside=tuple(document_link(other, count) for other, count in beside(document, reader)),
        spelled=document.spelled)


def link_kept(kept: str) -> Link | None:
    """Where a document lies, as an admin says: a link where that is a web address.

    >>> link_kept("Kho lưu trữ, hộp 4"), link_kept("https://truongha.example/vb/5").address
    (Link(text='Kho lưu trữ, hộp 4', address='', count=None), 'https://truongha.example/vb/5')
    """
    return Link(kept, kept if is_web_address(kept) else "") if kept else None


def search_text(document: Document) -> str:
    """What a reader types to search for the bulletins that name the document."""
    return f"{document.number} khóa {document.term}" if document.issuer == "tw" and document.term else \
        str(document.number)


def in_order(citing: Sequence[Citing]) -> list[Citing]:
    """Those that are sure first, each group the newest first; without the document itself."""
    order = {sure: place for place, (sure, _, _) in enumerate(GROUPS)}
    return sorted((one for one in citing if not one.own), key=lambda one: order[one.sure])


def list_facts(document: Document) -> Iterator[Fact]:
    """What is known of a document, each with its evidence."""
    ruled = "người quản trị xác định" if document.ruled else ""
    if document.issued_on:
        count = dict(document.days).get(document.issued_on, 0)
        yield Fact("Ngày ban hành", write_iso(document.issued_on),
                   ruled or f"{write_count(count)} bản tin ghi ngày này")
    elif document.year:
        yield Fact("Năm", str(document.year), "trong số hiệu" if document.number_year else "theo bản tin")
    if document.term:
        by_day = document.issuer == "tw" and document.issued_on
        yield Fact("Khóa", document.term, "theo ngày ban hành" if by_day else "theo bản tin")
    if document.issuer:
        yield Fact("Cơ quan ban hành", " ".join(filter(None, (LEVELS.get(document.issuer, ""), document.place))))
    if document.title:
        yield Fact("Trích yếu", document.title, "theo bản ghi trong kho" if len(document.own) == 1 else "theo bản tin")


def list_remarks(document: Document) -> Iterator[str]:
    """What contradicts itself in what bulletins say."""
    for term, count in document.stated:
        yield (f"{write_count(count)} bản tin ghi khóa {term}, nhưng ngày ban hành "
               f"{write_iso(document.issued_on) if document.issued_on else ''} thuộc khóa {document.term}.")
    for day, count in document.days:
        if day != document.issued_on:
            yield f"{write_count(count)} bản tin ghi ngày ban hành {write_iso(day)}."


def count_years(citing: Sequence[Citing]) -> Iterator[Year]:
    """Bulletins by year, the first year first; years without any between others too, where they are few."""
    counts = Counter(one.day[:4] for one in citing if one.day)
    if not counts:
        return
    most = max(counts.values())
    first, last = int(min(counts)), int(max(counts))
    years = range(first, last + 1) if last - first < 40 else sorted(map(int, counts))
    yield from (Year(str(year), counts[str(year)], most) for year in years)


def list_related(document: Document, reader: DocumentReader) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """What a document does to others, and others to it, but for what carries it out."""
    for place, related in enumerate((done_by(document, reader), done_to(document, reader))):
        for kind, names in DONE.items():
            links = tuple(document_link(one.document, one.told) for one in related if one.kind == kind)
            if links:
                yield names[place], links


def make_branch(link: ChainLink) -> Branch:
    """A document of a chain."""
    return Branch(show(link.document), link.told, tuple(map(make_branch, link.further)))

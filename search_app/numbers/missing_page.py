"""The page of what is cited and not held: counts, filters, steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from indexer.documents.grouping import Document
from indexer.documents.missing import Missing
from search_app.numbers.shown import LEVELS, Shown, name_of, number_address, show, tell, write_iso
from search_app.numbers.tables import Cell
from search_app.params import read_count
from search_app.rows import Link
from search_app.wording import write_count

PATH = "/so-hieu/chua-co"
PER_PAGE = 50
MAX_PAGE = 1_000
COLUMNS = ("Số hiệu", "Văn bản", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu", "Bản tin nhắc tới", "Nhắc lần đầu",
           "Nhắc gần nhất", "Địa chỉ")
WIDTHS = (22, 50, 16, 26, 60, 16, 14, 14, 50)


@dataclass(frozen=True)
class Lacking:
    """A document that is not held, and the first and the last day on which a bulletin named it."""

    shown: Shown
    days: str


@dataclass(frozen=True)
class MissingPage:
    """What is not held. `chips` are the filters in use, each a way to the page without it."""

    status: str
    documents: tuple[Lacking, ...]
    issuers: tuple[Link, ...]
    years: tuple[Link, ...]
    chips: tuple[Link, ...]
    table: str
    page: int
    pages: int
    previous: str
    next: str


def read_filters(args: Mapping[str, str]) -> tuple[str, int, int]:
    """(level of issuers, year, page) of an address; what is not known is passed over."""
    issuer = args.get("co_quan", "")
    return (issuer if issuer in LEVELS else "", read_count(args.get("nam", ""), 2100) or 0,
            read_count(args.get("trang", ""), MAX_PAGE, cap=True) or 1)


def address(issuer: str = "", year: int = 0, page: int = 1, table: str = "") -> str:
    """The address of the page with some filters.

    >>> address("tw", 2020), address()
    ('/so-hieu/chua-co?co_quan=tw&nam=2020', '/so-hieu/chua-co')
    """
    said = {"co_quan": issuer, "nam": str(year or ""), "trang": str(page) if page > 1 else "", "dang": table}
    pairs = {name: value for name, value in said.items() if value}
    return f"{PATH}?{urlencode(pairs)}" if pairs else PATH


def make_missing_page(missing: Missing, issuer: str, year: int, page: int) -> MissingPage:
    """The page of what was found."""
    pages = max(1, -(-missing.total // PER_PAGE))
    chips = [Link(LEVELS[issuer], address("", year))] if issuer else []
    chips += [Link(f"Năm {year}", address(issuer))] if year else []
    return MissingPage(
        status=f"{write_count(missing.total)} văn bản được bản tin nhắc tới mà kho chưa có."
        if missing.total else "Không có văn bản nào như vậy.",
        documents=tuple(Lacking(show(document), write_days(document)) for document in missing.documents),
        issuers=tuple(Link(LEVELS.get(level, level), address(level, year), count) for level, count in missing.issuers),
        years=tuple(Link(str(value), address(issuer, value), count) for value, count in missing.years),
        chips=tuple(chips), table=address(issuer, year, table="xlsx"), page=page, pages=pages,
        previous=address(issuer, year, page - 1) if page > 1 else "",
        next=address(issuer, year, page + 1) if page < pages else "")


def write_days(document: Document) -> str:
    """From when to when bulletins name a document."""
    if not document.first_day:
        return ""
    if document.first_day == document.last_day:
        return f"nhắc ngày {write_iso(document.first_day)}"
    return f"nhắc từ {write_iso(document.first_day)} đến {write_iso(document.last_day)}"


def row_of(document: Document, base: str) -> tuple[Cell, ...]:
    """A document as a row of COLUMNS."""
    return (str(document.number), f"{name_of(document)} ({tell(document)})",
            write_iso(document.issued_on) if document.issued_on else "", LEVELS.get(document.issuer, ""),
            document.title, document.cited, write_iso(document.first_day) if document.first_day else "",
            write_iso(document.last_day) if document.last_day else "",
            base + number_address(document.slug, document.path))

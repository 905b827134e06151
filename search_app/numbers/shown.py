"""A document as pages and lists show it: what it is called, what tells it apart, how many bulletins cite it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.dates.writing import write_day
from indexer.documents.grouping import Document
from search_app.rows import Link
from search_app.wording import write_count

LEVELS = {"tw": "Trung ương Đảng", "tinh_uy": "Tỉnh ủy, Thành ủy", "huyen_uy": "Huyện ủy, Thị ủy",
          "dang_uy": "Đảng ủy", "qh": "Quốc hội", "ubtvqh": "Ủy ban Thường vụ Quốc hội", "cp": "Chính phủ",
          "ttg": "Thủ tướng Chính phủ", "bo": "Bộ, ngành trung ương", "hdnd": "Hội đồng nhân dân",
          "ubnd": "Ủy ban nhân dân", "so": "Sở", "khac": "Cơ quan khác"}
NOTHING_KNOWN = "chưa rõ ngày ban hành"
PER_PAGE = 20  # bulletins on the page of a document
MAX_SUBJECT = 160  # characters of a subject in a list: two lines


@dataclass(frozen=True)
class Shown:
    """A document in a list. `told` is what tells it apart, `held` leads to its own text or record in the store."""

    name: str
    address: str
    told: str
    subject: str
    cited: int
    inferred: int
    held: bool

    @property
    def counts(self) -> str:
        """How many bulletins cite it.

        >>> Shown("", "", "", "", 12, 3, False).counts, Shown("", "", "", "", 0, 0, True).counts
        ('12 bản tin nhắc tới, 3 bản tin suy ra', '0 bản tin nhắc tới')
        """
        more = f", {self.inferred_text}" if self.inferred else ""
        return f"{self.cited_text}{more}"

    @property
    def cited_text(self) -> str:
        """How many bulletins say that they mean it."""
        return f"{write_count(self.cited)} bản tin nhắc tới"

    @property
    def inferred_text(self) -> str:
        """How many can only mean it, without saying so."""
        return f"{write_count(self.inferred)} bản tin suy ra"

    @property
    def inferred_address(self) -> str:
        """Where those stand that can only mean it: behind the sure ones, on the page with the first of them.

        >>> Shown("", "/van-ban/20-nq-tw/khoa-xi", "", "", 6, 1, False).inferred_address
        '/van-ban/20-nq-tw/khoa-xi#suy-ra'
        >>> Shown("", "/van-ban/20-nq-tw/khoa-xi", "", "", 41, 1, False).inferred_address
        '/van-ban/20-nq-tw/khoa-xi?trang=3#suy-ra'
        """
        page = self.cited // PER_PAGE + 1
        return f"{self.address}?trang={page}#suy-ra" if page > 1 else f"{self.address}#suy-ra"


def number_address(slug: str, path: str = "") -> str:
    """The page of a number, or of one of its documents.

    >>> number_address("05-ct-tw"), number_address("05-ct-tw", "khoa-xii")
    ('/van-ban/05-ct-tw', '/van-ban/05-ct-tw/khoa-xii')
    """
    return "/van-ban/" + "/".join(filter(None, (slug, path)))


def show(document: Document) -> Shown:
    """A document in a list."""
    return Shown(name_of(document), number_address(document.slug, document.path), tell(document),
                 shorten_subject(document.title), document.cited, document.inferred, document.is_held)


def name_of(document: Document) -> str:
    """What a document is called: its type and number."""
    kind = document.type[:1].upper() + document.type[1:]
    return f"{kind} {document.number}".strip()


def tell(document: Document) -> str:
    """What tells a document apart from others of its number, in the order in which a reader looks for it."""
    term = f"khóa {document.term}" if document.term else ""
    when = f"ngày {write_iso(document.issued_on)}" if document.issued_on else \
        f"năm {document.year}" if document.year and not document.number_year else ""
    parts = [term, document.place, when, LEVELS.get(document.issuer, "")]
    return " · ".join(filter(None, parts)) or NOTHING_KNOWN


def write_iso(day: str) -> str:
    """An ISO day as Vietnamese readers write it.

    >>> write_iso("2012-11-01")
    '01/11/2012'
    """
    return write_day(date.fromisoformat(day))


def shorten_subject(title: str) -> str:
    """The subject, cut between words."""
    if len(title) <= MAX_SUBJECT:
        return title
    return title[:MAX_SUBJECT].rpartition(" ")[0].rstrip(" ,;:.-") + "…"


def document_link(document: Document, count: int | None = None) -> Link:
    """A document as a link."""
    return Link(f"{name_of(document)} ({tell(document)})", number_address(document.slug, document.path), count)

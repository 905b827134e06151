"""answer_rows(): what is known of each number of a list, in the order of the list; nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.numbers.document_number import DocumentNumber
from corpus.references.find_references import Reference, find_references
from corpus.references.mention import Evidence
from corpus.references.question import AskedNumber, read_question
from indexer.documents.lookup import Found, look_up_number
from indexer.documents.reader import DocumentReader
from search_app.numbers.shown import LEVELS, name_of, number_address, tell, write_iso
from search_app.numbers.tables import Cell

MAX_CHARS = 64_000  # of what is pasted: forty pages
MAX_NUMBERS = 500  # beyond, numbers are read and written their one way, and not looked up
TYPED_CHARS = 200  # a longer row is a paragraph, and read as one
ONE, SEVERAL, UNKNOWN, TOO_MANY, NO_NUMBER = 200, 300, 404, 429, 422
SAID = {ONE: "có một văn bản", SEVERAL: "có nhiều văn bản, cần chọn", UNKNOWN: "chưa bản tin nào nhắc tới",
        TOO_MANY: f"quá {MAX_NUMBERS} số hiệu, chưa tra", NO_NUMBER: "không phải số hiệu"}
COLUMNS = ("Dòng", "Đã nhập", "Số hiệu", "Kết quả", "Văn bản", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu",
           "Bản tin nhắc tới", "Bản tin suy ra", "Có trong kho", "Địa chỉ")
WIDTHS = (8, 40, 22, 28, 40, 16, 26, 60, 16, 16, 14, 50)
# A cell that holds a day alone is the day of the number before it.
_DAY_CELL = re.compile(r"\t+(?=\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:\t|$))")


@dataclass(frozen=True)
class Line:
    """One number of a row: `row` counts from 1, `typed` is the row as it came. A row without a number has one line."""

    row: int
    typed: str
    status: int
    number: str = ""
    found: Found = Found()
    is_empty: bool = False

    @property
    def said(self) -> str:
        """The status in words."""
        return "dòng trống" if self.is_empty else SAID[self.status]

    @property
    def address(self) -> str:
        """Where the document, or the list of those that bear the number, is shown; "" for nowhere."""
        document = self.found.document
        if document:
            return number_address(document.slug, document.path)
        keys = {one.slug for one in self.found.documents}
        return number_address(keys.pop()) if len(keys) == 1 else ""

    @property
    def cited(self) -> int:
        """How many bulletins cite the one document, or all of them."""
        return self._count("cited")

    @property
    def inferred(self) -> int:
        """How many bulletins only may mean it."""
        return self._count("inferred")

    def _count(self, name: str) -> int:
        document = self.found.document
        return sum(getattr(one, name) for one in ((document,) if document else self.found.documents))

    def cells(self, base: str) -> tuple[Cell, ...]:
        """The line as a row of COLUMNS; of several documents each stands in its cell, by what tells it apart."""
        document = self.found.document
        some = (document,) if document else self.found.documents
        return (self.row, self.typed.replace("\t", " "), self.number, self.said,
                "; ".join(f"{name_of(one)} ({tell(one)})" for one in some),
                write_iso(document.issued_on) if document and document.issued_on else "",
                LEVELS.get(document.issuer, "") if document else "", document.title if document else "",
                self.cited if some else "", self.inferred if some else "",
                ("có" if any(one.is_held for one in some) else "chưa") if some else "",
                base + self.address if self.address else "")


def answer_rows(rows: Sequence[str], reader: DocumentReader) -> Iterator[Line]:
    """A line for each number of each row, in order; of the numbers beyond MAX_NUMBERS only how they are written."""
    looked = 0
    known: dict[tuple[str, str], Found] = {}  # a list says the same thing often
    for row, typed in enumerate(rows, 1):
        asked = read_row(typed)
        if not asked:
            yield Line(row, typed, NO_NUMBER, is_empty=not typed)
        for one in asked:
            number = replace(one.number, narrowed="")
            looked += 1
            if looked > MAX_NUMBERS:
                yield Line(row, typed, TOO_MANY, str(number))
                continue
            key = (number.key, repr(one.evidence))
            if key not in known:
                known[key] = look_up_number(one, set(), reader)
            yield Line(row, typed, status_of(known[key]), str(spell(known[key], number)), known[key])


def read_row(typed: str) -> list[AskedNumber]:
    """The numbers of a row; a long one is read as a paragraph of an article."""
    if len(typed) <= TYPED_CHARS:
        return read_question(_DAY_CELL.sub(" ngày ", typed).replace("\t", ", "))
    return [one for one in map(ask, find_references(typed)) if one]


def ask(reference: Reference) -> AskedNumber | None:
    """A reference of a text as a question; None where its number is not known."""
    number = reference.document or reference.number
    said = Evidence(issued_on=reference.issued_on, term=reference.term, place=reference.place)
    return AskedNumber(number, reference.start, reference.end, said) if number else None


def status_of(found: Found) -> int:
    """The status of what was found, as HTTP counts."""
    if found.picked is not None:
        return ONE
    return SEVERAL if found.documents else UNKNOWN


def spell(found: Found, number: DocumentNumber) -> DocumentNumber:
    """The number whole, where it can be only one."""
    return found.documents[0].number if len(found.keys) == 1 else number


def count_lines(lines: Sequence[Line]) -> tuple[tuple[str, int], ...]:
    """How many lines came to each end, in words; those that none came to are left out."""
    counted = [(SAID[status], sum(line.status == status and not line.is_empty for line in lines)) for status in SAID]
    return tuple((said, count) for said, count in counted if count)


def answer_references(references: Sequence[Reference], reader: DocumentReader) -> Iterator[tuple[Reference, Line]]:
    """What is known of each reference of a text; one that was left open is no number that could be looked up."""
    asked = map(ask, references)
    looked = 0
    for place, (reference, one) in enumerate(zip(references, asked, strict=True), 1):
        if one is None:
            yield reference, Line(place, reference.text, NO_NUMBER)
            continue
        looked += 1
        if looked > MAX_NUMBERS:
            yield reference, Line(place, reference.text, TOO_MANY, str(one.number))
            continue
        found = look_up_number(one, set(), reader)
        yield reference, Line(place, reference.text, status_of(found), str(spell(found, one.number)), found)

"""file_references(): under which keys an index files what the parts of a bulletin refer to.

A short form is filed under the keys of what it is bound to, at its own place. What a text says of a document stands
behind an @: `20:nq:tw@XI` answers who asks for the resolution of that term, `@2012-11-01` of that day, `@2012` of that
year, `@tw` and `@huong tra` of that body and place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.numbers.document_number import DocumentNumber
from corpus.references.find_references import Reference, find_references
from corpus.text import fold

MARK = "@"


@dataclass(frozen=True)
class Filed:
    """A reference text[start:end] of one part, and the keys that find it: `keys` with the year where the number has
    one, `yearless` without it."""

    start: int
    end: int
    number: DocumentNumber
    keys: tuple[str, ...]
    yearless: tuple[str, ...]
    why: str = ""  # what bound a short form, in Vietnamese
    said: str = ""  # what else the text says of the document, as a reader would type it behind the number


def read_parts(parts: Sequence[str]) -> list[Reference]:
    """The references of the parts of a bulletin, read as one text: places are those of the parts joined by newlines."""
    return find_references("\n".join(parts), numbered=True)


def file_references(parts: Sequence[str], references: Sequence[Reference] | None = None) -> list[list[Filed]]:
    """What each part of a text is filed under; short forms of one part are bound to what another part says.
    `references` are those of read_parts(), where they are known.

    >>> title, body = file_references(["Năm năm thực hiện Nghị quyết 20", "Nghị quyết số 20-NQ/TW (khóa XI) đã nêu"])
    >>> title[0].keys
    ('20:nq', '20:nq:tw', '20:nq@XI', '20:nq@tw', '20:nq:tw@XI', '20:nq:tw@tw')
    """
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part) + 1)
    made: list[list[Filed]] = [[] for _ in parts]
    for reference in read_parts(parts) if references is None else references:
        number = reference.document or reference.number
        if number is None:
            continue
        place = bisect_right(starts, reference.start) - 1
        made[place].append(_file(reference, number, starts[place]))
    return made


def _file(reference: Reference, number: DocumentNumber, offset: int) -> Filed:
    written = reference.number or number
    every = dict.fromkeys((*written.keys, *number.keys))
    year = number.year or written.year
    dated = [key for key in every if not year or year in key.split(":")]
    dated += [f"{key}{MARK}{said}" for key in _narrowed(number) for said in _said(reference, number)]
    return Filed(reference.start - offset, reference.end - offset, number, tuple(dated),
                 tuple(key for key in every if year and year not in key.split(":")), reference.why,
                 _typed(reference))


def _typed(reference: Reference) -> str:
    """What tells the document apart, as a reader types it."""
    if reference.issued_on:
        return f"ngày {reference.issued_on:%d/%m/%Y}"
    return f"khóa {reference.term}" if reference.term else ""


def _narrowed(number: DocumentNumber) -> Iterator[str]:
    """The keys that a reader may narrow: by type and number alone, and the whole."""
    short = next((key for key in number.keys if key.count(":") == 1 and number.code), "")
    yield from dict.fromkeys(filter(None, (short, number.key)))


def _said(reference: Reference, number: DocumentNumber) -> Iterator[str]:
    if reference.term:
        yield reference.term
    if reference.issued_on:
        yield reference.issued_on.isoformat()
    if reference.year and not number.year:
        yield str(reference.year)
    if reference.issuer and reference.issuer != "khac":
        yield reference.issuer
    if reference.place:
        yield fold(reference.place)


def numbers_of(parts: Sequence[str]) -> tuple[DocumentNumber, ...]:
    """The numbers that a text refers to, each once, in the order of their first mention; bound ones whole."""
    return tuple(dict.fromkeys(filed.number for part in file_references(parts) for filed in part))

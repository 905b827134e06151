"""Document numbers as links: to the bulletins that name them, or to the documents that bear them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from corpus.bulletin import Bulletin
from corpus.references.filing import Filed, file_references, numbers_of
from search_app.params import join_address
from search_app.rows import Link


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with an address, a reference that leads to the document, or a place; `title` says what a short
    form was bound to and why, or what the place is now."""

    text: str
    address: str = ""
    title: str = ""
    of: str = "number"


def number_link(spelling: str) -> Link:
    """A document number that leads to the bulletins that name it."""
    return Link(spelling, join_address({"q": spelling}))


def number_links(bulletin: Bulletin, most: int | None = None) -> tuple[Link, ...]:
    """The whole numbers that a bulletin names, each once, the first ones where there is a limit; "Nghị quyết 20" alone
    is a link in the text only."""
    spellings: dict[str, None] = {}
    for number in bulletin.numbers:
        if len(spellings) == most:
            break
        if number.is_full:
            spellings[str(number)] = None
    return tuple(map(number_link, spellings))


def named_numbers(bulletin: Bulletin) -> tuple[Link, ...]:
    """The whole numbers that a bulletin refers to, by short forms too, each once; each leads to its documents."""
    parts = (bulletin.title, bulletin.summary, bulletin.body)
    return tuple(Link(str(number), lookup_address(str(number))) for number in numbers_of(parts) if number.is_full)


def lookup_address(text: str) -> str:
    """The look-up of what was typed, which leads on to the number's page or to the one document that is meant.

    >>> lookup_address("nghị quyết 20")
    '/so-hieu?so=ngh%E1%BB%8B+quy%E1%BA%BFt+20'
    """
    return f"/so-hieu?{urlencode({'so': text})}"


def link_numbers(lines: Sequence[str], context: Sequence[str] = ()) -> list[tuple[Piece, ...]]:
    """Each line in pieces, each reference in it a link to the document that it means, under its official spelling;
    `context` is what else the bulletin says, which may bind a short form.

    >>> line, = link_numbers(["Theo 05 - CTHĐ/TU, ngày 09/9/2013."])
    >>> [(piece.text, piece.address) for piece in line][1]
    ('05 - CTHĐ/TU', '/so-hieu?so=05-CTH%C4%90%2FTU+ng%C3%A0y+09%2F09%2F2013')
    >>> link_numbers(["Nghị quyết 20 đã nêu"], ["Nghị quyết 20-NQ/TW"])[0][0].title
    '20-NQ/TW: số đầy đủ trong bài'
    """
    filed = file_references([*context, *lines])[len(context):]
    return [tuple(_cut(line, references)) for line, references in zip(lines, filed, strict=True)]


def _cut(line: str, references: Sequence[Filed]) -> Iterator[Piece]:
    done = 0
    for found in references:
        if found.start < done or found.end > len(line):  # it runs into the next line
            continue
        if found.start > done:
            yield Piece(line[done:found.start])
        spelling = str(found.number)
        yield Piece(line[found.start:found.end], lookup_address(f"{spelling} {found.said}".strip()),
                    f"{spelling}: {found.why}" if found.why else "")
        done = found.end
    if done < len(line):
        yield Piece(line[done:])

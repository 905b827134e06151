"""Document numbers as links to the bulletins that name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.bulletin import Bulletin
from corpus.numbers.find_numbers import find_numbers
from search_app.params import join_address
from search_app.rows import Link


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with an address, a document number that leads to the bulletins that name it."""

    text: str
    address: str = ""


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


def link_numbers(text: str) -> Iterator[Piece]:
    """The text in pieces, each document number in it a link under its official spelling.

    >>> [(piece.text, piece.address) for piece in link_numbers("Theo 05 - CTHĐ/TU, ngày 09/9/2013.")]
    [('Theo ', ''), ('05 - CTHĐ/TU', '/tim-kiem?q=05-CTH%C4%90%2FTU'), (', ngày 09/9/2013.', '')]
    """
    done = 0
    for found in find_numbers(text):
        if found.start > done:
            yield Piece(text[done:found.start])
        yield Piece(text[found.start:found.end], number_link(str(found.number)).address)
        done = found.end
    if done < len(text):
        yield Piece(text[done:])

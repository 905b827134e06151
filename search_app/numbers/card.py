"""The card above the results of a question that holds a number: the documents that it may mean, before all
bulletins."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.references.question import read_question
from indexer.documents.lookup import find_open, look_up_number, other_words
from indexer.documents.near import near_ones
from indexer.documents.reader import DocumentReader
from search_app.numbers.links import lookup_address
from search_app.numbers.shown import Shown, number_address, show
from search_app.rows import Link

SHOWN = 4


@dataclass(frozen=True)
class Card:
    """`heading` says how many documents bear the number; `more` leads to all of them; `open` counts the bulletins that
    do
    not say which they mean. `near` stands where nobody names the number. `apart` counts what names the number and what
    holds the other words, where there are any."""

    number: str
    heading: str
    documents: tuple[Shown, ...] = ()
    picked: bool = False
    more: Link | None = None
    open: int = 0
    near: tuple[Shown, ...] = ()
    apart: tuple[Link, ...] = ()


def make_card(text: str, reader: DocumentReader) -> Card | None:
    """The card for a question; None where it names no number, or one that may as well be words."""
    asked = read_question(text)
    if not asked:
        return None
    found = look_up_number(asked[0], other_words(text, asked[0]), reader)
    number = str(found.documents[0].number) if len(found.keys) == 1 else str(found.number)
    if not found.documents:
        if not asked[0].is_certain or not asked[0].number.is_full:
            return None
        near = tuple(map(show, near_ones(asked[0].number, reader)))
        heading = f"Chưa có văn bản {number} trong kho, và chưa bản tin nào nhắc tới số này."
        return Card(number, heading, near=near[:SHOWN])
    several = len(found.documents)
    if found.is_settled and found.document:
        heading = f"Văn bản bạn hỏi, trong {several} văn bản mang số {number}" if several > 1 else "Văn bản bạn hỏi"
        shown = tuple(map(show, (found.document,)))
    else:
        heading = f"Có {several} văn bản mang số {number}" if several > 1 else f"Văn bản mang số {number}"
        ranked = sorted(found.documents, key=lambda document: -document.all) if len(found.keys) > 1 else found.documents
        shown = tuple(map(show, ranked[:SHOWN]))
    address = number_address(found.documents[0].slug) if len(found.keys) == 1 else lookup_address(text)
    more = Link("Xem tất cả văn bản mang số này", address, several)
    return Card(number, heading, shown, found.is_settled, more, len(find_open(found, reader)))


def words_beside(text: str) -> tuple[str, str]:
    """(the number with what is said of it, the other words) of a question that holds one number; "" for what is not
    there.

    >>> words_beside("20-NQ/TW khóa XI ở Kim Bồng"), words_beside("lũ lụt")
    (('20-NQ/TW khóa XI', 'ở Kim Bồng'), ('', 'lũ lụt'))
    """
    asked = read_question(text)
    if len(asked) != 1:
        return "", text
    start, end = asked[0].start, asked[0].end
    return text[start:end], " ".join(f"{text[:start]} {text[end:]}".split())

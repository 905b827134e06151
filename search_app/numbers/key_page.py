"""The page of a number: all documents that bear it, and what bears it without saying which. Always the list."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.documents.lookup import Found
from indexer.documents.near import near_ones
from indexer.documents.reader import DocumentReader
from search_app.library import store
from search_app.numbers.shown import Shown, number_address, show
from search_app.params import join_address
from search_app.rows import Row, make_row
from search_app.wording import write_count

OPEN_SHOWN = 20


@dataclass(frozen=True)
class KeyPage:
    """The documents of a number. `bearing` counts the bulletins that bear it, as a search for it does, `inferred` those
    of them that can only mean it; `open` are those that do not say which document they mean."""

    number: str
    address: str
    search_address: str
    status: str
    bearing: int
    inferred: int
    documents: tuple[Shown, ...]
    open: int
    open_rows: tuple[Row, ...]
    near: tuple[Shown, ...] = ()


def make_key_page(found: Found, reader: DocumentReader) -> KeyPage:
    """The page of a number that is known."""
    number = str(found.number)
    documents = tuple(map(show, found.documents))
    open_ids = [one.bulletin for one in found.open]
    held = store().get_many(open_ids[:OPEN_SHOWN])
    return KeyPage(
        number=number, address=number_address(found.documents[0].slug), search_address=join_address({"q": number}),
        status=count_documents(len(documents), number), bearing=len(found.bulletins),
        inferred=len(found.inferred), documents=documents,
        open=len(open_ids), open_rows=tuple(make_row(held[id], with_teaser=False) for id in open_ids[:OPEN_SHOWN]
                                            if id in held and not held[id].gone_on),
        near=tuple(show(document) for document in near_ones(found.documents[0].number, reader)))


def count_documents(count: int, number: str) -> str:
    """How many documents bear a number.

    >>> count_documents(3, "20-NQ/TW")
    'Có 3 văn bản mang số 20-NQ/TW. Chọn theo khóa, nơi hoặc ngày ban hành.'
    """
    if count == 1:
        return f"Các bản tin trong kho nói tới 1 văn bản mang số {number}."
    return f"Có {write_count(count)} văn bản mang số {number}. Chọn theo khóa, nơi hoặc ngày ban hành."

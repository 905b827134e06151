"""The Whoosh schema: each channel a field of ready-made terms, each fact of a bulletin a column.

Analysis is ours, so no field has an analyzer, and postings reach the index beside Whoosh's `add_document`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh import columns, fields, formats

from indexer.engine.entry import Card
from indexer.engine.postings import CHANNELS
from indexer.engine.whoosh_engine.bytes_column import BytesColumn
from indexer.engine.whoosh_engine.stream_column import StreamColumn


class Terms(fields.FieldType):
    """A field whose terms are filed by ArrayWriter. Whoosh's queries find them by their text."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None
        self.scorable = False
        self.stored = False
        self.unique = False
        self.vector = None
        self.column_type = None

    def index(self, value: Any, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Nothing: see ArrayWriter.add_packed."""
        return iter(())

    def __eq__(self, other: object) -> bool:
        return type(other) is Terms

    __hash__ = None  # type: ignore[assignment]  # a schema compares its fields and never hashes them


def make_schema() -> fields.Schema:
    """The schema of an index."""
    return fields.Schema(
        id=fields.ID(unique=True),
        **{channel: Terms() for channel in CHANNELS},
        ids=fields.COLUMN(BytesColumn()),
        titles=fields.COLUMN(BytesColumn()),
        document=fields.COLUMN(columns.NumericColumn("Q")),
        family=fields.COLUMN(columns.NumericColumn("Q")),
        edited=fields.COLUMN(columns.NumericColumn("I")),
        length=fields.COLUMN(columns.NumericColumn("I")),
        day=fields.COLUMN(columns.NumericColumn("I")),
        source=fields.COLUMN(columns.RefBytesColumn()),
        section=fields.COLUMN(columns.RefBytesColumn()),
        kinds=fields.COLUMN(columns.RefBytesColumn()),
        author=fields.COLUMN(columns.RefBytesColumn()),
        units=fields.COLUMN(columns.RefBytesColumn()),
        genre=fields.COLUMN(columns.RefBytesColumn()),
        provinces=fields.COLUMN(BytesColumn()),
        communes=fields.COLUMN(BytesColumn()),
        digest=fields.COLUMN(BytesColumn()),
        stream=fields.COLUMN(StreamColumn()),
    )


def make_document(card: Card, length: int, title: str, stream: bytes) -> dict[str, Any]:
    """The keyword arguments of Whoosh's add_document for a bulletin, its postings apart."""
    return {
        "id": card.id,
        "ids": card.id.encode(),
        "titles": title.encode(),
        "document": card.document,
        "family": card.family,
        "edited": int(card.edited),
        "length": min(length, 2**31),
        "day": card.published_on.toordinal() if card.published_on else 0,
        "source": card.source.encode(),
        "section": card.section.encode(),
        "kinds": " ".join(dict.fromkeys(card.kinds)).encode(),
        "author": card.author.encode(),
        "units": " ".join(dict.fromkeys(card.units)).encode(),
        "genre": card.genre.encode(),
        "provinces": " ".join(card.provinces).encode(),
        "communes": " ".join(card.communes).encode(),
        "digest": card.digest.encode(),
        "stream": stream,
    }

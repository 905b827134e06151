"""The Whoosh schema: each channel a field of ready-made terms, each fact of a bulletin a column.

Analysis is ours, so no field has an analyzer: a field is handed {term: weight} and files just that.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from whoosh import columns, fields, formats

from indexer.engine.entry import Card, Entry, Stream
from indexer.engine.postings import CHANNELS, weigh

READING = "~"
PLAIN, OTHER = "=", "+"
MARKS = re.compile("[\u0300-\u036f]+")


class Terms(fields.FieldType):
    """A field that is handed its terms and their weights."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None
        self.scorable = False
        self.stored = False
        self.unique = False
        self.vector = None
        self.column_type = None

    def index(self, value: Mapping[str, float], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Whoosh's (term, frequency, weight, payload) of one bulletin."""
        return ((term.encode(), 1, weight, b"") for term, weight in value.items())

    def __eq__(self, other: object) -> bool:
        return type(other) is Terms

    __hash__ = None  # type: ignore[assignment]  # a schema compares its fields and never hashes them


def make_schema() -> fields.Schema:
    """The schema of an index."""
    return fields.Schema(
        id=fields.ID(unique=True, stored=True),
        **{channel: Terms() for channel in CHANNELS},
        length=fields.COLUMN(columns.NumericColumn("I")),
        day=fields.COLUMN(columns.NumericColumn("I")),
        source=fields.COLUMN(columns.RefBytesColumn()),
        section=fields.COLUMN(columns.RefBytesColumn()),
        kinds=fields.COLUMN(columns.RefBytesColumn()),
        ids=fields.COLUMN(columns.VarBytesColumn()),
        card=fields.STORED,
        stream=fields.STORED,
    )


def make_document(entry: Entry) -> dict[str, Any]:
    """The keyword arguments of Whoosh's add_document for an entry."""
    card, postings = entry.card, weigh(entry)
    document: dict[str, Any] = {channel: terms for channel in CHANNELS if (terms := getattr(postings, channel))}
    return document | {
        "id": card.id,
        "ids": card.id.encode(),
        "length": min(postings.length, 2**31),
        "day": card.published_on.toordinal() if card.published_on else 0,
        "source": card.source.encode(),
        "section": card.section.encode(),
        "kinds": " ".join(sorted(set(card.kinds))).encode(),
        "card": (card.published_on, card.source, card.section, card.kinds, card.digest),
        "stream": zlib.compress(make_stream(entry).encode()),
    }


def make_stream(entry: Entry) -> str:
    """What phrases are looked up in: a line for each paragraph, as spelt, and one for each reading behind a sign.

    Its first character says whether the folded text is ASCII, as nearly all is: that much faster is it folded again.
    """
    lines = [line for zone in entry.zones.values() for line in zone.lines]
    plain = all(syllable.isascii() for folded, _ in lines for syllable in folded)
    return (PLAIN if plain else OTHER) + "\n".join(
        f" {' '.join(spelt)} " if spelt else f"{READING} {' '.join(folded)} " for folded, spelt in lines)


def read_stream(stored: Mapping[str, Any]) -> Stream:
    """The stream of a stored document: folding what was spelt costs less than keeping it twice."""
    text = zlib.decompress(stored["stream"]).decode()
    kept = text[1:]
    folded = unicodedata.normalize("NFD", kept).replace("đ", "d").replace(READING, "")
    folded = folded.encode("ascii", "ignore").decode() if text[0] == PLAIN else MARKS.sub("", folded)
    if READING in kept:
        kept = "\n".join("" if line[:1] == READING else line for line in kept.split("\n"))
    return Stream(folded, kept)


def read_card(stored: Mapping[str, Any]) -> Card:
    """The card of a stored document."""
    return Card(stored["id"], *stored["card"])

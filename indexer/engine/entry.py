"""Entry: a bulletin as an engine takes it, and Card: what an engine gives back of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True)
class Zone:
    """The terms of one part of a bulletin, in reading order; paragraphs apart, since no phrase runs across them.

    `paragraphs[i][j]` is the j-th folded syllable of paragraph i; `alternatives` are further folded forms (the whole of
    a glued run); `readings` are runs of syllables that a phrase may match though they do not stand side by side;
    `marked` are the tone keys of the marked syllables, `beside` the terms of what stands side by side as it is spelt
    (`spelt.py`), `words` the words that the segmenter cut; `numbers` are the keys of the document numbers, whole and
    partial, and `yearless` those of numbers with a year that leave it out.
    """

    paragraphs: tuple[tuple[str, ...], ...] = ()
    alternatives: tuple[str, ...] = ()
    readings: tuple[tuple[str, ...], ...] = ()
    marked: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    yearless: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """What phrases may match: each paragraph, then each reading."""
        return (*self.paragraphs, *dict.fromkeys(self.readings))


class Card(NamedTuple):
    """What an engine knows of a bulletin besides its terms. `kinds` are codes of document types ("NQ", "QĐ"), `units`
    those of bodies ("UBND", "TW"), `provinces` and `communes` ids of those of today that it names a part of; none holds
    a blank.

    `document` is a number of the official document that it is, or a part of: the same in all parts of one, 0 for none.
    `digest` tells one version of the indexed text from another. `family` is a number that bulletins of the same text
    share, 0 for one that stands alone; `edited`: its source changed it after publication. A tuple, and not a dataclass:
    making twenty of these took half of the time of a search for a rare word.
    """

    id: str
    published_on: date | None = None
    source: str = ""
    section: str = ""
    kinds: tuple[str, ...] = ()
    digest: str = ""
    document: int = 0
    author: str = ""
    units: tuple[str, ...] = ()
    genre: str = ""
    family: int = 0
    edited: bool = False
    provinces: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A bulletin ready for an engine."""

    card: Card
    title: Zone = Zone()
    summary: Zone = Zone()
    body: Zone = Zone()
    attached: Zone = Zone()

    @property
    def zones(self) -> dict[str, Zone]:
        """The zones by name, the weightiest first: what files say that hang on it is the last of all."""
        return {"title": self.title, "summary": self.summary, "body": self.body, "attached": self.attached}

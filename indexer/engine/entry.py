"""Entry: a bulletin as an engine takes it, and Card: what an engine gives back of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True)
class Zone:
    """The terms of one part of a bulletin, in reading order; paragraphs apart, since no phrase runs across them.

    `paragraphs[i][j]` is the j-th folded syllable of paragraph i, `spelt[i][j]` its mark key, or again its folded form
    where it has none (all of them, where `spelt` is left out); `alternatives` are further folded forms (the whole of
    a glued run); `readings` are runs of syllables that a phrase may match though they do not stand side by side;
    `marked` are the tone keys of the marked syllables, `words` the words that the segmenter cut; `numbers` are the keys
    of the document numbers, whole and partial, and `yearless` those of numbers with a year that leave it out.
    """

    paragraphs: tuple[tuple[str, ...], ...] = ()
    spelt: tuple[tuple[str, ...], ...] = ()
    alternatives: tuple[str, ...] = ()
    readings: tuple[tuple[str, ...], ...] = ()
    marked: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    yearless: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """What phrases may match: (folded, spelt) for each paragraph, then for each reading."""
        spelt = self.spelt or self.paragraphs
        return (*zip(self.paragraphs, spelt, strict=True), *((reading, ()) for reading in dict.fromkeys(self.readings)))


class Stream(NamedTuple):
    """The syllables of a bulletin, blanks around each: a line for each paragraph, then one for each reading, folded and
    as spelt (a reading's second line is blank)."""

    folded: str
    spelt: str


class Card(NamedTuple):
    """What an engine knows of a bulletin besides its terms. `kinds` are codes of document types ("NQ", "QĐ").

    `digest` tells one version of the indexed text from another. A tuple, and not a dataclass: making twenty
    of these took half of the time of a search for a rare word.
    """

    id: str
    published_on: date | None = None
    source: str = ""
    section: str = ""
    kinds: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True)
class Entry:
    """A bulletin ready for an engine."""

    card: Card
    title: Zone = Zone()
    summary: Zone = Zone()
    body: Zone = Zone()

    @property
    def zones(self) -> dict[str, Zone]:
        """The zones by name, the weightiest first."""
        return {"title": self.title, "summary": self.summary, "body": self.body}

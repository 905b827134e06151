"""The places of a bulletin as links, each once, and what a unit that has ended is today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.bulletin import Bulletin
from corpus.places.gazetteer import Gazetteer
from corpus.places.reading.find_places import Place
from corpus.places.unit import Unit
from search_app.addresses import place_address
from search_app.library import library
from search_app.numbers.links import Piece
from search_app.wording import write_iso_day


@dataclass(frozen=True)
class PlaceNote:
    """A unit that a bulletin names, and what it is now ("" of one that goes on)."""

    name: str
    address: str
    now: str


def places_of(bulletin: Bulletin) -> list[Place]:
    """The places that a bulletin names, in its title, summary and body joined by newlines; none without an index."""
    reader = library().known.places
    if reader is None:
        return []
    text = "\n".join((bulletin.title, bulletin.summary, bulletin.body))
    return reader.find_places(text, bulletin.published_on, library().source_units.get(bulletin.source, ()))


def place_notes(places: Sequence[Place]) -> tuple[PlaceNote, ...]:
    """The units that are named, each once, with what they are now."""
    units = dict.fromkeys(place.unit for place in places if place.unit)
    return tuple(PlaceNote(unit.name, place_address(unit.id), say_now(unit, _gazetteer())) for unit in units)


def link_places(paragraphs: Sequence[tuple[Piece, ...]], bulletin: Bulletin,
                places: Sequence[Place]) -> Iterator[tuple[Piece, ...]]:
    """The last paragraphs of a bulletin's body, each unit in one a link where it is named first."""
    start = len(bulletin.title) + len(bulletin.summary) + 2
    lines = []
    for line in bulletin.body.split("\n"):
        if line:
            lines.append((start, start + len(line)))
        start += len(line) + 1
    for pieces, (first, last) in zip(paragraphs, lines[len(lines) - len(paragraphs):], strict=True):
        inside = {place.unit: place for place in reversed(places) if place.unit and first <= place.start < last}
        yield tuple(_cut(pieces, first, sorted(inside.values(), key=lambda place: place.start)))


def _cut(pieces: Sequence[Piece], start: int, places: Sequence[Place]) -> Iterator[Piece]:
    """Pieces of a paragraph that begins at `start`, with links where places stand in what is none yet."""
    for piece in pieces:
        end = start + len(piece.text)
        done = start
        for place in places:
            if piece.address or not done <= place.start < place.end <= end or not place.unit:
                continue
            if place.start > done:
                yield Piece(piece.text[done - start:place.start - start])
            yield Piece(place.text, place_address(place.unit.id), say_now(place.unit, _gazetteer()), "place")
            done = place.end
        if done < end:
            yield replace(piece, text=piece.text[done - start:])
        start = end


def _gazetteer() -> Gazetteer:
    reader = library().known.places
    assert reader is not None  # else no place was read
    return reader.gazetteer


def say_now(unit: Unit, gazetteer: Gazetteer) -> str:
    """What a unit that ended is today; "" of one that goes on.

    >>> from corpus.places.unit import Heir
    >>> new = Unit("20017-phuong-kim-tra", "20017", "Phường Kim Trà")
    >>> old = Unit("20005-xa-huong-toan", "20005", "Xã Hương Toàn", valid_to="2025-07-01",
    ...            became=(Heir(new.id, "2025-07-01"),))
    >>> say_now(old, Gazetteer([old, new])), say_now(new, Gazetteer([new]))
    ('nay là phường Kim Trà', '')
    """
    if not unit.valid_to:
        return ""
    today = gazetteer.today(unit) if unit.level != "district" else []
    if not today:
        return f"đến {write_iso_day(unit.valid_to)}"
    names = [one.label for one in today[:4]]
    return f"nay là {', '.join(names)}{' …' if len(today) > 4 else ''}"

"""The places of a bulletin as links, each once, and what a unit that has ended is today."""

from __future__ import annotations

from corpus.bulletin import Bulletin
from corpus.places.gazetteer import Gazetteer
from corpus.places.reading.find_places import Place
from corpus.places.unit import Unit
from search_app.addresses import place_address
from search_app.library import library
from search_app.rows import Link
from search_app.wording import write_iso_day


def places_of(bulletin: Bulletin) -> list[Place]:
    """The places that a bulletin names, in its title, summary and body joined by newlines; none without an index."""
    reader = library().known.places
    if reader is None:
        return []
    text = "\n".join((bulletin.title, bulletin.summary, bulletin.body))
    return reader.find_places(text, bulletin.published_on, library().source_units.get(bulletin.source, ()))


def place_links(bulletin: Bulletin) -> tuple[Link, ...]:
    """The units that a bulletin names, each once, with what they are now."""
    reader = library().known.places
    units = dict.fromkeys(place.unit for place in places_of(bulletin) if place.unit)
    return tuple(Link(unit.name + (f", {now}" if (now := say_now(unit, reader.gazetteer)) else ""),
                      place_address(unit.id)) for unit in units if reader)


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

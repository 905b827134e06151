"""What the page says of the places of a question: which names were searched as well and the way to leave them out,
what may have been meant, what a unit that ended is today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.places.spelling import PROVINCE
from corpus.places.unit import Unit
from indexer.places.widening import APPLIED, ASKED, NAMED, OFFERED, Widened
from search_app.addresses import place_address
from search_app.library import library
from search_app.params import SearchForm
from search_app.results.finding import Found
from search_app.rows import Link
from search_app.wording import quote, write_iso_day

# More names than these make no sentence; the page of the place has all.
MOST_NAMES = 12
# A bare name that so many units bear is a word like others: "hòa bình" asks for no place.
MOST_BARE = 3
MOST_LINKS = 8


@dataclass(frozen=True)
class PlaceNote:
    """A sentence about a place, with links behind it."""

    text: str
    links: tuple[Link, ...] = ()


def make_place_notes(found: Found) -> Iterator[PlaceNote]:
    """The notes of a page of results, in the order of the places in the question."""
    form, understood = found.form, found.answer.understood
    if not form.widen:
        yield PlaceNote("Chỉ tìm tên địa danh như đã gõ." if form.text else "Chỉ bản tin dùng đúng tên này.",
                        (Link("Tìm cả tên cũ và tên mới", replace(form, widen=True, page=1).address),))
        return
    for place in understood.places:
        yield from _notes_of(place, form, understood.rewritten)


def _notes_of(place: Widened, form: SearchForm, text: str) -> Iterator[PlaceNote]:
    written = text[place.start:place.end]
    if place.unit and place.applied and not form.exact:
        only = Link(f"Chỉ tìm {quote(written)}", replace(form, widen=False, page=1).address)
        yield PlaceNote(say_applied(place.unit, place), (Link("Các tên và mốc", place_address(place.unit.id)), only))
    asked = [one.unit for one in place.expanded if one.status == ASKED]
    if asked:
        yield PlaceNote(f"Có {len(asked)} đơn vị tên {quote(written)}:", tuple(_choices(asked, form, text, place)))
    offered = [one.unit for one in place.expanded if one.status == OFFERED]
    if offered and (place.unit or len(offered) <= MOST_BARE or offered[0].level == PROVINCE):
        said = f"{place.unit.name} (đến {write_iso_day(place.unit.valid_to)}) nay gồm:" if place.unit else \
            "Có thể bạn tìm:"
        yield PlaceNote(said, tuple(_choices(offered, form, text, place)))
    named = [one.unit for one in place.expanded if one.status == NAMED]
    if named:
        yield PlaceNote("Còn có:", tuple(
            Link(f"{title_of(unit)} (đến {write_iso_day(unit.valid_to)})", place_address(unit.id))
            for unit in named[:MOST_LINKS]))


def say_applied(unit: Unit, place: Widened) -> str:
    """Which names are searched as well, and since when they are one.

    >>> from indexer.places.widening import Expanded
    >>> old = Unit("20005-xa-huong-toan", "20005", "Xã Hương Toàn", valid_to="2025-07-01")
    >>> new = Unit("20017-phuong-kim-tra", "20017", "Phường Kim Trà", valid_from="2025-07-01")
    >>> say_applied(new, Widened(0, 5, new, (Expanded(old, "applied", ""),)))
    'Đã tìm cả tên cũ: xã Hương Toàn (thành phường Kim Trà từ 01/07/2025).'
    >>> say_applied(old, Widened(0, 5, old, (Expanded(new, "applied", "", True),)))
    'Xã Hương Toàn nay là phường Kim Trà (một phần) (từ 01/07/2025); đã tìm cả tên mới.'
    """
    applied = [one for one in place.expanded if one.status == APPLIED]
    names = ", ".join(f"{one.unit.label}{' (một phần)' if one.is_part else ''}" for one in applied[:MOST_NAMES])
    if len(applied) > MOST_NAMES:
        names += f" và {len(applied) - MOST_NAMES} tên nữa"
    if unit.valid_to:
        return f"{unit.name} nay là {names} (từ {write_iso_day(unit.valid_to)}); đã tìm cả tên mới."
    since = f" (thành {unit.label} từ {write_iso_day(unit.valid_from)})" if unit.valid_from else ""
    return f"Đã tìm cả tên cũ: {names}{since}."


def _choices(units: list[Unit], form: SearchForm, text: str, place: Widened) -> Iterator[Link]:
    """Links that ask for one of some units: its whole name with its province in place of what was typed."""
    for unit in units[:MOST_LINKS]:
        said = f"{text[:place.start]}{title_of(unit).replace(' (', ' ').replace(')', '')}{text[place.end:]}"
        yield Link(title_of(unit), replace(form, text=said, page=1).address)


def title_of(unit: Unit) -> str:
    """A unit's name with the one above it behind."""
    reader = library().known.places
    province = reader.gazetteer.province_of(unit, unit.valid_from) if reader else None
    return f"{unit.name} ({province.bare})" if province and province is not unit else unit.name

"""A unit → what its page shows: names and days, makers and heirs with their decrees, bulletins by year and by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.bulletin import Bulletin
from corpus.places.gazetteer import Gazetteer
from corpus.places.unit import Unit
from indexer.engine.base import Engine
from indexer.engine.page import SearchPage
from indexer.engine.query import AnyOf, Number, Query, Sort, place_key
from search_app.addresses import place_address
from search_app.params import SearchForm
from search_app.rows import Link, Row, make_row
from search_app.wording import write_iso_day

BULLETINS_SHOWN = 20
# A unit's neighbours by name; phường 1 had some thirty.
NAMESAKES_SHOWN = 30


@dataclass(frozen=True)
class Step:
    """A unit that a unit was made of or became: by which decree, on which day, in part or whole."""

    link: Link
    day: str
    day_text: str
    decree: str
    is_part: bool


@dataclass(frozen=True)
class PlacePage:
    """A unit's page, ready to be shown. `names` are the names of its chain, each with how many bulletins use it."""

    id: str
    name: str
    days: str
    decree: str
    above: tuple[Link, ...]
    makers: tuple[Step, ...]
    heirs: tuple[Step, ...]
    unknown_heir: bool
    names: tuple[Link, ...]
    years: tuple[Link, ...]
    total: int
    rows: tuple[Row, ...]
    below: tuple[Link, ...]
    namesakes: tuple[Link, ...]
    search: str


def count_naming(engine: Engine, units: Iterable[Unit], per_page: int = 1, facets: tuple[str, ...] = ()) -> SearchPage:
    """The bulletins that name one of some units, the newest first."""
    keys = [Number(place_key(unit.id)) for unit in units]
    known = tuple(key for key in keys if engine.frequency("number", key.key))
    if not known:
        return SearchPage(0, facets=dict.fromkeys(facets, ()), per_page=per_page)
    return engine.search(Query(required=(AnyOf(known),), sort=Sort.NEWEST, per_page=per_page, facets=facets))


def make_page(unit: Unit, gazetteer: Gazetteer, engine: Engine, bulletins) -> PlacePage:
    """The page of a unit; `bulletins` gives those of some ids."""
    family = chain_of(unit, gazetteer)
    found = count_naming(engine, family, BULLETINS_SHOWN, ("year",))
    held: dict[str, Bulletin] = bulletins([hit.id for hit in found.hits])
    name = SearchForm(text=unit.label)
    return PlacePage(
        unit.id, unit.name, write_days(unit), unit.decree,
        tuple(_link(gazetteer[parent.id], gazetteer, parent.day) for parent in unit.parents
              if parent.id in gazetteer.units),
        tuple(Step(_link(maker, gazetteer), heir.day, write_iso_day(heir.day), heir.decree, heir.is_part)
              for maker, heir in gazetteer.makers_of.get(unit.id, ())),
        tuple(Step(_link(gazetteer[heir.id], gazetteer), heir.day, write_iso_day(heir.day), heir.decree, heir.is_part)
              for heir in unit.became),
        bool(unit.valid_to and not unit.became and unit.level == "commune"),
        tuple(Link(one.name, SearchForm(text=one.label, widen=False).address, count) for one in family
              if (count := engine.frequency("number", place_key(one.id)))),
        tuple(Link(year.value, name.filtered(year=(int(year.value),)).address, year.count)
              for year in found.facets["year"]),
        found.total, tuple(make_row(held[hit.id]) for hit in found.hits if hit.id in held),
        tuple(_link(now, gazetteer) for now in below_of(unit, gazetteer)),
        tuple(_link(other, gazetteer) for other in namesakes_of(unit, gazetteer)[:NAMESAKES_SHOWN]), name.address)


def chain_of(unit: Unit, gazetteer: Gazetteer) -> list[Unit]:
    """A unit with all that it was made of and all that it became; of provinces and districts it alone."""
    if unit.level != "commune":
        return [unit]
    return [unit, *(heir for heir, _ in gazetteer.heirs(unit)), *(maker for maker, _ in gazetteer.makers(unit))]


def below_of(unit: Unit, gazetteer: Gazetteer) -> Sequence[Unit]:
    """The units right below one that goes on; the communes of today of a district that ended."""
    if unit.valid_to:
        return gazetteer.today(unit) if unit.level == "district" else ()
    return sorted((child for child in gazetteer.children_of.get(unit.id, ())
                   if not child.valid_to and child.parent_on("") == unit.id), key=lambda child: child.folded)


def namesakes_of(unit: Unit, gazetteer: Gazetteer) -> list[Unit]:
    """The other units of the same bare name that are of another chain, those of today first."""
    own = {one.id for one in chain_of(unit, gazetteer)}
    return sorted((one for one in gazetteer.units.values() if one.key == unit.key and one.id not in own),
                  key=lambda one: (bool(one.valid_to), one.id))


def _link(unit: Unit, gazetteer: Gazetteer, day: str = "") -> Link:
    province = gazetteer.province_of(unit, unit.valid_from)
    place = f" ({province.bare})" if province and province is not unit else ""
    ended = f", đến {write_iso_day(unit.valid_to)}" if unit.valid_to else ""
    since = f", từ {write_iso_day(day)}" if day else ""
    return Link(f"{unit.name}{place}{since or ended}", place_address(unit.id))


def write_days(unit: Unit) -> str:
    """When a unit exists, in words.

    >>> write_days(Unit("20005-xa-huong-toan", "20005", "Xã Hương Toàn", valid_to="2025-07-01"))
    'Đến 01/07/2025'
    >>> write_days(Unit("01-thanh-pho-ha-noi", "01", "Thành phố Hà Nội"))
    'Hiện nay'
    """
    begins = f"Từ {write_iso_day(unit.valid_from)}" if unit.valid_from else ""
    ends = f"đến {write_iso_day(unit.valid_to)}" if unit.valid_to else "đến nay" if begins else "Hiện nay"
    said = f"{begins} {ends}".strip()
    return said[:1].upper() + said[1:]


def as_json(page: PlacePage) -> dict[str, object]:
    """The same for machines."""
    def steps(of: tuple[Step, ...]) -> list[dict[str, object]]:
        return [{"unit": step.link.address.rpartition("/")[2], "name": step.link.text, "day": step.day,
                 "decree": step.decree or None, "part": step.is_part} for step in of]

    return {"unit": page.id, "name": page.name, "days": page.days, "decree": page.decree or None,
            "makers": steps(page.makers), "heirs": steps(page.heirs), "heir_unknown": page.unknown_heir,
            "bulletins": page.total, "names": {name.text: name.count for name in page.names},
            "years": {year.text: year.count for year in page.years},
            "latest": [row.address for row in page.rows]}

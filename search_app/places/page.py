"""A unit → what its page shows: names and days, makers and heirs with their decrees, bulletins by year and by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.bulletin import Bulletin
from corpus.places.gazetteer import Gazetteer
from corpus.places.spelling import PROVINCE
from corpus.places.unit import Heir, Unit
from indexer.asking.known import Known
from indexer.engine.base import Engine
from indexer.engine.page import FacetCount
from indexer.engine.query import place_key
from search_app.addresses import place_address
from search_app.params import SearchForm
from search_app.places.timeline import Timeline, in_time, make_timeline
from search_app.results.finding import ask_form
from search_app.results.time_bars import TimeBars, make_bars
from search_app.rows import Link, Row, make_row
from search_app.wording import write_iso_day

Bulletins = Callable[[Sequence[str]], Mapping[str, Bulletin]]

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
class Name:
    """A name of a unit's chain: when it was in force, how many bulletins use it, and the way to these."""

    id: str
    link: Link
    since: str
    until: str
    bulletins: Link


@dataclass(frozen=True)
class PlacePage:
    """A unit's page, ready to be shown. `form` asks for the bulletins that name it, under all names; `names` are those
    of its chain."""

    id: str
    name: str
    days: str
    decree: str
    above: tuple[Link, ...]
    makers: tuple[Step, ...]
    heirs: tuple[Step, ...]
    unknown_heir: bool
    timeline: Timeline | None
    names: tuple[Name, ...]
    bars: TimeBars | None
    years: tuple[FacetCount, ...]
    total: int
    rows: tuple[Row, ...]
    below: tuple[Link, ...]
    namesakes: tuple[Link, ...]
    form: SearchForm
    reach: str


def form_of(unit: Unit) -> SearchForm:
    """The search for the bulletins that name a unit or a part of it, by whatever name."""
    if unit.level == PROVINCE and not unit.valid_to:
        return SearchForm().filtered(province=(unit.id,))
    return SearchForm(place=unit.id)


def make_page(unit: Unit, gazetteer: Gazetteer, engine: Engine, known: Known, bulletins: Bulletins,
              today: date) -> PlacePage:
    """The page of a unit; `bulletins` gives those of some ids."""
    form, chain = form_of(unit), in_time(gazetteer.chain(unit))
    found = ask_form(engine, form, known, BULLETINS_SHOWN, count=True).page
    held = bulletins([hit.id for hit in found.hits])
    return PlacePage(
        unit.id, unit.name, write_days(unit), unit.decree,
        tuple(_link(gazetteer[parent.id], gazetteer, parent.day) for parent in unit.parents
              if parent.id in gazetteer.units),
        tuple(_step(maker, heir, gazetteer) for maker, heir in gazetteer.makers_of.get(unit.id, ())),
        tuple(_step(gazetteer[heir.id], heir, gazetteer) for heir in unit.became),
        bool(unit.valid_to and not unit.became and unit.level == "commune"),
        make_timeline(unit, chain, today),
        tuple(make_name(one, unit, engine, known) for one in chain),
        make_bars(form, found.facets), found.facets["year"], found.total,
        tuple(make_row(held[hit.id]) for hit in found.hits if hit.id in held),
        tuple(_link(now, gazetteer) for now in below_of(unit, gazetteer)),
        tuple(_link(other, gazetteer) for other in namesakes_of(unit, gazetteer)[:NAMESAKES_SHOWN]), form,
        "hoặc một nơi trong đó" if form.filters else "dưới mọi tên" if len(chain) > 1 else "")


def make_name(one: Unit, unit: Unit, engine: Engine, known: Known) -> Name:
    """One name of a unit's chain."""
    form = SearchForm(place=one.id, widen=False)
    is_used = engine.frequency("number", place_key(one.id))
    count = ask_form(engine, form, known, per_page=1).listed if is_used else 0
    own = Link(one.name, "" if one is unit else place_address(one.id))
    return Name(one.id, own, write_iso_day(one.valid_from) if one.valid_from else "",
                write_iso_day(one.valid_to) if one.valid_to else "", Link(one.name, form.address, count))


def below_of(unit: Unit, gazetteer: Gazetteer) -> Sequence[Unit]:
    """The units right below one that goes on; the communes of today of a district that ended."""
    if unit.valid_to:
        return gazetteer.today(unit) if unit.level == "district" else ()
    return sorted((child for child in gazetteer.children_of.get(unit.id, ())
                   if not child.valid_to and child.parent_on("") == unit.id), key=lambda child: child.folded)


def namesakes_of(unit: Unit, gazetteer: Gazetteer) -> list[Unit]:
    """The other units of the same bare name that are of another chain, those of today first."""
    own = {one.id for one in gazetteer.chain(unit)}
    return sorted((one for one in gazetteer.units.values() if one.key == unit.key and one.id not in own),
                  key=lambda one: (bool(one.valid_to), one.id))


def _step(unit: Unit, heir: Heir, gazetteer: Gazetteer) -> Step:
    return Step(_link(unit, gazetteer, ended=False), heir.day, write_iso_day(heir.day), heir.decree, heir.is_part)


def _link(unit: Unit, gazetteer: Gazetteer, day: str = "", *, ended: bool = True) -> Link:
    province = gazetteer.province_of(unit, unit.valid_from)
    place = f" ({province.bare})" if province and province is not unit else ""
    until = f", đến {write_iso_day(unit.valid_to)}" if unit.valid_to and ended else ""
    since = f", từ {write_iso_day(day)}" if day else ""
    return Link(f"{unit.name}{place}{since or until}", place_address(unit.id))


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
            "bulletins": page.total,
            "names": [{"unit": name.id, "name": name.link.text,
                       "since": name.since or None, "until": name.until or None, "bulletins": name.bulletins.count}
                      for name in page.names],
            "years": {year.value: year.count for year in page.years}, "search": page.form.address,
            "feed": page.form.feed("/atom.xml"),
            "namesakes": [link.address.rpartition("/")[2] for link in page.namesakes],
            "latest": [row.address for row in page.rows]}

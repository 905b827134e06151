"""The side column: how the hits divide by year, kind, section, source, author and body, each value a box to tick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from indexer.engine.page import FacetCount
from indexer.engine.query import UNDECIDED
from search_app.names import LEGENDS, VALUE_NAMES, communes_in
from search_app.params import ADDRESS_NAMES, SearchForm
from search_app.wording import write_count

VALUES_SHOWN = 6  # before "Xem thêm"
VALUES_KEPT = 15  # behind it; the page stays below 60 KB
# What is to be known of the counts of a facet.
NOTES = {"province": "Nơi được nhắc tới, theo đơn vị hiện nay.",
         "commune": "Đơn vị cũ đã chia cho nhiều nơi được tính ở từng nơi."}


class Choice(NamedTuple):
    """One value of a facet: how it is called, how an address has it, and how many have it where that was counted."""

    label: str
    value: str
    count: int | None  # type: ignore[assignment]  # a tuple's own count() is not missed here
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet: its heading, its name in an address, the choices in sight, those behind "Xem thêm", and what
    is to be known of its counts."""

    legend: str
    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    note: str = ""


def make_facets(form: SearchForm, counts: Mapping[str, tuple[FacetCount, ...]], total: int) -> tuple[Facet, ...]:
    """The facets that have a choice to offer: one value that all of `total` have is none."""
    made = (make_facet(field, form, counts.get(field, ())) for field in LEGENDS)
    return tuple(facet for facet in made if has_choice(facet, total))


def make_facet(field: str, form: SearchForm, counts: tuple[FacetCount, ...]) -> Facet:
    """One facet: what is chosen first, then the others in the order in which the engine counted them."""
    chosen = [str(value) for value in getattr(form.filters, field)]
    counted = {one.value: one.count for one in counts if one.value}
    if field == "commune" and form.filters.province:
        inside = communes_in(counted, form.filters.province)
        counted = {value: count for value, count in counted.items() if value in inside}
    values = [*chosen, *(value for value in counted if value not in chosen)] if field != "year" else list(
        dict.fromkeys([*counted, *chosen]))
    if UNDECIDED in values[VALUES_KEPT:] and UNDECIDED not in chosen:  # what is not known is told, however little it is
        values.insert(VALUES_KEPT - 1, UNDECIDED)
    name_value = VALUE_NAMES.get(field, str)
    choices = tuple(Choice(name_value(value), value, counted.get(value), value in chosen)
                    for value in values[:max(VALUES_KEPT, len(chosen))])
    shown = max(VALUES_SHOWN, 1 + max((place for place, one in enumerate(choices) if one.chosen), default=0))
    return Facet(LEGENDS[field], ADDRESS_NAMES[field], choices[:shown], choices[shown:], NOTES.get(field, ""))


def has_choice(facet: Facet, total: int) -> bool:
    """Whether ticking a box would change anything."""
    return len(facet.choices) > 1 or any(choice.chosen or (choice.count or 0) < total for choice in facet.choices)


def show_choices(choices: Iterable[Choice], name: str) -> Markup:
    """The choices of a facet as boxes to tick, which stand in the form of the page. Every page has a hundred of them,
    and the loop of a template takes three times as long.

    >>> print(show_choices([Choice("Lũ <lụt>", "lu", 1200, True)], "muc"))
    <li><label><input type="checkbox" form="tim" name="muc" value="lu" checked><span>Lũ &lt;lụt&gt;</span> \
<span class="count">1.200</span></label></li>
    """
    return Markup("\n".join([
        f'<li><label><input type="checkbox" form="tim" name="{name}" value="{escape(value)}"'
        f'{" checked" if chosen else ""}><span>{escape(label)}</span>'
        f'{f""" <span class="count">{write_count(count)}</span>""" if count is not None else ""}</label></li>'
        for label, value, count, chosen in choices]))

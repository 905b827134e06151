"""The side column: how the hits divide by year, source, section and kind, each value a link that narrows the search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from corpus.numbers.document_types import type_name
from indexer.engine.page import FacetCount
from search_app.library import source_title
from search_app.params import OtherAddresses, SearchForm

VALUES_SHOWN = 6  # before "Xem thêm"
VALUES_KEPT = 25  # behind it; the page stays below 60 KB


@dataclass(frozen=True)
class Choice:
    """One value of a facet. Where it is chosen, its address takes the filter off."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet: the choices in sight, and those behind "Xem thêm"."""

    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


def make_facets(form: SearchForm, counts: Mapping[str, tuple[FacetCount, ...]]) -> tuple[Facet, ...]:
    """The facets that have a choice to offer."""
    made = (
        make_facet("Năm", "year", form, counts),
        make_facet("Loại văn bản được nhắc", "kind", form, counts),
        make_facet("Chuyên mục", "section", form, counts),
        make_facet("Nguồn", "source", form, counts),
    )
    return tuple(facet for facet in made if facet.choices)


def make_facet(name: str, key: str, form: SearchForm, counts: Mapping[str, tuple[FacetCount, ...]]) -> Facet:
    """One facet, its choices in the order in which the engine counted them."""
    shown = islice((counted for counted in counts.get(key, ()) if counted.value), VALUES_KEPT)
    others = OtherAddresses(replace(form, page=1), key)
    choices = tuple(make_choice(key, form, counted, others) for counted in shown)
    return Facet(name, choices[:VALUES_SHOWN], choices[VALUES_SHOWN:])


def make_choice(key: str, form: SearchForm, counted: FacetCount, others: OtherAddresses) -> Choice:
    """One choice: the search with this filter, or without it where it is on."""
    value = counted.value
    if key == "year":
        chosen, label = form.filters.year == int(value), value
    elif key == "kind":
        chosen, label = form.filters.kind == value, kind_name(value)
    elif key == "section":
        chosen, label = form.filters.section == value, value
    else:
        chosen, label = form.filters.source == value, source_title(value)
    return Choice(label, counted.count, others.at("" if chosen else value), chosen)


def kind_name(code: str) -> str:
    """The name of a document type, its code where the code is unknown.

    >>> kind_name("NQ"), kind_name("XYZ")
    ('Nghị quyết', 'XYZ')
    """
    name = type_name(code)
    return name[:1].upper() + name[1:] or code

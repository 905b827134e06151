"""What there is to browse by: the values of a filter over the whole index, each with its address."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache

from indexer.engine.page import FacetCount
from indexer.engine.query import Query
from search_app.addresses import browse_address, make_slug
from search_app.keeping import what_answers
from search_app.library import library
from search_app.names import value_name
from search_app.rows import Link

KEPT = 16  # five filters of this generation, and of the one before


def values_of(field: str) -> tuple[FacetCount, ...]:
    """All values of a filter, the most frequent first. Raises IndexUnusable where no index answers."""
    return library().engine.search(Query(facets=(field,), per_page=0)).facets[field]


def links_of(field: str, most: int | None = None) -> tuple[Link, ...]:
    """The pages of the values, the most frequent first; values of one address are one link under the first's name."""
    joined: dict[str, Link] = {}
    for value, count in values_of(field):
        address = browse_address(field, value_name(field, value))
        before = joined.get(address)
        joined[address] = Link(before.text if before else value_name(field, value), address,
                               count + (before.count or 0 if before else 0))
    return tuple(joined.values())[:most]


def values_at(field: str, slug: str) -> tuple[str, ...]:
    """The values whose page has an address: often one, several where names differ in marks alone."""
    sources = what_answers()
    return slugs_kept(sources, field).get(slug, ()) if sources is not None else slugs(field).get(slug, ())


@lru_cache(maxsize=KEPT)
def slugs_kept(_sources: Hashable, field: str) -> dict[str, tuple[str, ...]]:
    """The same for all addresses of a filter, made once for a generation."""
    return slugs(field)


def slugs(field: str) -> dict[str, tuple[str, ...]]:
    """The values by the last part of their address."""
    return group_by_slug(field, (value for value, _ in values_of(field)))


def group_by_slug(field: str, values: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Values by the slug of what they are called.

    >>> group_by_slug("author", ["Minh Châu", "Hoài An", "Minh Chau"])
    {'minh-chau': ('Minh Châu', 'Minh Chau'), 'hoai-an': ('Hoài An',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for value in values:
        slug = make_slug(value_name(field, value))
        found[slug] = (*found.get(slug, ()), value)
    return found

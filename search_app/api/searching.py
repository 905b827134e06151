"""A listing as the API answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from indexer.engine.page import FacetCount
from search_app.api.cursors import make_cursor
from search_app.api.values import Count, Hit, InFile, Search
from search_app.doors.listing import Listed, Listing

PATH = "/api/v1/tim-kiem"


def make_search(listing: Listing, facets: Mapping[str, tuple[FacetCount, ...]], generation: str,
                most_pages: int) -> Search:
    """The answer of a listing: days are ISO 8601, unknown ones null. Beyond `most_pages` a cursor leads on."""
    page = listing.form.page
    links = {"self": listing.door(PATH), "html": listing.address}
    if page > 1:
        links["prev"] = listing.door(PATH, page - 1)
    if page < min(listing.pages, most_pages):
        links["next"] = listing.door(PATH, page + 1)
    return Search(
        query=listing.form.text, total=listing.total, near=listing.near, grouped=listing.grouped, page=page,
        pages=listing.pages, next_cursor=make_cursor(generation, page + 1) if page < listing.pages else None,
        suggestion=listing.suggestion or None, hits=[make_hit(bulletin) for bulletin in listing.bulletins],
        facets=make_counts(facets), links=links)


def make_counts(facets: Mapping[str, tuple[FacetCount, ...]]) -> dict[str, list[Count]]:
    """The counts of facets."""
    return {name: [Count(*counted) for counted in counts] for name, counts in facets.items()}


def make_hit(bulletin: Listed) -> Hit:
    """One bulletin of a list."""
    return Hit(
        id=bulletin.id, url=bulletin.url or None, page_url=bulletin.page_url, title=bulletin.title,
        published_on=bulletin.published_on.isoformat() if bulletin.published_on else None,
        published_at=bulletin.published_at.isoformat("minutes") if bulletin.published_at else None,
        snippet=bulletin.snippet, source=bulletin.source, source_title=bulletin.source_title,
        author=bulletin.author or None, section=bulletin.section or None, numbers=list(bulletin.numbers),
        in_file=InFile(**asdict(bulletin.in_file)) if bulletin.in_file else None, also=list(bulletin.also),
        inferred=bulletin.inferred)

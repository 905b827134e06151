"""A listing as JSON, for /api/v1/tim-kiem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from indexer.engine.page import FacetCount
from search_app.doors.listing import Listed, Listing

PATH = "/api/v1/tim-kiem"


def write_json(listing: Listing, facets: Mapping[str, tuple[FacetCount, ...]]) -> dict[str, object]:
    """The listing as an object: days are ISO 8601, unknown ones null."""
    page = listing.form.page
    links = {"self": listing.door(PATH), "html": listing.address}
    if page > 1:
        links["prev"] = listing.door(PATH, page - 1)
    if page < listing.pages:
        links["next"] = listing.door(PATH, page + 1)
    return {
        "query": listing.form.text,
        "total": listing.total,
        "near": listing.near,
        "grouped": listing.grouped,
        "page": page,
        "pages": listing.pages,
        "suggestion": listing.suggestion or None,
        "hits": [write_hit(bulletin) for bulletin in listing.bulletins],
        "facets": {name: [{"value": counted.value, "count": counted.count} for counted in counts]
                   for name, counts in facets.items()},
        "links": links,
    }


def write_hit(bulletin: Listed) -> dict[str, object]:
    """One bulletin of a list."""
    return {
        "id": bulletin.id,
        "url": bulletin.url or None,
        "page_url": bulletin.page_url,
        "title": bulletin.title,
        "published_on": bulletin.published_on.isoformat() if bulletin.published_on else None,
        "published_at": bulletin.published_at.isoformat("minutes") if bulletin.published_at else None,
        "snippet": bulletin.snippet,
        "source": bulletin.source,
        "source_title": bulletin.source_title,
        "author": bulletin.author or None,
        "section": bulletin.section or None,
        "numbers": list(bulletin.numbers),
        "in_file": asdict(bulletin.in_file) if bulletin.in_file else None,
        "also": list(bulletin.also),
    }

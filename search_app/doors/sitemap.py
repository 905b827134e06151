"""The sitemap (sitemaps.org): our own pages, and nobody else's; an index of files of at most 50,000 addresses each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

PATH = "/sitemap.xml"
CHUNK = 50_000  # what the protocol allows in one file
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True)
class Place:
    """An address, and when what stands there was last changed."""

    address: str
    changed: datetime | None = None


def chunk_address(number: int) -> str:
    """Where a part of the sitemap lies; the first is 1.

    >>> chunk_address(1)
    '/sitemap-1.xml'
    """
    return f"/sitemap-{number}.xml"


def write_index(base: str, count: int, changed: datetime | None) -> Iterator[bytes]:
    """The index of the parts that so many addresses fill."""
    chunks = range(1, max(1, -(-count // CHUNK)) + 1)
    return write("sitemapindex", "sitemap", (Place(base + chunk_address(number), changed) for number in chunks))


def write_chunk(places: Iterable[Place]) -> Iterator[bytes]:
    """One part, an address at a time."""
    return write("urlset", "url", places)


def write(root: str, element: str, places: Iterable[Place]) -> Iterator[bytes]:
    """A file of the protocol.

    >>> b"".join(write("urlset", "url", [Place("http://h/a&b")])).decode().splitlines()[-2]
    '<url><loc>http://h/a&amp;b</loc></url>'
    """
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'.encode()
    for place in places:
        changed = f"<lastmod>{place.changed.isoformat('T', 'seconds')}</lastmod>" if place.changed else ""
        yield f"<{element}><loc>{escape(place.address)}</loc>{changed}</{element}>\n".encode()
    yield f"</{root}>\n".encode()

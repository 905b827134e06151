"""What the store knows of a source that nobody described: where it begins, and which hosts it lies on."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from corpus.crawling.addresses import canonical, origin
from corpus.crawling.scope import is_feed_address
from corpus.crawling.sources import Source
from corpus.storing.naming import Naming
from corpus.storing.store import Store


def stored_source(store: Store, name: str) -> Source | None:
    """The source of this name as it was crawled before; None where it never was."""
    rows = store.connection.execute("SELECT address, depth = 0 AND found_from IS NULL FROM url WHERE source = ? "
                                    "ORDER BY id", [name]).fetchall()
    if not rows:
        return None
    starts = tuple(address for address, is_start in rows if is_start and not is_feed_address(address))
    hosts = {urlsplit(address).netloc for address in starts or [address for address, _ in rows]}
    return Source(name, start=starts, hosts=tuple(sorted(hosts)))


def under_its_name(store: Store, source: Source) -> Source:
    """A source that was called by its address, under the name that it bears in the store."""
    address = canonical(source.start[0]) if source.start else None
    known = Naming(store).at(origin(address)) if address else ""
    return replace(source, name=known) if known else source

"""What of the web a crawl of a source may ask for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from corpus.crawling.addresses import canonical
from corpus.crawling.fetching.allowed import check_address
from corpus.crawling.fetching.answer import FetchError
from corpus.crawling.sources import Source, hosts_of


class CrawlError(Exception):
    """The crawl cannot begin; the message says why."""


@dataclass(frozen=True)
class Scope:
    """The hosts and the patterns of a source, and its entrances: starts, and where redirects lead from there. They are
    always let in, as sitemaps and feeds are.

    >>> scope = Scope(Source("a", include=("^/tin/",)), frozenset({"a.vn"}), {"http://a.vn/"})
    >>> [scope.lets_in(address) for address in ("http://a.vn/", "http://a.vn/anh", "http://a.vn/tin/1", "http://b.vn/")]
    [True, False, True, False]
    """

    source: Source
    hosts: frozenset[str]
    entrances: set[str] = field(default_factory=set)

    def lets_in(self, address: str) -> bool:
        """Whether the source's own description lets an address be fetched."""
        try:
            check_address(address, self.hosts)
        except FetchError:
            return False
        return is_feed_address(address) or address in self.entrances or self.source.wants(address)

    def lets_in_file(self, address: str) -> bool:
        """Whether a file that hangs on one of the source's bulletins may be fetched: wherever on its hosts it lies,
        unless the source's description excludes it by name."""
        try:
            check_address(address, self.hosts)
        except FetchError:
            return False
        return replace(self.source, include=()).wants(address)


def allowed_hosts(source: Source) -> frozenset[str]:
    """The hosts that may be fetched from, with and without "www.", which most portals redirect one way or the other.

    >>> sorted(allowed_hosts(Source("a", start=("http://a.vn:80/",))))
    ['a.vn', 'www.a.vn']
    """
    hosts: set[str] = set()
    for host in hosts_of(source):
        # In the spelling of `canonical`: small letters, and xn--… for a host with Vietnamese letters.
        address = canonical(f"http://{host}/")
        if not address:
            raise CrawlError(f"nguồn {source.name} có máy chủ viết sai: {host}")
        name = urlsplit(address).netloc.removesuffix(":443")
        hosts.add(name)
        if ":" not in name and not name.replace(".", "").isdecimal():
            hosts.add(name.removeprefix("www.") if name.startswith("www.") else f"www.{name}")
    return frozenset(hosts)


def is_feed_address(address: str) -> bool:
    """Whether an address looks like a sitemap's or a feed's."""
    return urlsplit(address).path.lower().endswith((".xml", ".xml.gz", ".rss"))

"""Addresses in sitemaps and feeds: starting points beside links.

They are looked for as text and not by an XML parser: half of the portals' feeds are no well-formed XML, and a text
search cannot be made to swell by entities that name entities.
"""

from __future__ import annotations

import re
import zlib
from html import unescape

from corpus.crawling.fetching.answer import media_type

MAX_BYTES = 50_000_000  # of one unpacked sitemap: what the protocol (sitemaps.org) allows
MAX_ADDRESSES = 50_000  # in one sitemap: likewise

SITEMAP = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)\b")
FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)\b")
LOCATION = re.compile(r"<(?:\w+:)?loc\s*>(.*?)</", re.DOTALL)
RSS_ITEM = re.compile(r"<item\b.*?</item", re.DOTALL)
RSS_LINK = re.compile(r"<link\s*>(.*?)</link|<guid(?:\s+isPermaLink\s*=\s*[\"']true[\"'])?\s*>\s*(http.*?)</guid",
                      re.DOTALL)
ATOM_ENTRY = re.compile(r"<entry\b.*?</entry", re.DOTALL)
ATOM_LINK = re.compile(r"<link\b[^>]*>")
ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
ALTERNATE = re.compile(r"<link\b[^>]*application/(?:rss|atom)\+xml[^>]*>", re.IGNORECASE)


def find_addresses(raw: bytes) -> tuple[str, ...]:
    """The addresses that a sitemap, a sitemap of sitemaps, an RSS or an Atom feed lists, as written there.

    >>> find_addresses(b"<urlset><url><loc> http://h/tin?a=1&amp;b=2 </loc></url></urlset>")
    ('http://h/tin?a=1&b=2',)
    >>> find_addresses(b"<rss><channel><link>http://h/</link><item><link><![CDATA[/tin/1]]></link></item></rss>")
    ('/tin/1',)
    >>> find_addresses(b"<feed><link href='/'/><entry><link rel='alternate' href='/tin/2'/></entry></feed>")
    ('/tin/2',)
    """
    text = decode(unzip(raw))
    if SITEMAP.search(text):
        written = LOCATION.findall(text)
    elif FEED.search(text):
        written = [link or guid for item in RSS_ITEM.findall(text) for link, guid in RSS_LINK.findall(item)]
        links = [attributes(link) for entry in ATOM_ENTRY.findall(text) for link in ATOM_LINK.findall(entry)]
        written += [link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"]
    else:
        written = []
    found = (unescape(CDATA.sub(r"\1", address).strip()) for address in written)
    return tuple(dict.fromkeys(address for address in found if address))[:MAX_ADDRESSES]


def find_feeds(raw: bytes) -> tuple[str, ...]:
    """The feeds that an HTML page names in its head.

    >>> find_feeds(b'<head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>')
    ('/rss.xml',)
    """
    links = (attributes(link) for link in ALTERNATE.findall(raw.decode("latin-1")))
    return tuple(unescape(link["href"]) for link in links if link.get("href"))


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag."""
    return {name.lower(): one or two for name, one, two in ATTRIBUTE.findall(tag)}


def unzip(raw: bytes) -> bytes:
    """The bytes of a sitemap that may be a .gz file; what does not unpack within the limit is given up."""
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(raw, MAX_BYTES)
    except zlib.error:
        return b""
    return unpacked if unpacker.eof else b""


def decode(raw: bytes) -> str:
    """The text of XML. Addresses are ASCII in every charset but UTF-16."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8", "replace")


def is_feed(raw: bytes, content_type: str) -> bool:
    """Whether an answer is a sitemap or a feed, and no page.

    >>> is_feed(b"<?xml version='1.0'?><rss>", "text/xml")
    True
    >>> is_feed(b"<?xml version='1.0'?><html>", "application/xhtml+xml")
    False
    """
    if raw.startswith(b"\x1f\x8b"):
        return True
    begin = raw[:2000].lower()
    return b"<html" not in begin and any(tag in begin for tag in (
        b"<urlset", b"<sitemapindex", b"<rss", b"<feed", b"<rdf:rdf")) or media_type(content_type).endswith("/xml")

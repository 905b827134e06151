"""Addresses in sitemaps and feeds: starting points beside links.

They are read by lxml as a stream, which mends what is no well-formed XML, as half of the portals' feeds are. Reading
begins at the root element: what stands before it, a document type with its entities too, is never seen, so that nothing
swells and nothing is fetched.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from lxml import etree

from corpus.crawling.fetching.answer import media_type
from corpus.crawling.reading.tags import find_tags

MAX_BYTES = 50_000_000  # of one unpacked sitemap: what the protocol (sitemaps.org) allows
MAX_ADDRESSES = 50_000  # in one sitemap: likewise
MAX_FEEDS = 20  # that one page names: a portal has one for each section
CHUNK = 65_536

ROOT = re.compile(r"<(?:\w{1,20}:)?(?:urlset|sitemapindex|rss|feed|RDF)\b")
# An ampersand, and one that is none but should be: in half of the feeds they stand bare in addresses.
AMPERSAND = re.compile(r"&(?:amp;|(?!(?:lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});))")
AS_NUMBER = "&#38;"  # behind a first error lxml drops names of characters, and keeps their numbers
ITEMS = frozenset({"item", "entry"})
FEED_TYPES = ("application/rss+xml", "application/atom+xml")


def find_addresses(raw: bytes) -> tuple[str, ...]:
    """The addresses that a sitemap, a sitemap of sitemaps, an RSS or an Atom feed lists, as written there.

    >>> find_addresses(b"<urlset><url><loc> http://h/tin?a=1&amp;b=2 </loc></url></urlset>")
    ('http://h/tin?a=1&b=2',)
    >>> find_addresses(b"<rss><channel><link>http://h/</link><item><link><![CDATA[/tin/1]]></link></item></rss>")
    ('/tin/1',)
    >>> find_addresses(b"<feed><link href='/'/><entry><link rel='alternate' href='/tin/2'/></entry></feed>")
    ('/tin/2',)
    >>> find_addresses(b"<rss><item><title>A &nbsp; B<br> C</title><link>/tin?a=3&copy=4</link>")
    ('/tin?a=3&copy=4',)
    """
    text = decode(unzip(raw))
    root = ROOT.search(text)
    if not root:
        return ()
    found: dict[str, None] = {}
    for address in written_addresses(AMPERSAND.sub(AS_NUMBER, text[root.start():]).encode()):
        found[address] = None
        if len(found) == MAX_ADDRESSES:
            break
    return tuple(found)


def written_addresses(markup: bytes) -> Iterator[str]:
    """The addresses in XML, from its root on, one after the other."""
    inside = 0  # how many items are open; where tags are not closed, later ones lie within earlier ones
    for event, element in read_events(markup):
        name = re.split("[}:]", element.tag)[-1]  # with a namespace, or with a prefix that nobody declared
        if event == "start":
            inside += name in ITEMS
            continue
        inside -= name in ITEMS
        address = address_in(name, element) if inside or name == "loc" else ""
        if address:
            yield address
        if not inside:
            element.clear()  # what was read is let go


def read_events(markup: bytes) -> Iterator[tuple[str, etree._Element]]:
    """The beginnings and ends of elements, as they come, until the markup ends or cannot be mended."""
    parser = etree.XMLPullParser(events=("start", "end"), encoding="utf-8", recover=True, resolve_entities=False,
                                 no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
                                 huge_tree=True)  # for its depth of 2,048: an unclosed <br> is a level each
    try:
        for start in range(0, len(markup), CHUNK):
            parser.feed(markup[start:start + CHUNK])
            yield from parser.read_events()
        parser.close()
    except etree.XMLSyntaxError:
        pass
    yield from parser.read_events()


def address_in(name: str, element: etree._Element) -> str:
    """The address that an element of a feed names; empty where it names none."""
    if name not in ("guid", "link", "loc"):
        return ""
    try:
        text = (element.text or "").strip()
        attributes = dict(element.attrib)
    except UnicodeDecodeError:  # "&#xD800;": lxml lets it in, and not out again
        return ""
    if name == "guid":  # an address unless it says otherwise, and often neither
        text = text if text.startswith("http") and attributes.get("isPermaLink", "true") == "true" else ""
    elif name == "link":
        text = text or (attributes.get("href", "") if attributes.get("rel", "alternate") == "alternate" else "")
    return text.replace(AS_NUMBER, "&")  # in CDATA numbers are no characters


def find_feeds(raw: bytes) -> tuple[str, ...]:
    """The feeds that an HTML page names in its head.

    >>> find_feeds(b'<head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>')
    ('/rss.xml',)
    """
    links = (tag for tag in find_tags(raw.decode("latin-1"), "link") if tag.get("type", "").lower() in FEED_TYPES)
    return tuple(dict.fromkeys(link["href"] for link in links if link.get("href")))[:MAX_FEEDS]


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

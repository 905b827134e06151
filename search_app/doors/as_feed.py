"""A listing as a feed: Atom (RFC 4287) and RSS 2.0, in the order of the page."""

from __future__ import annotations

from datetime import datetime, time, timezone
from email.utils import format_datetime

from lxml import etree
from lxml.etree import _Element as Element

from corpus.dates.local_time import LOCAL_TIME
from search_app.doors.listing import Listed, Listing

ATOM = "http://www.w3.org/2005/Atom"
ATOM_PATH, RSS_PATH = "/atom.xml", "/rss.xml"
NO_TITLE = "(không có tiêu đề)"
BEGINNING = datetime(1970, 1, 1, tzinfo=timezone.utc)  # a feed of nothing has to have been updated some time


def write_atom(listing: Listing, site: str) -> bytes:
    """The listing as Atom. What has no day is as old as its collection."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "vi")
    add(feed, "title", f"{listing.name} - {site}")
    add(feed, "id", listing.door(ATOM_PATH))
    add_link(feed, listing.door(ATOM_PATH), rel="self", type="application/atom+xml")
    add_link(feed, listing.address, rel="alternate", type="text/html")
    if listing.form.page < listing.pages:
        add_link(feed, listing.door(ATOM_PATH, listing.form.page + 1), rel="next", type="application/atom+xml")
    add(feed, "updated", max(map(moment_of, listing.bulletins), default=BEGINNING).isoformat())
    add(add(feed, "author"), "name", site)
    for bulletin in listing.bulletins:
        entry = add(feed, "entry")
        add(entry, "title", bulletin.title or NO_TITLE)
        add(entry, "id", bulletin.page_url)
        add_link(entry, bulletin.page_url, rel="alternate", type="text/html")
        if bulletin.url:
            add_link(entry, bulletin.url, rel="via")
        add(entry, "updated", moment_of(bulletin).isoformat())
        if bulletin.published_on:
            add(entry, "published", moment_of(bulletin).isoformat())
        add(add(entry, "author"), "name", bulletin.author or bulletin.source_title)
        if bulletin.section:
            add(entry, "category").set("term", bulletin.section)
        add(entry, "summary", bulletin.snippet)
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True)


def write_rss(listing: Listing, site: str) -> bytes:
    """The listing as RSS 2.0."""
    rss = etree.Element("rss", nsmap={"atom": ATOM, "dc": "http://purl.org/dc/elements/1.1/"}, version="2.0")
    channel = etree.SubElement(rss, "channel")
    write = etree.SubElement
    write(channel, "title").text = printable(f"{listing.name} - {site}")
    write(channel, "link").text = listing.address
    write(channel, "description").text = printable(f"{listing.name}, {listing.total} bản tin")
    write(channel, "language").text = "vi"
    write(channel, f"{{{ATOM}}}link", href=listing.door(RSS_PATH), rel="self", type="application/rss+xml")
    for bulletin in listing.bulletins:
        item = write(channel, "item")
        write(item, "title").text = printable(bulletin.title or NO_TITLE)
        write(item, "link").text = bulletin.page_url
        write(item, "guid", isPermaLink="true").text = bulletin.page_url
        if bulletin.published_on:
            write(item, "pubDate").text = format_datetime(moment_of(bulletin))
        write(item, "{http://purl.org/dc/elements/1.1/}creator").text = printable(
            bulletin.author or bulletin.source_title)
        if bulletin.section:
            write(item, "category").text = printable(bulletin.section)
        write(item, "description").text = printable(bulletin.snippet)
    return etree.tostring(rss, encoding="utf-8", xml_declaration=True)


def moment_of(bulletin: Listed) -> datetime:
    """When a bulletin was published, at midnight where the hour is unknown; when it was collected, without a day."""
    if bulletin.published_on is None:
        return bulletin.collected_at or BEGINNING
    return datetime.combine(bulletin.published_on, bulletin.published_at or time(), LOCAL_TIME)


def add(parent: Element, name: str, text: str = "") -> Element:
    """An element of Atom."""
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = printable(text) or None
    return made


def add_link(parent: Element, address: str, **attributes: str) -> None:
    """A link of Atom."""
    etree.SubElement(parent, f"{{{ATOM}}}link", href=address, **attributes)


def printable(text: str) -> str:
    """The characters of a text that XML 1.0 can hold.

    >>> printable("Lũ\\x00 về")
    'Lũ về'
    """
    return "".join(c for c in text if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff"
                   or c in "\t\n\r")

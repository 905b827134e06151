"""read_head(): what a page says of itself in meta tags, JSON-LD and <title>."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.extraction.json_ld import is_article, json_things, strings
from corpus.extraction.links import absolute
from corpus.extraction.tree import Document
from corpus.text import tidy

PUBLISHED_NAMES = ("article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate",
                   "publish_date", "publish-date", "published_date", "dc.date.issued", "dcterms.issued",
                   "sailthru.date", "parsely-pub-date", "article.published", "article:published", "og:published_time",
                   "citation_publication_date", "datecreated")
# Days of the page rather than of the bulletin, or of whichever: good enough where nothing else states one.
PERHAPS_NAMES = ("dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "dc.date.published",
                 "dcterms.available", "dc.date.available", "date", "created", "article:created_time",
                 "og:created_time", "citation_date",
                 "citation_online_date")
DUBLIN_CORE = re.compile(r"^(dc|dcterms)[:_]")  # "dc:date" as in RDF
AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author")
MAX_TITLE_CHARS = 5_000  # no headline has 1,000; what is longer was put there to cost something


@dataclass(frozen=True)
class Head:
    """What a page says of itself. Texts are tidied; days are as they stand there; those in `perhaps`
    count where nothing else states one."""

    titles: tuple[str, ...] = ()
    site_name: str = ""
    published: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    author: str = ""
    section: str = ""
    description: str = ""
    kind: str = ""
    robots: frozenset[str] = frozenset()


def read_head(document: Document) -> Head:
    """The page's own description of itself; empty fields where it gives none."""
    metas = read_metas(document)
    things = [thing for script in document.json_ld for thing in json_things(script)]
    articles = [thing for thing in things if is_article(thing)]
    others = [thing for thing in things if not is_article(thing)]
    title = document.first("title")
    titles = [value for thing in articles for value in strings(thing.get("headline"))]
    titles += [metas.get("og:title", ""), metas.get("twitter:title", ""), title.text() if title else ""]
    published = [value for thing in articles for value in strings(thing.get("datePublished"))]
    published += [metas[name] for name in PUBLISHED_NAMES if metas.get(name)]
    perhaps = [value for thing in articles for value in strings(thing.get("dateCreated"))]
    perhaps += [value for thing in others for value in strings(thing.get("datePublished"))]
    perhaps += [metas[name] for name in PERHAPS_NAMES if metas.get(name)]
    authors = [value for thing in articles for value in strings(thing.get("author"))]
    authors += [metas[name] for name in AUTHOR_NAMES if metas.get(name)]
    robots = {word.strip() for word in metas.get('robots', '').lower().split(",")}
    return Head(
        titles=tuple(dict.fromkeys(tidy(text) for text in titles if len(text) <= MAX_TITLE_CHARS and tidy(text))),
        site_name=tidy(metas.get("og:site_name", "")),
        published=tuple(dict.fromkeys(published)),
        perhaps=tuple(dict.fromkeys(perhaps)),
        author=next((tidy(name) for name in authors if tidy(name)), ""),
        section=tidy(metas.get("article:section", "")),
        description=tidy(metas.get("og:description") or metas.get("description", "")),
        kind=metas.get("og:type", "").lower(),
        robots=frozenset(robots - {""}),
    )


def read_metas(document: Document) -> dict[str, str]:
    """Each meta tag's first value that is not empty, by its name in lower case."""
    found: dict[str, str] = {}
    for node in document.root.walk():
        if node.tag == "meta":
            name = (node.get("property") or node.get("name") or node.get("itemprop")).strip().lower()
            name = DUBLIN_CORE.sub(r"\1.", name)
            if name and node.get("content").strip():
                found.setdefault(name, node.get("content"))
    return found


def find_canonical(document: Document, address: str, base: str, hosts: frozenset[str]) -> str:
    """The page's canonical address: <link rel=canonical> on an allowed host, else its own.

    A portal that names its home page as canonical on every page would fold them all into one: that is not believed.
    """
    own = absolute(address, address) or address
    allowed = hosts | {host_of(own)}
    for node in document.root.walk():
        if node.tag == "link" and "canonical" in node.get("rel").lower().split():
            named = absolute(base, node.get("href"))
            is_home = urlsplit(named).path in ("", "/") and not urlsplit(named).query
            own_is_home = urlsplit(own).path in ("", "/") and not urlsplit(own).query
            if named and host_of(named) in allowed and (own_is_home or not is_home):
                return named
    return own


def host_of(address: str) -> str:
    """Host and port of an address, in lower case."""
    return urlsplit(address).netloc.rsplit("@", 1)[-1].lower()

"""read_head(): what a page says of itself in meta tags, JSON-LD and <title>."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.extraction.links import absolute
from corpus.extraction.tree import Document
from corpus.text import tidy

PUBLISHED_NAMES = ("article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate",
                   "publish_date", "publish-date", "published_date", "dc.date.issued", "dcterms.issued",
                   "sailthru.date", "parsely-pub-date")
AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author")
MAX_JSON_NODES = 2_000  # a site's whole menu in JSON-LD has a few hundred


@dataclass(frozen=True)
class Head:
    """What a page says of itself. Texts are tidied; `published` is as it stands there."""

    titles: tuple[str, ...] = ()
    site_name: str = ""
    published: tuple[str, ...] = ()
    author: str = ""
    section: str = ""
    description: str = ""
    kind: str = ""
    robots: frozenset[str] = frozenset()


def read_head(document: Document) -> Head:
    """The page's own description of itself; empty fields where it gives none."""
    metas = read_metas(document)
    things = [thing for script in document.json_ld for thing in json_things(script)]
    articles = [thing for thing in things if "datePublished" in thing or "headline" in thing]
    title = document.first("title")
    titles = [value for thing in articles for value in strings(thing.get("headline"))]
    titles += [metas.get("og:title", ""), metas.get("twitter:title", ""), title.text() if title else ""]
    published = [value for thing in articles for value in strings(thing.get("datePublished"))]
    published += [metas[name] for name in PUBLISHED_NAMES if metas.get(name)]
    authors = [value for thing in articles for value in strings(thing.get("author"))]
    authors += [metas[name] for name in AUTHOR_NAMES if metas.get(name)]
    robots = {word.strip() for word in metas.get('robots', '').lower().split(",")}
    return Head(
        titles=tuple(dict.fromkeys(tidy(text) for text in titles if tidy(text))),
        site_name=tidy(metas.get("og:site_name", "")),
        published=tuple(dict.fromkeys(published)),
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
            if name and node.get("content").strip():
                found.setdefault(name, node.get("content"))
    return found


def json_things(script: str) -> Iterator[dict[str, object]]:
    """Every object in a JSON-LD script, @graph and lists unfolded; none if it is not JSON."""
    try:
        waiting: list[object] = [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MAX_JSON_NODES):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting.extend(thing)
        elif isinstance(thing, dict):
            yield thing
            waiting.extend(value for key, value in thing.items() if key in ("@graph", "mainEntity"))


def strings(value: object) -> list[str]:
    """The texts in a JSON-LD value: itself, its name, or those of its members."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return strings(value.get("name"))
    return [text for member in value for text in strings(member)] if isinstance(value, list) else []


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

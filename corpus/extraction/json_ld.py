"""json_things(): the objects of a page's JSON-LD, out of scripts that are hardly JSON too."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review)$")
TOO_MANY_COMMAS = re.compile(r",(?=\s*[}\],])|(?<=[\[{])\s*,")
AROUND_JSON = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|"
                         r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)?\s*;?\s*$")
BETWEEN = re.compile(r"[\s,;\ufeff]*")
BROKEN_FIELD = re.compile(r"""(?P<q>["'])(@type|datePublished|dateCreated|headline)(?P=q)\s*:\s*\[?\s*"""
                          r"""(?:"((?:[^"\\]|\\.){1,300})"|'((?:[^'\\]|\\.){1,300})')""")
MAX_NODES = 2_000  # a site's whole menu in JSON-LD has a few hundred


def json_things(script: str) -> Iterator[dict[str, object]]:
    """Every object in a JSON-LD script, @graph and lists unfolded; what can be made out of one that is not JSON."""
    waiting: list[object] = list(read_json(script))
    for _ in range(MAX_NODES):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting.extend(thing)
        elif isinstance(thing, dict):
            yield thing
            waiting.extend(value for key, value in thing.items() if key in ("@graph", "mainEntity"))


def read_json(script: str) -> list[object]:
    """The values in a script, as a rule one; with the commas that are too many left out, and without the comments
    around it; the few fields that matter where it is still no JSON.

    >>> read_json('<!-- {"@type": "NewsArticle", "datePublished": "2020-11-17",} -->')
    [{'@type': 'NewsArticle', 'datePublished': '2020-11-17'}]
    >>> read_json('{"@type": "WebPage"}{"@type": "Article"}')
    [{'@type': 'WebPage'}, {'@type': 'Article'}]
    >>> read_json('{"@type": "Article", "author": Mai, "datePublished": "2020-11-17"')
    [{'@type': 'Article', 'datePublished': '2020-11-17'}]
    """
    plain = AROUND_JSON.sub("", script)
    for text in (script, plain, TOO_MANY_COMMAS.sub("", plain), html.unescape(plain)):
        try:
            return read_values(text)
        except (ValueError, RecursionError):
            continue
    return read_fields(html.unescape(script))


def read_values(text: str) -> list[object]:
    """The JSON values that a text holds one after another. Raises ValueError."""
    decoder = json.JSONDecoder(strict=False)
    found: list[object] = []
    place = BETWEEN.match(text).end()  # type: ignore[union-attr]
    while place < len(text):
        value, place = decoder.raw_decode(text, place)
        found.append(value)
        place = BETWEEN.match(text, place).end()  # type: ignore[union-attr]
    return found


def read_fields(text: str) -> list[object]:
    """The fields that matter, as far as they can be told: each "@type" opens another object."""
    found: list[object] = []
    thing: dict[str, str] = {}
    for field in BROKEN_FIELD.finditer(text):
        key, value = field[2], field[3] or field[4]
        if key == "@type" and "@type" in thing or not found:
            thing = {}
            found.append(thing)
        thing.setdefault(key, value)
    return found


def is_article(thing: dict[str, object]) -> bool:
    """Whether a JSON-LD object describes an article, rather than the page or the site that shows it."""
    kinds = strings(thing.get("@type"))
    return any(map(ARTICLE_TYPE.search, kinds)) if kinds else "headline" in thing or "datePublished" in thing


def strings(value: object) -> list[str]:
    """The texts in a JSON-LD value: itself, its name, or those of its members."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return strings(value.get("name"))
    return [text for member in value for text in strings(member)] if isinstance(value, list) else []

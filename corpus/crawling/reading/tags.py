"""Tags of one name in HTML, without a tree: each is looked at once, and not further than a tag reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

MAX_TAG_CHARS = 2_000  # a link's address may have 2,083 at most; what is longer is none that is followed

# A name begins where no letter of a name stands before it, so that a row of letters is tried once and not from each.
ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]{1,40})\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


def find_tags(markup: str, name: str) -> Iterator[dict[str, str]]:
    """The attributes of all tags of a name (in small letters), their names in small letters, in order.

    >>> list(find_tags('<LINK Rel=next href="/2?a=1&amp;b=2"><linked href="/3"><link', "link"))
    [{'rel': 'next', 'href': '/2?a=1&b=2'}]
    """
    opening = re.compile(rf"<{name}(?=[\s/])", re.IGNORECASE)
    match = opening.search(markup)
    while match:
        end = markup.find(">", match.end(), match.end() + MAX_TAG_CHARS)
        if end >= 0:
            yield read_attributes(markup[match.end():end])
        match = opening.search(markup, max(end, match.end()))


def read_attributes(text: str) -> dict[str, str]:
    """The attributes of a tag.

    >>> read_attributes("href='/a' title = x")
    {'href': '/a', 'title': 'x'}
    """
    return {name.lower(): unescape(one or two or three) for name, one, two, three in ATTRIBUTE.findall(text)}

"""form_of(): the pattern that the addresses of pages of one template follow, as sources.toml writes them."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

DIGITS = re.compile(r"\d+")
# Three words joined by hyphens, or more, name one page; fewer a section.
SLUG = re.compile(r"[^-_]+(?:(?:-+[^-_]+){2,}|(?:_+[^-_]+){2,})")
SHORT_VALUE = re.compile(r"[A-Za-z_]{1,20}$")  # of a query: "news", "view"; what else stands there is one page's


def form_of(address: str) -> str:
    """The regular expression of path and query that the addresses of such pages share.

    >>> form_of("http://h/tin-tuc/le-hoi-mo-bien-dau-nam-12.html"), form_of("http://h/Pages/tin.aspx?id=12&muc=news")
    ('^/tin-tuc/[^/?-]+-+[^/?-]+-[^/?]+\\\\.html$', '^/Pages/tin\\\\.aspx\\\\?id=[^&]+&muc=news$')
    >>> form_of("http://h/muc/3/#top")
    '^/muc/\\\\d+/$'
    """
    parts = urlsplit(address)
    path = "/".join(map(form_of_step, unquote(parts.path or "/").split("/")))
    query = "&".join(map(form_of_pair, unquote(parts.query).split("&"))) if parts.query else ""
    return f"^{path}" + (rf"\?{query}" if query else "") + "$"


def form_of_step(step: str) -> str:
    """A step of a path: numbers and slugs are one page's."""
    name, dot, ending = step.rpartition(".") if re.search(r"\.[A-Za-z]{2,5}$", step) else (step, "", "")
    if SLUG.fullmatch(name):
        own = "[^/?-]+-+[^/?-]+-[^/?]+" if "-" in name else "[^/?_]+_+[^/?_]+_[^/?]+"
    else:
        own = DIGITS.sub(r"\\d+", re.escape(DIGITS.sub("0", name)).replace(r"\-", "-"))
    return own + (rf"\.{ending}" if dot else "")


def form_of_pair(pair: str) -> str:
    """A pair of a query."""
    name, _, value = pair.partition("=")
    return f"{re.escape(name)}=" + (value if SHORT_VALUE.match(value) else "[^&]+" if value else "")


@lru_cache(maxsize=256)
def compiled(form: str) -> re.Pattern[str]:
    """A form, ready to be searched in path and query."""
    return re.compile(form)


def follows(address: str, form: str) -> bool:
    """Whether an address's path and query follow a form.

    >>> follows("http://h/tin?id=7#top", "^/tin"), follows("http://h/muc/7", form_of("http://h/muc/12"))
    (True, True)
    """
    parts = urlsplit(address)
    path = unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")
    return bool(compiled(form).search(path))

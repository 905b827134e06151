"""A link: an address to ask for, with all that the frontier notes of it; or why it is left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.crawling.addresses import origin, pattern
from corpus.crawling.calendars import calendar_days
from corpus.storing.bulletin_rows import write

MAX_SAME_FOLDER = 3  # /a/b/a/b/a/b: relative links on a page that is served under every address
REPEATS = "lặp lại tên thư mục"

# Never asked for: they hold no text, or stay links as attachments. A packed sitemap (.xml.gz) is no such file.
NO_PAGE = re.compile(r"(?<!\.xml)\.(pdf|docx?|xlsx?|pptx?|rtf|od[tsp]|zip|rar|7z|gz|tar|exe|apk|msi|iso|jpe?g|jfif|png"
                     r"|gif|bmp|tiff?|webp|svg|ico|css|js|json|woff2?|ttf|eot|mp[34]|wm[av]|avi|mov|flv|swf|wav|ogg"
                     r"|m3u8)$", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """An address; `first_day` and `last_day` are those of a calendar's page. `steps` are those from the page that it
    stands on: 1, or 0 for what is of the same kind, such as the next page of a list."""

    address: str
    origin: str
    pattern: str
    first_day: str
    last_day: str
    steps: int = 0


def is_page(address: str) -> bool:
    """Whether an address may lead to a page, by its ending.

    >>> is_page("http://h/tin.html"), is_page("http://h/tin.pdf"), is_page("http://h/sitemap.xml.gz")
    (True, False, True)
    """
    return not NO_PAGE.search(urlsplit(address).path)


def repeats_itself(address: str) -> bool:
    """Whether an address names one folder again and again.

    >>> repeats_itself("http://h/a/b/a/b/a/b"), repeats_itself("http://h/1/1/1/1")
    (True, False)
    """
    folders = Counter(folder for folder in urlsplit(address).path.split("/") if folder and not folder.isdecimal())
    return max(folders.values(), default=0) >= MAX_SAME_FOLDER


def make_link(address: str, steps: int = 0) -> Link:
    """The link to an address in its one spelling.

    >>> make_link("http://h/lich/2017/3").pattern, make_link("http://h/lich/2017/3").last_day
    ('/lich/#/#', '2017-03-31')
    """
    days = calendar_days(address)
    first, last = (write(days[0]), write(days[1])) if days else ("", "")
    return Link(address, origin(address), pattern(address), first, last, steps)

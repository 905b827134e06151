"""read_content(): the bytes of a page or a feed → its links, and its bulletin where it holds one. Knows no store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from corpus.crawling.addresses import MAX_ADDRESS_CHARS, canonical, pattern
from corpus.crawling.calendars import is_calendar
from corpus.crawling.link import REPEATS, Link, is_page, make_link, repeats_itself
from corpus.crawling.pagers import POSTED
from corpus.crawling.reading.announced import announced_by_feed, announced_by_page
from corpus.crawling.reading.feeds import MAX_ADDRESSES, find_addresses, find_feeds, is_feed
from corpus.crawling.reading.more_buttons import find_more
from corpus.crawling.reading.pager import guess_next_page
from corpus.crawling.reading.postbacks import find_posts
from corpus.crawling.reading.said import Article, ListPage
from corpus.crawling.scope import Scope
from corpus.extraction.extract import Extracted, Page, extract, make_bulletin
from corpus.extraction.lessons import NO_HINT, UNTAUGHT, Hint, Lessons
from corpus.extraction.portal.name import portal_name


@dataclass(frozen=True)
class Content:
    """What came from an address, `depth` steps from the start; `hint` is what links call it."""

    address: str
    raw: bytes
    content_type: str
    depth: int
    fetched_at: datetime
    hint: Hint = NO_HINT


def read_content(content: Content, scope: Scope, lessons: Lessons = UNTAUGHT) -> ListPage | Article:
    """What a page or a feed says, with what the portal's other pages teach about it.

    >>> from datetime import timezone
    >>> from corpus.crawling.sources import Source
    >>> said = read_content(Content("http://a.vn/", b"<a href='/tin/1'>Tin</a> <a href='http://b.vn/'>B</a>", "", 0,
    ...                             datetime.now(timezone.utc)), Scope(Source("a"), frozenset({"a.vn"})))
    >>> [link.address for link in said.links]
    ['http://a.vn/tin/1']
    """
    if is_feed(content.raw, content.content_type):
        links, left_out = find_links(find_addresses(content.raw), content.address, scope, most=MAX_ADDRESSES)
        return ListPage(links, left_out, is_feed=True, announced=announced_by_feed(content.address, content.raw))
    page = Page(content.address, content.raw, content.content_type)
    found = extract(page, scope.source.rules, scope.hosts, lessons=lessons, hint=content.hint)
    links, left_out = find_links(addresses_on(content, found), content.address, scope, deeper=not found.is_article)
    portal = portal_name(content.raw, content.content_type) if content.depth == 0 else ""
    if not found.is_article or found.noindex or is_calendar(content.address) or POSTED in content.address:
        return ListPage(links, left_out,
                        announced=announced_by_page(content.address, content.raw, content.content_type),
                        posts=() if found.nofollow else find_posts(content.address, content.raw), portal=portal)
    named = canonical(found.canonical, content.address) if found.canonical else None
    made = make_bulletin(page, found, scope.source.name, content.fetched_at)
    return Article(made, named, links, left_out, portal)


def addresses_on(content: Content, found: Extracted) -> list[str]:
    """The addresses on a page, as written there, and those that it only hints at."""
    if found.nofollow:
        return []
    feeds = find_feeds(content.raw) if content.depth == 0 else ()  # further in, each page may name its own
    guess = guess_next_page(content.address, content.raw)
    return [*found.links, *feeds, *([guess] if guess else []), *find_more(content.raw)]


def find_links(written: Sequence[str], base: str, scope: Scope, *, deeper: bool = True, most: int | None = None
               ) -> tuple[tuple[Link, ...], tuple[tuple[str, int], ...]]:
    """The links to follow among some addresses on the page `base`, `most` of them, and how many were left out, by
    reason. A page of the same pattern, such as the next one of a list, is no deeper."""
    most = scope.source.max_links if most is None else most
    own = pattern(base)
    links: dict[str, Link] = {}
    left_out: Counter[str] = Counter()
    if len(written) > most:
        left_out[f"quá {most} liên kết trên một trang"] = len(written) - most
    for text in written[:most]:
        address = canonical(text, base)
        if address is None:
            if len(text) > MAX_ADDRESS_CHARS:
                left_out[f"dài hơn {MAX_ADDRESS_CHARS} ký tự"] += 1
        elif address not in links and scope.lets_in(address) and is_page(address):
            if repeats_itself(address):
                left_out[REPEATS] += 1
            else:
                links[address] = make_link(address, 1 if deeper and pattern(address) != own else 0)
    return tuple(links.values()), tuple(left_out.items())

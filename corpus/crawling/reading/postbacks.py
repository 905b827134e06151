"""Pagers of ASP.NET (SharePoint, DotNetNuke): links that only send the page's form back, `__doPostBack(…)`.

A page's form is what the server knows it by; sent back with the pager's name and the number it brings the list's next
page. Only pagers are followed so, never sorting, searching or signing in; and each page by its number, once, whichever
link leads to it. The address of such a page is its list's with "#trang=N" behind it, which no server sees.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from corpus.crawling.addresses import canonical
from corpus.crawling.pagers import POSTED, Post
from corpus.crawling.reading.tags import find_tags, read_attributes

LINK = re.compile(r"<a\b(?P<tag>[^>]{0,1500}?__doPostBack\s*\([^>]{0,600})>(?P<text>.{0,200}?)</a>",
                  re.IGNORECASE | re.DOTALL)
CALL = re.compile(r"__doPostBack\s*\(\s*(?:'|&#39;|\")([^'\"&]{1,300})(?:'|&#39;|\")\s*,\s*"
                  r"(?:'|&#39;|\")([^'\"&]{0,100})"
                  r"(?:'|&#39;|\")")
IN_ARGUMENT = re.compile(r"Page\$(\d{1,5})$", re.IGNORECASE)
NEXT = re.compile(r"^\W*(?:(?:trang\s+)?(?:sau|tiếp|kế)(?:\s+theo)?|tiếp\s+theo|next(?:\s+page)?|xem\s+tiếp|"
                  r"[›»>]|\.{2,3}|…)\W*$", re.IGNORECASE)
PAGER = re.compile(r"pag(?:e|er|ing)|trang|next|lnk?next|navig|grid|gv|dg|rpt|lst|list|datalist", re.IGNORECASE)
TEXT = re.compile(r"<[^>]*>|&nbsp;|&#160;")
OPENING = re.compile(r"<form\b", re.IGNORECASE)
INPUT = re.compile(r"<input\b", re.IGNORECASE)
EVENT = ("__EVENTTARGET", "__EVENTARGUMENT")
MOST_PAGES = 2_000  # of one list that are followed so
MAX_FORM = 2_000_000  # bytes: a view state has 5 to 300 KB


def find_posts(address: str, raw: bytes) -> tuple[Post, ...]:
    """The further pages of a list that a page's form leads to.

    >>> page = '''<form method="post" action="./tin.aspx"><input type="hidden" name="__VIEWSTATE" value="/wE=" />
    ... <span>1</span> <a href="javascript:__doPostBack('ctl00$gvTin','Page$2')">2</a>
    ... <a href="javascript:__doPostBack('ctl00$gvTin','Sort$Ngay')">Ngày</a></form>'''
    >>> [(post.address, post.body) for post in find_posts("http://h/tin.aspx", page.encode())]
    [('http://h/tin.aspx#trang=2', b'__VIEWSTATE=%2FwE%3D&__EVENTTARGET=ctl00%24gvTin&__EVENTARGUMENT=Page%242')]
    """
    if b"__doPostBack" not in raw or not OPENING.search(raw.decode("latin-1")):
        return ()
    markup = raw.decode("utf-8", "replace")
    base, _, number = address.partition(POSTED)
    pages = pages_called(markup, int(number) if number.isdecimal() else 1)
    hidden = hidden_fields(markup)
    action = next((canonical(form.get("action") or base, base) for form in find_tags(markup, "form")), None)
    if not pages or not hidden or action is None or action.partition("?")[0] != base.partition("?")[0]:
        return ()
    made = [Post(f"{base}{POSTED}{page}", urlencode([*hidden, ("__EVENTTARGET", target), ("__EVENTARGUMENT", argument)])
                 .encode()) for page, (target, argument) in sorted(pages.items()) if 1 < page <= MOST_PAGES]
    return tuple(post for post in made if len(post.body) <= MAX_FORM)


def pages_called(markup: str, current: int) -> dict[int, tuple[str, str]]:
    """By the number of a page what is called for it. "Next" and dots mean the one after the last that is numbered, or
    after the current one."""
    numbered: dict[int, tuple[str, str]] = {}
    onwards: tuple[str, str] | None = None
    for link in LINK.finditer(markup):
        call = CALL.search(link["tag"])
        text = " ".join(TEXT.sub(" ", link["text"]).split())
        if not call or not PAGER.search(call[1] + call[2]):
            continue
        named = IN_ARGUMENT.match(call[2])
        if named or text.isdecimal() and len(text) <= 5:
            numbered.setdefault(int(named[1] if named else text), (call[1], call[2]))
        elif NEXT.match(text):
            onwards = (call[1], call[2])
    if onwards and not any(page > current for page in numbered):
        numbered[current + 1] = onwards
    numbered.pop(current, None)
    return numbered


def hidden_fields(markup: str) -> list[tuple[str, str]]:
    """The hidden fields of a page and their values, without those that name an event. A view state is longer than any
    tag that is looked at elsewhere."""
    found: list[tuple[str, str]] = []
    opening = INPUT.search(markup)
    while opening:
        end = markup.find(">", opening.end())
        if end < 0:
            break
        tag = read_attributes(markup[opening.end():end])
        if tag.get("type", "").lower() == "hidden" and tag.get("name") and tag["name"] not in EVENT:
            found.append((tag["name"], tag.get("value", "")))
        opening = INPUT.search(markup, end)
    return found

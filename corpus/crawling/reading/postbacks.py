"""Pagers of ASP.NET (SharePoint, DotNetNuke): links that only send the page's form back, `__doPostBack(…)`.

A page's form is what the server knows it by; sent back with the pager's name and the number it brings the list's next
page. Only pagers are followed so, never sorting, searching or signing in; and each page by its number, once, whichever
link leads to it. The address of such a page is its list's with "#trang=N" behind it, which no server sees.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

from corpus.crawling.addresses import canonical
from corpus.crawling.pagers import POSTED, Post
from corpus.crawling.reading.tags import find_tags, read_attributes

LINK = re.compile(r"<(?P<name>a|li|span|td|button)\b(?P<tag>[^>]{0,1500}?(?:__doPostBack|PostBackOptions)\s*\("
                  r"[^>]{0,600})>(?P<text>.{0,200}?)</(?P=name)>", re.IGNORECASE | re.DOTALL)
CALL = re.compile(r"(?:__doPostBack|WebForm_PostBackOptions)\s*\(\s*(['\"])(?P<target>[^'\"]{1,300})\1\s*,\s*"
                  r"(['\"])(?P<argument>[^'\"]{0,100})\3")
IN_ARGUMENT = re.compile(r"Page\$(\d{1,5})$", re.IGNORECASE)
ONWARDS = re.compile(r"Page\$Next$", re.IGNORECASE)
NUMBERED = re.compile(r"^(?:trang|page)?\s*(\d{1,5})$", re.IGNORECASE)
NEXT = re.compile(r"^\W*(?:(?:trang\s+)?(?:sau|tiếp|kế)(?:\s+theo)?|tiếp\s+theo|next(?:\s+page)?|xem\s+(?:tiếp|thêm)|"
                  r"(?:tải|hiện)\s+thêm|[›»>]|\.{2,3}|…)\W*$", re.IGNORECASE)
PAGER = re.compile(r"pag(?:e|er|ing)|trang|next|more|them|lnk?next|navig|grid|gv|dg|rpt|lst|list|datalist",
                   re.IGNORECASE)
SPOKEN = re.compile(r"\b(?:alt|title|aria-label)\s*=\s*[\"']([^\"']{1,60})", re.IGNORECASE)  # of a picture in a link
TEXT = re.compile(r"<[^>]*>")
OPENING = re.compile(r"<form\b", re.IGNORECASE)
INPUT = re.compile(r"<input\b", re.IGNORECASE)
BUTTON = re.compile(r"next|pag(?:e|er|ing)|trang|sau$|tiep$", re.IGNORECASE)  # never a search, a way in
Fields = list[tuple[str, str]]
EVENT = ("__EVENTTARGET", "__EVENTARGUMENT")
MARKS = (b"__doPostBack", b"PostBackOptions", b"__VIEWSTATE")
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
    if not any(mark in raw for mark in MARKS) or not OPENING.search(raw.decode("latin-1")):
        return ()
    markup = raw.decode("utf-8", "replace")
    base, _, number = address.partition(POSTED)
    pages = pages_called(markup, int(number) if number.isdecimal() else 1)
    hidden = hidden_fields(markup)
    action = next((canonical(form.get("action") or base, base) for form in find_tags(markup, "form")), None)
    if not pages or not hidden or action is None or action.partition("?")[0] != base.partition("?")[0]:
        return ()
    made = [Post(f"{base}{POSTED}{page}", urlencode([*hidden, *called]).encode())
            for page, called in sorted(pages.items()) if 1 < page <= MOST_PAGES]
    return tuple(post for post in made if len(post.body) <= MAX_FORM)


def pages_called(markup: str, current: int) -> dict[int, Fields]:
    """By the number of a page what is sent for it. "Next" and dots mean the one after the last that is numbered, or
    after the current one."""
    numbered: dict[int, Fields] = {}
    onwards = next_button(markup)
    for link in LINK.finditer(markup):
        call = CALL.search(unescape(link["tag"]))
        if not call or not PAGER.search(call["target"] + call["argument"]):
            continue
        fields = [(EVENT[0], call["target"]), (EVENT[1], call["argument"])]
        text = label_of(link["text"], link["tag"])
        number = IN_ARGUMENT.match(call["argument"]) or NUMBERED.match(text)
        if number:
            numbered.setdefault(int(number[1]), fields)
        elif NEXT.match(text) or ONWARDS.match(call["argument"]):
            onwards = fields
    if onwards and not any(page > current for page in numbered):
        numbered[current + 1] = onwards
    numbered.pop(current, None)
    return numbered


def label_of(inside: str, tag: str) -> str:
    """What a link says: its text, else what its picture or it itself is called."""
    text = " ".join(unescape(TEXT.sub(" ", inside)).split())
    spoken = SPOKEN.search(inside) or SPOKEN.search(tag)
    return text or (unescape(spoken[1]).strip() if spoken else "")


def next_button(markup: str) -> Fields:
    """What a button sends that is named like a pager and says that it leads to the next page; nothing if none does.

    >>> next_button("<input type='submit' name='ctl00$btnNext' value='Trang sau'>")
    [('__EVENTTARGET', ''), ('__EVENTARGUMENT', ''), ('ctl00$btnNext', 'Trang sau')]
    >>> next_button("<input type='submit' name='btnSearch' value='Tiếp'>"), next_button("<input type=image alt='Sau'>")
    ([], [])
    """
    for tag in find_tags(markup, "input"):
        name, kind = tag.get("name", ""), tag.get("type", "").lower()
        said = tag.get("value") or tag.get("alt") or tag.get("title") or ""
        if kind not in ("submit", "image") or not BUTTON.search(name) or not NEXT.match(said) or "disabled" in tag:
            continue
        pressed = [(name, said)] if kind == "submit" else [(f"{name}.x", "1"), (f"{name}.y", "1")]
        return [(EVENT[0], ""), (EVENT[1], ""), *pressed]
    return []


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

"""Buttons that load more of a list and name the address that they load it from; pagers that only a script follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from corpus.crawling.reading.tags import MAX_TAG_CHARS, read_attributes

OPENING = re.compile(r"<(?:button|a|div|span|input|li|td)(?=[\s/])", re.IGNORECASE)
# "load-more", "btnXemThem", "next-page": what such buttons are called, in a class, an id or a function.
MORE = re.compile(r"more|next|xem-?_?thêm|xem-?_?them|tai-?_?them|trang-?_?sau|pag(?:e|ing|er)|infinite", re.IGNORECASE)
WORDS = re.compile(r"^\W*(?:(?:xem|tải|hiện|đọc)\s+(?:thêm|tiếp).{0,20}|(?:trang\s+)?(?:sau|tiếp|kế)(?:\s+theo)?|"
                   r"(?:trang\s+)?\d{1,4}|(?:load|show|view)\s+more|next(?:\s+page)?|[›»>])\W*$", re.IGNORECASE)
WORDS_CHARS = 60
ADDRESS_NAME = re.compile(r"data-(?:\w+-)*(?:url|href|link|src|next|more|load|page-?url)$|(?:data-)?hx-get$|"
                          r"formaction$|rel$", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?:/)?/\S{1,500}$|\?\S{1,500}$|[\w./-]{1,200}(?:\?\S{1,300}|\.(?:html?|aspx|php))$")
IN_SCRIPT = re.compile(r"['\"]((?:https?:/)?/[^'\"\s]{1,500}|\?[^'\"\s]{1,500})['\"]")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\(/)")  # as SharePoint writes addresses in scripts
# A script that goes to an address, or asks a list for another page.
GOES = re.compile(r"location(?:\.href)?\s*=|RefreshPageTo|(?:go|load|get|open|chuyen)\w{0,20}(?:page|trang)|"
                  r"window\.open\s*\(", re.IGNORECASE)
NEVER = re.compile(r"log-?(?:in|out)|sign-?(?:in|out)|dang-?(?:nhap|xuat|ky)|thoat|delete|xoa", re.IGNORECASE)
MAX_BUTTONS = 20  # of one page
MAX_TAGS = 20_000  # of one page, that are looked at


def find_more(raw: bytes) -> tuple[str, ...]:
    """The addresses, as written, that a page's buttons for more load from.

    >>> find_more(b'<button class="btn load-more" data-url="/tin?trang=2">X</button>')
    ('/tin?trang=2',)
    >>> find_more(b'''<a onclick="loadMore('/tin/them?tu=20')">X</a> <div data-url="/anh.jpg" class="slide">''')
    ('/tin/them?tu=20',)
    >>> find_more(rb'''<a href="#" onclick='RefreshPageTo(event, "\\u002ftin.aspx?Paged=TRUE")'>31 - 60</a>''')
    ('/tin.aspx?Paged=TRUE',)
    """
    found: dict[str, None] = {}
    for tag, text in tags_with_texts(raw.decode("utf-8", "replace")):
        script = ESCAPED.sub(unescaped, tag.get("onclick", "") or in_href(tag))
        called = f"{tag.get('class', '')} {tag.get('id', '')} {script[:80]}"
        is_more = bool(MORE.search(called) or WORDS.match(text) or any("more" in key or "next" in key for key in tag))
        if is_more:
            found.update(dict.fromkeys(value for key, value in tag.items() if ADDRESS_NAME.match(key)
                                       and ADDRESS.match(value)))
        if (is_more or GOES.search(script)) and (quoted := IN_SCRIPT.search(script)) and not NEVER.search(quoted[1]):
            found[quoted[1]] = None
    return tuple(found)[:MAX_BUTTONS]


def tags_with_texts(markup: str) -> Iterator[tuple[dict[str, str], str]]:
    """The tags that buttons may be made of, each with the text right behind it."""
    place = 0
    for _ in range(MAX_TAGS):
        opening = OPENING.search(markup, place)
        if not opening:
            return
        place = opening.end()
        end = markup.find(">", place, place + MAX_TAG_CHARS)
        if end < 0:
            continue
        place = end
        inside = markup[opening.end():end]
        if "=" in inside:
            text = markup[end + 1:end + 1 + WORDS_CHARS].partition("<")[0]
            yield read_attributes(inside), unescape(text).strip()


def in_href(tag: dict[str, str]) -> str:
    """The script that a link has for an address."""
    href = tag.get("href", "")
    return href if href.lower().startswith("javascript:") else ""


def unescaped(found: re.Match[str]) -> str:
    """A character that a script wrote by its number."""
    return chr(int(found[1], 16)) if found[1] else found[2]

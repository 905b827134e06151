"""Buttons that load more of a list and name the address that they load it from."""

from __future__ import annotations

import re

from corpus.crawling.reading.tags import find_tags

TAGS = ("button", "a", "div", "span", "input")
# "load-more", "btnXemThem", "next-page": what such buttons are called, in a class, an id or a function.
MORE = re.compile(r"more|next|xem-?_?thêm|xem-?_?them|tai-?_?them|trang-?_?sau|pag(?:e|ing|er)|infinite", re.IGNORECASE)
ADDRESS_NAME = re.compile(r"data-(?:\w+-)*(?:url|href|link|src|next|more|load|page-?url)$", re.IGNORECASE)
IN_SCRIPT = re.compile(r"['\"]((?:https?:/)?/[^'\"\s]{1,500}|\?[^'\"\s]{1,500})['\"]")
MAX_BUTTONS = 20  # of one page


def find_more(raw: bytes) -> tuple[str, ...]:
    """The addresses, as written, that a page's buttons for more load from.

    >>> find_more(b'<button class="btn load-more" data-url="/tin?trang=2">X</button>')
    ('/tin?trang=2',)
    >>> find_more(b'''<a onclick="loadMore('/tin/them?tu=20')">X</a> <div data-url="/anh.jpg" class="slide">''')
    ('/tin/them?tu=20',)
    """
    markup = raw.decode("utf-8", "replace")
    found: dict[str, None] = {}
    for name in TAGS:
        for tag in find_tags(markup, name):
            called = f"{tag.get('class', '')} {tag.get('id', '')} {tag.get('onclick', '')[:80]}"
            if not (MORE.search(called) or any("more" in key or "next" in key for key in tag)):
                continue
            for key, value in tag.items():
                if ADDRESS_NAME.match(key) and value.startswith(("/", "?", "http")):
                    found[value] = None
                elif key == "onclick" and (quoted := IN_SCRIPT.search(value)):
                    found[quoted[1]] = None
    return tuple(found)[:MAX_BUTTONS]

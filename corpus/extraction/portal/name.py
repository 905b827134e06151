"""portal_name(): what a portal calls itself on its home page; shared_name(): where it does not, on all its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from corpus.extraction.charset import decode
from corpus.extraction.head import read_head
from corpus.extraction.tree import parse
from corpus.text import tidy

PARTS = re.compile(r"\s+[-–—|»«:•~]+\s+|\s*[|»«]\s*")
HOME = re.compile(r"^\W*(?:trang chủ|trang chính|trang nhất|home(?:\s?page)?|default|index|welcome|untitled.*|"
                  r"(?:tin tức|sự kiện|tin tức\W+(?:và )?sự kiện|bản tin|trang tin|news)|"
                  r"(?:localhost|[\w.-]+\.\w+)(?::\d+)?(?:/\S*)?)\W*$", re.IGNORECASE)
GREETING = re.compile(r"^\W*(?:chào mừng|welcome)(?: (?:bạn|quý vị|các bạn))?(?: đã)?(?: đến)?(?: (?:với|to))?\s+",
                      re.IGNORECASE)
NAME = re.compile(r"\b(?:cổng|trang|website|báo|đài|ubnd|ủy ban|uỷ ban|sở|huyện|tỉnh|thành phố|thị xã|xã|phường|ban|"
                  r"hội|đảng|cục|chi cục|trung tâm|trường|bệnh viện)\b", re.IGNORECASE)
FEWEST, SHARE = 4, 0.8  # pages that a part of <title> must stand on, and their share of all
MAX_CHARS = 150  # a longer one is a list of keywords for search engines


def portal_name(raw: bytes, content_type: str = "") -> str:
    """The name of a portal by its home page; empty where it says none.

    >>> portal_name("<title>Trang chủ - Cổng thông tin điện tử huyện Kim Bồng</title>".encode())
    'Cổng thông tin điện tử huyện Kim Bồng'
    >>> portal_name(b"<title>Home</title>"), portal_name(b"<title>127.0.0.1:8080</title>"), portal_name(b"")
    ('', '', '')
    """
    document = parse(decode(raw, content_type))
    head = read_head(document)
    written = document.first("title")
    for said in (head.site_name, tidy(written.text()) if written else "", *head.titles):
        if name := likeliest(GREETING.sub("", part).strip() for part in PARTS.split(said)):
            return name
    return ""


def shared_name(parts: Mapping[str, int], pages: int) -> str:
    """The part of <title> that nearly all pages share; empty where they share none, or are too few to tell.

    >>> shared_name({"Xã Kim Bồng": 9, "Trang chủ": 9, "Lễ hội": 2, "Lễ hội - Xã Kim Bồng": 2}, 10)
    'Xã Kim Bồng'
    >>> shared_name({"Xã Kim Bồng": 2}, 2)
    ''
    """
    shared = sorted((part for part, count in parts.items() if count >= max(FEWEST, SHARE * pages)
                     and not PARTS.search(part)), key=len, reverse=True)
    return likeliest(shared)


def likeliest(parts: Iterable[str]) -> str:
    """The first part that names an office or a portal, else the first that names anything; empty where none does."""
    names = [part for part in parts if part and len(part) <= MAX_CHARS and not HOME.match(part)]
    return next(filter(NAME.search, names), names[0] if names else "")

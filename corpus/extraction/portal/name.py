"""portal_name(): what a portal calls itself on its home page."""

from __future__ import annotations

import re

from corpus.extraction.charset import decode
from corpus.extraction.head import read_head
from corpus.extraction.tree import parse
from corpus.text import tidy

PARTS = re.compile(r"\s+[-–—|»«:•~]+\s+|\s*[|»«]\s*")
HOME = re.compile(r"^\W*(?:trang chủ|trang chính|trang nhất|home(?:\s?page)?|default|index|welcome|untitled.*|"
                  r"(?:localhost|[\w.-]+\.\w+)(?::\d+)?(?:/\S*)?)\W*$", re.IGNORECASE)
GREETING = re.compile(r"^\W*(?:chào mừng|welcome)(?: (?:bạn|quý vị|các bạn))?(?: đã)?(?: đến)?(?: (?:với|to))?\s+",
                      re.IGNORECASE)
NAME = re.compile(r"\b(?:cổng|trang|website|báo|đài|ubnd|ủy ban|uỷ ban|sở|huyện|tỉnh|thành phố|thị xã|xã|phường|ban|"
                  r"hội|đảng|cục|chi cục|trung tâm|trường|bệnh viện)\b", re.IGNORECASE)
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
        parts = [GREETING.sub("", part).strip() for part in PARTS.split(said)]
        names = [part for part in parts if part and len(part) <= MAX_CHARS and not HOME.match(part)]
        if names:
            return next(filter(NAME.search, names), names[0])
    return ""

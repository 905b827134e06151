"""Answers that are made to hang, to swell, to break or to fool who reads them; each is some tens of kilobytes."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field

HTML, XML = "text/html; charset=utf-8", "application/xml"
BEGIN = "<html><head><title>Hội nghị</title></head><body><h1>Hội nghị triển khai công tác quý hai</h1><p>"
ZONE = "Wed, 22 Mar 2017 01:30:00 +99999999999999"  # no calendar has this zone, and counting it overflows


@dataclass(frozen=True)
class Answer:
    """What a server says."""

    body: bytes
    kind: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200


def repeated(unit: str, chars: int) -> str:
    """A text of so many characters."""
    return unit * (chars // len(unit))


FEEDS = {  # what follows a root element, again and again
    "loc": ("urlset", "<loc>"), "item": ("rss", "<item>"), "rss-link": ("rss", "<item><link>"),
    "guid": ("rss", "<item><guid isPermaLink='true'>http"), "entry": ("feed", "<entry>"),
    "atom-link": ("feed", "<entry><link "), "attribute": ("feed", "x"), "cdata": ("rss", "<item><link><![CDATA["),
    "comment": ("rss", "<!--"), "instruction": ("rss", "<?x "), "entity": ("rss", "&x;"), "end": ("rss", "</item>"),
    "namespace": ("rss", "<a xmlns:a='b'>"), "quote": ("rss", "<link href='"), "bracket": ("urlset", "<"),
}
MARKUP = {  # of pages
    "feed-link": "<link ", "rss-link": "<link type=application/rss+xml ", "pager": "<a href=x>  ",
    "pager-2": "<a href=", "pager-3": "<a href=/>Trang sau ", "anchor": "<a>", "nested": "<div><b>",
    "table": "<table><tr><td>", "open": "<",
    "comment": "<!--", "script": "<script>", "attribute": "<p a='", "entity": "&#x301;&#x323;", "form": "<form><input>",
    "canonical": "<link rel=canonical href=", "json": "<script type='application/ld+json'>{\"headline\":",
}
TEXTS = {  # in one line of a bulletin
    "marks": "\u0301\u0323", "tibetan": "\u0f73\u0f71", "blanks": " ", "no-break": "\u00a0", "dashes": " - ",
    "bars": " | ", "brackets": "( ", "digits": "1", "numbers": "12/2017/", "number-words": "Số ",
    "dates": "ngày 1 tháng ",
    "others": "tin khác ", "names": "tác giả: ", "joiners": " và ", "quotes": "“", "invisible": "\u00ad\u200b",
    "percent": "%E1%BB%87", "letters": "đ",
}


def hostile_pages(chars: int) -> Iterator[tuple[str, Answer]]:
    """Pages and feeds of about so many characters, each under a name."""
    for name, (root, unit) in FEEDS.items():
        yield f"feed-{name}.xml", Answer(f"<{root}>{repeated(unit, chars)}".encode(), XML)
    for name, unit in MARKUP.items():
        yield f"markup-{name}", Answer(f"{BEGIN}{repeated(unit, chars)}".encode())
    for name, unit in TEXTS.items():
        yield f"text-{name}", Answer(f"{BEGIN}{repeated(unit, chars)}</p></body></html>".encode())
    lines = repeated("<p>Một dòng chữ</p>", chars)
    yield "head-title", Answer(f"<title>{repeated('Tin ', chars)}</title>{lines}".encode())
    yield "entities.xml", Answer(bomb().encode(), XML)
    yield "zip-bomb", Answer(gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"})
    yield "zip-layers", Answer(b"x", headers={"Content-Encoding": "gzip, " * 500})


def bomb() -> str:
    """Entities that name entities, ten times each, nine deep."""
    names = "abcdefghij"
    defined = "".join(f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip(names, names[1:]))
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "tin">{defined}]><rss><item><link>&j;</link></item></rss>'


def hostile_headers() -> Iterator[tuple[str, Answer]]:
    """Pages with a bulletin's text, whose headers are the trap."""
    for name, headers in {
        "retry-zone": {"Retry-After": ZONE}, "retry-digits": {"Retry-After": "9" * 5000},
        "retry-unicode": {"Retry-After": "\u00b2"}, "modified-zone": {"Last-Modified": ZONE},
        "etag-long": {"ETag": "e" * 20_000}, "etag-odd": {"ETag": "\u00e9\u0080"},
        "type-long": {"Content-Type": "text/html;" + " charset=" * 3_000},
        "type-odd": {"Content-Type": "text/html; charset=idna"}, "disposition": {"Content-Disposition": "\u0000" * 9},
    }.items():
        yield f"header-{name}", Answer(article(name), headers=headers)
    yield "moved-long", Answer(b"", status=302, headers={"Location": "/" + "x" * 50_000})
    yield "moved-odd", Answer(b"", status=301, headers={"Location": "http://[::1/\u00ff"})


def article(name: str) -> bytes:
    """A page with a bulletin."""
    return (f"<html><body><h1>Hội nghị triển khai công tác {name} của huyện</h1><div class='date'>22/03/2017</div>"
            f"<p>Sáng nay, Ủy ban nhân dân huyện họp về {name}, nghe báo cáo của các phòng và ý kiến của các xã.</p>"
            "<p>Kết luận, đồng chí Chủ tịch giao các cơ quan hoàn thành kế hoạch trước cuối tháng và công bố.</p>"
            "</body></html>").encode()

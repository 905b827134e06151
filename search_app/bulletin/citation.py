"""How a bulletin is cited, and what machines are told of it: schema.org's NewsArticle."""

from __future__ import annotations

import json
from datetime import date, datetime, time

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from corpus.bulletin import Bulletin
from corpus.dates.local_time import LOCAL_TIME
from corpus.dates.writing import write_day
from corpus.storing.bulletin_rows import text_hash
from search_app.addresses import bulletin_address, is_web_address
from search_app.library import source_title

HASH_CHARS = 16  # enough to tell two texts apart, short enough to be copied by hand


def cite(bulletin: Bulletin, base: str, today: date) -> str:
    """Who, what, where, when, as official texts name their sources; with the day of access and a hash of the text.

    >>> print(cite(Bulletin("7", "", "Cổng Trường Hà", "Lũ về", "Một", author="Hoài An",
    ...                     published_on=date(2017, 3, 22)), "http://h", date(2026, 11, 29)))
    Hoài An, “Lũ về”, Cổng Trường Hà, ngày 22/03/2017, http://h/tin/7-lu-ve, truy cập ngày 29/11/2026, mã nội dung ...
    """
    parts = [
        bulletin.author, f"“{bulletin.title}”", bulletin.number and f"số {bulletin.number}",
        source_title(bulletin.source),
        f"ngày {write_day(bulletin.published_on)}" if bulletin.published_on else "không rõ ngày đăng",
        bulletin.url if is_web_address(bulletin.url) else "", base + bulletin_address(bulletin),
        f"truy cập ngày {write_day(today)}", f"mã nội dung {text_hash(bulletin).hex()[:HASH_CHARS]}"]
    return ", ".join(filter(None, parts)) + "."


def write_linked_data(bulletin: Bulletin, base: str, site: str, description: str) -> Markup:
    """A NewsArticle of schema.org as JSON-LD, safe inside a script element."""
    source = source_title(bulletin.source)
    said = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": bulletin.title,
        "description": description, "inLanguage": "vi", "url": base + bulletin_address(bulletin),
        "mainEntityOfPage": base + bulletin_address(bulletin), "identifier": bulletin.id,
        "datePublished": write_published(bulletin),
        "author": {"@type": "Person", "name": bulletin.author} if bulletin.author else {
            "@type": "Organization", "name": source},
        "publisher": {"@type": "Organization", "name": source}, "articleSection": bulletin.section,
        "isBasedOn": bulletin.url if is_web_address(bulletin.url) else "",
        "includedInDataCatalog": {"@type": "DataCatalog", "name": site, "url": f"{base}/"}}
    return htmlsafe_json_dumps({name: value for name, value in said.items() if value}, dumps=dump)


def dump(said: object, **_: object) -> str:
    """JSON with its letters as they are."""
    return json.dumps(said, ensure_ascii=False)


def write_published(bulletin: Bulletin) -> str:
    """When it was published, by the clock where it is known; "" for an unknown day."""
    day, at = bulletin.published_on, bulletin.published_at
    if day is None:
        return ""
    return datetime.combine(day, at, LOCAL_TIME).isoformat() if isinstance(at, time) else day.isoformat()

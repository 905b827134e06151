"""extract(): a portal's page → what it says. The front door; the rooms are in `corpus/extraction/`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from corpus.bulletin import Bulletin, Said, bulletin_id
from corpus.extraction.article import Evidence, holds_bulletin
from corpus.extraction.author import clean_name
from corpus.extraction.charset import decode
from corpus.extraction.date_line import first_moment
from corpus.extraction.head import find_canonical
from corpus.extraction.lessons import NO_HINT, UNTAUGHT, Hint, Lessons
from corpus.extraction.lines import read_lines
from corpus.extraction.links import find_attachments, find_links, name_of_folder
from corpus.extraction.look import Look, look
from corpus.extraction.published import parse_stamp
from corpus.extraction.rules import BULLETINS, LISTS, STANDING, Rules
from corpus.extraction.summary import SECTION_CHARS, find_section, find_summary
from corpus.extraction.tree import Document
from corpus.extraction.written import write_text
from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.find_numbers import find_numbers
from corpus.repair.fonts import read_fonts
from corpus.text import tidy, tidy_paragraphs

MAX_BYTES = 10_000_000  # what a crawl fetches at most; more is not read
MAX_BODY_CHARS = 500_000  # the longest bulletin seen has 60,000; beyond this it is a data dump
NO_RULES = Rules()


@dataclass(frozen=True)
class Page:
    """A page as it was fetched."""

    address: str
    raw: bytes
    content_type: str = ""


@dataclass(frozen=True)
class Extracted(Said):
    """What a page says. Of a page that is no article only `links`, `canonical` and the flags matter."""

    canonical: str = ""
    links: tuple[str, ...] = ()
    is_article: bool = False
    nofollow: bool = False
    noindex: bool = False


def extract(page: Page, rules: Rules | None = None, hosts: frozenset[str] = frozenset(),
            today: date | None = None, lessons: Lessons = UNTAUGHT, hint: Hint = NO_HINT) -> Extracted:
    """What a page says: by a portal's rules where they are given, else as any reader would find it.

    `hosts` are further hosts that a canonical address may name; `today` bounds the day of publication; `lessons` and
    `hint` are what the portal's other pages teach (`corpus/extraction/portal/`). Never raises
    because of what the page holds: broken markup, a wrong charset label or no HTML at all give what there is.

    >>> page = Page("http://a.vn/tin/1", "<h1>Lễ mở biển ở Hải Lộc</h1><p>Đăng ngày 05/02/2019</p><p>Sáng nay, hàng"
    ...             " trăm tàu cá ở cảng Hải Lộc đã ra khơi chuyến biển đầu năm, mang theo niềm tin được mùa.".encode())
    >>> found = extract(page)
    >>> found.title, found.published_on.isoformat(), found.body[:20]
    ('Lễ mở biển ở Hải Lộc', '2019-02-05', 'Sáng nay, hàng trăm ')
    """
    rules = rules or NO_RULES
    seen = look(page.raw[:MAX_BYTES], page.content_type, page.address, rules, today, lessons, hint)
    head, reading, region, title = seen.head, seen.reading, seen.region, seen.title
    text, moment = seen.text, seen.moment
    attachments = find_attachments(dict.fromkeys(seen.links), seen.base)
    evidence = Evidence(title, text, moment is not None, len(attachments), head.kind, seen.is_named,
                        seen.is_placed)
    heading, whole, summary = read_fonts(tidy(title.text), tidy_paragraphs(write_text(text))[:MAX_BODY_CHARS],
                                         find_summary(text, region, head))
    found = Extracted(
        title=heading,
        body=whole,
        summary=summary,
        author=seen.byline.name,
        section=find_section(reading, title, head) or section_by_address(seen.document, seen.base, page.address),
        published_on=moment[0] if moment else None,
        published_at=moment[1] if moment else None,
        attachments=attachments,
        canonical=find_canonical(seen.document, page.address, seen.base, hosts),
        links=find_links(seen.document, seen.base),
        is_article=is_bulletin(evidence, seen, lessons, page.address),
        nofollow=not head.robots.isdisjoint({"nofollow", "none"}),
        noindex=not head.robots.isdisjoint({"noindex", "none"}),
    )
    return by_rules(found, rules, seen.document, seen.base) if rules.selectors() else found


def is_bulletin(evidence: Evidence, seen: Look, lessons: Lessons, address: str) -> bool:
    """Whether a page holds a bulletin: as an admin told of its address, else as the page shows; where that leaves
    doubts, as the portal's other pages teach."""
    told, kind = lessons.kind_of(address, told=True), lessons.kind_of(address)
    if told:
        return told != LISTS and bool(seen.title.text and (seen.text or evidence.files))
    if not (seen.is_named or seen.is_placed) and (kind == LISTS or seen.is_listing):
        return False
    evidence = replace(evidence, named=evidence.named or kind in (BULLETINS, STANDING))
    return (holds_bulletin(evidence, seen.document, seen.reading, seen.region)
            and not lessons.is_list(address, seen.title))


def section_by_address(document: Document, base: str, address: str) -> str:
    """The section that the page's own folder stands for, where the page has a short name for it."""
    name = name_of_folder(document, base, address)
    return name if len(name) <= SECTION_CHARS else ""


def make_bulletin(page: Page, extracted: Extracted, source_name: str, collected_at: datetime) -> Bulletin:
    """The bulletin that a page holds, under the id of its canonical address, with the numbers that it names."""
    address = extracted.canonical or page.address
    return Bulletin(bulletin_id(address), address, source_name, **extracted.said(), numbers=numbers_in(extracted),
                    collected_at=collected_at)


def numbers_in(extracted: Extracted) -> tuple[DocumentNumber, ...]:
    """The document numbers that title, summary and body name, each once, in order."""
    text = "\n".join((extracted.title, extracted.summary, extracted.body))
    found: dict[str, DocumentNumber] = {}
    for mention in find_numbers(text):
        found.setdefault(mention.number.key, mention.number)
    return tuple(found.values())


def by_rules(found: Extracted, rules: Rules, document: Document, base: str) -> Extracted:
    """What was found, with what a portal's rules point at in its place. A rule that finds nothing changes nothing."""
    def texts(css: str) -> list[str]:
        return [text for node in document.selected.get(css, []) if (text := tidy(node.text()))]

    def lines(css: str) -> str:
        nodes = document.selected.get(css, [])
        return tidy_paragraphs("\n".join(write_text(read_lines(Document(node)).lines) for node in nodes))

    changes: dict[str, object] = {}
    for name in ("title", "summary", "section"):
        if texts(getattr(rules, name)):
            changes[name] = texts(getattr(rules, name))[0]
    if lines(rules.body):
        changes["body"] = lines(rules.body)
        links = [node for place in document.selected[rules.body] for node in place.walk() if node.tag == "a"]
        changes["attachments"] = find_attachments(links, base)
    if texts(rules.author):
        changes["author"] = clean_name(texts(rules.author)[0])
    stamps = [node.get("datetime") or node.get("content") for node in document.selected.get(rules.date, [])]
    moment = next(filter(None, [*map(parse_stamp, filter(None, stamps)), *map(first_moment, texts(rules.date))]), None)
    if moment:
        changes.update(published_on=moment[0], published_at=moment[1])
    if rules.title and rules.body:  # a portal's own rules tell its bulletins from its lists
        changes["is_article"] = "title" in changes and "body" in changes
    return replace(found, **changes)  # type: ignore[arg-type]


__all__ = ["Extracted", "Page", "decode", "extract", "make_bulletin"]

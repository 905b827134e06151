"""extract(): a portal's page → what it says. The front door; the rooms are in `corpus/extraction/`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from corpus.bulletin import Bulletin, Said, bulletin_id
from corpus.dates.local_time import local_today
from corpus.extraction.article import Evidence, holds_bulletin
from corpus.extraction.author import clean_name, find_author
from corpus.extraction.body import body_lines
from corpus.extraction.boilerplate import is_furniture, opens_the_end
from corpus.extraction.charset import decode
from corpus.extraction.date_line import first_moment
from corpus.extraction.head import find_canonical, read_head
from corpus.extraction.header import HEADER_LINES, cut_header
from corpus.extraction.kind import is_standing
from corpus.extraction.lines import Line, Reading, read_lines
from corpus.extraction.links import base_address, find_attachments, find_links, name_of_folder
from corpus.extraction.published import find_published, parse_stamp
from corpus.extraction.region import find_region
from corpus.extraction.rules import Rules
from corpus.extraction.summary import SECTION_CHARS, find_section, find_summary
from corpus.extraction.title import Title, find_title, title_places
from corpus.extraction.tree import Document, Node, parse
from corpus.extraction.written import write_text
from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.find_numbers import find_numbers
from corpus.repair.fonts import read_fonts
from corpus.text import tidy, tidy_paragraphs

MAX_BYTES = 10_000_000  # what a crawl fetches at most; more is not read
MAX_BODY_CHARS = 500_000  # the longest bulletin seen has 60,000; beyond this it is a data dump
FILE_LINES = 15  # below the text, in which a list of attached files may stand
NAME_LINES = 2  # below the text, in which the author may stand in a block apart
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
            today: date | None = None) -> Extracted:
    """What a page says: by a portal's rules where they are given, else as any reader would find it.

    `hosts` are further hosts that a canonical address may name; `today` bounds the day of publication. Never raises
    because of what the page holds: broken markup, a wrong charset label or no HTML at all give what there is.

    >>> page = Page("http://a.vn/tin/1", "<h1>Lễ mở biển ở Hải Lộc</h1><p>Đăng ngày 05/02/2019</p><p>Sáng nay, hàng"
    ...             " trăm tàu cá ở cảng Hải Lộc đã ra khơi chuyến biển đầu năm, mang theo niềm tin được mùa.".encode())
    >>> found = extract(page)
    >>> found.title, found.published_on.isoformat(), found.body[:20]
    ('Lễ mở biển ở Hải Lộc', '2019-02-05', 'Sáng nay, hàng trăm ')
    """
    rules = rules or NO_RULES
    document = parse(decode(page.raw[:MAX_BYTES], page.content_type), rules.selectors())
    for css in rules.remove:
        remove(document.selected[css])
    base = base_address(document, page.address)
    head = read_head(document)
    reading = read_lines(document)
    region = find_region(document, reading, head, page.address)
    title = find_title(reading, region, head, page.address)
    body = body_lines(reading, region, title.last + 1 if title.first >= 0 else 0, title.block)
    body = cut_header(body, title, region)
    beside = lines_between(reading, title, body)
    span = (body[0].index, body[-1].index + 1) if body else (region.start, region.end)
    last = body[-1].index if body else title.last
    if any(map(is_standing, (title.text, *head.titles))):
        head = replace(head, perhaps=())  # the day on which the page was made, and no news of that day
    moment = find_published(reading, head, title_places(reading, title), span, region.container,
                            today or local_today())
    byline = find_author(body, lines_below(reading, last), beside, head.author)
    text = [line for line in body if line.index != byline.line]
    links = [link for line in body for link in line.links] + links_below(reading, last)
    attachments = find_attachments(dict.fromkeys(links), base)
    evidence = Evidence(title, text, moment is not None, len(attachments), head.kind)
    heading, whole, summary = read_fonts(tidy(title.text), tidy_paragraphs(write_text(text))[:MAX_BODY_CHARS],
                                         find_summary(text, region, head))
    found = Extracted(
        title=heading,
        body=whole,
        summary=summary,
        author=byline.name,
        section=find_section(reading, title, head) or section_by_address(document, base, page.address),
        published_on=moment[0] if moment else None,
        published_at=moment[1] if moment else None,
        attachments=attachments,
        canonical=find_canonical(document, page.address, base, hosts),
        links=find_links(document, base),
        is_article=holds_bulletin(evidence, document, reading, region),
        nofollow=not head.robots.isdisjoint({"nofollow", "none"}),
        noindex=not head.robots.isdisjoint({"noindex", "none"}),
    )
    return by_rules(found, rules, document, base) if rules.selectors() else found


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


def lines_between(reading: Reading, title: Title, body: list[Line]) -> list[Line]:
    """The lines between title and text: dates, names, counters, buttons."""
    first = body[0].index if body else title.last + 1
    return reading.lines[max(title.last + 1, first - HEADER_LINES):first]


def lines_below(reading: Reading, last: int) -> list[Line]:
    """The few lines just below the text that may still belong to it: a name in a block of its own."""
    below: list[Line] = []
    for line in reading.lines[last + 1:last + 1 + NAME_LINES]:
        if opens_the_end(line.text) or is_furniture(line.text) or line.linked > 0.5:
            break
        below.append(line)
    return below


def links_below(reading: Reading, last: int) -> list[Node]:
    """The links of the lines just below the text, where portals list the files that belong to it."""
    below: list[Node] = []
    for line in reading.lines[last + 1:last + 1 + FILE_LINES] if last >= 0 else []:
        if opens_the_end(line.text):
            break
        below.extend(line.links)
    return below


def remove(nodes: list[Node]) -> None:
    """Takes blocks out of the tree."""
    for node in nodes:
        if node.parent is not None and node in node.parent.children:
            node.parent.children.remove(node)


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

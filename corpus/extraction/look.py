"""look(): a page with all that was found on it, before it is written down: lines, title, text, day, writer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from corpus.dates.local_time import local_today
from corpus.extraction.agreement import agree, is_cut
from corpus.extraction.author import Byline, find_author
from corpus.extraction.body import body_lines
from corpus.extraction.boilerplate import is_furniture, opens_the_end
from corpus.extraction.charset import decode
from corpus.extraction.date_line import Moment
from corpus.extraction.head import Head, read_head
from corpus.extraction.header import HEADER_LINES, cut_header
from corpus.extraction.lessons import NO_HINT, TITLE, UNTAUGHT, Hint, Lessons
from corpus.extraction.lines import Line, Reading, read_lines
from corpus.extraction.links import base_address
from corpus.extraction.published import find_published
from corpus.extraction.region import Region, find_region
from corpus.extraction.rules import STANDING, Rules
from corpus.extraction.taught import (looks_like_a_list, taught_author, taught_day, taught_region, text_block,
                                      within_frame)
from corpus.extraction.title import Title, find_title, title_places
from corpus.extraction.tree import Document, Node, parse
from corpus.kinds import is_standing

FILE_LINES = 15  # below the text, in which a list of attached files may stand
NAME_LINES = 2  # below the text, in which the author may stand in a block apart
BLOCK_DEPTH, MOST_AFTER = 4, 60  # blocks around a title, and lines below it
MOST_PLACED = 3  # lines where a title stands; more are the items of a list that looks like it
SAME_TITLE = 0.85  # of the words: links shorten titles, and say a section's name before them


@dataclass(frozen=True, eq=False)
class Look:
    """What was found on a page. `links` are those of the text and just below it. `is_named`: links on other pages call
    the page by this title; `is_placed`: it stands where titles stand on the portal's other pages; `is_listing`: it
    has headlines where the portal's lists have them.
    """

    document: Document
    base: str
    head: Head
    reading: Reading
    region: Region
    title: Title
    text: list[Line]
    links: list[Node]
    moment: Moment | None
    byline: Byline
    is_named: bool
    is_placed: bool
    is_listing: bool


def look(raw: bytes, content_type: str, address: str, rules: Rules = Rules(), today: date | None = None,
         lessons: Lessons = UNTAUGHT, hint: Hint = NO_HINT) -> Look:
    """What is found on a page, with what the portal's other pages teach about it."""
    document = parse(decode(raw, content_type), rules.selectors())
    for css in rules.remove:
        remove(document.selected[css])
    reading = read_lines(document)
    head = lessons.own_titles(read_head(document))
    head = replace(head, titles=(*hint.titles, *head.titles))
    recurring = frozenset(index for index in lessons.furniture(reading)
                          if reading.lines[index].linked > 0.5 or not is_same(reading.lines[index].text, hint))
    block = text_block(document, reading, lessons)
    region = taught_region(document, reading, head, address,
                           find_region(document, reading, head, address, recurring), block)
    placed = frozenset(line.index for line in lessons.at(TITLE, reading))
    if len(placed) > MOST_PLACED:
        placed = frozenset()
    title = find_title(reading, region, head, address, placed)
    if title.first in placed and region.end <= title.first:  # the text of a page with little of it stands below
        above = frozenset(range(title.last + 1))
        region = find_region(document, reading, head, address, recurring | above)
    body = body_lines(reading, region, title.last + 1 if title.first >= 0 else 0, title.block)
    body = cut_header(within_frame(body, reading, title, block), title, region)
    if title.first in placed and not body:
        body = within_frame(lines_after(reading, region, title), reading, title, block)
    beside = lines_between(reading, title, body)
    span = (body[0].index, body[-1].index + 1) if body else (region.start, region.end)
    last = body[-1].index if body else title.last
    stands = lessons.kind_of(address) == STANDING or any(map(is_standing, (title.text, *head.titles)))
    if stands:
        head = replace(head, perhaps=())  # the day on which the page was made, and no news of that day
    today = today or local_today()
    moment = find_published(reading, head, title_places(reading, title), span, region.container, today)
    if not moment and lessons.kind_of(address) != STANDING:
        moment = taught_day(reading, lessons, hint, today)
    byline = find_author(body, lines_below(reading, last), beside, head.author)
    if not byline.name and (taught := taught_author(reading, lessons, title.text)).name:
        byline = taught  # else the line of an account, which is no writer, is still none of the text
    text = [line for line in body if line.index != byline.line]
    links = [link for line in body for link in line.links] + links_below(reading, last)
    return Look(document, base_address(document, address), head, reading, region, title, text, links, moment, byline,
                is_same(title.text, hint), title.first in placed, looks_like_a_list(reading, lessons, hint.titles))


def lines_after(reading: Reading, region: Region, title: Title) -> list[Line]:
    """What stands below a title in the smallest block that holds more than it: tables of fields are no running text."""
    for _, node in zip(range(BLOCK_DEPTH), (title.block or reading.lines[title.first].block).ancestors()):
        below = [reading.lines[index] for index in reading.within(node) if index > title.last]
        found = []
        for line in below[:MOST_AFTER]:
            if is_known_furniture(line, region) or opens_the_end(line.text):
                break
            found.append(line)
        if found:
            return found
    return []


def is_known_furniture(line: Line, region: Region) -> bool:
    """Whether a line is known to be no bulletin's."""
    return line.index in region.furniture or line.index in region.recurring or is_furniture(line.text)


def is_same(text: str, hint: Hint) -> bool:
    """Whether a text is what links call the page, be it cut short there ("Lễ khởi công cầu …")."""
    return any(agree(text, name) >= SAME_TITLE or text == name or is_cut(name, text) for name in hint.titles)


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

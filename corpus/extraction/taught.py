"""What the portal's other pages teach where a page leaves doubts: its text's block, its day, its writer, its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from corpus.extraction.author import Byline, clean_name, is_nobody, is_short_name, name_beside
from corpus.extraction.body import common_block
from corpus.extraction.boilerplate import is_furniture
from corpus.extraction.date_line import Moment, is_date_line, moment_of
from corpus.extraction.head import Head
from corpus.extraction.lessons import AUTHOR, BODY, DATE, ITEM, Hint, Lessons
from corpus.extraction.lines import Line, Reading
from corpus.extraction.places import place_of
from corpus.extraction.region import Region, find_region
from corpus.extraction.title import Title
from corpus.extraction.tree import Document, Node

SURE_SHARE = 0.5  # of the weight of what was taken for text, that lies in the block where texts stand
FEWEST_CHARS = 12  # in such a block; less is an empty one
MOST_NAMED = 2  # lines where a writer stands; more are no writer's
FEWEST_ITEMS = 3  # headlines where those of lists stand, which make a list
NAME_WORDS = 6


def taught_region(document: Document, reading: Reading, head: Head, address: str, region: Region,
                  block: Node | None) -> Region:
    """The region of the text, within the block where texts stand on the portal's other pages, should it have been
    sought elsewhere: a notice in the margin may be longer than a short text."""
    if block is None:
        return region
    inside = reading.within(block)
    held = sum(weight for index, weight in enumerate(region.weights[region.start:region.end], region.start)
               if weight > 0 and index in inside)
    if region.weight and held >= SURE_SHARE * region.weight:
        return region
    outside = frozenset(range(inside.start)) | frozenset(range(inside.stop, len(reading.lines)))
    found = find_region(document, reading, head, address, region.recurring | outside)
    if found.start == found.end:  # no running text: fields, names, a table
        found = replace(found, start=inside.start, end=inside.stop, container=block)
    return replace(found, furniture=region.furniture, recurring=region.recurring)


def within_frame(body: list[Line], reading: Reading, title: Title, block: Node | None) -> list[Line]:
    """The lines of a text without those outside the element that holds both its title and the block where texts
    stand."""
    if block is None or title.first < 0:
        return body
    frame = reading.within(common_block(block, reading.lines[title.first].block))
    return [line for line in body if line.index in frame]


def text_block(document: Document, reading: Reading, lessons: Lessons) -> Node | None:
    """The one block of a page that stands where texts stand on the others; None where there is none, or several."""
    known = lessons.by_name[BODY]
    found = list(outermost(document.root, known)) if known else []
    filled = [node for node in found if sum(reading.lines[index].chars for index in reading.within(node))
              >= FEWEST_CHARS]
    return filled[0] if len(filled) == 1 else None


def outermost(root: Node, places: frozenset[str]) -> Iterator[Node]:
    """The elements at some places that lie in no other one there."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if place_of(node) in places:
            yield node
        else:
            waiting.extend(child for child in node.children if isinstance(child, Node))


def taught_day(reading: Reading, lessons: Lessons, hint: Hint, today: date) -> Moment | None:
    """The day from where days stand on the portal's other pages, else the one beside the links to the page."""
    found = {moment for line in lessons.at(DATE, reading) if (moment := moment_of(line.text)) and moment[0] <= today}
    if len({moment[0] for moment in found}) == 1:
        return max(found, key=lambda moment: moment[1] is not None)
    return (hint.days[0], None) if hint.days and hint.days[0] <= today else None


def taught_author(reading: Reading, lessons: Lessons, title: str) -> Byline:
    """The writer from where writers stand on the portal's other pages, be it a name that none would be told by."""
    lines = [line for line in lessons.at(AUTHOR, reading) if line.text != title]
    names = {name for line in lines if (name := name_at(line))}
    if len(names) != 1 or len(lines) > MOST_NAMED:
        return Byline()
    return Byline(names.pop(), lines[0].index)


def name_at(line: Line) -> str:
    """What stands in the place of a name: behind a label, beside a day, or alone."""
    name = name_beside(line.text)
    if not name and not is_date_line(line.text) and not is_furniture(line.text) and is_short_name(line.text):
        name = clean_name(line.text)
    usable = name and len(name.split()) <= NAME_WORDS and not is_nobody(name) and not any(map(str.isdigit, name))
    return name if usable else ""


def looks_like_a_list(reading: Reading, lessons: Lessons, named: Sequence[str]) -> bool:
    """Whether headlines stand where they stand in the portal's lists, and on no bulletin's page."""
    items = [line for line in lessons.at(ITEM, reading) if line.linked > 0.5 and line.text not in named]
    return len(items) >= FEWEST_ITEMS

"""The links of a page as they speak of other pages: the name that they give, and the day beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from corpus.extraction.date_line import moment_of, split_trailing_date
from corpus.extraction.lines import HEADINGS, Line, Reading
from corpus.extraction.links import absolute, is_file
from corpus.extraction.teasers import LEADS_ON

FEWEST_WORDS = 3  # "Xem", "Trang sau", "Tin tức" name no bulletin
MAX_CHARS = 300
ITEM_LINES, ITEM_DEPTH = 6, 5  # of a list: headline, day, counter, teaser, "Xem tiếp"


@dataclass(frozen=True)
class LinkSeen:
    """A link to `address`, what it calls that page, and the day that stands with it."""

    address: str
    name: str
    day: date | None = None


def links_seen(reading: Reading, base: str, canonical: Callable[[str], str]) -> Iterator[LinkSeen]:
    """The links of a page that name what they lead to."""
    targets = {line.index: found for line in reading.lines if (found := target_of(line, base, canonical))}
    for index, address in targets.items():
        line = reading.lines[index]
        if not names_it(line, reading):
            continue
        name, trailing = split_trailing_date(line.text)
        if len(name.split()) < FEWEST_WORDS or len(name) > MAX_CHARS or LEADS_ON.search(name) or moment_of(name):
            continue
        moment = moment_of(trailing) if trailing else None
        yield LinkSeen(address, name.strip(" »›•-–"), moment[0] if moment else day_beside(line, reading, targets))


def target_of(line: Line, base: str, canonical: Callable[[str], str]) -> str:
    """The one address that a line of link leads to; the day behind it is no part of it."""
    if line.linked <= 0.7 and line.link_chars < 0.9 * len(split_trailing_date(line.text)[0]):
        return ""
    found = {canonical(address) for link in line.links if (address := absolute(base, link.get("href")))
             and not is_file(link.get("href"))}
    return found.pop() if len(found) == 1 else ""


def names_it(line: Line, reading: Reading) -> bool:
    """Whether a line is what a link calls its page: of a link around a whole item of a list, with its day and teaser,
    the heading or, without one, the first line that is no day."""
    inside = [reading.lines[index] for index in reading.within(line.links[0])]
    telling = [other for other in inside if other.block.tag in HEADINGS] or [
        other for other in inside if not moment_of(other.text) and len(other.text.split()) >= FEWEST_WORDS]
    return len(inside) < 2 or not telling or line is telling[0]


def day_beside(line: Line, reading: Reading, targets: dict[int, str]) -> date | None:
    """The one day in the item of a list that a link stands in: the largest block around it that leads to no other
    page."""
    item = range(line.index, line.index + 1)
    for _, node in zip(range(ITEM_DEPTH), line.block.ancestors()):
        within = reading.within(node)
        if len(within) > ITEM_LINES or len({targets[index] for index in within if index in targets}) > 1:
            break
        item = within
    own = targets[line.index]
    days = {moment[0] for index in item if targets.get(index, own) == own
            and (moment := moment_of(reading.lines[index].text))}
    if not days and line.block.tag == "dd" and item.start and reading.lines[item.start - 1].block.tag == "dt":
        moment = moment_of(reading.lines[item.start - 1].text)
        return moment[0] if moment else None
    return days.pop() if len(days) == 1 else None

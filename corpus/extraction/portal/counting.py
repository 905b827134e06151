"""Counting: what recurs on the pages of a portal, and what their links say, page by page."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from corpus.extraction.agreement import PARTS
from corpus.extraction.charset import decode
from corpus.extraction.head import read_head
from corpus.extraction.lessons import FURNITURE, NAME, Hint, Lesson, line_key
from corpus.extraction.lines import read_lines
from corpus.extraction.links import base_address
from corpus.extraction.portal.links_seen import links_seen
from corpus.extraction.tree import parse

FEWEST_PAGES = 8  # fewer teach nothing: the generic way is the better guess
SHARE = 0.25  # of the pages: a line that stands on so many is no bulletin's
EVERYWHERE, LIST_SHARE = 0.9, 0.1  # of the pages; of the lists and menus among them
NAME_SHARE, FEWEST_NAMED = 0.1, 4  # of the pages: a part of <title> on so many is a portal's or a section's
MENU_SHARE = 0.6  # of the pages: what is linked from so many is a menu's
SHORT_WORDS = 6  # of a name that may be a menu's; the headline of the latest news is on every page, too
MAX_NAMES, MAX_DAYS = 3, 2  # of a page, that are kept


@dataclass
class Counting:
    """What was counted so far. `canonical` gives an address its one spelling."""

    canonical: Callable[[str], str] = str
    pages: int = 0
    addresses: list[str] = field(default_factory=list)
    lines: dict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    parts: Counter[str] = field(default_factory=Counter)
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    days: dict[str, Counter[date]] = field(default_factory=lambda: defaultdict(Counter))
    linked_from: Counter[str] = field(default_factory=Counter)

    def add(self, address: str, raw: bytes, content_type: str = "") -> None:
        """Takes in a page."""
        document = parse(decode(raw, content_type))
        reading, head = read_lines(document), read_head(document)
        for text in {line_key(line) for line in reading.lines}:
            self.lines[text].append(self.pages)
        self.pages += 1
        self.addresses.append(address)
        self.parts.update({part for title in head.titles for part in [title, *PARTS.split(title)] if part})
        seen = set()
        for link in links_seen(reading, base_address(document, address), self.canonical):
            if link.address != address:
                self.names[link.address][link.name] += 1
                seen.add(link.address)
                if link.day:
                    self.days[link.address][link.day] += 1
        self.linked_from.update(seen)

    def recurring(self) -> list[Lesson]:
        """Lines and names that are the portal's and no bulletin's; none where too few pages were seen."""
        if self.pages < FEWEST_PAGES:
            return []
        fewest = max(FEWEST_NAMED, SHARE * self.pages)
        lists = {page for page, address in enumerate(self.addresses) if address not in self.names}
        found = [Lesson(FURNITURE, text, len(some), self.pages) for text, some in self.lines.items()
                 if len(some) >= fewest and is_everywhere(some, lists, self.pages)]
        fewest = max(FEWEST_NAMED, NAME_SHARE * self.pages)
        return found + [Lesson(NAME, text, count, self.pages) for text, count in self.parts.items() if count >= fewest]

    def hint(self, address: str) -> Hint:
        """What links call a page; nothing where it is a menu that leads there."""
        names = [name for name, _ in self.names.get(address, Counter()).most_common(MAX_NAMES)]
        if self.linked_from[address] >= MENU_SHARE * self.pages:
            names = [name for name in names if len(name.split()) >= SHORT_WORDS]
        days = [day for day, _ in self.days.get(address, Counter()).most_common(MAX_DAYS)] if names else []
        return Hint(tuple(names), tuple(days))


def is_everywhere(pages: array[int], lists: set[int], count: int) -> bool:
    """Whether a line stands on lists and menus, too: what many bulletins repeat stands on bulletins alone."""
    here = sum(1 for page in pages if page in lists)
    return len(pages) >= EVERYWHERE * count or here >= max(1, LIST_SHARE * len(lists))

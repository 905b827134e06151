"""Counting: what recurs on the pages of a portal, and what their links say, page by page."""

from __future__ import annotations

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
NAME_SHARE, FEWEST_NAMED = 0.1, 4  # of the pages: a part of <title> on so many is a portal's or a section's
MENU_SHARE = 0.6  # of the pages: what is linked from so many is a menu's
SHORT_WORDS = 6  # of a name that may be a menu's; the headline of the latest news is on every page, too
MAX_NAMES, MAX_DAYS = 3, 2  # of a page, that are kept


@dataclass
class Counting:
    """What was counted so far. `canonical` gives an address its one spelling."""

    canonical: Callable[[str], str] = str
    pages: int = 0
    lines: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    days: dict[str, Counter[date]] = field(default_factory=lambda: defaultdict(Counter))
    linked_from: Counter[str] = field(default_factory=Counter)

    def add(self, address: str, raw: bytes, content_type: str = "") -> None:
        """Takes in a page."""
        document = parse(decode(raw, content_type))
        reading, head = read_lines(document), read_head(document)
        self.pages += 1
        self.lines.update({line_key(line) for line in reading.lines})
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
        found = [Lesson(FURNITURE, text, count, self.pages) for text, count in self.lines.items() if count >= fewest]
        fewest = max(FEWEST_NAMED, NAME_SHARE * self.pages)
        return found + [Lesson(NAME, text, count, self.pages) for text, count in self.parts.items() if count >= fewest]

    def hint(self, address: str) -> Hint:
        """What links call a page; nothing where it is a menu that leads there."""
        names = [name for name, _ in self.names.get(address, Counter()).most_common(MAX_NAMES)]
        if self.linked_from[address] >= MENU_SHARE * self.pages:
            names = [name for name in names if len(name.split()) >= SHORT_WORDS]
        days = [day for day, _ in self.days.get(address, Counter()).most_common(MAX_DAYS)] if names else []
        return Hint(tuple(names), tuple(days))

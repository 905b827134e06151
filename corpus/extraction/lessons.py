"""What a portal's other pages teach about one of its pages: Lessons for all, a Hint for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from corpus.extraction.head import Head
from corpus.extraction.lines import Line, Reading
from corpus.extraction.places import places_of
from corpus.extraction.title import Title

TITLE, DATE, FURNITURE, NAME, LIST = "title", "date", "furniture", "name", "list"
PAGES = "pages"  # how many pages the lessons were learnt from


@dataclass(frozen=True)
class Lesson:
    """One thing that was learnt: of `total` pages on which it could show itself, it did on `evidence`.

    `name` says what: TITLE and DATE the place (a CSS selector) of titles and of days, FURNITURE a line that recurs
    ("=" before one that is a link), NAME a part that the <title>s of many pages share, LIST an address that holds none.
    """

    name: str
    value: str
    evidence: int
    total: int


@dataclass(frozen=True)
class Lessons:
    """What was learnt of a portal. Without any, a page is read as if it were the only one."""

    all: tuple[Lesson, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, frozenset[str]]:
        """The values of the lessons, by name."""
        return {name: frozenset(lesson.value for lesson in self.all if lesson.name == name)
                for name in (TITLE, DATE, FURNITURE, NAME, LIST)}

    def furniture(self, reading: Reading) -> frozenset[int]:
        """The lines of a page that stand on many others likewise."""
        known = self.by_name[FURNITURE]
        return frozenset(line.index for line in reading.lines if line_key(line) in known) if known else frozenset()

    def at(self, name: str, reading: Reading) -> Iterator[Line]:
        """The lines that stand where titles, or days, were found on other pages."""
        known = self.by_name[name]
        return (line for line in reading.lines if known and not known.isdisjoint(places_of(line)))

    def is_list(self, address: str, title: Title) -> bool:
        """Whether a page is known to hold no bulletin, or is called as many others are."""
        return address in self.by_name[LIST] or title.text in self.by_name[NAME]

    def own_titles(self, head: Head) -> Head:
        """A page's head without those titles in it that are the portal's."""
        shared = self.by_name[NAME]
        return replace(head, titles=tuple(title for title in head.titles if title not in shared)) if shared else head


@dataclass(frozen=True)
class Hint:
    """What links on other pages call a page, the likeliest first, and the days that stand beside them."""

    titles: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


UNTAUGHT = Lessons()
NO_HINT = Hint()


def line_key(line: Line) -> str:
    """A line as it is told again: a headline is a link in lists, and none on its own page."""
    return f"={line.text}" if line.linked > 0.5 else line.text

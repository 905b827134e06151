"""What a portal's other pages teach about one of its pages: Lessons for all, a Hint for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from corpus.extraction.address_forms import follows
from corpus.extraction.head import Head
from corpus.extraction.lines import Line, Reading
from corpus.extraction.places import places_of
from corpus.extraction.rules import BULLETINS, LISTS, STANDING
from corpus.extraction.title import Title

TITLE, DATE, AUTHOR, BODY, ITEM = "title", "date", "author", "body", "item"  # places in the tree
FURNITURE, NAME, LIST = "furniture", "name", "list"
PAGES = "pages"  # how many pages the lessons were learnt from


@dataclass(frozen=True)
class Lesson:
    """One thing that was learnt: of `total` pages on which it could show itself, it did on `evidence`.

    `name` says what: TITLE, DATE, AUTHOR and BODY the place (a CSS selector) of titles, days, writers and texts, ITEM
    of headlines in lists; FURNITURE a line that recurs ("=" before one that is a link), NAME a part that the <title>s
    of many pages share, LIST an address that holds no bulletin; LISTS, BULLETINS and STANDING the form (a regular
    expression) of the addresses of such pages. A `total` of 0: an admin said so.
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
        found: dict[str, frozenset[str]] = {}
        for name in (TITLE, DATE, AUTHOR, BODY, ITEM, FURNITURE, NAME, LIST, LISTS, BULLETINS, STANDING):
            found[name] = frozenset(lesson.value for lesson in self.all if lesson.name == name)
        return found

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

    def kind_of(self, address: str, *, told: bool = False) -> str:
        """LISTS, BULLETINS or STANDING, as the form of an address tells; empty where it tells nothing, or where forms
        disagree. With `told`, as an admin told it: what is said to be a list is none of the others."""
        found = {lesson.name for lesson in self.forms if (not told or not lesson.total) and
                 follows(address, lesson.value)}
        if told:
            return next((kind for kind in (LISTS, STANDING, BULLETINS) if kind in found), "")
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def forms(self) -> tuple[Lesson, ...]:
        """The lessons that are forms of addresses."""
        return tuple(lesson for lesson in self.all if lesson.name in (LISTS, BULLETINS, STANDING))

    def overruled(self, forms: Mapping[str, Iterable[str]]) -> Lessons:
        """These lessons, with the forms of addresses that an admin wrote, by kind, in place of those that were learnt.

        >>> learnt = Lessons((Lesson(LISTS, "^/muc/", 9, 9), Lesson(BULLETINS, "^/tin/", 9, 9)))
        >>> taught = learnt.overruled({LISTS: ["^/tin/cu/"], BULLETINS: []})
        >>> [taught.kind_of(f"http://h/{path}") for path in ("muc/1", "tin/1", "tin/cu/1")]
        ['', 'bulletins', '']
        >>> taught.kind_of("http://h/tin/cu/1", told=True)
        'lists'
        """
        said = tuple(Lesson(name, form, 0, 0) for name, written in forms.items() for form in written)
        names = {lesson.name for lesson in said}
        return Lessons((*said, *(lesson for lesson in self.all if lesson.name not in names))) if said else self

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

"""Kinds: which pages of a portal are its lists, its bulletins, its standing pages, and what tells them by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from corpus.extraction.address_forms import form_of
from corpus.extraction.lessons import ITEM, Hint, Lesson
from corpus.extraction.links import base_address
from corpus.extraction.look import Look
from corpus.extraction.places import places_of
from corpus.extraction.portal.links_seen import LinkSeen, links_seen, target_of
from corpus.extraction.rules import BULLETINS, LISTS, STANDING
from corpus.kinds import is_standing

FEWEST, FEWEST_LISTS = 5, 3  # pages of a form, that are of one kind
SURE, SURE_OF_ALL = 0.9, 0.8  # their share of the pages of the form that are certain, and of all of them
UNCERTAIN = ""
MANY_ITEMS = 4  # headlines that lead to bulletins, one below the other, which make a list
TEXT_CHARS = 100  # of a page that says something itself


@dataclass
class Kinds:
    """What was seen so far. `hints` are what links call the pages that are no menu's."""

    hints: dict[str, Hint]
    canonical: Callable[[str], str] = str
    forms: dict[str, Counter[str]] = field(default_factory=dict)
    items: dict[str, Counter[str]] = field(default_factory=dict)

    def see(self, address: str, seen: Look) -> None:
        """Takes in a page."""
        places = self.places_of_items(address, seen)
        kind = self.kind(address, seen, places)
        self.forms.setdefault(form_of(address), Counter())[kind] += 1
        for place, count in places.items():
            if kind and count >= MANY_ITEMS:
                self.items.setdefault(place, Counter())[kind] += 1

    def kind(self, address: str, seen: Look, places: Counter[str]) -> str:
        """LISTS, BULLETINS or STANDING; UNCERTAIN where nothing tells for sure."""
        says = sum(line.chars for line in seen.text) >= TEXT_CHARS
        if is_standing(seen.title.text):
            return STANDING if says else UNCERTAIN
        if seen.is_named and address in self.hints:
            return BULLETINS if says or seen.moment else UNCERTAIN
        return LISTS if address not in self.hints and max(places.values(), default=0) >= MANY_ITEMS else UNCERTAIN

    def places_of_items(self, address: str, seen: Look) -> Counter[str]:
        """How many links to bulletins stand in each place of a page."""
        base = base_address(seen.document, address)
        led: set[LinkSeen] = set(links_seen(seen.reading, base, self.canonical))
        bulletins = {link.address for link in led if link.address in self.hints and link.address != address}
        return Counter(place for line in seen.reading.lines if line.links
                       and target_of(line, base, self.canonical) in bulletins for place in places_of(line))

    def lessons(self) -> Iterator[Lesson]:
        """The forms of addresses of which nearly all pages are of one kind, and the places of headlines in lists."""
        for form, counts in self.forms.items():
            kind, count = counts.most_common(1)[0]
            certain = counts.total() - counts[UNCERTAIN]
            if (kind != UNCERTAIN and count >= (FEWEST if kind == BULLETINS else FEWEST_LISTS)
                    and count >= SURE * certain and count >= SURE_OF_ALL * counts.total()):
                yield Lesson(kind, form, count, counts.total())
        for place, counts in self.items.items():
            if counts[LISTS] >= FEWEST_LISTS and counts[LISTS] >= SURE * counts.total():
                yield Lesson(ITEM, place, counts[LISTS], counts.total())

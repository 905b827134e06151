"""learn(): what a portal's stored pages teach, from all of them: Lessons for the portal, a Hint for each page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from corpus.extraction.extract import MAX_BYTES, Page
from corpus.extraction.lessons import AUTHOR, BODY, DATE, LIST, PAGES, TITLE, Hint, Lesson, Lessons
from corpus.extraction.look import Look, look
from corpus.extraction.portal.counting import Counting
from corpus.extraction.portal.kinds_seen import Kinds
from corpus.extraction.portal.name import shared_name
from corpus.extraction.portal.places_seen import Seen, see_places

MOST_PAGES = 400  # that are looked at for places; a template shows itself on far fewer
FEWEST, SURE = 5, 0.9  # pages on which a place must have held it, and their share of those with it
SAME_TITLE = 3  # pages without a name of their own that bear one title: a section's, a box's


@dataclass
class Learnt:
    """The lessons of a portal, what its links call each page, and the part of <title> that all its pages share."""

    lessons: Lessons = Lessons()
    hints: dict[str, Hint] = field(default_factory=dict)
    name: str = ""


def learn(pages: Callable[[], Iterable[Page]], canonical: Callable[[str], str] = str,
          today: date | None = None) -> Learnt:
    """What pages teach. `pages` gives them anew each time: they are gone through three times, for what recurs, for the
    places on pages that links name, and for what the other pages are."""
    counting = Counting(canonical)
    addresses: list[str] = []
    for page in pages():
        counting.add(page.address, page.raw[:MAX_BYTES], page.content_type)
        addresses.append(page.address)
    recurring = counting.recurring()
    hints = {address: hint for address in addresses if (hint := counting.hint(address)).titles}
    name = shared_name(counting.parts, counting.pages)
    count = Lesson(PAGES, "", len(addresses), len(addresses))
    if not recurring:
        return Learnt(Lessons((count,)), {}, name)
    named = [address for address in addresses if address in hints]
    sample = frozenset(named[::max(1, len(named) // MOST_PAGES)])
    kinds, places = Kinds(hints, canonical), []
    looking = Looking(pages, hints, today)
    for address, seen in looking.at(sample, Lessons(tuple(recurring))):
        kinds.see(address, seen)
        places.append(list(see_places(seen)))
    template = (*recurring, *find_places(places))
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for address, seen in looking.at(frozenset(addresses) - hints.keys(), Lessons(template)):
        kinds.see(address, seen)
        if seen.title.text:
            alike[seen.title.text].append(address)
    lists = [Lesson(LIST, address, len(some), len(addresses)) for some in alike.values() if len(some) >= SAME_TITLE
             for address in some]
    return Learnt(Lessons((count, *template, *kinds.lessons(), *lists)), hints, name)


@dataclass(frozen=True)
class Looking:
    """Looks at pages with what is known so far."""

    pages: Callable[[], Iterable[Page]]
    hints: dict[str, Hint]
    today: date | None

    def at(self, addresses: frozenset[str], lessons: Lessons) -> Iterator[tuple[str, Look]]:
        """Those of some addresses, each with what was found on it."""
        for page in self.pages():
            if page.address in addresses:
                yield page.address, look(page.raw[:MAX_BYTES], page.content_type, page.address, today=self.today,
                                         lessons=lessons, hint=self.hints.get(page.address, Hint()))


def find_places(seen: Iterable[Seen]) -> Iterator[Lesson]:
    """The places that held the title, the day, the writer or the text on nearly all pages that have them."""
    right: dict[str, Counter[str]] = {name: Counter() for name in (TITLE, DATE, AUTHOR, BODY)}
    have: dict[str, Counter[str]] = {name: Counter() for name in right}
    for page in seen:
        for name, held, others in page:
            right[name].update(held - others)
            have[name].update(held | others)
    for name, counts in right.items():
        yield from (Lesson(name, place, count, have[name][place]) for place, count in counts.items()
                    if count >= FEWEST and count >= SURE * have[name][place])

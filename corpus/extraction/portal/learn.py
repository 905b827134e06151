"""learn(): what a portal's stored pages teach, from all of them: Lessons for the portal, a Hint for each page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from corpus.extraction.extract import MAX_BYTES, Page
from corpus.extraction.lessons import DATE, LIST, PAGES, TITLE, Hint, Lesson, Lessons
from corpus.extraction.look import Look, look
from corpus.extraction.date_line import moment_of
from corpus.extraction.places import places_of
from corpus.extraction.portal.counting import Counting
from corpus.extraction.portal.name import shared_name

MOST_PAGES = 400  # that are looked at for places; a template shows itself on far fewer
FEWEST, SURE = 5, 0.9  # pages on which a place must have held the title or the day, and their share of those with it
DAY_LINES = 12  # from the title, within which the line that states the day is looked for
Seen = Iterable[tuple[str, set[str], set[str]]]  # of one page: TITLE or DATE, the places that held it, other places
SAME_TITLE = 3  # pages without a name of their own that bear one title: a section's, a box's


@dataclass
class Learnt:
    """The lessons of a portal, what its links call each page, and the part of <title> that all its pages share."""

    lessons: Lessons = Lessons()
    hints: dict[str, Hint] = field(default_factory=dict)
    name: str = ""


def learn(pages: Callable[[], Iterable[Page]], canonical: Callable[[str], str] = str,
          today: date | None = None) -> Learnt:
    """What pages teach. `pages` gives them anew each time: they are gone through twice."""
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
    first = Lessons(tuple(recurring))
    named = [address for address in addresses if address in hints]
    every = max(1, len(named) // MOST_PAGES)
    sampled = frozenset(named[::every])
    places: list[list[tuple[str, set[str], set[str]]]] = []
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for page in pages():
        if page.address in sampled or page.address not in hints:
            seen = look(page.raw[:MAX_BYTES], page.content_type, page.address, today=today, lessons=first,
                        hint=hints.get(page.address, Hint()))
            if page.address in hints:
                places.append(list(see_places(seen)))
            elif seen.title.text:
                alike[seen.title.text].append(page.address)
    lists = [Lesson(LIST, address, len(some), len(addresses)) for some in alike.values() if len(some) >= SAME_TITLE
             for address in some]
    return Learnt(Lessons((count, *recurring, *find_places(places), *lists)), hints, name)


def find_places(seen: Iterable[Seen]) -> Iterator[Lesson]:
    """The places that held the title, or the day, on nearly all pages that have them."""
    right: dict[str, Counter[str]] = {TITLE: Counter(), DATE: Counter()}
    have: dict[str, Counter[str]] = {TITLE: Counter(), DATE: Counter()}
    for page in seen:
        for name, held, others in page:
            right[name].update(held - others)
            have[name].update(held | others)
    for name, counts in right.items():
        yield from (Lesson(name, place, count, have[name][place]) for place, count in counts.items()
                    if count >= FEWEST and count >= SURE * have[name][place])


def see_places(seen: Look) -> Seen:
    """Where on a page its title and its day stand, if it has them for certain, and where else lines like them stand."""
    if not seen.is_named or seen.title.first < 0:
        return
    for name, wanted in ((TITLE, title_lines(seen)), (DATE, day_lines(seen))):
        held = {place for index in wanted for place in places_of(seen.reading.lines[index])}
        others = {place for line in seen.reading.lines if line.index not in wanted
                  and (name == TITLE or moment_of(line.text)) for place in places_of(line)}
        if held:
            yield name, held, others


def title_lines(seen: Look) -> frozenset[int]:
    """The lines of a page's title."""
    return frozenset(range(seen.title.first, seen.title.last + 1))


def day_lines(seen: Look) -> frozenset[int]:
    """The lines beside a page's title that state the day which was found."""
    near = seen.reading.lines[max(0, seen.title.first - DAY_LINES):seen.title.last + 1 + DAY_LINES]
    return frozenset(line.index for line in near if seen.moment and (found := moment_of(line.text))
                     and found[0] == seen.moment[0])

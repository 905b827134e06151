"""A bulletin → what its page shows: paragraphs with linked numbers, where it came from, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from corpus.bulletin import Bulletin
from corpus.dates.writing import write_day, write_weekday_day
from corpus.references.filing import numbers_of
from corpus.storing.browsing import Browsing
from corpus.storing.store import Store
from search_app.addresses import browse_address, bulletin_address, day_address, is_web_address, versions_address
from search_app.around.files import FileLine, Hung, hang, make_line
from search_app.around.relatives import find_relatives, make_links
from search_app.bulletin.beside import look_beside
from search_app.bulletin.citation import cite, write_linked_data
from search_app.names import value_name
from search_app.numbers.links import Piece, link_numbers, lookup_address, named_numbers
from search_app.places.links import PlaceNote, link_places, place_notes, places_of
from search_app.rows import NO_TITLE, Link, Row, make_row, shorten
from search_app.wording import NO_DAY, write_moment

MOST_FILE_CHARS = 200_000  # of a file that are looked through for numbers while a reader waits: eighty pages
MOST_FILE_NUMBERS = 40  # that are shown; a list of documents names hundreds
OTHERS_SHOWN = 6  # "Các tin khác": a column beside the text, no second front page


@dataclass(frozen=True)
class Article:
    """A bulletin's page, ready to be shown. Addresses are empty where there is nowhere safe to lead."""

    title: str
    address: str
    day: date | None
    day_text: str
    day_address: str
    time_text: str
    author: Link | None
    source: Link
    section: Link | None
    number: Link | None
    original: str
    original_text: str
    collected: str
    edited: str
    versions_address: str
    also: tuple[Link, ...]
    summary: str
    description: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    numbers: tuple[Link, ...]
    places: tuple[PlaceNote, ...]
    phrases: tuple[Link, ...]
    files: tuple[FileLine, ...]
    file_numbers: tuple[Link, ...]
    related: tuple[Row, ...]
    others: tuple[Row, ...]
    previous: Row | None
    next: Row | None
    gone_text: str
    citation: str
    linked_data: Markup
    site_address: str


def make_article(bulletin: Bulletin, store: Store, base: str, site: str, today: date) -> Article:
    """The page of a bulletin, of a site that lies at `base`."""
    browsing = Browsing(store)
    previous, following = browsing.neighbours(bulletin)
    beside = look_beside(bulletin, store)
    # What stands under "Tin liên quan" need not stand under "Các tin khác" again.
    others = [other for other in browsing.others(bulletin, OTHERS_SHOWN + len(beside.ids))
              if other.id not in beside.ids]
    day, at = bulletin.published_on, bulletin.published_at
    description = shorten(bulletin.summary or bulletin.body)
    files = hang([bulletin], store).get(bulletin.id, ())
    relatives = find_relatives([bulletin], store).get(bulletin.id)
    numbers, places = named_numbers(bulletin), places_of(bulletin)
    return Article(
        title=bulletin.title or NO_TITLE,
        address=bulletin_address(bulletin),
        day=day,
        day_text=write_weekday_day(day) if day else NO_DAY,
        day_address=day_address(day) if day else "",
        time_text=f"{at:%H:%M}" if at else "",
        author=browse_link("author", bulletin.author),
        source=browse_link("source", bulletin.source) or Link("", ""),
        section=browse_link("section", bulletin.section),
        number=Link(bulletin.number, lookup_address(bulletin.number)) if bulletin.number else None,
        original=bulletin.url if is_web_address(bulletin.url) else "",
        original_text=bulletin.url,
        collected=write_moment(bulletin.collected_at) if bulletin.collected_at else "",
        edited=write_moment(bulletin.collected_at) if bulletin.version > 1 and bulletin.collected_at else "",
        versions_address=versions_address(bulletin) if bulletin.version > 1 else "",
        also=make_links(bulletin, relatives) if relatives else (),
        summary=bulletin.summary,
        description=description,
        paragraphs=tuple(link_places(link_numbers(text_lines(bulletin), (bulletin.title, bulletin.summary)), bulletin,
                                     places)),
        numbers=numbers,
        places=place_notes(places),
        phrases=beside.phrases,
        files=tuple(make_line(hung.file) for hung in files),
        file_numbers=numbers_in_files(files, numbers),
        related=beside.rows,
        others=tuple(make_row(other) for other in others[:OTHERS_SHOWN]),
        previous=make_row(previous) if previous else None,
        next=make_row(following) if following else None,
        gone_text=f"Bản tin đã được gỡ khỏi nguồn ngày {write_day(bulletin.gone_on)}." if bulletin.gone_on else "",
        citation=cite(bulletin, base, today),
        linked_data=write_linked_data(bulletin, base, site, description),
        site_address=base,
    )


def browse_link(field: str, value: str) -> Link | None:
    """The page of all that have a value.

    >>> browse_link("section", "Y tế"), browse_link("author", "")
    (Link(text='Y tế', address='/chuyen-muc/y-te', count=None), None)
    """
    name = value_name(field, value)
    return Link(name, browse_address(field, name)) if value else None


def numbers_in_files(files: Sequence[Hung], known: Sequence[Link]) -> tuple[Link, ...]:
    """The whole numbers that files name and the bulletin itself does not, each once."""
    named: dict[str, None] = {}
    for hung in files:
        text = "\n".join(hung.read())[:MOST_FILE_CHARS] if hung.file.says_something else ""
        named.update((str(number), None) for number in numbers_of((text,)) if number.is_full)
    told = {link.text for link in known}
    return tuple(Link(name, lookup_address(name)) for name in named if name not in told)[:MOST_FILE_NUMBERS]


def text_lines(bulletin: Bulletin) -> list[str]:
    """The paragraphs of the body; its first one left out where it is the summary, which stands above it already.

    >>> text_lines(Bulletin("1", "", "s", "Tin", "Mở đầu.\\nThân bài.", summary="Mở đầu."))
    ['Thân bài.']
    """
    lines = [line for line in bulletin.body.split("\n") if line]
    return lines[1:] if len(lines) > 1 and lines[0] == bulletin.summary else lines

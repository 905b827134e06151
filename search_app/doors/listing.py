"""What a form found, as the doors for machines tell it: values with whole addresses, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from corpus.bulletin import Bulletin
from indexer.showing.marks import Wanted
from search_app.addresses import bulletin_address, is_web_address
from search_app.library import source_title
from search_app.params import PATH, SearchForm
from search_app.around.files import InFile
from search_app.results.finding import Found
from search_app.results.items import make_item


@dataclass(frozen=True)
class ListedFile:
    """What was found in a file that hangs on a bulletin: its name, its address, the page and the stretch."""

    name: str
    address: str
    page: int
    snippet: str


@dataclass(frozen=True)
class Listed:
    """A bulletin in a list. `url` is where it was published ("" where that is no web address), `page_url` is ours;
    `also` are addresses where the same text stands; `inferred` tells that it can only mean the document whose number
    was asked for."""

    id: str
    url: str
    page_url: str
    title: str
    published_on: date | None
    published_at: time | None
    collected_at: datetime | None
    snippet: str
    source: str
    source_title: str
    author: str
    section: str
    numbers: tuple[str, ...]
    in_file: ListedFile | None = None
    also: tuple[str, ...] = ()
    inferred: bool = False


@dataclass(frozen=True)
class Listing:
    """A page of what was found. `total` counts the bulletins that are the answer, `near` those that are nearly right;
    `grouped` tells that the former come first. `address` is the page for people."""

    form: SearchForm
    base: str
    total: int
    pages: int
    bulletins: tuple[Listed, ...]
    suggestion: str = ""
    near: int = 0
    grouped: bool = True

    @property
    def address(self) -> str:
        """The page for people that lists the same."""
        return self.base + self.form.address

    def door(self, path: str, page: int | None = None) -> str:
        """The same search behind another door, on this page or on another.

        >>> Listing(SearchForm("lũ"), "http://h", 0, 0, ()).door("/atom.xml", 2)
        'http://h/atom.xml?q=l%C5%A9&trang=2'
        """
        form = self.form if page is None else replace(self.form, page=page)
        return self.base + path + form.address.removeprefix(PATH)

    @property
    def name(self) -> str:
        """What the list is called."""
        return f"Tìm: {self.form.text}" if self.form.text else "Bản tin theo bộ lọc"


def list_found(found: Found, base: str) -> Listing:
    """The listing of what was found; a bulletin that has left the store since it was indexed is passed over."""
    answer = found.answer
    return Listing(found.form, base, answer.total, found.pages, tuple(list_bulletins(found, base)),
                   found.suggestion.label if found.suggestion else "", answer.near, answer.grouped)


def list_bulletins(found: Found, base: str) -> Iterator[Listed]:
    """The bulletins of a page, in its order: those of the answer, unless it is empty."""
    answer = found.answer
    wanted = {inferred: Wanted(answer.understood, answer.first_rung, inferred=inferred)
              for inferred in (False, *((True,) if answer.inferred else ()))}
    room = answer.listed - (answer.page.page - 1) * answer.page.per_page
    for bulletin in found.bulletins[:max(room, 0)]:
        if bulletin is not None and bulletin.gone_on is None:
            item = make_item(bulletin, wanted[bulletin.id in answer.inferred], found)
            yield list_one(bulletin, base, "".join(piece.text for piece in item.snippet), list_file(item.in_file),
                           tuple(link.address if link.address.startswith("http") else base + link.address
                                 for link in item.also if link.address), inferred=item.inferred)


def list_file(found: InFile | None) -> ListedFile | None:
    """Where something was found in a file."""
    return ListedFile(found.file.name, found.file.address, found.page, "".join(piece.text for piece in found.pieces)
                      ) if found else None


def list_one(bulletin: Bulletin, base: str, snippet: str, in_file: ListedFile | None = None,
             also: tuple[str, ...] = (), *, inferred: bool = False) -> Listed:
    """One bulletin, with the stretch of it that is shown."""
    return Listed(
        id=bulletin.id, url=bulletin.url if is_web_address(bulletin.url) else "",
        page_url=base + bulletin_address(bulletin), title=bulletin.title, published_on=bulletin.published_on,
        published_at=bulletin.published_at, collected_at=bulletin.collected_at, snippet=snippet,
        source=bulletin.source, source_title=source_title(bulletin.source), author=bulletin.author,
        section=bulletin.section,
        numbers=tuple(dict.fromkeys(str(number) for number in bulletin.numbers if number.is_full)),
        in_file=in_file, also=also, inferred=inferred)

"""What is new of a search: what it finds, of the bulletins that came since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from werkzeug.datastructures import MultiDict

from corpus.storing.arrivals import Arrivals
from corpus.storing.store import Store
from indexer.asking.groups import Rung
from indexer.engine.query import Sort
from search_app.around.files import hang
from search_app.around.relatives import find_relatives
from search_app.doors.listing import Listed, list_bulletins
from search_app.library import library, store
from search_app.params import SearchForm, read_form
from search_app.results.finding import Found, ask_form
from search_app.results.present import make_chips

MOST_HITS = 100_000  # of a search: all there are
MOST_TOLD = 20  # of a letter: what people read in one; the rest is a link away
ANSWERS = (Rung.ANSWER, Rung.BY_PLACE)  # what is nearly right is no news


@dataclass(frozen=True)
class News:
    """What is new: how many bulletins, and the first of them, the newest day first."""

    count: int
    told: tuple[Listed, ...]


def search_of(form: SearchForm) -> str:
    """The search of a form as it is kept: its address, without order and page."""
    return replace(form, sort=Sort.RELEVANCE, page=1, explained=False).address


def form_of(search: str, today: date) -> SearchForm:
    """The form that a kept search is of; "7 ngày qua" counts from today."""
    return replace(read_form(MultiDict(parse_qsl(urlsplit(search).query)), today), sort=Sort.NEWEST)


def about_of(form: SearchForm) -> str:
    """What the news of a search is about, to stand behind "bản tin mới".

    >>> about_of(SearchForm("lũ lụt")), about_of(SearchForm().filtered(year=(2017,))), about_of(SearchForm())
    ('về “lũ lụt”', 'theo bộ lọc Năm 2017', 'về mọi chủ đề')
    """
    chips = ", ".join(chip.text for chip in make_chips(form))
    if form.text:
        return f"về “{form.text}”" + (f" ({chips})" if chips else "")
    return f"theo bộ lọc {chips}" if chips else "về mọi chủ đề"


def mark_now(held: Store) -> int:
    """Up to which text the index that answers now holds the store."""
    generation = library().generation
    return Arrivals(held).until(generation.watermark if generation else held.watermark())


def find_news(form: SearchForm, arrived: frozenset[str], base: str) -> News:
    """What the form finds among what arrived."""
    if not arrived:
        return News(0, ())
    answer = ask_form(library().engine, form, library().known, MOST_HITS)
    hits = [hit for hit in answer.page.hits if hit.id in arrived and answer.rung_of(hit) in ANSWERS]
    held = store().get_many([hit.id for hit in hits])
    here = [hit for hit in hits if hit.id in held and held[hit.id].gone_on is None]
    told = here[:MOST_TOLD]
    bulletins = tuple(held[hit.id] for hit in told)
    shown = replace(answer, page=replace(answer.page, hits=tuple(told)))
    found = Found(form, 1, shown, bulletins, files=hang(bulletins, store()),
                  relatives=find_relatives(bulletins, store()))
    return News(len(here), tuple(list_bulletins(found, base)))

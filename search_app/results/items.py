"""The results of a page: what each shows, marked where it was found, and which of them stand together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from corpus.bulletin import Bulletin
from corpus.references.filing import MARK
from indexer.asking.groups import Rung
from indexer.describing.fields import Fields
from indexer.documents.cited import own_number
from indexer.engine.page import Hit
from indexer.showing.marks import Wanted
from indexer.showing.snippet import Piece, show_stretch, show_whole
from search_app.around.files import InFile, find_in_files
from search_app.around.relatives import make_links
from search_app.numbers.links import number_links
from search_app.results.claims import BY_PLACE, NEAR, WHY_NEAR
from search_app.results.explain import Explanation, explain
from search_app.results.finding import Found
from search_app.rows import NO_TITLE, Link, Row, make_row, share_source
from search_app.wording import write_count

NUMBERS_SHOWN = 4  # small links under a result: one line on a wide screen


class Item(NamedTuple):
    """One result. `missing` are the things that were asked for and that it lacks a word of; `in_file` is where a file
    holds what its own text does not; `also` where else its text stands. `held` tells that it is the document whose
    number was asked for, `inferred` that it can only mean it, without saying so."""

    row: Row
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    numbers: tuple[Link, ...]
    missing: tuple[str, ...] = ()
    why: Explanation | None = None
    in_file: InFile | None = None
    also: tuple[Link, ...] = ()
    held: bool = False
    inferred: bool = False


@dataclass(frozen=True)
class Block:
    """Results that stand together: the answer, or what is nearly right for one reason. `heading` stands over the first
    of those that are nearly right, `why` tells the reason."""

    items: tuple[Item, ...]
    heading: str = ""
    why: str = ""


def make_blocks(found: Found) -> Iterator[Block]:
    """The results, those together that stand where they stand for one reason. One that has left the store since the
    index was built is passed over."""
    answer = found.answer
    with_source = not share_source(found.bulletins)
    wanted = {(rung, inferred): Wanted(answer.understood, rung, inferred=inferred) for rung, inferred in {
        (answer.rung_of(hit), hit.id in answer.inferred) for hit in answer.page.hits}}
    shown = [(answer.rung_of(hit), hit, bulletin)
             for hit, bulletin in zip(answer.page.hits, found.bulletins, strict=True)
             if bulletin is not None and bulletin.gone_on is None]
    headed = False
    for rung, members in groupby(shown, key=lambda one: one[0] if answer.grouped else Rung.ANSWER):
        items = tuple(make_item(
            bulletin, wanted[own, hit.id in answer.inferred], found, with_source, name_missing(hit, found),
            explain(hit, answer.understood, read_fields(bulletin, found)) if found.form.explained else None)
            for own, hit, bulletin in members)
        if rung is Rung.BY_PLACE:
            yield Block(items, BY_PLACE.format(write_count(answer.widened)), WHY_NEAR[rung])
            continue
        near = rung is not Rung.ANSWER
        first = answer.total + answer.widened
        heading = NEAR.format(write_count(answer.near)) if near and first and not headed else ""
        headed = headed or near
        yield Block(items, heading, WHY_NEAR[rung] if near and (first or rung is not answer.first_rung) else "")


def name_missing(hit: Hit, found: Found) -> tuple[str, ...]:
    """What a hit lacks, as it was typed; of a sentence nothing is said."""
    return tuple(unit.written for unit in found.answer.missing(hit)) if found.answer.grouped else ()


def read_fields(bulletin: Bulletin, found: Found) -> Fields:
    """The fields of a bulletin and of its files, to explain a score by."""
    return Fields(bulletin, [hung.read() for hung in found.files.get(bulletin.id, ()) if hung.file.says_something])


def make_item(bulletin: Bulletin, wanted: Wanted, found: Found, with_source: bool = True,
              missing: tuple[str, ...] = (),
              why: Explanation | None = None) -> Item:
    """One result: the title and the best stretch of the text, what was found marked in both, and the stretch of a file
    that holds what they lack."""
    title = bulletin.title or NO_TITLE
    in_title = wanted.find_marks(title)
    files, relatives = found.files.get(bulletin.id, ()), found.relatives.get(bulletin.id)
    text, marks = bulletin.body, wanted.find_marks(bulletin.body)
    if bulletin.summary and not marks:
        text, marks = bulletin.summary, wanted.find_marks(bulletin.summary)
    return Item(
        row=make_row(bulletin, with_teaser=False, with_source=with_source),
        title=show_whole(title, in_title),
        snippet=show_stretch(text, marks),
        numbers=number_links(bulletin, NUMBERS_SHOWN),
        missing=missing,
        why=why,
        in_file=find_in_files(files, wanted, [*in_title, *marks, *wanted.find_marks(bulletin.summary)])
        if files else None,
        also=make_links(bulletin, relatives) if relatives else (),
        held=is_asked_for(bulletin, found),
        inferred=bulletin.id in found.answer.inferred,
    )


def is_asked_for(bulletin: Bulletin, found: Found) -> bool:
    """Whether a bulletin is a document whose number was asked for."""
    asked = {number.key.split(MARK)[0] for number in found.answer.understood.numbers}
    own = own_number(bulletin) if asked else None
    return own is not None and not asked.isdisjoint(own.keys)

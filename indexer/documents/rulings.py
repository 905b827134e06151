"""rule(): what bulletins say of a name, as an admin's rulings put it right, before its documents are told apart.

A ruling speaks of a document by its address. It rewrites what the bulletins of that document say, one ruling after the
other, so that what comes later by the same words goes the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from corpus.numbers.document_types import type_name
from corpus.numbers.find_numbers import find_numbers
from corpus.numbers.issuers import level_of
from corpus.storing.rulings import DAY, FALSE, KEPT, MERGE, SPLIT, TITLE, Ruling
from indexer.documents.cited import FULL, Cited
from indexer.documents.grouping import Document, Grouped, group, term_of, with_document
from indexer.documents.naming import make_slug, matches

_TERM, _YEAR, _DAY = re.compile(r"khoa-([ivx]{1,6})"), re.compile(r"\d{4}"), re.compile(r"\d{4}-\d\d-\d\d")


def group_ruled(name: str, cited: Iterable[Cited], rulings: Sequence[Ruling]) -> Grouped:
    """The documents of a name, by what is said of it and by what was ruled."""
    said = list(cited)
    for ruling in rulings:
        said = rule(name, said, ruling)
    made = group(name, said)
    for ruling in rulings:
        if ruling.kind == KEPT:
            made = _register(made, ruling)
    for ruling in rulings:
        if ruling.kind in (TITLE, KEPT):
            made = made._replace(documents=tuple(
                one._replace(document=_told(one.document, ruling)) if is_meant(one.document, ruling) else one
                for one in made.documents))
    return made


def _told(document: Document, ruling: Ruling) -> Document:
    """A document with the title that was ruled, or with where it lies, which says nothing of what it is."""
    if ruling.kind == KEPT:
        return replace(document, kept=ruling.value.partition("\t")[0])
    return replace(document, title=ruling.value, ruled=True)


def _register(grouped: Grouped, ruling: Ruling) -> Grouped:
    """The documents with the one that is kept, where no bulletin names it."""
    if any(is_meant(one.document, ruling) for one in grouped.documents):
        return grouped
    _, spelling, whose = (*ruling.value.split("\t"), "", "")[:3]
    spelled = find_numbers(spelling, typed=True)
    if not spelled or spelled[0].number.key != ruling.key:
        return grouped
    number = spelled[0].number
    said = _with_path(Cited("", "", ruling.name, ruling.key, number.digits, number.year, number.code, number.body,
                            type_name(number.code), FULL, "", "", int(number.year or 0), level_of(number.body), "", "",
                            ()), ruling.path, {make_slug(whose): whose})
    term = term_of(said) if said.issuer == "tw" else said.term
    return with_document(grouped, Document(
        said.name, said.key, said.digits, said.number_year, said.code, said.body, said.type, said.issuer, said.place,
        term, said.year, said.issued_on, "", ruled=True))


def is_meant(document: Document, ruling: Ruling) -> bool:
    """Whether a ruling speaks of a document."""
    return document.key == ruling.key and matches(document, ruling.path)


def rule(name: str, said: list[Cited], ruling: Ruling) -> list[Cited]:
    """What is said, with one ruling put in."""
    if ruling.kind == FALSE and not ruling.path:
        return [one for one in said if one.key != ruling.key or not _is_listed(one, ruling)]
    if ruling.kind in (TITLE, KEPT):
        return said
    grouped = group(name, said)
    meant = {place for made in grouped.documents if is_meant(made.document, ruling) for place in made.means}
    if ruling.kind == SPLIT:  # what was left open may be given to a document, too
        meant.update((one.bulletin, one.mark) for one in said if one.key == ruling.key and _is_listed(one, ruling))
    change = _change(ruling, grouped)
    made = []
    for one in said:
        if (one.bulletin, one.mark) not in meant or not _is_listed(one, ruling):
            made.append(one)
        elif ruling.kind != FALSE:
            made.append(change(one) if change else one)
    return made


def _is_listed(one: Cited, ruling: Ruling) -> bool:
    return not ruling.bulletins or one.bulletin in ruling.bulletins


def _change(ruling: Ruling, grouped: Grouped) -> Callable[[Cited], Cited] | None:
    """What a ruling makes of what a bulletin says; None where the document that it points to is not there (now)."""
    if ruling.kind == DAY:
        return lambda one: replace(one, issued_on=ruling.value, year=int(ruling.value[:4]), ruled=True,
                                   origin=one.mark)
    if ruling.kind == MERGE:
        slug, _, path = ruling.value.partition("/")
        others = [made.document for made in grouped.documents if made.document.slug == slug
                  and matches(made.document, path) and not is_meant(made.document, ruling)]
        if len(others) != 1:
            return None
        other = others[0]
        return lambda one: replace(
            one, key=other.key, digits=other.digits, number_year=other.number_year, code=other.code, body=other.body,
            issued_on=other.issued_on, term=other.term, year=other.year, place=other.place, issuer=other.issuer,
            how=FULL, stated="", ruled=True, origin=one.mark)
    if ruling.kind == SPLIT:
        places = {make_slug(made.document.place): made.document.place for made in grouped.documents}
        return lambda one: _with_path(one, ruling.value, places)
    return None


def _with_path(one: Cited, path: str, places: dict[str, str]) -> Cited:
    """What a bulletin says, as if it named what an address names."""
    changed = replace(one, issued_on="", term="", year=int(one.number_year or 0), place="", stated="", ruled=True,
                      origin=one.mark)
    for part in path.split("/"):
        if found := _TERM.fullmatch(part):
            changed = replace(changed, term=found[1].upper())
        elif _DAY.fullmatch(part):
            changed = replace(changed, issued_on=part, year=int(part[:4]))
        elif _YEAR.fullmatch(part):
            changed = replace(changed, year=int(part))
        else:
            changed = replace(changed, place=places.get(part) or part.replace("-", " ").title())
    return changed

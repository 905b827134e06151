"""What a text names exactly and could be a filter instead: a section, an author, a source by its name or its title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from corpus.text import tidy
from indexer.analysis.syllables import Syllable, split_syllables
from indexer.engine.page import FacetCount
from indexer.engine.query import Word
from search_app.library import source_titles
from search_app.params import SearchForm

LABELS = {"section": "Chỉ trong chuyên mục {}", "source": "Chỉ trong nguồn {}", "author": "Chỉ bài của {}"}


def named_filters(form: SearchForm, facets: Mapping[str, tuple[FacetCount, ...]]) -> Iterator[tuple[str, SearchForm]]:
    """The label and the form for each filter that the text names, its name taken out of the text.

    >>> form = SearchForm(text="dịch bệnh y tế")
    >>> [(label, other.text, other.filters.section) for label, other in named_filters(
    ...     form, {"section": (FacetCount("Y tế", 3), FacetCount("Giáo dục", 1))})]
    [('Chỉ trong chuyên mục Y tế', 'dịch bệnh', ('Y tế',))]
    """
    if '"' in form.text:
        return
    typed = split_syllables(form.text)
    heads = {syllable.folded for syllable in typed[:-1]}
    titles = source_titles()
    for field, label in LABELS.items():
        if getattr(form.filters, field):
            continue
        for counted in facets.get(field, ()):
            title = titles.get(counted.value, counted.value) if field == "source" else counted.value
            # Nearly all begin with nothing that was typed.
            if heads.isdisjoint(heads_of_names(title, counted.value)):
                continue
            if place := find_name(typed, title) or find_name(typed, counted.value):
                start, end = typed[place[0]].start, typed[place[1] - 1].end
                rest = tidy(f"{form.text[:start]} {form.text[end:]}")
                yield label.format(title), replace(form.filtered(**{field: (counted.value,)}), text=rest, page=1)
                break


def find_name(typed: list[Syllable], name: str) -> tuple[int, int] | None:
    """Where a name of two syllables or more stands among those that were typed; marks that were typed are its own."""
    wanted = words_of_name(name)
    if len(wanted) < 2:
        return None
    for start in range(len(typed) - len(wanted) + 1):
        if typed[start].folded == wanted[0].folded and all(
                one.folded == other.folded and one.marked in ("", other.marked)
                for one, other in zip(typed[start:], wanted, strict=False)):
            return start, start + len(wanted)
    return None


@lru_cache(10_000)
def heads_of_names(*names: str) -> frozenset[str]:
    """The folded syllables that some names begin with."""
    return frozenset(word.folded for name in names for word in words_of_name(name)[:1])


@lru_cache(10_000)
def words_of_name(name: str) -> tuple[Word, ...]:
    """The words of a name; all names are looked for in every question, so they are kept."""
    return tuple(Word(one.folded, one.marked) for one in split_syllables(name))

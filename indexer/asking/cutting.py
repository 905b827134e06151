"""cut_units(): which typed syllables belong together, as words, figures and names."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.analysis.adjacency import has_digit, is_figure
from indexer.asking.typed import Typed
from indexer.engine.query import Word
from indexer.suggest.lexicon import LONGEST_WORD, Lexicon

# What a figure counts: 2,87 tỷ đồng, 500 ha. The figure and these are one thing to a reader.
SCALES = frozenset({"ty", "ti", "trieu", "nghin", "ngan", "tram", "van"})
MEASURES = frozenset("dong usd vnd euro ha km m m2 m3 km2 kg tan lit kwh mw".split())

Span = tuple[int, int]


def cut_units(typed: Typed, words: tuple[Word, ...], lexicon: Lexicon) -> list[Span]:
    """The places of the units, from one syllable to another; words that only ask are none, unless they are a part of a
    word ("không thể nào").

    >>> from indexer.asking.typed import sort_items
    >>> from indexer.asking.typed_items import read_items
    >>> from indexer.suggest.lexicon import NoWords
    >>> typed = sort_items(read_items("chi 2,87 tỷ đồng"), "chi 2,87 tỷ đồng", 9)
    >>> cut_units(typed, typed.words, NoWords())
    [(0, 1), (1, 5)]
    """
    units: list[Span] = []
    for start, end in stretches(typed):
        for first, last in figures(typed, start, end):
            units += cut_words(typed, words, (start, first), lexicon)
            units.append((first, last))
            start = last
        units += cut_words(typed, words, (start, end), lexicon)
    units = join_names(typed, words, units, lexicon)
    return [(start, end) for start, end in units if not typed.aside.issuperset(range(start, end))]


def stretches(typed: Typed) -> Iterator[Span]:
    """Runs of syllables that may be parts of one word with their neighbours."""
    start = 0
    for place in range(len(typed.syllables) + 1):
        if start < place and (place == len(typed.syllables) or place not in typed.together):
            yield start, place
            start = place


def figures(typed: Typed, start: int, end: int) -> Iterator[Span]:
    """Figures of several parts, and figures with what they count."""
    place = start
    while place < end:
        last = place + 1
        while last < end and is_joined(typed, last):
            last += 1
        if has_digit(typed.syllables[place].folded):
            counted = last
            while counted < end and typed.syllables[counted].folded in SCALES:
                counted += 1
            if counted < end and typed.syllables[counted].folded in MEASURES:
                counted += 1
            last = counted
        if last > place + 1:
            yield place, last
        place = last


def is_joined(typed: Typed, place: int) -> bool:
    """Whether a syllable is joined to the one before it by a sign, as the parts of a figure are."""
    before, syllable = typed.syllables[place - 1], typed.syllables[place]
    return is_figure(typed.text[before.end:syllable.start], before, syllable)


def may_be_word(typed: Typed, start: int, end: int) -> bool:
    """Whether a run may be one word: no name begins inside it (dự án Xuân Phúc), and it takes no part of a question
    (mây là gì)."""
    capitals = [typed.text[syllable.start].isupper() for syllable in typed.syllables[start:end]]
    asks = typed.asking
    return (capitals[0] or not any(capitals)) and not (
        start in asks and start - 1 in asks or end - 1 in asks and end in asks)


def cut_words(typed: Typed, words: tuple[Word, ...], span: Span, lexicon: Lexicon) -> list[Span]:
    """The fewest words that make up a run; of equal cuts, the one whose words are surest and longest."""
    first, last = span
    spans = [(i, j) for i in range(first, last) for j in range(i + 2, min(i + LONGEST_WORD, last) + 1)
             if may_be_word(typed, i, j)]
    shares = lexicon.shares({words[i:j] for i, j in spans}) if spans else {}
    sure = {(i, j): share for i, j in spans if (share := shares.get(words[i:j]))}
    best: list[tuple[int, float, tuple[Span, ...]]] = [(0, 0.0, ())]
    for end in range(first + 1, last + 1):
        ways = []
        for start in range(max(first, end - LONGEST_WORD), end):
            share = sure.get((start, end), 0.0)
            if share or end - start == 1:
                units, cost, cut = best[start - first]
                ways.append((units + 1, cost - share * (end - start), (*cut, (start, end))))
        best.append(min(ways))
    return list(best[-1][2])


def join_names(typed: Typed, words: tuple[Word, ...], units: list[Span], lexicon: Lexicon) -> list[Span]:
    """Two neighbours that are no words, both typed with a capital, and that stand so side by side somewhere, are a
    name; not in a text that is all capitals."""
    if typed.text.isupper():
        return units
    made: list[Span] = []
    for start, end in units:
        if made and end - start == 1 and made[-1] == (start - 1, start) and start in typed.together and all(
                typed.text[typed.syllables[place].start].isupper() for place in (start - 1, start)) and \
                lexicon.stands(words[start - 1], words[start]):
            made[-1] = (start - 1, end)
        else:
            made.append((start, end))
    return made

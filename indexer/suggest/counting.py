"""Texts to counts: the part of a vocabulary that one block of bulletins makes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import add
from typing import TypeVar

from corpus.bulletin import Bulletin
from indexer.analysis.abbreviations.learned_abbreviations import count_pairs
from indexer.analysis.fold import fold
from indexer.suggest.phrases import find_phrases
from indexer.suggest.word_counts import WordCounting

RUN = re.compile(r"[^\W_]+")
# With the ends of lines, so that a whole text is cut at once and no pair runs across them: "\n" is no syllable.
RUN_OR_END = re.compile(r"[^\W_]+|\n")
# The longest syllable of Vietnamese, nghiêng, has seven letters; names and abbreviations of other kinds are longer.
MAX_LETTERS = 20
# From so many bulletins on, what stands once in a block is dropped: half of all pairs, of which nothing is learnt. In a
# small collection it may be the name of a village.
ONCE_IS_NOTHING = 1_000


# Two runs' numbers in one integer, which is counted faster than a pair.
SHIFT = 1 << 32
Value = TypeVar("Value")


class Numbering(dict[str, int]):
    """Numbers for strings, given as they come."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


@dataclass(frozen=True)
class BlockCounts:
    """How often things occur in some bulletins.

    `syllables` and `pairs` ("khoa học") by their spelling in lower case, every occurrence; `phrases` by their lower
    case: the commonest spelling and the count of bulletins; `titles`: the count of bulletins and their newest day, ""
    where none is known; `numbers` by their official spelling: the count of bulletins; `abbreviations`, short, a tab
    and long, as they are written: the count of bulletins that explain them; `words`: see WordCounting.
    """

    syllables: dict[str, int] = field(default_factory=dict)
    pairs: dict[str, int] = field(default_factory=dict)
    phrases: dict[str, tuple[str, int]] = field(default_factory=dict)
    titles: dict[str, tuple[int, str]] = field(default_factory=dict)
    numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    abbreviations: dict[str, int] = field(default_factory=dict)
    words: dict[str, tuple[int, int]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, dict]:
        """The fields by name, to be kept as JSON."""
        return dict(vars(self))


def count_block(bulletins: Iterable[tuple[Bulletin, list[str]]], size: int) -> BlockCounts:
    """The counts of a block of `size` bulletins, each with the words that the segmenter cut from its text.

    >>> made = count_block([(Bulletin("1", "", "s", "Lũ về", "Lũ về.", summary=""), [])], 1)
    >>> made.syllables, made.pairs, made.titles
    ({'lũ': 2, 'về': 2}, {'lũ về': 2}, {'Lũ về': (1, '')})
    """
    runs_of_all, pairs_of_all = Numbering(), Counter[int]()
    phrases: Counter[str] = Counter()
    numbers: Counter[tuple[str, str]] = Counter()
    titles: dict[str, tuple[int, str]] = {}
    abbreviations: Counter[str] = Counter()
    counting = WordCounting()
    for bulletin, words in bulletins:
        text = f"\n{bulletin.title}\n{bulletin.summary}\n{bulletin.body}\n"
        counting.add(text.lower(), words)
        abbreviations.update(map("\t".join, count_pairs([text])))
        runs = [*map(runs_of_all.__getitem__, RUN_OR_END.findall(text.lower()))]
        pairs_of_all.update(map(add, map(SHIFT.__mul__, runs), runs[1:]))
        phrases.update(find_phrases(bulletin, words))
        numbers.update({(str(number), number.code) for number in bulletin.numbers if number.is_full})
        if bulletin.title:
            count, newest = titles.get(bulletin.title, (0, ""))
            day = bulletin.published_on.isoformat() if bulletin.published_on else ""
            titles[bulletin.title] = (count + 1, max(newest, day))
    least = 2 if size >= ONCE_IS_NOTHING else 1
    syllables, pairs = sums(list(runs_of_all), pairs_of_all, least)
    return BlockCounts(
        syllables=in_order(syllables), pairs=in_order(pairs),
        phrases=in_order(join_spellings({phrase: n for phrase, n in phrases.items() if n >= least})),
        titles=in_order(titles), numbers=in_order({spelling: (code, n) for (spelling, code), n in numbers.items()}),
        abbreviations=in_order(abbreviations), words=counting.count(least))


def sums(runs: list[str], pairs_of_all: Counter[int], least: int) -> tuple[dict[str, int], dict[str, int]]:
    """The counts of syllables and of their pairs, of those that stand `least` times and are made of letters."""
    # Every run is the first of a pair, since a text ends in a newline.
    occurs = [0] * len(runs)
    for pair, n in pairs_of_all.items():
        occurs[pair // SHIFT] += n
    fits = [n >= least and len(run) <= MAX_LETTERS and run.isalpha() for run, n in zip(runs, occurs, strict=True)]
    syllables = {run: n for run, n, fit in zip(runs, occurs, fits, strict=True) if fit}
    pairs = {f"{runs[pair // SHIFT]} {runs[pair % SHIFT]}": n for pair, n in pairs_of_all.items()
             if n >= least and fits[pair // SHIFT] and fits[pair % SHIFT]}
    return syllables, pairs


def in_order(counts: dict[str, Value]) -> dict[str, Value]:
    """The counts in the order of what they count: blocks are added up faster so, and come out alike."""
    return dict(sorted(counts.items()))


def join_spellings(phrases: dict[str, int]) -> dict[str, tuple[str, int]]:
    """Phrases by their lower case: the commonest spelling of each (of equals, the one in small letters), all counted.

    What stands in capitals throughout says nothing of how it is spelt elsewhere, and is taken for small letters.

    >>> join_spellings({"Kim Bồng": 3, "kim bồng": 1, "Khoa học": 2, "khoa học": 2})
    {'kim bồng': ('Kim Bồng', 4), 'khoa học': ('khoa học', 4)}
    """
    joined: dict[str, tuple[str, int]] = {}
    totals: Counter[str] = Counter()
    for spelling, count in phrases.items():
        low = spelling.lower()
        totals[low] += count
        if spelling.isupper():
            spelling = low
        best = joined.get(low)
        if best is None or (count, spelling) > (best[1], best[0]):
            joined[low] = (spelling, count)
    return {low: (spelling, totals[low]) for low, (spelling, _) in joined.items()}


def folded_words(text: str) -> list[str]:
    """The folded runs of letters and digits of a text, in order.

    >>> folded_words("20-NQ/TW của Đảng")
    ['20', 'nq', 'tw', 'cua', 'dang']
    """
    return [fold(run) for run in RUN.findall(text)]

"""Lexicon: which runs of syllables are words, as the bulletins and the segmenter's word lists tell.

A run is a word where the segmenter cut it as one in a good part of the bulletins that have its syllables side by side.
Counts of pairs alone cannot tell a word from what often stands together (giá xăng); a segmenter that saw both in
sentences can. How the shares were chosen: docs/decisions/0009-what-the-answer-is.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Protocol

from indexer.analysis.fold import tone_key
from indexer.analysis.segmentation.word_lists import LONGEST_WORD
from indexer.analysis.syllables import is_vietnamese
from indexer.analysis.variants import other_spelling
from indexer.engine.query import Word
from indexer.suggest.pairs import Pairs
from indexer.suggest.word_rows import Run, Spelt, read_spellings

# Anything from .1 to .3 gives the same precision and recall to a hundredth.
WORD_SHARE = 0.2
# A run that stands nowhere as it was typed is a word where it is one without its marks: a slip of a mark must not
# take the word apart.
FOLDED_SHARE, FOLDED_LEAST = 0.3, 2
# What a word of the lists alone is worth beside one of the corpus; and so much of what stands side by side, as it was
# typed, must be a word of the lists: without this, folded entries bind what nobody meant.
LISTED_SHARE = 0.5
# An unmarked syllable beside a marked one is meant bare where so much of what stands there is bare, and not once alone.
BARE_SHARE, BARE_LEAST = 0.5, 2
# What is written in one piece less often than this share of its writing in two is a lost blank, and no spelling.
GLUED_SHARE = 0.05


class Lexicon(Protocol):
    """What is asked of words when a question is read."""

    def shares(self, runs: Iterable[Run]) -> dict[Run, float]:
        """How surely each of some runs of two to four syllables is a word, as it was typed; those that are none are
        left out."""

    def spellings(self, run: Run) -> tuple[Spelt, ...]:
        """The spellings of a run that agree with what was typed, the commonest first."""

    def written(self, run: Run) -> Iterator[str]:
        """How a run that was typed is spelt in the corpus, the commonest first."""

    def is_spelling(self, key: str) -> bool:
        """Whether the language has a syllable with this tone key, by the word lists."""

    def is_listed(self, run: Run) -> bool:
        """Whether the word lists have a run just so, unmarked syllables unmarked."""

    def runs(self) -> frozenset[str]:
        """All runs that are words by the corpus alone, as tone keys with blanks between."""

    def is_glued(self, first: Word, second: Word, glued: Word) -> bool:
        """Whether the corpus writes two syllables in one piece as well, and not by mere slips."""

    def stands(self, first: Word, second: Word) -> bool:
        """Whether two syllables stand side by side as they were typed."""

    def meant_bare(self, first: Word, second: Word) -> bool:
        """Whether of two neighbours, one typed with a mark and one without, the latter is meant without."""


class NoWords:
    """The lexicon of an engine that has none: every syllable is a word of its own."""

    def shares(self, runs: Iterable[Run]) -> dict[Run, float]:
        """None."""
        return {}

    def spellings(self, run: Run) -> tuple[Spelt, ...]:
        """None."""
        return ()

    def written(self, run: Run) -> Iterator[str]:
        """Nothing."""
        return iter(())

    def is_spelling(self, key: str) -> bool:
        """Never."""
        return False

    def is_listed(self, run: Run) -> bool:
        """Never."""
        return False

    def runs(self) -> frozenset[str]:
        """None."""
        return frozenset()

    def is_glued(self, first: Word, second: Word, glued: Word) -> bool:
        """Never."""
        return False

    def stands(self, first: Word, second: Word) -> bool:
        """Never."""
        return False

    def meant_bare(self, first: Word, second: Word) -> bool:
        """Never."""
        return False


class KnownWords:
    """The lexicon of a vocabulary file, read as it is asked for."""

    def __init__(self, counts: SyllableCounts, rows: RowReader, listed: frozenset[str]):
        self._counts = counts
        self._rows = rows
        self._listed = listed
        self._spellings = frozenset(syllable for word in listed for syllable in word.split(" "))

    def runs(self) -> frozenset[str]:
        """See Lexicon. Reads them all: a tenth of a second for 30,000."""
        rows = self._rows("SELECT folded, spellings FROM word", ())
        return frozenset(spelt.write(folded) for folded, spellings in rows for spelt in read_spellings(spellings)
                         if spelt.cut >= WORD_SHARE * spelt.beside)

    def is_glued(self, first: Word, second: Word, glued: Word) -> bool:
        """See Lexicon."""
        if is_vietnamese(glued.folded):
            return False
        whole = sum(spelling.occurs for spelling in self._counts.spellings(glued.folded)
                    if agrees(spelling.text, glued))
        return bool(whole) and whole >= GLUED_SHARE * self.count_pair(first, second)

    def count_pair(self, first: Word, second: Word) -> int:
        """How often two syllables stand side by side as they were typed."""
        seconds = [b.id for b in self._counts.spellings(second.folded) if agrees(b.text, second)]
        return sum(self._counts.pairs.count(a.id, b) for a in self._counts.spellings(first.folded)
                   if agrees(a.text, first) for b in seconds)

    def stands(self, first: Word, second: Word) -> bool:
        """See Lexicon."""
        return self.count_pair(first, second) > 0

    def meant_bare(self, first: Word, second: Word) -> bool:
        """See Lexicon."""
        place = 0 if second.marked else 1
        bare = every = 0
        for a in self._counts.spellings(first.folded):
            for b in self._counts.spellings(second.folded):
                if agrees((a, b)[1 - place].text, (first, second)[1 - place]):
                    n = self._counts.pairs.count(a.id, b.id)
                    every += n
                    bare += n * ((a, b)[place].text == (first, second)[place].folded)
        return bare >= BARE_LEAST and bare >= BARE_SHARE * every

    def written(self, run: Run) -> Iterator[str]:
        """See Lexicon."""
        if len(run) == 1:
            yield from (spelling.text for spelling in self._counts.spellings(run[0].folded)
                        if agrees(spelling.text, run[0]))
        for spelt in self.spellings(run) if len(run) > 1 else ():
            yield " ".join(self._write(word) for word in spelt.spell(run))

    def _write(self, word: Word) -> str:
        """A syllable from its mark key, as the corpus writes it."""
        exact = Word(word.folded, word.marked or word.folded)
        return next((spelling.text for spelling in self._counts.spellings(word.folded)
                     if agrees(spelling.text, exact)), word.folded)

    def is_spelling(self, key: str) -> bool:
        """See Lexicon."""
        return key in self._spellings

    def is_listed(self, run: Run) -> bool:
        """See Lexicon."""
        return " ".join(word.marked or word.folded for word in run) in self._listed

    def shares(self, runs: Iterable[Run]) -> dict[Run, float]:
        """See Lexicon."""
        variants = {run: spelling_variants(run) for run in runs if 2 <= len(run) <= LONGEST_WORD}
        rows = self._read({fold_run(variant) for spelt in variants.values() for variant in spelt})
        made = {run: self._share(run, [(variant, rows.get(fold_run(variant), ())) for variant in spelt])
                for run, spelt in variants.items()}
        return {run: share for run, share in made.items() if share}

    def spellings(self, run: Run) -> tuple[Spelt, ...]:
        """See Lexicon."""
        rows = self._read([fold_run(run)]).get(fold_run(run), ())
        return tuple(sorted((spelt for spelt in rows if spelt.agrees(run)), key=lambda spelt: -spelt.beside))

    def _share(self, run: Run, rows: Sequence[tuple[Run, Sequence[Spelt]]]) -> float:
        typed = [(variant, spelt) for variant, spellings in rows for spelt in spellings if spelt.agrees(variant)]
        cut, beside = sum(spelt.cut for _, spelt in typed), sum(spelt.beside for _, spelt in typed)
        if beside and cut >= WORD_SHARE * beside:
            return cut / beside
        listed = sum(spelt.beside for variant, spelt in typed if self.is_listed(spelt.spell(variant)))
        if listed and listed >= LISTED_SHARE * beside:
            return LISTED_SHARE
        if not beside:
            every = [spelt for _, spellings in rows for spelt in spellings]
            cut, beside = sum(spelt.cut for spelt in every), sum(spelt.beside for spelt in every)
            if cut >= FOLDED_LEAST and cut >= FOLDED_SHARE * beside:
                return cut / beside
        return LISTED_SHARE if any(word.marked for word in run) and self.is_listed(run) else 0.0

    def _read(self, keys: Iterable[str]) -> dict[str, tuple[Spelt, ...]]:
        wanted = sorted(keys)
        places = ",".join("?" * len(wanted))
        return {folded: tuple(read_spellings(spellings)) for folded, spellings in self._rows(
            f"SELECT folded, spellings FROM word WHERE folded IN ({places})", wanted)}


def agrees(spelling: str, word: Word) -> bool:
    """Whether a spelling of a syllable is what was typed."""
    return not word.marked or tone_key(spelling) == word.marked


class SyllableCounts(Protocol):
    """What is asked of the syllables of a vocabulary."""

    pairs: Pairs

    def spellings(self, folded: str) -> Sequence[Spelling]:
        """The spellings of a folded syllable."""


class Spelling(Protocol):
    """What is asked of a spelling."""

    @property
    def text(self) -> str:
        """As it is written."""

    @property
    def occurs(self) -> int:
        """How often."""

    @property
    def id(self) -> int:
        """Its number among the pairs."""


class RowReader(Protocol):
    """What a vocabulary reads rows with."""

    def __call__(self, statement: str, values: Sequence[object], /) -> Iterator[tuple[str, str]]:
        """The rows that a statement selects."""


def fold_run(run: Run) -> str:
    """The key of a run.

    >>> fold_run((Word("bao"), Word("chi", "chí")))
    'bao chi'
    """
    return " ".join(word.folded for word in run)


def spelling_variants(run: Run) -> list[Run]:
    """A run in each of its spellings with i and y, the typed one first.

    >>> [fold_run(variant) for variant in spelling_variants((Word("ky"), Word("thuat")))]
    ['ky thuat', 'ki thuat']
    """
    spellings = [(word, Word(*other)) if (other := None if word.is_bare else other_spelling(*word)) else (word,)
                 for word in run]
    return list(product(*spellings))

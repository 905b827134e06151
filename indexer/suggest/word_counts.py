"""How many bulletins of a block have a run of syllables as one word, and how many have it side by side at all.

The words are the segmenter's, which saw them in sentences. Of every run that it cut as a word somewhere in the block,
or that the word lists have, all spellings are counted, also those that are no word anywhere: what is typed without
marks may be any of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from indexer.analysis.fold import fold, tone_key
from indexer.analysis.segmentation.word_lists import LONGEST_WORD, listed_words

# A run of letters and digits, or a sign that ends a word: blanks and hyphens do not.
TOKEN = re.compile(r"[^\W_]+|[^\w \t\u00a0\u2010-\u2013-]+")
# A sign's number; syllables are numbered from 1 on. The forms of a block are some tens of thousands.
SIGN = 0
BITS = 21

Counts = dict[str, tuple[int, int]]


class WordCounting:
    """Takes a block's bulletins one by one, then counts."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._tokens: list[np.ndarray] = []
        self._cut: Counter[str] = Counter()

    def add(self, text: str, words: Iterable[str]) -> None:
        """Takes a bulletin: its text in small letters, and the words that the segmenter cut from it."""
        numbers = self._numbers
        self._tokens.append(np.array([
            numbers.setdefault(token, len(numbers) + 1) if token[0].isalnum() else SIGN for token in TOKEN.findall(text)
        ] or [SIGN], np.int64))
        self._cut.update(set(words))

    def count(self, least: int = 1) -> Counts:
        """By its spelling (tone keys, blanks between) in how many bulletins a run is a word, and side by side; a
        spelling that is no word anywhere only where it stands side by side in at least so many."""
        cut: Counter[str] = Counter()
        for word, n in self._cut.items():
            syllables = word.split("_")
            if 1 < len(syllables) <= LONGEST_WORD:
                cut[" ".join(map(tone_key, syllables))] += n
        forms = [tone_key(form) for form in self._numbers]
        folded_of, folds = number(map(fold, self._numbers))
        spelt_of, spellings = number(forms)
        tokens = np.concatenate(self._tokens) if self._tokens else np.zeros(0, np.int64)
        owners = np.repeat(np.arange(len(self._tokens)), [len(each) for each in self._tokens])
        candidates = {tuple(map(fold, word.split(" "))) for word in cut} | listed_runs()
        beside: dict[str, int] = {}
        for length in range(2, LONGEST_WORD + 1):
            wanted = [[folds[syllable] for syllable in run] for run in candidates
                      if len(run) == length and all(syllable in folds for syllable in run)]
            if wanted and len(tokens) >= length:
                beside |= count_runs(tokens, owners, np.array(wanted), folded_of, spelt_of, list(spellings))
        return {run: (min(cut[run], n), n) for run, n in sorted(beside.items()) if cut[run] or n >= least}


@cache
def listed_runs() -> frozenset[tuple[str, ...]]:
    """The folded words of the installed lists that have more than one syllable."""
    return frozenset(tuple(map(fold, word.split(" "))) for word in listed_words() if " " in word)


def number(forms: Iterable[str]) -> tuple[np.ndarray, dict[str, int]]:
    """The number of each form, behind that of the sign, and the numbers of the different ones, from 1 on."""
    numbers: dict[str, int] = {}
    return np.array([SIGN, *(numbers.setdefault(form, len(numbers) + 1) for form in forms)]), numbers


def count_runs(tokens: np.ndarray, owners: np.ndarray, wanted: np.ndarray, folded_of: np.ndarray,
               spelt_of: np.ndarray, spellings: Sequence[str]) -> dict[str, int]:
    """In how many bulletins each spelling of the wanted folded runs stands side by side."""
    length = wanted.shape[1]
    folded, spelt = folded_of[tokens], spelt_of[tokens]
    last = len(tokens) - length + 1
    within = owners[:last] == owners[length - 1:]
    for place in range(length):
        within &= tokens[place:place + last] != SIGN
    # Runs are one number each: of two syllables, then of that number and the next syllable, and so on.
    runs, known = folded[:last], wanted[:, 0]
    places = np.flatnonzero(within)
    runs = runs[places]
    for place in range(1, length):
        heads, known = np.unique(known << BITS | wanted[:, place], return_inverse=True)
        runs = runs << BITS | folded[places + place]
        found = heads.searchsorted(runs)
        kept = heads.take(found, mode="clip") == runs
        places, runs = places[kept], found[kept]
    shown = spelt[places]
    for place in range(1, length):
        shown = np.unique(shown << BITS | spelt[places + place], return_inverse=True)[1]
    # Each spelling once a bulletin; where it stands first tells how it is written.
    _, first = np.unique(shown * (int(owners[-1]) + 1) + owners[places], return_index=True)
    _, example, counts = np.unique(shown[first], return_index=True, return_counts=True)
    written = [places[first[example]] + place for place in range(length)]
    columns = [spelt[column].tolist() for column in written]
    return {" ".join(spellings[syllable - 1] for syllable in run): n
            for run, n in zip(zip(*columns, strict=True), counts.tolist(), strict=True)}

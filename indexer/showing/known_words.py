"""Words: which runs of syllables are words, as the index tells without a segmenter at hand."""

from __future__ import annotations

import unicodedata
from typing import Protocol

from indexer.analysis.fold import TONES, fold

Run = tuple[str, ...]

LONGEST_WORD = 4
# A run is a word where the segmenter cut it so in this share of the bulletins that hold its syllables side by side.
WORD_SHARE = 0.2
# oà, oè, uỳ at a syllable's end, and where newer spelling has the tone.
NEW_ENDINGS = {unicodedata.normalize("NFC", vowels + tone): unicodedata.normalize("NFC", vowels[0] + tone + vowels[1])
               for vowels in ("oa", "oe", "uy") for tone in TONES}


class Frequencies(Protocol):
    """What is asked of an engine here."""

    def frequency(self, channel: str, term: str) -> int:
        """How many bulletins hold a term."""

    def count(self) -> int:
        """How many bulletins there are."""


class Words:
    """Which runs are words, by the words of an index."""

    def __init__(self, frequencies: Frequencies):
        self._frequencies = frequencies
        self._known: dict[Run, bool] = {}

    def straddle(self, run: Run, neighbour: str, *, backwards: bool = False) -> bool:
        """Whether a word holds both the end of a run and its neighbour, and the run does not end in a word itself.

        With `backwards`, run and word are read from their ends.
        """
        def is_word(syllables: Run) -> bool:
            return self.holds(syllables[::-1] if backwards else syllables)

        if any(is_word((*run[-length:], neighbour)) for length in range(2, LONGEST_WORD)):
            return True
        return is_word((run[-1], neighbour)) and not is_word(run[-2:])

    def single(self, run: Run) -> list[int]:
        """The places of a run's syllables that belong to no longer word, the longest words taken first."""
        single = []
        place = 0
        while place < len(run):
            length = next((n for n in range(min(LONGEST_WORD, len(run) - place), 1, -1)
                           if self.holds(run[place:place + n])), 1)
            if length == 1:
                single.append(place)
            place += length
        return single

    def holds(self, syllables: Run) -> bool:
        """Whether the segmenter cuts these syllables as one word."""
        if syllables not in self._known:
            self._known[syllables] = self._look_up(syllables)
        return self._known[syllables]

    def _look_up(self, syllables: Run) -> bool:
        cut = self._frequencies.frequency("word", "_".join(map(as_segmented, syllables)))
        if not cut:
            return False
        folded = [fold(syllable) for syllable in syllables]
        return cut >= WORD_SHARE * min(
            self._frequencies.frequency("pair", "_".join(pair)) for pair in zip(folded, folded[1:], strict=False))


def as_segmented(syllable: str) -> str:
    """A lower-case syllable with its tone where the segmenter writes it, hòa for hoà.

    >>> as_segmented("hoà"), as_segmented("quý"), as_segmented("thuỷ")
    ('hòa', 'quý', 'thủy')
    """
    return syllable if syllable.startswith("q") else syllable[:-2] + NEW_ENDINGS.get(syllable[-2:], syllable[-2:])

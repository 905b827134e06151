"""analyze(): the only water that runs in both rivers. Documents and queries go through it alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.numbers.find_numbers import Found, find_numbers
from indexer.analysis.enumerations import shared_heads
from indexer.analysis.syllables import Syllable, split_syllables


@dataclass(frozen=True)
class Analysis:
    """What a text says: its syllables, paragraph by paragraph, and the document numbers that it names.

    All places are offsets into the text that was given. `readings` are what it names by a shared head.
    """

    text: str
    paragraphs: tuple[tuple[Syllable, ...], ...]
    readings: tuple[tuple[Syllable, ...], ...]

    @property
    def numbers(self) -> tuple[Found, ...]:
        """The document numbers that stand in the text; found when they are asked for."""
        return tuple(find_numbers(self.text))

    @property
    def syllables(self) -> list[Syllable]:
        """All syllables in reading order."""
        return [s for paragraph in self.paragraphs for s in paragraph]


def analyze(text: str) -> Analysis:
    """The analysis of a tidied text whose paragraphs end in newlines.

    >>> found = analyze("Thực hiện Nghị quyết 20-NQ/TW\\ncủa Tỉnh uỷ")
    >>> [[s.folded for s in p] for p in found.paragraphs]
    [['thuc', 'hien', 'nghi', 'quyet', '20', 'nq', 'tw'], ['cua', 'tinh', 'uy']]
    >>> [n.number.key for n in found.numbers]
    ['20:nq:tw']
    """
    paragraphs = []
    readings: list[tuple[Syllable, ...]] = []
    offset = 0
    for line in text.split("\n"):
        if syllables := tuple(split_syllables(line, offset)):
            paragraphs.append(syllables)
            readings += shared_heads(line, syllables, offset)
        offset += len(line) + 1
    return Analysis(text, tuple(paragraphs), tuple(readings))


def fold_all(syllables: Iterable[Syllable]) -> list[str]:
    """The folded forms, in order."""
    return [s.folded for s in syllables]

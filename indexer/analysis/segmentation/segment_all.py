"""Segmentation of many texts: what was kept first, the rest cut now."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.analysis.segmentation.kept_words import KeptWords
from indexer.analysis.segmentation.words import segment


def segment_all(texts: Sequence[str], kept: KeptWords) -> list[list[str]]:
    """The words of each text; those that were cut now are kept."""
    found = kept.find(texts)
    cut = {text: segment_text(text) for text in dict.fromkeys(texts) if text not in found}
    if cut:
        kept.keep(cut)
        found |= cut
    return [found[text] for text in texts]


def segment_text(text: str) -> list[str]:
    """The words of a text, cut paragraph by paragraph.

    >>> segment_text("Khoa học\\ncông nghệ")
    ['khoa_học', 'công_nghệ']
    """
    return [word for paragraph in text.split("\n") for word in segment(paragraph)]

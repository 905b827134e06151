"""Whether syllables stand side by side: the one meaning of a phrase, for every engine."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engine.query import Phrase


def holds_phrase(folded: Sequence[str], spelt: Sequence[str], phrase: Phrase, exact: bool = False) -> bool:
    """Whether a line of folded syllables holds a phrase; with `exact`, in the marks that were typed.

    `spelt` are the syllables' mark keys, as in a Zone; a line without them (a reading) holds no exact phrase.

    >>> from indexer.engine.query import Word
    >>> phrase = Phrase((Word("duong", "đường\\u0300"), Word("bo")))
    >>> holds_phrase(["tuyen", "duong", "bo"], ["tuyen", "đương", "bo"], phrase)
    True
    >>> holds_phrase(["tuyen", "duong", "bo"], ["tuyen", "đương", "bo"], phrase, exact=True)
    False
    """
    words = phrase.words
    for start in range(len(folded) - len(words) + 1):
        if all(folded[start + i] == word.folded for i, word in enumerate(words)):
            if not exact or (spelt and all(word.marked in ("", spelt[start + i]) for i, word in enumerate(words))):
                return True
    return False

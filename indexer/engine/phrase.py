"""Whether syllables stand side by side: the one meaning of a phrase, for every engine."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engine.query import Phrase


def holds_phrase(folded: Sequence[str], phrase: Phrase) -> bool:
    """Whether a line of folded syllables holds a phrase.

    >>> from indexer.engine.query import Word
    >>> holds_phrase(["tuyen", "duong", "bo"], Phrase((Word("duong"), Word("bo"))))
    True
    """
    wanted = [word.folded for word in phrase.words]
    return any(list(folded[start:start + len(wanted)]) == wanted for start in range(len(folded) - len(wanted) + 1))

"""Known: what is known of a language and a corpus where a question is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.analysis.abbreviations.abbreviations import Abbreviations, listed
from indexer.suggest.lexicon import Lexicon, NoWords


@dataclass(frozen=True)
class Known:
    """The abbreviations and the words that a question is read by; without a corpus, the project's own list alone."""

    abbreviations: Abbreviations = field(default_factory=listed)
    words: Lexicon = field(default_factory=NoWords)


NOTHING_KNOWN = Known()

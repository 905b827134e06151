"""Known: what is known of a language and a corpus where a question is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.places.reading.find_places import PlaceReader
from indexer.analysis.abbreviations.abbreviations import Abbreviations, listed
from indexer.documents.reader import DocumentReader
from indexer.suggest.lexicon import Lexicon, NoWords


def no_title(_: str) -> bool:
    """Whether a bulletin has such a title, where there is no corpus."""
    return False


@dataclass(frozen=True)
class Known:
    """The abbreviations, the words, the titles, the places and the documents that a question is read by; without a
    corpus, the project's own list of abbreviations alone."""

    abbreviations: Abbreviations = field(default_factory=listed)
    words: Lexicon = field(default_factory=NoWords)
    is_title: Callable[[str], bool] = no_title
    places: PlaceReader | None = None
    documents: DocumentReader | None = None


NOTHING_KNOWN = Known()

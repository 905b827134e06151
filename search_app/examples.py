"""Examples of questions that find something here: what a page offers who does not know what to type."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from indexer.analysis.fold import fold
from indexer.asking.search import Question, ask
from indexer.engine.base import EngineError
from indexer.suggest.items import NUMBER, PHRASE
from indexer.suggest.vocabulary import Vocabulary
from search_app.library import Library, library
from search_app.params import SearchForm
from search_app.rows import Link

# What most portals have tells more than what is commonest ("quy định"), which stands in where that finds nothing.
WORDS, OFFICIAL, QUOTED = "khoa hoc cong nghe", "20-NQ/TW", '"chuyển đổi số"'
TRIED = 3  # of the commonest


class Examples(NamedTuple):
    """A question without marks, the number of a document, a phrase in quotes; None where none finds anything."""

    words: Link | None = None
    number: Link | None = None
    quoted: Link | None = None

    @property
    def all(self) -> tuple[Link, ...]:
        """Those that there are."""
        return tuple(filter(None, self))


class KnownExamples:
    """The examples of the generation that answers, looked for once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: object = None
        self._found = Examples()

    def look(self) -> Examples:
        """The examples of the index that answers now; none where none does."""
        lent = library()
        try:
            engine = lent.engine
            with self._lock:
                if engine is not self._of:
                    self._of, self._found = engine, find_examples(lent)
                return self._found
        except EngineError:
            return Examples()


def find_examples(lent: Library) -> Examples:
    """What is favoured where it finds something, else what is commonest."""
    vocabulary = lent.suggester.vocabulary if lent.suggester else None

    def first(favoured: str, kind: int, write: Callable[[str], str]) -> Link | None:
        for text in chain([favoured], map(write, commonest(vocabulary, kind))):
            if ask(lent.engine, Question(text, facets=(), per_page=0), lent.known).total:
                return Link(text, SearchForm(text=text).address)
        return None

    return Examples(first(WORDS, PHRASE, fold), first(OFFICIAL, NUMBER, str), first(QUOTED, PHRASE, '"{}"'.format))


def commonest(vocabulary: Vocabulary | None, kind: int) -> Iterator[str]:
    """The commonest items of a kind."""
    items: Iterable = vocabulary.starting(kind, "") if vocabulary else ()
    return (item.text for item in islice(items, TRIED))

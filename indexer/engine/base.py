"""The protocol that every engine keeps, and the errors that it may raise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from indexer.engine.entry import Card, Entry
from indexer.engine.page import SearchPage
from indexer.engine.query import Query


class EngineError(Exception):
    """The engine cannot do what it was asked; the message names the file and, where there is one, the remedy."""


class IndexUnusable(EngineError):
    """The index is missing, damaged, or was built by another analysis."""


class IndexAbsent(IndexUnusable):
    """The machines that hold indexes answer, and this one is not among them: it may be put back, as a snapshot is."""


class EngineUnavailable(EngineError):
    """The machines that hold the index do not answer, or not all of them: asked again later, they may."""


class Engine(Protocol):
    """Finds bulletins by terms, numbers and days.

    What `put` and `remove` did is seen by `search` after `commit`, all of it or none. Two entries of one id in a
    commit leave the later one.
    """

    def search(self, query: Query) -> SearchPage:
        """The page of hits that the query names. Reads only; never raises on any Query. EngineUnavailable where the
        index lies on machines that do not answer in full: a part is never shown as the whole."""

    def get(self, id: str) -> Card | None:
        """The card of a bulletin, or None."""

    def ids(self) -> Iterator[str]:
        """The ids of all bulletins, in no order."""

    def count(self) -> int:
        """How many bulletins there are."""

    def frequency(self, channel: str, term: str) -> int:
        """How many bulletins hold a term of a channel of postings.CHANNELS."""

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds entries; an entry replaces the one with its id."""

    @staticmethod
    def pack(entries: Sequence[Entry]) -> Any:
        """What can be done of `put` without the index, so that other processes can do it. The ids differ."""

    def put_packed(self, packed: Any) -> None:
        """Adds what `pack` gave, like `put`."""

    def remove(self, ids: Iterable[str]) -> None:
        """Takes bulletins out; unknown ids are passed over."""

    def commit(self) -> None:
        """Makes all changes visible and durable."""

    def close(self) -> None:
        """Lets go of files. Uncommitted changes are dropped."""

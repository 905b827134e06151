"""Peer: what an engine has to do to be measured, and Answer: what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.speed.corpus import Collection, Size
from benchmarks.speed.documents import Document, read_documents
from benchmarks.speed.queries import Asked
from benchmarks.speed.stopwatch import Stopwatch
from corpus.bulletin import Bulletin
from indexer.describing.describe import describe
from indexer.engine.entry import Entry

PER_PAGE = 10
# What an occurrence in a title counts, of one in a body; as in our own index.
TITLE_WEIGHT = 3.0


class PeerMissing(Exception):
    """The library or the server of a peer is not there; the message says how to come by it."""


@dataclass(frozen=True)
class Answer:
    """Ids and stored titles of a page of hits, and how many there are in all (None where an engine cannot say).

    Words that are offered, for did-you-mean and completion, stand as titles without ids.
    """

    hits: tuple[tuple[str, str], ...]
    total: int | None


class Feed:
    """What an engine is built from. The time that reading and analysis take is kept apart: it is no engine's."""

    def __init__(self, folder: Path, collect: Callable[[], Collection], size: Size, watch: Stopwatch):
        self.size, self.apart = size, watch
        self._folder, self._collect = folder, collect

    def documents(self) -> Iterator[Document]:
        """The documents."""
        return self.apart.each(read_documents(self._folder))

    def bulletins(self) -> Iterator[Bulletin]:
        """The bulletins of the same documents."""
        return self.apart.each(self._read())

    def entries(self) -> Iterator[Entry]:
        """The entries of the same documents, as our engine takes them."""
        return self.apart.each(map(describe, self._read()))

    def _read(self) -> Iterator[Bulletin]:
        collection = self._collect()
        yield from collection.bulletins(self.size)
        collection.close()


class Peer(Protocol):
    """An engine over one index in a folder. Objects are made, and used, in a process of their own."""

    def build(self, folder: Path, feed: Feed) -> None:
        """Makes the index, complete and on disk."""

    def open(self, folder: Path) -> None:
        """Opens the index to search it."""

    def can(self, asked: Asked) -> bool:
        """Whether the engine has anything for this query."""

    def search(self, asked: Asked) -> Answer:
        """The first ten hits, or those of the page that is asked for, with titles, and the exact total."""

    def size(self, folder: Path) -> int:
        """Bytes of the index on disk."""

    def close(self) -> None:
        """Lets go of everything."""


def count_bytes(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def require(module: str, error: ImportError) -> PeerMissing:
    """What to say where a peer's library is missing."""
    return PeerMissing(f"chưa cài {module}: pip install 'bantin[peers]'")


def batches(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """The documents, `size` at a time."""
    some: list[Document] = []
    for document in documents:
        some.append(document)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some

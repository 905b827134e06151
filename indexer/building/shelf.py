"""Where the index of a generation lies: in the generation's folder, or on a cluster that the folder points to.

All else of a generation (vocabulary, documents, places, manifest) is in its folder either way. Which maker builds is
said by BANTIN_ENGINE ("opensearch:HOST,HOST/NAME"; nothing for the folder); what was built is opened by what its folder
says.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from indexer.engine.base import Engine, EngineError, IndexUnusable
from indexer.engine.open import open_cluster, open_engine

if TYPE_CHECKING:
    from indexer.engine.opensearch_engine.administration import Administration

SETTING = "BANTIN_ENGINE"
SCHEME = "opensearch:"
# The file of a folder that names the index on the cluster.
POINTER = "cluster-index"


class Shelf(Protocol):
    """A maker of the indexes of generations. `name` is what machines share that build for one cluster; empty where the
    index is this machine's own."""

    name: str

    def begin(self, building: Path, number: int, base: Path | None) -> None:
        """Makes room for an index, which goes on from that of another generation where there is one."""

    def open(self, folder: Path, *, create: bool = False) -> Engine:
        """The engine over the index of a generation. IndexUnusable where it is not to be had."""

    def suits(self, folder: Path) -> bool:
        """Whether an index can go on from that of a generation."""

    def check(self, folder: Path) -> None:
        """IndexUnusable where the index of a generation is not there any more."""

    def seal(self, building: Path) -> None:
        """Makes an index that was built last as it is."""

    def publish(self, folder: Path) -> None:
        """Tells who asks elsewhere that this generation answers."""

    def drop(self, folder: Path) -> None:
        """Removes the index of a generation whose folder goes."""

    def sweep(self, kept: Iterable[Path], last: int) -> None:
        """Removes indexes up to a number that no generation of `kept` points to."""


class FolderShelf:
    """The index is files of the generation's folder: what is done to the folder is done to it."""

    name = ""

    def begin(self, building: Path, number: int, base: Path | None) -> None:
        """Nothing: the folder is there, with links to the files of `base`."""

    def open(self, folder: Path, *, create: bool = False) -> Engine:
        """The engine over a folder."""
        return open_engine(f"whoosh:{folder}", create=create)

    def suits(self, folder: Path) -> bool:
        """Whether the index of a generation lies in its folder."""
        return not (folder / POINTER).exists()

    def check(self, folder: Path) -> None:
        """Nothing: its files are checked as those of the folder."""

    def seal(self, building: Path) -> None:
        """Nothing: the folder is sealed as a whole."""

    def publish(self, folder: Path) -> None:
        """Nothing: who asks follows the link."""

    def drop(self, folder: Path) -> None:
        """Nothing: it goes with its folder."""

    def sweep(self, kept: Iterable[Path], last: int) -> None:
        """Nothing: there are none but in folders."""


class ClusterShelf:
    """The index is one of a cluster, `NAME-000042-` and some letters by chance; the alias `NAME` is the published one.

    EngineUnavailable, whatever is asked, where the cluster is away."""

    def __init__(self, address: str):
        self._hosts, _, self.name = address.rpartition("/")

    def begin(self, building: Path, number: int, base: Path | None) -> None:
        """Names a new index in the folder, and makes it as a copy of that of `base`."""
        index = f"{self.name}-{number:06d}-{secrets.token_hex(4)}"
        (building / POINTER).write_text(index, encoding="ascii")
        if base:
            with self._administer(index) as cluster:
                cluster.clone(read_pointer(base))

    def open(self, folder: Path, *, create: bool = False) -> Engine:
        """The engine over the index that a folder points to; with `create` nobody reads it yet."""
        return open_cluster(f"{self._hosts}/{read_pointer(folder)}", create=create)

    def suits(self, folder: Path) -> bool:
        """Whether a folder points to an index of this name."""
        return (folder / POINTER).exists() and read_pointer(folder).startswith(f"{self.name}-")

    def check(self, folder: Path) -> None:
        """IndexUnusable where the cluster has no such index."""
        with self._administer(read_pointer(folder)) as cluster:
            if not cluster.exists():
                raise IndexUnusable(f"{folder}: cụm máy không còn chỉ mục {cluster.index}")

    def seal(self, building: Path) -> None:
        """Seals the index and waits for its copies."""
        with self._administer(read_pointer(building)) as cluster:
            cluster.seal()

    def publish(self, folder: Path) -> None:
        """Points the alias to the index."""
        with self._administer(read_pointer(folder)) as cluster:
            cluster.point(self.name)

    def published(self) -> str | None:
        """The index that the alias points to, or None."""
        with self._administer(self.name) as cluster:
            return cluster.aliased(self.name)

    def files(self) -> Administration:
        """Where the other files of generations are kept. The caller closes it."""
        return administer(f"{self._hosts}/{self.name}.files")

    def drop(self, folder: Path) -> None:
        """Removes the index that a folder points to."""
        if (folder / POINTER).exists():
            self._remove(read_pointer(folder))

    def sweep(self, kept: Iterable[Path], last: int) -> None:
        """Removes what another machine built before this one, or what came back with a snapshot: nobody else will."""
        named = re.compile(rf"{re.escape(self.name)}-(\d{{6,}})-[0-9a-f]{{8}}")
        pointers = {read_pointer(folder) for folder in kept if (folder / POINTER).exists()}
        with self._administer(f"{self.name}-*") as cluster:
            there = cluster.names()
        for index in sorted(there - pointers):
            if (found := named.fullmatch(index)) and int(found[1]) <= last:
                self._remove(index)

    def _remove(self, index: str) -> None:
        with self._administer(index) as cluster:
            cluster.drop()
        with closing(self.files()) as files:
            files.drop_files(index)

    @contextmanager
    def _administer(self, index: str) -> Iterator[Administration]:
        with closing(administer(f"{self._hosts}/{index}")) as cluster:
            yield cluster


def administer(address: str) -> Administration:
    """Who may change an index of a cluster. EngineError where the library is not installed."""
    try:
        from indexer.engine.opensearch_engine.access import read_access
        from indexer.engine.opensearch_engine.administration import Administration
    except ImportError as error:
        raise EngineError("chưa cài thư viện của OpenSearch: pip install 'bantin[opensearch]'") from error
    return Administration(read_access(address, os.environ))


def read_pointer(folder: Path) -> str:
    """The index that a folder points to. IndexUnusable where that cannot be read."""
    try:
        return (folder / POINTER).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnusable(f"{folder / POINTER}: không đọc được ({type(error).__name__})") from error


def find_shelf(environment: Mapping[str, str] = os.environ) -> Shelf:
    """The maker that the installation chose. EngineError where its setting names none.

    >>> type(find_shelf({})).__name__, find_shelf({"BANTIN_ENGINE": "opensearch:127.0.0.1:9200/bantin"}).name
    ('FolderShelf', 'bantin')
    """
    chosen = environment.get(SETTING, "")
    if not chosen:
        return FolderShelf()
    if not chosen.startswith(SCHEME) or "/" not in chosen:
        raise EngineError(f"{SETTING}: viết là opensearch:MÁY,MÁY/TÊN, hoặc để trống")
    return ClusterShelf(chosen.removeprefix(SCHEME))


def shelf_of(folder: Path, environment: Mapping[str, str] = os.environ) -> Shelf:
    """The maker that knows the index of a generation. IndexUnusable where it lies on a cluster that nobody names."""
    if not (folder / POINTER).exists():
        return FolderShelf()
    shelf = find_shelf(environment)
    if isinstance(shelf, FolderShelf):
        raise IndexUnusable(f"{folder}: chỉ mục nằm trên cụm máy; hãy đặt {SETTING}")
    return shelf


def open_generation(folder: Path) -> Engine:
    """The engine over the index of a generation, wherever it lies."""
    return shelf_of(folder).open(folder)

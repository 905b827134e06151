"""What places cost: how fast texts are read for them by two processes, and what they add to a full build."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.speed.weight import cpu_seconds
from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.places.gazetteer import NOWHERE, Areas
from corpus.places.reading.find_places import Place
from corpus.reasons import why
from corpus.storing.store import Store, StoreError
from indexer.building.build import annotator_of, batches, build
from indexer.describing.describe import parts_of
from indexer.places.annotating import Annotator
from indexer.suggest.kept_counts import FILE as COUNTS
from indexer.workers import Workers

WORKERS = 2
BATCH = 200  # as a build hands them out
BELONGS = ("sources.toml", "dia-danh.tsv", "words.sqlite", COUNTS)  # what a build reads beside the store


class NoPlaces(Annotator):
    """An annotator that reads nothing: a build with it is one without places."""

    @property
    def key(self) -> str:
        """Nothing was read."""
        return ""

    def find(self, bulletin: Bulletin, parts: Sequence[str]) -> list[Place]:
        """No place."""
        return []

    def areas(self, places: Iterable[Place]) -> Areas:
        """Nowhere."""
        return NOWHERE


@dataclass(frozen=True)
class Reading:
    """What WORKERS processes read: characters, places, seconds of CPU that finding took in all, and that opening the
    gazetteer took each."""

    characters: int
    places: int
    finding: float
    opening: float

    @property
    def speed(self) -> float:
        """Millions of characters a second, of as many processors that do nothing else."""
        return WORKERS * self.characters / self.finding / 1e6


@dataclass(frozen=True)
class Cost:
    """What reading came to, and the seconds of CPU that full builds of `count` bulletins took, without and with."""

    count: int
    reading: Reading
    pairs: tuple[tuple[float, float], ...]

    def lines(self) -> Iterator[str]:
        """The figures as an admin reads them."""
        read = self.reading
        yield (f"đọc địa danh, {WORKERS} tiến trình: {read.speed:.1f} triệu ký tự mỗi giây giờ bộ xử lý "
               f"({read.characters:,} ký tự, {read.places:,} chỗ); mỗi tiến trình mở danh mục {read.opening:.2f} giây")
        for without, with_places in self.pairs:
            yield f"lập chỉ mục {self.count:,} bản tin: không có {without:.1f}, có {with_places:.1f} giây giờ bộ xử lý"
        if self.pairs:
            without, with_places = (median(times) for times in zip(*self.pairs, strict=True))
            yield f"trung vị: không có {without:.1f}, có {with_places:.1f} giây, × {with_places / without:.3f}"
            yield f"trung vị của các cặp: × {median(b / a for a, b in self.pairs):.3f}"


def measure_places(folder: Path, pairs: int, work: Path, *, at_once: bool = False) -> Cost:
    """What places cost over the store of a data folder, of which copies are built in the folder `work`: without and
    with places in turn, or `at_once`, where other work slows down both alike. EngineError, StoreError."""
    data = DataDir(folder)
    with Store.open(data.store, read_only=True, create=False) as store:
        count = store.count()
        reading = read_all(store, annotator_of(data))
    if not pairs:
        return Cost(count, reading, ())
    with TemporaryDirectory(dir=work) as copies:
        without, with_places = Path(copies, "without"), Path(copies, "with")
        for target in (without, with_places):
            copy(data, target)
            if not data.words.exists():
                _alone(target, None).result()  # what it keeps would be cut in the first build alone
        return Cost(count, reading, tuple(_pair(without, with_places, at_once) for _ in range(pairs)))


def _pair(without: Path, with_places: Path, at_once: bool) -> tuple[float, float]:
    first = _alone(without, NoPlaces())
    if not at_once:
        first.result()
    second = _alone(with_places, None)
    return first.result(), second.result()


def read_all(store: Store, annotator: Annotator) -> Reading:
    """Reads every bulletin of a store."""
    tasks = (tuple(batch) for batch in batches(store.bulletins(), BATCH))
    with Workers(WORKERS) as workers:
        results = list(workers.map(partial(_read, annotator), tasks))
    if not results:
        raise StoreError("kho chưa có bản tin nào")
    characters, places, finding, opening = map(sum, zip(*results, strict=True))
    return Reading(characters, places, finding, opening / WORKERS)


def _read(annotator: Annotator, bulletins: Sequence[Bulletin]) -> tuple[int, int, float, float]:
    """Characters and places of some bulletins, seconds of CPU that finding took, and opening what finds."""
    texts = [(bulletin, parts_of(bulletin)) for bulletin in bulletins]
    began = process_time()
    annotator.reader.names.folded  # opened here
    opened = process_time()
    places = sum(len(annotator.find(bulletin, parts)) for bulletin, parts in texts)
    return sum(len("\n".join(parts)) for _, parts in texts), places, process_time() - opened, opened - began


def copy(data: DataDir, target: Path) -> None:
    """Copies what a build reads. StoreError where that fails."""
    try:
        target.mkdir()
        with (closing(sqlite3.connect(f"{data.store.absolute().as_uri()}?mode=ro", uri=True)) as store,
              closing(sqlite3.connect(DataDir(target).store)) as made):
            store.backup(made)
        for name in BELONGS:
            if (data.root / name).exists():
                shutil.copyfile(data.root / name, target / name)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{data.root}: {why(error)}") from error


def _alone(folder: Path, annotator: Annotator | None) -> Future[float]:
    """Seconds of CPU of a full build in a process of its own, which is new, and of its workers."""
    process = ProcessPoolExecutor(1, get_context("spawn"))
    future = process.submit(_build, folder, annotator)
    process.shutdown(wait=False)  # when it is done
    return future


def _build(folder: Path, annotator: Annotator | None) -> float:
    build(DataDir(folder), full=True, workers=WORKERS, keep=1, annotator=annotator)
    return cpu_seconds()

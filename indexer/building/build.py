"""build(): the store to a new generation, checked and published. Full, or what changed since the last one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TypeVar

from corpus.bulletin import Bulletin
from corpus.crawling.sources import SourceError, load_sources
from corpus.data_dir import DataDir
from corpus.job_lock import Holder, JobLocked
from corpus.places.changes import PlacesError
from corpus.reasons import why
from corpus.storing.errors import is_full
from corpus.storing.open_store import open_store
from corpus.storing.rulings import Ruling, Rulings
from corpus.storing.store import Change, Store
from indexer.analysis.segmentation.kept_words import KeptWords
from indexer.analysis.segmentation.words import segmenter_name
from indexer.building.checks import check_against_store, check_engine
from indexer.building.generation import KEPT, Generations
from indexer.building.manifest import Generation
from indexer.building.shelf import find_shelf, shelf_of
from indexer.building.travel import return_to_published, share
from indexer.describing.describe_all import describe_all
from indexer.describing.look_around import look_around
from indexer.documents.reader import DocumentReader
from indexer.documents.schema import FILE as DOCUMENTS
from indexer.documents.schema import pack_portals, start_file
from indexer.documents.writing import DocumentWriter, write_rulings
from indexer.engine.base import EngineError, IndexUnusable
from indexer.places.annotating import Annotator
from indexer.places.file import PlaceWriter, key_of, start_places
from indexer.suggest.vocabulary_file import build_vocabulary
from indexer.workers import Workers

# Bulletins that a worker describes at a time: enough to share their vocabulary, few enough to wait for.
BATCH = 200
# A build needs room for its spills, its result and the ones that are kept: three times what it makes was measured.
ROOM_FACTOR = 3
# A new index takes about as much as its store; an empty store still needs this much room to work in.
LEAST_ROOM = 50 * 2**20
# Of so many bulletins on, the vocabulary is counted anew only when such a share of them has changed.
LARGE, STALE = 5_000, 0.01

Progress = Callable[[int, int], None]
Item = TypeVar("Item")


class NoRoom(EngineError):
    """The disk has too little room for a build; the message says how much is wanted."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did: the generation that answers now, how many bulletins it put and took out, seconds in all, and
    seconds that workers together cut words."""

    generation: Generation
    put: int
    removed: int
    full: bool
    published: bool
    seconds: float
    segmentation_seconds: float = 0.0


@dataclass(frozen=True)
class Filled:
    """How many bulletins were put and removed, how many the index then holds, seconds that workers cut words."""

    put: int
    removed: int
    count: int
    segmentation_seconds: float


def build(data: DataDir, *, full: bool = False, workers: int = 2, keep: int = KEPT,
          progress: Progress = lambda done, total: None, annotator: Annotator | None = None) -> BuildReport:
    """Builds and publishes a generation; only what changed, where the published one can be gone on from.

    Without changes nothing is built. On any error nothing is published and the previous generation goes on. The caller
    holds the lock: two builds at once would clear away each other's folders. JobLocked where the index is a cluster's
    and another machine builds it. `progress` gets bulletins done and to do; `annotator` reads the places, by default as
    the installation says.
    """
    started = monotonic()
    generations = Generations(data.index)
    annotator = annotator or annotator_of(data)
    try:
        generations.clear()  # even if nothing is to be built: what a killed run left takes as much room as an index
        with open_store(data.store_address, read_only=True) as store, alone(store), store.snapshot():
            if not full:
                return_to_published(data.index, keep)
            base = None if full else newest_sound(generations)
            watermark = store.watermark()
            if base and not (is_of(base, store) and key_of(generations.path(base.name)) == annotator.key):
                base = None
            portals, rulings = portals_of(data), Rulings(store).active()
            known = what_made(generations.path(base.name)) if base else None
            if known and known[0] != pack_portals(portals):  # what nobody changed may be of another place now
                base = None
            if base and base.watermark == watermark and known and known[1] == write_rulings(rulings):
                return BuildReport(base, 0, 0, False, False, monotonic() - started)
            check_room(data, base, store)
            number, building = generations.start(base.name if base else None)
            try:
                with Workers(workers) as pool, closing(KeptWords(data.words)) as kept:
                    filled = fill(store, building, kept, base, pool, progress, portals, rulings, annotator)
                    counted = base.counted_at if base and may_stay(base, store) else watermark
                    if counted == watermark:
                        build_vocabulary(data, store, building, kept, pool)
                generation = generations.finish(building, number, filled.count, watermark, counted, now(), base)
            except BaseException:
                # A full disk, above all, must not stay full of an unfinished generation.
                generations.abandon(building)
                raise
        share(generations.path(generation.name))
        generations.publish(generation.name)
        generations.prune(keep)
    except (OSError, sqlite3.Error) as error:
        raise in_words(data, error) from error
    return BuildReport(generation, filled.put, filled.removed, base is None, True, monotonic() - started,
                       filled.segmentation_seconds)


@contextmanager
def alone(store: Store) -> Iterator[None]:
    """One build of a cluster's index at a time, on whatever machine. JobLocked where another one is at it."""
    name = find_shelf().name
    if not name:  # the folder is this machine's, and its lock file keeps others out
        yield
        return
    with store.alone_at(f"reindex:{name}") as alone:
        if not alone:
            raise JobLocked(f"{store.connection.path} ({name})", Holder())
        yield


def annotator_of(data: DataDir) -> Annotator:
    """What reads the places of an installation's bulletins: its own rows, and what its sources say of themselves."""
    try:
        sources = load_sources(data.root / "sources.toml").values()
        annotator = Annotator(data.places if data.places.exists() else None, {one.name: one.units for one in sources})
        annotator.key  # read here, so that a wrong row is told before anything is built
    except (PlacesError, SourceError) as error:
        raise EngineError(str(error)) from error
    return annotator


def in_words(data: DataDir, error: OSError | sqlite3.Error) -> EngineError:
    """What a disk that takes no more, or fails, says about a build that was under way."""
    if is_full(data.store, error):
        return NoRoom(f"{data.root}: đĩa đã đầy trong lúc lập chỉ mục; phần dở dang đã bỏ đi, chỉ mục đang dùng vẫn "
                      "phục vụ; hãy dọn đĩa rồi chạy lại")
    place = getattr(error, "filename", None) or data.root
    return EngineError(f"{place}: lập chỉ mục không xong ({why(error)}); phần dở dang đã bỏ đi, chỉ mục đang dùng vẫn "
                       "phục vụ; hãy kiểm tra đĩa (df -h, dmesg) rồi chạy lại")


def newest_sound(generations: Generations) -> Generation | None:
    """The published generation, where it is sound, of this analysis and segmenter, and none that an admin is going back
    from."""
    current = generations.current_name()
    if current is None or generations.is_rejected(current):
        return None
    try:
        found = generations.check(current)
        shelf_of(generations.path(current)).check(generations.path(current))
    except IndexUnusable:
        return None
    can_go_on = found.segmenter == segmenter_name() and find_shelf().suits(generations.path(current))
    return found if can_go_on else None


def is_of(generation: Generation, store: Store) -> bool:
    """Whether a generation can come from this store, and not from another one or from before a backup was put back."""
    if generation.watermark == store.watermark():
        return generation.count == store.count()
    return generation.watermark < store.watermark()


def may_stay(base: Generation, store: Store) -> bool:
    """Whether the suggestions of a generation are new enough to be taken over: writing those of 78,000 bulletins takes
    eight seconds, and a night's hundred change nothing that a reader would see."""
    return base.count >= LARGE and store.count_changes(base.counted_at) <= STALE * base.count


def check_room(data: DataDir, base: Generation | None, store: Store) -> None:
    """NoRoom where the disk has too little for a build. A generation is about as large as its store."""
    expected = base.size if base else store.connection.size()
    wanted = max(ROOM_FACTOR * expected, LEAST_ROOM)
    free = shutil.disk_usage(data.root).free
    if free < wanted:
        raise NoRoom(f"{data.root}: còn trống {free >> 20} MB, lập chỉ mục cần {wanted >> 20} MB; chưa thay đổi gì")


def portals_of(data: DataDir) -> dict[str, tuple[str, ...]]:
    """The bodies that each portal belongs to, by source."""
    try:
        return {source.name: source.body for source in load_sources(data.root / "sources.toml").values() if source.body}
    except SourceError as error:
        raise EngineError(str(error)) from error


def what_made(folder: Path) -> tuple[dict[str, str], dict[str, str]] | None:
    """The portals' bodies and the rulings that a generation's documents were told apart by; None where it has none."""
    if not (folder / DOCUMENTS).exists():
        return None
    with closing(DocumentReader(folder)) as reader:
        return reader.portals(), reader.ruled()


def fill(store: Store, building: Path, kept: KeptWords, base: Generation | None, workers: Workers,
         progress: Progress, portals: Mapping[str, Sequence[str]], rulings: Sequence[Ruling],
         annotator: Annotator) -> Filled:
    """Puts the store's bulletins into a new index."""
    after = base.watermark if base else 0
    engine = shelf_of(building).open(building, create=True)
    titles: list[tuple[str, str]] = []
    gone: list[str] = []
    put = 0
    segmentation_seconds = 0.0
    start_file(building, anew=base is None)
    start_places(building, annotator.key, anew=base is None)
    documents, places = DocumentWriter(building, portals, rulings), PlaceWriter(building)
    try:
        total = store.count_changes(after)
        expected = set(engine.ids())
        for described in describe_all(batches(without(gone, store.changes(after)), BATCH), kept, workers, engine.pack,
                                      partial(look_around, store), annotator):
            engine.put_packed(described.packed)
            sources = {bulletin.id: bulletin.source for bulletin in described.bulletins}
            documents.replace(sources if base else (), described.cited, sources)
            places.replace(sources if base else (), described.named)
            titles += [(bulletin.id, bulletin.title) for bulletin in described.bulletins]
            put += len(described.bulletins)
            segmentation_seconds += described.seconds
            progress(put + len(gone), max(total, put + len(gone)))
        if base:
            engine.remove(gone)
            documents.replace(gone, ())
            places.replace(gone, ())
        documents.finish()
        places.finish()
        engine.commit()
        expected = expected.difference(gone).union(id for id, _ in titles)
        check_against_store(store, expected)
        check_engine(engine, expected, titles)
        return Filled(put, len(gone), engine.count(), segmentation_seconds)
    finally:
        documents.close()
        places.close()
        engine.close()


def without(gone: list[str], changes: Iterable[Change]) -> Iterator[Bulletin]:
    """The bulletins of changes that are there; the ids of the others are added to `gone`."""
    for change in changes:
        if change.bulletin.gone_on:
            gone.append(change.bulletin.id)
        else:
            yield change.bulletin


def batches(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    """The items, `size` at a time.

    >>> list(batches(iter("abc"), 2))
    [['a', 'b'], ['c']]
    """
    while batch := list(islice(items, size)):
        yield batch


def now() -> str:
    """The time in UTC, to the second, as ISO 8601."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")

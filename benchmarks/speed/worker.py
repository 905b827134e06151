"""Worker: an engine in a process of its own, on one core: built, opened, asked, weighed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.speed.corpus import Size, open_collection
from benchmarks.speed.peer import Answer, Feed, PeerMissing
from benchmarks.speed.queries import Asked
from benchmarks.speed.stopwatch import Stopwatch
from benchmarks.speed.weight import Memory, cpu_seconds, most_memory, weigh

BUILT = "built.json"
PATIENCE = 1.0  # seconds: a query that took as long, all repeats together, is not repeated any more
TOLD = 500  # bulletins between two words of a build's progress
CLOSING_SECONDS = 10
# On a machine with other work, the processor's time says more; it knows nothing of a server's.
WALL, CPU = "wall", "cpu"
CLOCKS = {WALL: perf_counter, CPU: process_time}


class EngineFailed(Exception):
    """An engine raised an error, or its process died; the message says where."""


@dataclass(frozen=True)
class Source:
    """What a process needs to find the texts: the files as `open_collection` takes them, the size, the documents."""

    work: Path
    law: Path | None
    news: Path | None
    seed: int
    size: Size
    documents: Path


@dataclass(frozen=True)
class Built:
    """What building took: seconds and processor seconds without reading and analysing the texts, the most memory that
    was held, with the interpreter and all, and the bytes on disk. `version` is that of the program that built it."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    bytes: int
    count: int
    version: str


@dataclass(frozen=True)
class Opened:
    """Seconds until the library was loaded and the index open."""

    seconds: float


@dataclass(frozen=True)
class Timed:
    """An answer, and how long it took in ms: the first time this process was asked, and each time after that."""

    answer: Answer
    first: float
    repeats: tuple[float, ...]


class Worker:
    """A process over one engine. Every call waits for its answer; EngineFailed, PeerMissing where there is none."""

    def __init__(self, make: Callable[..., Any], *arguments: Any, core: int | None):
        context = get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=serve, args=(there, make, arguments, core), daemon=False)
        self._process.start()
        there.close()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._process.terminate()  # it may be in the middle of a build of an hour
        self.close()

    def open(self, folder: Path) -> Opened:
        """Makes the engine and opens its index."""
        return self._call("open", folder)

    def build(self, folder: Path, source: Source, version: str, progress: Callable[[int], object]) -> Built:
        """Builds the index in a folder, which takes its name when all is done."""
        self._here.send(("build", (folder, source, version)))
        while isinstance(told := self._receive(), int):
            progress(told)
        return told

    def ask(self, asked: Asked, repeats: int, clock: str = WALL) -> Timed | None:
        """Asks once, and then so many times more; None where the engine has nothing for such a query."""
        return self._call("ask", asked, repeats, clock)

    def weigh(self) -> Memory:
        """What the process holds now."""
        return self._call("weigh")

    def size(self, folder: Path) -> int:
        """Bytes of the index."""
        return self._call("size", folder)

    def close(self) -> None:
        """Ends the process."""
        self._here.close()
        self._process.join(CLOSING_SECONDS)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def _call(self, name: str, *arguments: Any) -> Any:
        self._here.send((name, arguments))
        return self._receive()

    def _receive(self) -> Any:
        try:
            told = self._here.recv()
        except (EOFError, ConnectionResetError) as error:
            self._process.join(CLOSING_SECONDS)
            raise EngineFailed(f"tiến trình của nó dừng với mã {self._process.exitcode}") from error
        if isinstance(told, Exception):
            raise told
        return told


def serve(pipe: Connection, make: Callable[..., Any], arguments: tuple[Any, ...], core: int | None) -> None:
    """What the process does: one thing after another, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started us, who closes the pipe
    if core is not None:
        os.sched_setaffinity(0, {core})
    desk = Desk(pipe, make, arguments)
    while True:
        try:
            name, given = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(getattr(desk, name)(*given))
        except PeerMissing as error:
            pipe.send(error)
        except Exception as error:  # whatever an engine raises, the run must know of
            where = traceback.extract_tb(sys.exc_info()[2])[-1]
            place = f"{Path(where.filename).name}:{where.lineno}"
            pipe.send(EngineFailed(f"{type(error).__name__}: {error} ({place})"))


class Desk:
    """The calls of a Worker, on the other side."""

    def __init__(self, pipe: Connection, make: Callable[..., Any], arguments: tuple[Any, ...]):
        self._pipe, self._make, self._arguments = pipe, make, arguments

    def build(self, folder: Path, source: Source, version: str) -> Built:
        """See Worker."""
        done = 0

        def tick(count: int) -> None:
            nonlocal done
            done += count
            if done % TOLD == 0:
                self._pipe.send(TOLD)

        collect = partial(open_collection, source.work, source.law, source.news, source.seed)
        watch = Stopwatch(tick)
        peer = self._make(*self._arguments)
        building = folder.with_name(f"{folder.name}.building")
        for left in (building, folder):
            shutil.rmtree(left, ignore_errors=True)
        building.mkdir(parents=True)
        began, cpu = perf_counter(), cpu_seconds()
        peer.build(building, Feed(source.documents, collect, source.size, watch))
        seconds, cpu = perf_counter() - began - watch.seconds, cpu_seconds() - cpu - watch.cpu
        built = Built(seconds, cpu, most_memory(), peer.size(building), source.size.count, version)
        (building / BUILT).write_text(json.dumps(asdict(built)), encoding="utf-8")
        building.rename(folder)
        return built

    def open(self, folder: Path) -> Opened:
        """See Worker."""
        began = perf_counter()
        self._peer = self._make(*self._arguments)
        self._peer.open(folder)
        return Opened(perf_counter() - began)

    def ask(self, asked: Asked, repeats: int, clock: str) -> Timed | None:
        """See Worker."""
        if not self._peer.can(asked):
            return None
        now = CLOCKS[clock]
        search = self._peer.search
        times: list[float] = []
        began = now()
        answer = search(asked)
        first = now() - began
        spent = first
        while len(times) < repeats and (spent < PATIENCE or not times):
            began = now()
            search(asked)
            times.append(now() - began)
            spent += times[-1]
        return Timed(answer, first * 1000, tuple(time * 1000 for time in times))

    def weigh(self) -> Memory:
        """See Worker."""
        return weigh()

    def size(self, folder: Path) -> int:
        """See Worker."""
        return int(self._peer.size(folder))


def read_built(folder: Path, version: str) -> Built | None:
    """What is known of an index that was built before, by the same version of the program; None where it was not."""
    try:
        built = Built(**json.loads((folder / BUILT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return built if built.version == version else None

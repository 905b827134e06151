"""One size measured: every engine built or found built, then all asked, query by query, one engine after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.speed.peer import PeerMissing
from benchmarks.speed.peers import MOST, OURS, PRODUCT, make_peer
from benchmarks.speed.queries import Asked
from benchmarks.speed.results import Agreement, EngineResult, SizeResult, summarise
from benchmarks.speed.worker import WALL, EngineFailed, Source, Timed, Worker, read_built
from indexer.building.fingerprint import fingerprint

# The queries that an engine is asked before anything is measured: libraries load parts of themselves on first use.
WARMING = 3

Tell = Callable[[str], object]
Count = Callable[[int], object]


@dataclass(frozen=True)
class Plan:
    """How a size is measured. `everywhere`: engines of MOST, too, are built whatever the size; `ready` is a data folder
    for the product, `core` the core that all engines run on, `clock` one of
    CLOCKS."""

    engines: Sequence[str]
    repeats: int
    core: int | None
    clock: str = WALL
    everywhere: bool = False
    ready: Path | None = None


class Bench:
    """Measures one size, and tells of it as it goes."""

    def __init__(self, source: Source, plan: Plan, tell: Tell):
        self.source, self.plan, self.tell = source, plan, tell
        self.result = SizeResult(source.size.label, source.size.count)

    def folder(self, name: str) -> Path:
        """Where an engine's index is kept."""
        return self.source.documents / name

    def build(self, progress: Callable[[str], AbstractContextManager[Count]]) -> None:
        """Builds what is not there yet. An engine that cannot be had is left out, and told of."""
        for name in self.plan.engines:
            count = self.source.size.count
            if count > MOST.get(name, count) and not self.plan.everywhere and not self._is_ready(name):
                self._leave_out(name, f"quá {MOST[name]:,} bản tin thì chỉ lập khi có --all-sizes")
                continue
            if self._is_ready(name):
                self.result.engines[name] = EngineResult()
                continue
            version = fingerprint() if name in (OURS, PRODUCT) else ""
            built = read_built(self.folder(name), version)
            try:
                if built is None:
                    self.tell(f"{self.source.size.label}: đang lập {name}")
                    # The product's build has processes of its own, as it has for its users.
                    core = None if name == PRODUCT else self.plan.core
                    with progress(name) as done, Worker(make_peer, name, self.plan.ready, core=core) as worker:
                        built = worker.build(self.folder(name), self.source, version, done)
            except (PeerMissing, EngineFailed) as error:
                self._leave_out(name, str(error))
                continue
            self.result.engines[name] = EngineResult(built)

    def ask(self, queries: Sequence[Asked], progress: Count) -> None:
        """Asks all queries of all engines that were built."""
        with ExitStack() as stack:
            workers = self._open(stack, queries)
            timed: dict[str, dict[Asked, Timed]] = defaultdict(dict)
            for turn, asked in enumerate(queries):
                for name in rotate(list(workers), turn):
                    try:
                        told = workers[name].ask(asked, self.plan.repeats, self.plan.clock)
                    except EngineFailed as error:
                        raise EngineFailed(f"{name}, {asked.kind} {asked.text!r}: {error}") from error
                    if told is not None:
                        timed[name][asked] = told
                progress(1)
            for name, worker in workers.items():
                engine = self.result.engines[name]
                engine.memory = worker.weigh()
                engine.classes = {
                    kind: summarise([t.first for t in some], [median(t.repeats) for t in some])
                    for kind, some in group(timed[name]).items()}
                if name not in (OURS, PRODUCT) and OURS in timed:
                    engine.agreement = agree(timed[OURS], timed[name])

    def _open(self, stack: ExitStack, queries: Sequence[Asked]) -> dict[str, Worker]:
        workers = {}
        for name in list(self.result.engines):
            began = perf_counter()
            worker = stack.enter_context(Worker(make_peer, name, self.plan.ready, core=self.plan.core))
            engine = self.result.engines[name]
            try:
                engine.open_seconds = worker.open(self.folder(name)).seconds
                for place, asked in enumerate(queries[:WARMING]):
                    worker.ask(asked, 1, self.plan.clock)
                    if place == 0:
                        engine.first_answer = perf_counter() - began
                engine.bytes = worker.size(self.folder(name))
            except (PeerMissing, EngineFailed) as error:
                self._leave_out(name, str(error))
                continue
            workers[name] = worker
        return workers

    def _is_ready(self, name: str) -> bool:
        return name == PRODUCT and self.plan.ready is not None

    def _leave_out(self, name: str, why: str) -> None:
        self.result.engines.pop(name, None)
        self.result.missing[name] = why
        self.tell(f"{self.source.size.label}: bỏ {name}: {why}")


def rotate(names: list[str], turn: int) -> list[str]:
    """The names, another one first at each turn: who comes after whom must not decide.

    >>> rotate(["a", "b", "c"], 4)
    ['b', 'c', 'a']
    """
    first = turn % len(names) if names else 0
    return names[first:] + names[:first]


def group(timed: dict[Asked, Timed]) -> dict[str, list[Timed]]:
    """What was timed, by class."""
    found: dict[str, list[Timed]] = defaultdict(list)
    for asked, one in timed.items():
        found[asked.kind].append(one)
    return found


def agree(ours: dict[Asked, Timed], theirs: dict[Asked, Timed]) -> Agreement:
    """How far an engine finds what we find. Orders that are no ranking, and offered words, are left out."""
    compared = same = 0
    shares = []
    for asked, one in theirs.items():
        if asked not in ours:
            continue
        mine = ours[asked].answer
        if one.answer.total is not None:
            compared += 1
            same += one.answer.total == mine.total
        if mine.hits and asked.page == 1 and not asked.newest:
            shares.append(len({id for id, _ in mine.hits} & {id for id, _ in one.answer.hits}) / len(mine.hits))
    return Agreement(compared, same, sum(shares) / len(shares) if shares else 0.0)

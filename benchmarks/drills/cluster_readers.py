"""Readers of a machine that only answers: it fetches each generation that a cluster publishes, and they ask it all the
while. Each answer must be one of the generation that answers, as the yardstick gives it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep

from indexer.building.travel import fetch
from indexer.engine.base import Engine, EngineUnavailable, IndexAbsent, IndexUnusable
from indexer.engine.query import Query
from indexer.live import LiveIndex

ASKERS = 2
FOLLOW_SECONDS = 0.5
REST = 0.05  # seconds before who was told to come again does

Answer = tuple[tuple[str, ...], int]


@dataclass
class Seen:
    """What readers saw."""

    asked: int = 0
    unanswered: int = 0
    wrong: list[str] = field(default_factory=list)
    generations: set[str] = field(default_factory=set)
    last_whole: float = 0.0  # when the last question began that was answered as a whole
    longest: float = 0.0  # seconds that a reader wanted an answer and had none that was whole


class Readers:
    """Who asks, and who follows. `expected` has the answers to all questions by the number of changes that a generation
    holds, and may grow meanwhile."""

    def __init__(self, folder: Path, queries: Sequence[Query], expected: Mapping[int, Sequence[Answer]],
                 random: Random):
        self._folder, self._queries, self._expected, self._random = folder, queries, expected, random
        self.seen = Seen()
        self._over, self._lock = threading.Event(), threading.Lock()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """While this lasts, they follow and ask."""
        fetch(self._folder)
        self._live = LiveIndex(self._folder)
        workers = [threading.Thread(target=self._work, args=(work,)) for work in (
            *[self._ask] * ASKERS, self._follow)]
        for worker in workers:
            worker.start()
        try:
            yield
        finally:
            self._over.set()
            for worker in workers:
                worker.join()

    def wait_for_whole(self, longest: float) -> float:
        """The seconds until a question that begins from now on has been answered as a whole."""
        began = monotonic()
        while self.seen.last_whole < began and monotonic() < began + longest:
            sleep(.01)
        return monotonic() - began

    def turn(self) -> Seen:
        """What was seen so far; what is seen from now on is counted by itself."""
        with self._lock:
            seen, self.seen = self.seen, Seen()
        return seen

    def _work(self, work: Callable[[], None]) -> None:
        """Works until it is over. A reader who breaks off is a wrong answer, and none that is missed."""
        try:
            work()
        except Exception as error:
            with self._lock:
                self.seen.wrong.append(f"một người đọc phải dừng: {type(error).__name__}: {error}")

    def _follow(self) -> None:
        while not self._over.wait(FOLLOW_SECONDS):
            try:
                fetch(self._folder)
            except (EngineUnavailable, IndexUnusable):
                continue  # the next look will do

    def _ask(self) -> None:
        live = self._live  # threads of one process, as those that answer pages are
        wanted = monotonic()
        while not self._over.is_set():
            place = self._random.randrange(len(self._queries))
            began = monotonic()
            try:
                before = live.generation
                found = answer_of(live.engine, self._queries[place])
                after = live.generation
            except (EngineUnavailable, IndexAbsent):
                with self._lock:
                    self.seen.unanswered += 1
                    self.seen.longest = max(self.seen.longest, monotonic() - wanted)
                self._over.wait(REST)
                continue
            known = [one for one in (before, after) if one]
            with self._lock:
                self.seen.asked += 1
                self.seen.last_whole = max(self.seen.last_whole, began)
                self.seen.longest = max(self.seen.longest, monotonic() - wanted)
                self.seen.generations |= {one.name for one in known}
                if found not in [self._expected[one.watermark][place] for one in known]:
                    self.seen.wrong.append(f"{self._queries[place]}: {found[1]} bản tin, không phải của {known}")
            wanted = monotonic()


def answer_of(engine: Engine, query: Query) -> Answer:
    """What an engine answers: the ids in order, and how many there are in all."""
    page = engine.search(query)
    return tuple(hit.id for hit in page.hits), page.total

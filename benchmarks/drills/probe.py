"""The readers of the drill: threads that ask all the while, and keep count of what went wrong."""

from __future__ import annotations

import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import closing
from random import Random

from corpus.data_dir import DataDir
from corpus.reasons import why
from corpus.storing.store import Store
from indexer.engine.base import Engine
from indexer.live import LiveIndex
from indexer.asking.search import Question, ask

REQUEST_SECONDS = 60  # a search takes milliseconds, on two cores beside much else seconds; longer is no answer

Find = Callable[[str, str], bool]


class Promises:
    """What the search has once held, and must hold from then on: ids and titles, by generation as they appear."""

    def __init__(self, data: DataDir):
        self.data, self.live = data, LiveIndex(data.index)
        self.titles: dict[str, str] = {}
        self.generations: list[str] = []
        self.lost: set[str] = set()
        self._lock = threading.Lock()

    def look(self) -> None:
        """Notes what a new generation holds, and what it lost; once, however many look."""
        with self._lock:
            generation = self.live.generation
            if generation is None or generation.name in self.generations[-1:]:
                return
            ids = set(self.live.engine.ids())
            self.lost |= self.titles.keys() - ids
            with Store.open(self.data.store, read_only=True) as store:
                self.titles |= {id: bulletin.title for id, bulletin in store.get_many(sorted(ids)).items()}
            self.generations.append(generation.name)

    def find(self, id: str, title: str) -> bool:
        """Whether the index finds a bulletin by its title."""
        return holds(self.live.engine, id, title)

    def find_anew(self, id: str, title: str) -> bool:
        """The same, as a server that was started just now."""
        with closing(LiveIndex(self.data.index).engine) as engine:
            return holds(engine, id, title)


def holds(engine: Engine, id: str, title: str) -> bool:
    """Whether a bulletin is on the first page for its title."""
    return id in {hit.id for hit in ask(engine, Question(title)).page.hits}


class Probe(threading.Thread):
    """Asks for a bulletin that was promised, every so many seconds, until it is told to stop."""

    def __init__(self, name: str, every: float, promises: Promises, find: Find, random: Random, *, watch: bool = False):
        super().__init__(name=name, daemon=True)
        self.every, self.promises, self.find, self.random, self.watch = every, promises, find, random, watch
        self.count = 0
        self.took: list[float] = []  # seconds of each question
        self.failed: list[str] = []
        self.wrong: list[str] = []
        self._ended = threading.Event()

    def run(self) -> None:
        """Asks, and waits."""
        while not self._ended.wait(self.every):
            try:
                if self.watch:
                    self.promises.look()
                if self.promises.titles:
                    self.ask(*self.random.choice(list(self.promises.titles.items())))
            except Exception as error:  # whatever it is: a reader would have seen it, and the drill reports it
                self.failed.append(f"{self.name}: {why(error)}")

    def ask(self, id: str, title: str) -> None:
        """Asks once."""
        began = time.monotonic()
        self.count += 1
        found = self.find(id, title)
        self.took.append(time.monotonic() - began)
        if not found:
            self.wrong.append(f"{self.name}: không tìm được {id} bằng “{title}”")

    @property
    def done(self) -> int:
        """How many questions were answered, or failed."""
        return len(self.took) + len(self.failed)

    @property
    def slowest(self) -> float:
        """The seconds of the slowest question."""
        return max(self.took, default=0.0)

    def end(self) -> None:
        """Stops asking."""
        self._ended.set()
        if self.is_alive():
            self.join(REQUEST_SECONDS)


def find_silent(probes: Sequence[Probe]) -> list[str]:
    """Waits until each has done with a question that it asked from now on; the names of those that have not."""
    enough = [probe.done + 2 for probe in probes]  # one may be under way
    end = time.monotonic() + REQUEST_SECONDS
    while True:
        silent = [probe.name for probe, done in zip(probes, enough) if probe.done < done]
        if not silent or time.monotonic() > end:
            return silent
        time.sleep(0.02)


def find_on_page(address: str) -> Find:
    """Asks through the web pages at an address."""
    def find(id: str, title: str) -> bool:
        asked = f"{address}tim-kiem?{urllib.parse.urlencode({'q': title})}"
        with closing(urllib.request.urlopen(asked, timeout=REQUEST_SECONDS)) as answer:
            return f"/tin/{id}-" in answer.read().decode()

    return find

"""Three OpenSearch nodes, killed one after the other while they are asked and written to, and told to publish.

What was acknowledged is there in the end, every answer is the yardstick's, and soon after each kill answers are whole
again. Who is asked without an answer that is whole is told so: that is counted, and no fault.
"""

from __future__ import annotations

import threading
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from time import monotonic, sleep

from benchmarks.cluster.jars import NoNode
from benchmarks.cluster.three import Nodes, running
from benchmarks.drills import cluster_readers
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import DrillFailed, Outcome
from benchmarks.drills.sample_data import make_bulletin
from indexer.describing.describe import describe
from indexer.engine.base import EngineUnavailable
from indexer.engine.entry import Entry
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.opensearch_engine.access import Access
from indexer.engine.opensearch_engine.administration import Administration
from indexer.engine.opensearch_engine.engine import OpenSearchEngine
from indexer.engine.query import Query, Word, make_pairs

SUMMARY = "kill -9 từng máy của một cụm OpenSearch ba máy trong lúc hỏi và ghi; không gì đã nhận được mất"
READ, WRITTEN, ALIAS = "drill-000001", "drill-writing", "drill"
ASKERS, SHARDS, QUERIES = 2, 3, 40
BATCH = 20  # bulletins that are written and acknowledged at a time
LEFT_ALONE = 3.0  # seconds of work before each kill and after it, before the node comes back
GREEN_SECONDS = 300
WHOLE_SECONDS = 60.0  # so long after a kill an answer that is not whole is a fault


@dataclass
class Seen(cluster_readers.Seen):
    """What askers and the writer saw."""

    acknowledged: set[str] = field(default_factory=set)
    repeated: int = 0
    pointed: int = 0


def add_options(parser: ArgumentParser) -> None:
    """How often, over how much."""
    parser.add_argument("--kills", type=positive, default=4, metavar="N", help="số lần kill -9")
    parser.add_argument("--bulletins", type=positive, default=300, metavar="N", help="số bản tin trong chỉ mục")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Kills so many nodes, the one that manages the others first."""
    entries = [describe(make_bulletin(place)) for place in range(options.bulletins)]
    try:
        with running(folder) as nodes:
            return ClusterDrill(nodes, entries, Random(seed)).run(options.kills)
    except NoNode as error:
        raise DrillFailed(f"không dựng được cụm OpenSearch: {error}") from error


class ClusterDrill:
    """One drill: what is asked and written, and who is killed."""

    def __init__(self, nodes: Nodes, entries: Sequence[Entry], random: Random):
        self._nodes, self._entries, self._random = nodes, entries, random
        self._seen, self._over = Seen(), threading.Event()
        self._lock = threading.Lock()
        yardstick = MemoryEngine()
        yardstick.put(entries)
        yardstick.commit()
        self._expected = [(query, yardstick.search(query)) for query in make_queries(entries, random)]

    def run(self, kills: int) -> Outcome:
        """Drills, and says what it came to."""
        self._fill()
        workers = [threading.Thread(target=self._work, args=(one,)) for one in (
            *[self._ask] * ASKERS, self._write, self._point)]
        for worker in workers:
            worker.start()
        managers, silent = 0, []
        try:
            for place in range(kills):
                sleep(LEFT_ALONE)
                manager = self._manager()
                name = manager if place % 2 == 0 else self._random.choice(
                    [other for other in self._nodes.names if other != manager])
                managers += name == manager
                silent.append(self._kill(name))
        finally:
            self._over.set()
            for worker in workers:
                worker.join()
        problems = [*self._seen.wrong, *self._lost(), *(
            f"sau một lần kill {seconds:.1f} giây vẫn chưa có câu trả lời trọn vẹn"
            for seconds in silent if seconds >= WHOLE_SECONDS)]
        seen = self._seen
        line = (f"{kills} lần kill -9, {managers} lần trúng máy điều phối: {len(seen.acknowledged)} bản tin đã nhận, "
                f"mất {len(self._lost())}; {seen.asked} câu hỏi, sai {len(seen.wrong)}, {seen.unanswered} lần được báo "
                f"là chưa trọn vẹn; {seen.pointed} lần đổi tên chỉ vào; trả lời trọn vẹn lại sau nhiều nhất "
                f"{max(silent):.2f} giây".replace(".", ","))
        return Outcome(max(silent), line, tuple(problems), {
            "kills": kills, "managers": managers, "acknowledged": len(seen.acknowledged), "repeated": seen.repeated,
            "asked": seen.asked, "unanswered": seen.unanswered, "pointed": seen.pointed,
            "seconds_until_whole": [round(seconds, 2) for seconds in silent]})

    def _access(self, index: str) -> Access:
        return Access(self._nodes.hosts, index)

    def _fill(self) -> None:
        with closing(OpenSearchEngine(self._access(READ), create=True, shards=SHARDS)) as engine:
            engine.put(self._entries)
            engine.commit()
        with closing(Administration(self._access(READ))) as index:
            index.seal()
            index.point(ALIAS)
        with closing(OpenSearchEngine(self._access(WRITTEN), create=True, shards=SHARDS, replicas=1)):
            pass

    def _work(self, step: Callable[[], None]) -> None:
        """Does something again and again until the drill is over."""
        while not self._over.is_set():
            try:
                step()
            except EngineUnavailable:
                with self._lock:
                    self._seen.unanswered += 1

    def _ask(self) -> None:
        """Asks all questions once, of a process that just began."""
        with closing(OpenSearchEngine(self._access(READ))) as engine:
            for query, expected in self._random.sample(self._expected, len(self._expected)):
                if self._over.is_set():
                    return
                begun = monotonic()
                found = engine.search(query)
                with self._lock:
                    self._seen.asked += 1
                    self._seen.last_whole = max(self._seen.last_whole, begun)
                    if ([hit.id for hit in found.hits], found.total, found.facets) != (
                            [hit.id for hit in expected.hits], expected.total, expected.facets):
                        self._seen.wrong.append(f"{query}: {found.total} thay vì {expected.total}")

    def _write(self) -> None:
        """Writes a batch, and notes that it was acknowledged."""
        batch = [replace(entry, card=entry.card._replace(id=f"{self._seen.repeated + 1}-{place}"))
                 for place, entry in enumerate(self._entries[:BATCH])]
        with closing(OpenSearchEngine(self._access(WRITTEN))) as engine:
            engine.put(batch)
            engine.commit()
        self._seen.acknowledged.update(entry.card.id for entry in batch)
        self._seen.repeated += 1

    def _point(self) -> None:
        """Publishes what is published, as a swap does."""
        with closing(Administration(self._access(READ))) as index:
            index.point(ALIAS)
            if index.aliased(ALIAS) != READ:
                self._seen.wrong.append("tên không chỉ vào thế hệ đã đưa vào phục vụ")
        self._seen.pointed += 1
        sleep(0.2)

    def _manager(self) -> str:
        with closing(Administration(self._access(READ))) as cluster:
            return cluster.manager()

    def _kill(self, name: str) -> float:
        """Kills a node, and starts it again; the seconds until an answer was whole."""
        self._nodes.kill(name)
        began = monotonic()
        while self._seen.last_whole < began and monotonic() < began + WHOLE_SECONDS:
            sleep(0.01)
        silent = monotonic() - began
        sleep(LEFT_ALONE)
        self._nodes.start(name)
        self._nodes.wait()
        for index in (READ, WRITTEN):
            with closing(Administration(self._access(index))) as cluster:
                cluster.wait_for_copies(GREEN_SECONDS)
        return silent

    def _lost(self) -> list[str]:
        """What was acknowledged and is not there."""
        with closing(OpenSearchEngine(self._access(WRITTEN))) as engine:
            return [f"mất bản tin {id} đã nhận" for id in sorted(self._seen.acknowledged.difference(engine.ids()))]


def make_queries(entries: Sequence[Entry], random: Random) -> list[Query]:
    """Questions in the words of titles: a few words, all of them demanded or half."""
    queries = []
    for entry in random.choices(entries, k=QUERIES):
        title = [syllable for line in entry.title.paragraphs for syllable in line]
        first = random.randrange(max(1, len(title) - 3))
        words = tuple(map(Word, title[first:first + random.randint(1, 5)]))
        queries.append(Query(words, random.choice([len(words), (len(words) + 1) // 2]), tuple(make_pairs(words))))
    return queries

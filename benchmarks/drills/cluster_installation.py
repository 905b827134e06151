"""An installation on a cluster of three machines, for drills: who builds, who answers, and what is true of each state
of the store."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from time import monotonic, sleep

from benchmarks.cluster.three import Nodes
from benchmarks.drills.cluster_readers import Answer, Readers, answer_of
from benchmarks.drills.cluster_kills import make_queries
from benchmarks.drills.outcome import DrillFailed
from benchmarks.drills.sample_data import make_bulletin
from benchmarks.drills.served import SCRIPTS
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.building.generation import BUILDING, KEPT, Generations
from indexer.building.shelf import POINTER, SETTING, ClusterShelf
from indexer.describing.describe import describe
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.opensearch_engine.access import Access
from indexer.engine.opensearch_engine.administration import Administration
from indexer.live import LiveIndex

NAME = "bantin"  # as in the guide, whose commands name it
SHARDS = "3"
BUILD_SECONDS = 300
FOLLOW_SECONDS = 60


@contextmanager
def told_of(nodes: Nodes) -> Iterator[None]:
    """The settings of an installation on this cluster, for this process and those that it starts."""
    told = {SETTING: f"opensearch:{','.join(nodes.hosts)}/{NAME}", "BANTIN_OPENSEARCH_SHARDS": SHARDS}
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class Installation:
    """A builder's data folder, that of a machine which answers, its readers, and what they must be told.

    `expected` has the answers to all questions by the store's number of changes.
    """

    def __init__(self, nodes: Nodes, folder: Path, bulletins: int, random: Random):
        self.nodes, self.count = nodes, 0
        self.builder, self.web = DataDir(folder / "builder"), DataDir(folder / "web")
        self.queries = make_queries([describe(make_bulletin(place)) for place in range(bulletins)], random)
        self.expected: dict[int, list[Answer]] = {}
        self.readers = Readers(self.web.index, self.queries, self.expected, random)
        self.watermark = 0
        self.write(bulletins)

    def write(self, added: int) -> None:
        """Puts more bulletins into the store, and reckons what is true from then on."""
        places = range(self.count, self.count + added)
        with Store.open(self.builder.store) as store:
            store.put([make_bulletin(place) for place in places])
            self.watermark = store.watermark()
        self.count += added
        yardstick = MemoryEngine()
        yardstick.put([describe(make_bulletin(place)) for place in range(self.count)])
        yardstick.commit()
        self.expected[self.watermark] = [answer_of(yardstick, query) for query in self.queries]

    def start(self) -> subprocess.Popen[bytes]:
        """A build, as a timer starts it."""
        command = [sys.executable, str(SCRIPTS / "reindex.py"), "--data", str(self.builder.root), "--quiet",
                   "--workers", "1"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)

    def build(self) -> int:
        """A build to its end, tried again where the cluster is not whole: as a timer does. How many tries it took."""
        until, tries = monotonic() + BUILD_SECONDS, 0
        while True:
            building = self.start()
            tries += 1
            said = building.communicate(timeout=BUILD_SECONDS)[0].decode(errors="replace")
            if building.returncode == 0:
                return tries
            if monotonic() > until:
                raise DrillFailed(f"lập chỉ mục không xong: {said[-300:]}")
            sleep(1)

    def begin(self) -> subprocess.Popen[bytes]:
        """A build that has named its index on the cluster, and goes on."""
        building = self.start()
        until = monotonic() + BUILD_SECONDS
        while building.poll() is None and not list(self.builder.index.glob(f"*{BUILDING}/{POINTER}")):
            if monotonic() > until:
                break
            sleep(.005)
        return building

    def manager(self) -> str:
        """The machine that manages the others now."""
        with closing(Administration(Access(self.nodes.hosts, NAME))) as cluster:
            return cluster.manager()

    def check(self) -> list[str]:
        """What is wrong after a build that ended well: all that the store acknowledged is found, and nothing else is on
        the cluster."""
        live = LiveIndex(self.builder.index)
        with closing(live.engine) as engine:
            lost = {str(place) for place in range(self.count)}.symmetric_difference(engine.ids())
        problems = [f"mất hoặc thừa bản tin {id}" for id in sorted(lost)]
        problems += [f"còn sót chỉ mục {name}" for name in self.left()]
        shelf = ClusterShelf(os.environ[SETTING].removeprefix("opensearch:"))
        if shelf.published() not in self.pointers():
            problems.append("tên không chỉ vào thế hệ nào đang giữ")
        return problems

    def check_answers(self, index: LiveIndex, watermark: int) -> list[str]:
        """Questions that are answered otherwise than is true of a state of the store."""
        with closing(index.engine) as engine:
            found = [answer_of(engine, query) for query in self.queries]
        return [f"{query}: {answer[1]} bản tin thay vì {expected[1]}" for query, answer, expected
                in zip(self.queries, found, self.expected[watermark], strict=True) if answer != expected]

    def pointers(self) -> set[str]:
        """The indexes of the generations that the builder keeps."""
        return {path.read_text(encoding="ascii").strip() for path in self.builder.index.glob(f"gen-*/{POINTER}")}

    def left(self) -> list[str]:
        """Indexes on the cluster that no generation of the builder's points to, and that none of its next builds will
        remove: those that came back with a snapshot may be as old as those that it keeps."""
        pointers = self.pointers()
        newest = max(map(number_of, pointers))
        with closing(Administration(Access(self.nodes.hosts, f"{NAME}-*"))) as cluster:
            return sorted(name for name in cluster.names() - pointers
                          if not newest - KEPT < number_of(name) < newest)

    def wait_for_web(self, watermark: int) -> None:
        """Waits until the machine that answers has fetched the generation of a state of the store."""
        generations, until = Generations(self.web.index), monotonic() + FOLLOW_SECONDS
        while generations.read(str(generations.current_name())).watermark != watermark:
            if monotonic() > until:
                raise DrillFailed(f"máy trả lời không lấy về thế hệ {watermark} sau {FOLLOW_SECONDS} giây")
            sleep(.05)


def number_of(index: str) -> int:
    """The number of the generation whose index has a name.

    >>> number_of("bantin-000042-1a2b3c4d")
    42
    """
    return int(index.split("-")[-2])

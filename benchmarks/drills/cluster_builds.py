"""Generations built on a cluster of three machines while readers ask, as an installation builds and follows them. While
one is built, the machine that manages the others is killed, or the builder itself.

Every answer is one of the generation that answers, as the yardstick gives it; a build that ended well has all that the
store had acknowledged; one that did not leaves nothing behind, and the next one goes on.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from time import monotonic, sleep

from benchmarks.cluster.jars import NoNode
from benchmarks.cluster.three import Nodes, running
from benchmarks.drills.cluster_kills import make_queries
from benchmarks.drills.cluster_readers import Answer, Readers, answer_of
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import DrillFailed, Outcome
from benchmarks.drills.sample_data import make_bulletin
from benchmarks.drills.served import SCRIPTS
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.building.generation import BUILDING
from indexer.building.shelf import POINTER, SETTING, ClusterShelf
from indexer.describing.describe import describe
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.opensearch_engine.access import Access
from indexer.engine.opensearch_engine.administration import Administration
from indexer.live import LiveIndex

SUMMARY = "lập thế hệ mới trên cụm ba máy trong lúc hỏi; giết máy điều phối, rồi chính tiến trình lập, giữa chừng"
NAME = "drill"
SHARDS = "3"
ADDED = 5  # bulletins that each round brings
BUILD_SECONDS = 300
WHOLE_SECONDS = 60.0  # so long after a kill an answer that is not whole is a fault
LONGEST_DELAY = 1.0  # from the first trace of a new generation to the kill


def add_options(parser: ArgumentParser) -> None:
    """How often, over how much."""
    parser.add_argument("--rounds", type=positive, default=4, metavar="N", help="số lần giết, máy điều phối trước")
    parser.add_argument("--bulletins", type=positive, default=100, metavar="N", help="số bản tin lúc đầu")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Kills a manager in one round, the builder in the next."""
    try:
        with running(folder / "nodes") as nodes, told_of(nodes):
            return BuildsDrill(nodes, folder, options.bulletins, Random(seed)).run(options.rounds)
    except NoNode as error:
        raise DrillFailed(f"không dựng được cụm OpenSearch: {error}") from error


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


class BuildsDrill:
    """One drill: a builder's data folder, that of a machine which answers, and who is killed."""

    def __init__(self, nodes: Nodes, folder: Path, bulletins: int, random: Random):
        self._nodes, self._random, self._count = nodes, random, bulletins
        self._builder, self._web = DataDir(folder / "builder"), DataDir(folder / "web")
        entries = [describe(make_bulletin(place)) for place in range(bulletins)]
        self._queries = make_queries(entries, random)
        self._expected: dict[int, list[Answer]] = {}  # by the store's number of changes
        self._readers = Readers(self._web.index, self._queries, self._expected, random)
        self._problems: list[str] = []

    def run(self, rounds: int) -> Outcome:
        """Drills, and says what it came to."""
        self._write(range(self._count))
        self._build()
        silent: list[float] = []
        ended = {"well": 0, "badly": 0, "killed": 0}
        with self._readers.at_work():
            for place in range(rounds):
                self._write(range(self._count, self._count + ADDED))
                self._count += ADDED
                silent.append(self._kill_manager(ended) if place % 2 == 0 else self._kill_builder(ended))
                self._build()
                self._check()
        seen = self._readers.seen
        problems = [*self._problems, *seen.wrong, *(
            f"sau một lần kill {seconds:.1f} giây vẫn chưa có câu trả lời trọn vẹn"
            for seconds in silent if seconds >= WHOLE_SECONDS)]
        line = (f"{rounds} lần kill -9 trong lúc lập thế hệ mới: {self._count} bản tin đã nhận, sai hay mất "
                f"{len(self._problems)}; {seen.asked} câu hỏi qua {len(seen.generations)} thế hệ, sai "
                f"{len(seen.wrong)}, {seen.unanswered} lần được báo là chưa trọn vẹn; trả lời trọn vẹn lại sau nhiều "
                f"nhất {max(silent):.2f} giây".replace(".", ","))
        return Outcome(max(silent), line, tuple(problems), {
            "rounds": rounds, "bulletins": self._count, "asked": seen.asked, "unanswered": seen.unanswered,
            "generations": sorted(seen.generations), "builds": ended,
            "seconds_until_whole": [round(seconds, 2) for seconds in silent]})

    def _write(self, places: Sequence[int]) -> None:
        """Puts bulletins into the store, and reckons what is true from then on."""
        with Store.open(self._builder.store) as store:
            store.put([make_bulletin(place) for place in places])
            watermark = store.watermark()
        yardstick = MemoryEngine()
        yardstick.put([describe(make_bulletin(place)) for place in range(places[-1] + 1)])
        yardstick.commit()
        self._expected[watermark] = [answer_of(yardstick, query) for query in self._queries]

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(SCRIPTS / "reindex.py"), "--data", str(self._builder.root), "--quiet",
                   "--workers", "1"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)

    def _build(self) -> None:
        """A build to its end, tried again where the cluster is not whole: as a timer does."""
        until = monotonic() + BUILD_SECONDS
        while True:
            building = self._start()
            said = building.communicate(timeout=BUILD_SECONDS)[0].decode(errors="replace")
            if building.returncode == 0:
                return
            if monotonic() > until:
                raise DrillFailed(f"lập chỉ mục không xong: {said[-300:]}")
            sleep(1)

    def _begun(self) -> subprocess.Popen[bytes]:
        """A build that has made its index on the cluster, and goes on."""
        building = self._start()
        until = monotonic() + BUILD_SECONDS
        while building.poll() is None and not list(self._builder.index.glob(f"*{BUILDING}/{POINTER}")):
            if monotonic() > until:
                break
            sleep(.005)
        sleep(self._random.uniform(0, LONGEST_DELAY))
        return building

    def _kill_manager(self, ended: dict[str, int]) -> float:
        """Kills the elected manager in the middle of a build; the seconds until an answer was whole."""
        with closing(Administration(Access(self._nodes.hosts, NAME))) as cluster:
            name = cluster.manager()
        building = self._begun()
        self._nodes.kill(name)
        silent = self._readers.wait_for_whole(WHOLE_SECONDS)
        self._nodes.start(name)
        building.communicate(timeout=BUILD_SECONDS)
        ended["badly" if building.returncode else "well"] += 1
        self._nodes.wait()
        return silent

    def _kill_builder(self, ended: dict[str, int]) -> float:
        """Kills the builder and all that it started."""
        building = self._begun()
        ended["killed" if building.poll() is None else "well"] += 1
        os.killpg(building.pid, signal.SIGKILL)
        building.communicate()
        return self._readers.wait_for_whole(WHOLE_SECONDS)

    def _check(self) -> None:
        """After a build that ended well: what the store acknowledged is found, and nothing else is on the cluster."""
        live = LiveIndex(self._builder.index)
        with closing(live.engine) as engine:
            lost = {str(place) for place in range(self._count)}.symmetric_difference(engine.ids())
            self._problems += [f"mất hoặc thừa bản tin {id}" for id in sorted(lost)]
        pointers = {path.read_text(encoding="ascii").strip() for path in self._builder.index.glob(f"gen-*/{POINTER}")}
        with closing(Administration(Access(self._nodes.hosts, f"{NAME}-*"))) as cluster:
            left = cluster.names() - pointers
        self._problems += [f"còn sót chỉ mục {name}" for name in sorted(left)]
        shelf = ClusterShelf(os.environ[SETTING].removeprefix("opensearch:"))
        if shelf.published() not in pointers:
            self._problems.append("tên không chỉ vào thế hệ nào đang giữ")

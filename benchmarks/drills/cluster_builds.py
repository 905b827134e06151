"""Generations built on a cluster of three machines while readers ask, as an installation builds and follows them. While
one is built, the machine that manages the others is killed, or the builder itself.

Every answer is one of the generation that answers, as the yardstick gives it; a build that ended well has all that the
store had acknowledged; one that did not leaves nothing behind, and the next one goes on.
"""

from __future__ import annotations

import os
import signal
from argparse import ArgumentParser, Namespace
from pathlib import Path
from random import Random
from subprocess import Popen
from time import sleep

from benchmarks.cluster.jars import NoNode
from benchmarks.cluster.three import running
from benchmarks.drills.cluster_installation import BUILD_SECONDS, Installation, told_of
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import DrillFailed, Outcome

SUMMARY = "lập thế hệ mới trên cụm ba máy trong lúc hỏi; giết máy điều phối, rồi chính tiến trình lập, giữa chừng"
ADDED = 5  # bulletins that each round brings
WHOLE_SECONDS = 60.0  # so long after a kill an answer that is not whole is a fault
LONGEST_DELAY = 1.0  # from the first trace of a new generation to the kill


def add_options(parser: ArgumentParser) -> None:
    """How often, over how much."""
    parser.add_argument("--rounds", type=positive, default=4, metavar="N", help="số lần giết, máy điều phối trước")
    parser.add_argument("--bulletins", type=positive, default=100, metavar="N", help="số bản tin lúc đầu")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Kills a manager in one round, the builder in the next."""
    random = Random(seed)
    try:
        with running(folder / "nodes") as nodes, told_of(nodes):
            return BuildsDrill(Installation(nodes, folder, options.bulletins, random), random).run(options.rounds)
    except NoNode as error:
        raise DrillFailed(f"không dựng được cụm OpenSearch: {error}") from error


class BuildsDrill:
    """One drill: who builds, and who is killed."""

    def __init__(self, installation: Installation, random: Random):
        self._made, self._random = installation, random
        self._problems: list[str] = []

    def run(self, rounds: int) -> Outcome:
        """Drills, and says what it came to."""
        made = self._made
        made.build()
        silent: list[float] = []
        ended = {"well": 0, "badly": 0, "killed": 0}
        with made.readers.at_work():
            for place in range(rounds):
                made.write(ADDED)
                silent.append(self._kill_manager(ended) if place % 2 == 0 else self._kill_builder(ended))
                made.build()
                self._problems += made.check()
        seen = made.readers.seen
        problems = [*self._problems, *seen.wrong, *(
            f"sau một lần kill {seconds:.1f} giây vẫn chưa có câu trả lời trọn vẹn"
            for seconds in silent if seconds >= WHOLE_SECONDS)]
        line = (f"{rounds} lần kill -9 trong lúc lập thế hệ mới: {made.count} bản tin đã nhận, sai hay mất "
                f"{len(self._problems)}; {seen.asked} câu hỏi qua {len(seen.generations)} thế hệ, sai "
                f"{len(seen.wrong)}, {seen.unanswered} lần được báo là chưa trọn vẹn; trả lời trọn vẹn lại sau nhiều "
                f"nhất {max(silent):.2f} giây".replace(".", ","))
        return Outcome(max(silent), line, tuple(problems), {
            "rounds": rounds, "bulletins": made.count, "asked": seen.asked, "unanswered": seen.unanswered,
            "generations": sorted(seen.generations), "builds": ended,
            "seconds_until_whole": [round(seconds, 2) for seconds in silent]})

    def _begun(self) -> Popen[bytes]:
        """A build that is some way on."""
        building = self._made.begin()
        sleep(self._random.uniform(0, LONGEST_DELAY))
        return building

    def _kill_manager(self, ended: dict[str, int]) -> float:
        """Kills the elected manager in the middle of a build; the seconds until an answer was whole."""
        nodes, name = self._made.nodes, self._made.manager()
        building = self._begun()
        nodes.kill(name)
        silent = self._made.readers.wait_for_whole(WHOLE_SECONDS)
        nodes.start(name)
        building.communicate(timeout=BUILD_SECONDS)
        ended["badly" if building.returncode else "well"] += 1
        nodes.wait()
        return silent

    def _kill_builder(self, ended: dict[str, int]) -> float:
        """Kills the builder and all that it started."""
        building = self._begun()
        ended["killed" if building.poll() is None else "well"] += 1
        os.killpg(building.pid, signal.SIGKILL)
        building.communicate()
        return self._made.readers.wait_for_whole(WHOLE_SECONDS)

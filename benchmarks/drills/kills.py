"""Kills the crawl and the reindex with SIGKILL at random moments, and looks at what was lost.

Everything happens in a folder of its own, on a small portal that is served on loopback and changes all the while.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from benchmarks.drills.changing_site import ChangingSite, serve
from benchmarks.drills.losses import count_refetched, index_problems, store_problems
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import DrillFailed, Outcome
from benchmarks.drills.probe import Probe, Promises, find_on_page
from corpus.data_dir import DataDir

SUMMARY = "kill -9 lượt thu thập và lập chỉ mục vào những lúc ngẫu nhiên; không bản tin nào được mất"
SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
CRAWL, REINDEX, FULL = "crawl", "reindex", "reindex --full"
FIRST_GUESS = 2.5  # seconds that a job takes, until one was seen that ran to its end
LEAST_SECONDS = 0.2  # before that Python is still starting and nothing can be lost
JOB_SECONDS = 120  # a job that takes longer hangs
ASK_EVERY, ASK_ANEW_EVERY, ASK_PAGE_EVERY = 0.05, 0.5, 0.5  # seconds
FIRST_ANSWER_SECONDS = 30.0  # a reader that starts beside builds takes some; one that never answers is told of
LEFT_ALONE = 0.25  # of the jobs
STEPS_FOR_A_KILL = 10  # a job that ends before its moment is no kill; after so many steps for each the drill gives up


@dataclass(frozen=True)
class Report:
    """What a drill came to. `problems` is empty where nothing was lost."""

    kills: dict[str, int]
    runs: dict[str, int]
    bulletins: int
    revisions: int
    requests: int
    refetched: int
    generations: int
    questions: dict[str, int]
    slowest: float
    seconds: float
    problems: tuple[str, ...]


def add_options(parser: ArgumentParser) -> None:
    """How often, over how much."""
    parser.add_argument("--kills", type=positive, default=20, metavar="N", help="số lần kill -9")
    parser.add_argument("--pages", type=positive, default=50, metavar="N", help="số bản tin của cổng thử")
    parser.add_argument("--workers", type=positive, default=1, metavar="N", help="số tiến trình tách từ")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Kills so many times."""
    report = KillDrill(folder, options.pages, seed, options.workers).run(options.kills)
    details = asdict(report)
    del details["problems"]
    return Outcome(sum(report.kills.values()), closing_line(report), report.problems, details)


class KillDrill:
    """One drill: a portal, a data folder, and who is killed when."""

    def __init__(self, root: Path, pages: int, seed: int, workers: int = 1):
        self.data, self.workers = DataDir(root), workers
        self.random = Random(seed)
        self.site = ChangingSite(pages, Random(seed + 1))
        self.promises = Promises(self.data)
        self.kills: Counter[str] = Counter()
        self.runs: Counter[str] = Counter()
        self.takes = dict.fromkeys((CRAWL, REINDEX, FULL), FIRST_GUESS)
        self.problems: list[str] = []

    def run(self, kills: int) -> Report:
        """Kills so many times, then lets both jobs run to their end and looks at what there is."""
        began = time.monotonic()
        promises = self.promises
        with serve(self.site), self.served() as address:
            probes = (Probe("index", ASK_EVERY, promises, promises.find, Random(1), watch=True),
                      Probe("new reader", ASK_ANEW_EVERY, promises, promises.find_anew, Random(2)),
                      Probe("page", ASK_PAGE_EVERY, promises, find_on_page(address), Random(3)))
            for probe in probes:
                probe.start()
            try:
                self.kill_all(kills)
                # The first ends the run that was interrupted, the second sees what changed since that one began.
                for job in (CRAWL, CRAWL, REINDEX):
                    self.attempt(job, None)
                time.sleep(2 * ASK_ANEW_EVERY)  # all readers see the last generation
                end = time.monotonic() + FIRST_ANSWER_SECONDS
                while time.monotonic() < end and not all(probe.count for probe in probes):
                    time.sleep(ASK_EVERY)
            finally:
                for probe in probes:
                    probe.end()
        for probe in probes:
            never = [] if probe.count else [f"{probe.name}: chưa hỏi được lần nào"]
            self.problems += [*probe.failed, *probe.wrong, *never]
        if promises.lost:
            self.problems.append(f"một thế hệ thiếu những gì thế hệ trước có: {sorted(promises.lost)[:3]}")
        self.problems += [*store_problems(self.data, self.site), *index_problems(self.data, self.site)]
        refetched = count_refetched(self.data, self.site)
        if refetched > self.kills[CRAWL]:
            self.problems.append(f"{refetched} trang bị hỏi lại sau {self.kills[CRAWL]} lần buộc dừng thu thập")
        return Report(
            dict(self.kills), dict(self.runs), len(self.site.bulletins), sum(self.site.revisions),
            len(self.site.asked), refetched, len(promises.generations), {probe.name: probe.count for probe in probes},
            round(max(probe.slowest for probe in probes), 3), round(time.monotonic() - began, 1), tuple(self.problems))

    def kill_all(self, kills: int) -> None:
        """Starts a crawl and a reindex at a time, each with a moment to be killed at, until so many were killed."""
        for _ in range(kills * STEPS_FOR_A_KILL):
            missing = kills - self.kills.total()
            if not missing:
                return
            indexing = self.random.choice((REINDEX, FULL))
            # Without a store there is nothing to index; and the last kill hits either of the two.
            jobs = [CRAWL, indexing] if self.data.store.exists() else [CRAWL]
            if missing == 1:
                jobs = [self.random.choice(jobs)]
            moments = [self.moment(job) for job in jobs]
            with ThreadPoolExecutor(len(jobs)) as pool:
                list(pool.map(self.attempt, jobs, moments))
            self.site.change()
        self.problems.append(f"chỉ {self.kills.total()} trong {kills} lần buộc dừng rơi vào lúc đang chạy")

    def moment(self, job: str) -> float | None:
        """When a job is to be killed, in seconds from its start; None lets it run, so that there is more to lose."""
        left_alone = self.random.random() < LEFT_ALONE
        moment = self.random.uniform(LEAST_SECONDS, max(LEAST_SECONDS, self.takes[job]))
        return None if left_alone else moment

    def attempt(self, job: str, moment: float | None) -> None:
        """Runs a job; at a moment (seconds from its start) it is killed with all its workers, unless it has ended."""
        began = time.monotonic()
        command = [sys.executable, *self.arguments(job), "--data", str(self.data.root), "--quiet"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        try:
            _, said = process.communicate(timeout=JOB_SECONDS if moment is None else moment)
        except subprocess.TimeoutExpired:
            # Its own session, so the group is the job and its workers; it was not waited for, so the id is still its.
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            if moment is None:
                self.problems.append(f"{job} quá {JOB_SECONDS} giây chưa xong")
            else:
                self.kills[job] += 1
            return
        self.takes[job] = time.monotonic() - began
        self.runs[job] += 1
        if process.returncode:
            self.problems.append(f"{job} dừng với mã {process.returncode}: {said.decode(errors='replace')[-500:]}")

    def arguments(self, job: str) -> list[str]:
        """The script of a job and its arguments."""
        if job == CRAWL:
            return [str(SCRIPTS / "crawl.py"), self.site.address, "--allow-private", "--delay", "0"]
        return [str(SCRIPTS / "reindex.py"), "--workers", str(self.workers), *(["--full"] if job == FULL else [])]

    @contextmanager
    def served(self) -> Iterator[str]:
        """The web pages over the data folder, for as long as the block runs; their address."""
        command = [sys.executable, str(SCRIPTS / "serve.py"), "--data", str(self.data.root), "--port", "0",
                   "--workers", "1"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                said = re.search(r"http://\S+", process.stdout.readline())
                if said is None:
                    raise DrillFailed("không mở được serve.py")
                yield said[0]
            finally:
                process.terminate()


def closing_line(report: Report) -> str:
    """One line that says what a drill came to."""
    kills = ", ".join(f"{job} {count}" for job, count in report.kills.items())
    return (f"kill -9: {sum(report.kills.values())} lần ({kills}) · {report.bulletins} bản tin, "
            f"{report.revisions} lần sửa · {report.requests} yêu cầu, {report.refetched} lặp lại · "
            f"{report.generations} thế hệ chỉ mục · {sum(report.questions.values())} câu hỏi, "
            f"chậm nhất {report.slowest:.2f} giây · {report.seconds:.0f} giây · "
            f"{'có điều sai' if report.problems else 'không mất gì'}")

"""Everyday life, hurried: crawls, builds, two of them at once, ways back, and readers who ask all the while."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from benchmarks.drills.changing_site import ChangingSite
from benchmarks.drills.changing_site import serve as serve_site
from benchmarks.drills.jobs import run_job
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.probe import Probe, Promises, find_on_page, find_silent
from benchmarks.drills.processes import Weight, weigh_below
from benchmarks.drills.served import serve
from corpus.data_dir import DataDir

SUMMARY = "chạy lâu: thu thập, lập chỉ mục, có khi hai lượt cùng lúc, trở về thế hệ cũ; bộ nhớ không phình"
READERS = 4
ASK_EVERY = 0.05  # seconds
LOCKED = 75  # what the second of two builds ends with
BACK_EVERY = 4  # rounds
MOST_GROWTH = 1.5  # times what a worker held at half time; a leak of each request, or each swap, would show
ALLOWED_MB = 64  # that caches may still fill in a short run


def add_options(parser: ArgumentParser) -> None:
    """How long, over how much."""
    parser.add_argument("--seconds", type=positive, default=300, metavar="N", help="kéo dài bao lâu, ít nhất")
    parser.add_argument("--pages", type=positive, default=60, metavar="N", help="số bản tin của cổng thử")
    parser.add_argument("--workers", type=positive, default=2, metavar="N", help="số tiến trình của serve.py")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Lives for so long."""
    data, site = DataDir(folder), ChangingSite(options.pages, Random(seed))
    problems, rounds = list[str](), Counter[str]()
    with serve_site(site):
        crawl = ("crawl.py", data, site.address, "--allow-private", "--delay", "0")
        problems += [*run_job(*crawl), *run_job("reindex.py", data)]
        promises = Promises(data)
        promises.look()  # what stands in the first generation stands in all of them, the way back included
        with serve(data, options.workers) as served:
            served.warm(options.workers)
            find = find_on_page(served.address)
            probes = [Probe(f"bạn đọc {number + 1}", ASK_EVERY, promises, find, Random(seed + number))
                      for number in range(READERS)]
            for probe in probes:
                probe.start()
            began, weights = time.monotonic(), list[Weight]()
            try:
                while time.monotonic() - began < options.seconds and not problems:
                    problems += live_a_round(site, crawl, rounds)
                    problems += [f"{name}: không được trả lời nữa" for name in find_silent(probes)]
                    weights.append(weigh_below(served.pid))
            finally:
                for probe in probes:
                    probe.end()
    seconds = sorted(took for probe in probes for took in probe.took)
    problems += [line for probe in probes for line in (*probe.failed, *probe.wrong)]
    problems += growth(weights)
    slowest, p99 = seconds[-1], seconds[round(.99 * len(seconds)) - 1]
    first, last = weights[0], weights[-1]
    line = (f"{len(seconds)} câu hỏi, {len(problems)} điều sai, 99% trong {p99 * 1000:.0f} ms, "
            f"chậm nhất {slowest:.2f} giây · {rounds['crawl']} lượt thu thập, {rounds['reindex']} lượt lập chỉ mục, "
            f"{rounds['back']} lần trở về · bộ nhớ {first.megabytes} → {last.megabytes} MB, "
            f"tệp mở {first.files} → {last.files}")
    return Outcome(round(p99 * 1000), line, tuple(problems), {
        "questions": len(seconds), "slowest": round(slowest, 3), "rounds": dict(rounds),
        "megabytes": [weight.megabytes for weight in weights], "files": [weight.files for weight in weights]})


def live_a_round(site: ChangingSite, crawl: tuple[str, DataDir, str, str, str, str], rounds: Counter[str]) -> list[str]:
    """The portal changes, is crawled and indexed, at times by two builds at once; now and then one goes back.

    Returns what went wrong.
    """
    data = crawl[1]
    site.change()
    rounds["crawl"] += 1
    problems = run_job(*crawl)
    builds = 1 + rounds["crawl"] % 2
    with ThreadPoolExecutor(builds) as pool:
        for said in pool.map(lambda _: run_job("reindex.py", data, fine=(0, LOCKED)), range(builds)):
            problems += said
    rounds["reindex"] += builds
    if rounds["crawl"] % BACK_EVERY == 0:
        rounds["back"] += 1
        problems += run_job("reindex.py", data, "--rollback")
    return problems


def growth(weights: list[Weight]) -> list[str]:
    """Whether the server grew in the second half of the time."""
    middle, last = weights[len(weights) // 2], weights[-1]
    found = []
    if last.megabytes > MOST_GROWTH * middle.megabytes + ALLOWED_MB:
        found.append(f"bộ nhớ phình từ {middle.megabytes} đến {last.megabytes} MB")
    if last.files > MOST_GROWTH * middle.files + 20:
        found.append(f"số tệp mở phình từ {middle.files} đến {last.files}")
    return found

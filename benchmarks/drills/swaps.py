"""Generations swapped under load: readers ask all the while, and every new bulletin is found soon after its index."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from random import Random

from benchmarks.drills.jobs import run_job
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.probe import Probe, Promises, find_on_page, find_silent
from benchmarks.drills.sample_data import fill, make_bulletin
from benchmarks.drills.served import Served, serve
from corpus.data_dir import DataDir
from corpus.storing.store import Store

SUMMARY = "đổi thế hệ chỉ mục giữa lúc đông người tìm; không câu hỏi nào hỏng, bản tin mới hiện ra ngay"
BULLETINS = 60
READERS = 4
ASK_EVERY, LOOK_EVERY = 0.05, 0.1  # seconds
SEEN_SECONDS = 60  # a worker looks for a new generation with each request; a busy machine may take its time
FULL_EVERY = 4  # swaps; the others take in what changed


def add_options(parser: ArgumentParser) -> None:
    """How many, before how many processes."""
    parser.add_argument("--swaps", type=positive, default=20, metavar="N", help="số lần đổi thế hệ")
    parser.add_argument("--workers", type=positive, default=2, metavar="N", help="số tiến trình của serve.py")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Adds and revises bulletins and indexes them, so many times, while readers ask."""
    data, random = fill(folder, BULLETINS), Random(seed)
    promises, problems, slowest_seen = Promises(data), list[str](), 0.0
    with serve(data, options.workers) as served:
        served.warm(options.workers)
        promises.look()
        probes = [Probe("chỉ mục", LOOK_EVERY, promises, promises.find, Random(seed), watch=True)]
        find = find_on_page(served.address)
        probes += [Probe(f"bạn đọc {number + 1}", ASK_EVERY, promises, find, Random(seed + number))
                   for number in range(READERS)]
        for probe in probes:
            probe.start()
        try:
            for number in range(options.swaps):
                place = change(data, BULLETINS + number, random)
                problems += run_job("reindex.py", data, *(["--full"] if number % FULL_EVERY == 0 else []))
                promises.look()  # the reader that watches may come too late for a generation
                seen = seconds_until_seen(served, place)
                slowest_seen = max(slowest_seen, seen)
                if seen > SEEN_SECONDS:
                    problems.append(f"bản tin {place} chưa hiện ra sau {SEEN_SECONDS} giây")
                problems += [f"{name}: không hỏi được thế hệ thứ {number + 2}" for name in find_silent(probes)]
        finally:
            for probe in probes:
                probe.end()
    for probe in probes:
        problems += [*probe.failed, *probe.wrong]
    if promises.lost:
        problems.append(f"một thế hệ thiếu những gì thế hệ trước có: {sorted(promises.lost)[:3]}")
    asked, slowest = sum(probe.count for probe in probes), max(probe.slowest for probe in probes)
    line = (f"{options.swaps} lần đổi thế hệ, {asked} câu hỏi, {len(problems)} điều sai, chậm nhất {slowest:.2f} giây; "
            f"bản tin mới hiện ra chậm nhất sau {slowest_seen:.2f} giây")
    return Outcome(options.swaps, line, tuple(problems), {
        "questions": asked, "slowest": {probe.name: round(probe.slowest, 3) for probe in probes},
        "slowest_seen": round(slowest_seen, 3),
        "generations": len(promises.generations)})


def change(data: DataDir, place: int, random: Random) -> int:
    """Stores a new bulletin and three revised ones; the place of the new one."""
    revised = [make_bulletin(old, place) for old in random.sample(range(BULLETINS), 3)]
    with Store.open(data.store) as store:
        store.put([make_bulletin(place), *revised])
    return place


def seconds_until_seen(served: Served, place: int) -> float:
    """How long it takes until the pages find a bulletin by its title; more than SEEN_SECONDS where they do not."""
    began, bulletin, find = time.monotonic(), make_bulletin(place), find_on_page(served.address)
    while time.monotonic() - began <= SEEN_SECONDS and not find(bulletin.id, bulletin.title):
        time.sleep(0.02)
    return time.monotonic() - began

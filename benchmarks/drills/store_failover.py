"""A store on a PostgreSQL server that is killed at random moments, and whose standby takes its place each time, while
crawlers and a loader write, a reader follows as the builder does, and pages read. They know both hosts by one address.

In the end all is there that was acknowledged or seen, the reader has passed nothing, and no number is given twice.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from random import Random

from benchmarks.cluster.postgres import NoServer
from benchmarks.cluster.standby import Pair
from benchmarks.drills.large_site import serve
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import DrillFailed, Outcome
from benchmarks.drills.shared_store import SharedStore, WatchedSite, add_sizes

SUMMARY = "kill -9 máy chủ kho PostgreSQL giữa lúc ghi, đưa máy dự phòng lên thay; không mất gì, không ai đọc sót"
BETWEEN = (0.5, 2.0)  # seconds from when the standby is in step to when the server is killed
REST = 0.005  # seconds between two batches: the server is killed while somebody writes


def add_options(parser: ArgumentParser) -> None:
    """How often, over how much, by how many."""
    parser.add_argument("--kills", type=positive, default=4, metavar="N", help="số lần kill -9 máy chủ đang nhận ghi")
    add_sizes(parser, pages=300, crawlers=2)


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Kills and promotes, lets the crawlers come to their end, and counts."""
    try:
        pair = Pair()
    except NoServer as error:
        raise DrillFailed(f"không dựng được hai máy chủ PostgreSQL: {error}") from error
    site, random = WatchedSite(options.pages), Random(seed)
    try:
        with serve(site):
            shared = SharedStore(pair.address, site, options.crawlers, REST)
            with shared.at_work():
                for _ in range(options.kills):
                    time.sleep(random.uniform(*BETWEEN))
                    fail_over(shared, pair)
            problems = shared.problems(options.crawlers * options.kills)
    except NoServer as error:
        raise DrillFailed(str(error)) from error
    finally:
        pair.stop()
    line = f"{options.kills} lần giết máy chủ kho và đưa máy dự phòng lên thay: {shared.line}"
    return Outcome(shared.lost, line, tuple(problems), {"kills": options.kills, **shared.details})


def fail_over(shared: SharedStore, pair: Pair) -> None:
    """The server dies, its standby takes its place, and gets a standby of its own."""
    pair.kill()
    shared.server_dies()
    pair.promote()
    pair.follow()

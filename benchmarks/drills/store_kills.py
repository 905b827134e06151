"""Several crawlers over a store on a PostgreSQL server: they and it are killed at random moments, while a loader writes
and a reader follows as the builder does.

In the end every page of the portal is a bulletin, what was acknowledged is there, the reader has passed none, and the
portal was never asked sooner than its robots.txt lets.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.cluster.postgres import NoServer, PostgresServer
from benchmarks.drills.large_site import serve
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import DrillFailed, Outcome
from benchmarks.drills.shared_store import SharedStore, WatchedSite, add_sizes

SUMMARY = "kill -9 các tiến trình thu thập chung một kho PostgreSQL, và cả máy chủ kho; không mất gì, không hỏi dồn dập"
BETWEEN = (0.5, 2.5)  # seconds from one kill to the next
EVERY = 3  # of so many kills one is the server's


def add_options(parser: ArgumentParser) -> None:
    """How often, over how much, by how many."""
    parser.add_argument("--kills", type=positive, default=9, metavar="N", help="số lần kill -9")
    add_sizes(parser, pages=200, crawlers=3)


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Kills, lets the crawlers come to their end, and counts."""
    try:
        server = PostgresServer()
    except NoServer as error:
        raise DrillFailed(f"không dựng được máy chủ PostgreSQL: {error}") from error
    site, random = WatchedSite(options.pages), Random(seed)
    try:
        with serve(site):
            shared = SharedStore(server.address, site, options.crawlers)
            with shared.at_work():
                killed = Counter(kill(shared, server, number, random) for number in range(1, options.kills + 1))
            problems = shared.problems(killed["crawler"] + options.crawlers * killed["server"])
    finally:
        server.stop()
    line = (f"{killed['crawler']} lần giết tiến trình thu thập, {killed['server']} lần giết máy chủ kho: {shared.line}")
    return Outcome(shared.lost, line, tuple(problems), {"kills": dict(killed), **shared.details})


def kill(shared: SharedStore, server: PostgresServer, number: int, random: Random) -> str:
    """Kills the server or a crawler, and starts it again; which of them it was."""
    time.sleep(random.uniform(*BETWEEN))
    if number % EVERY == 0:
        server.kill()
        shared.server_dies()
        server.start()
        return "server"
    shared.kill_crawler(random.randrange(len(shared.crawlers)))
    return "crawler"

#!/usr/bin/env python3
"""Measures the speed of the engine beside its peers, over the same texts, terms and queries in one run; with --http or
--serve, that of the served pages.

Every engine runs in a process of its own on one core. Indexes are kept in the work folder and used again.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from statistics import median

from inside import script
from tqdm import tqdm

from benchmarks.speed import http  # noqa: E402
from benchmarks.speed.corpus import Collection, NoCorpus, Size, open_collection  # noqa: E402
from benchmarks.speed.documents import prepare, read_frequencies  # noqa: E402
from benchmarks.speed.measure import Bench, Plan  # noqa: E402
from benchmarks.speed.peers import MAKERS, USUAL  # noqa: E402
from benchmarks.speed.picture import draw_growth  # noqa: E402
from benchmarks.speed.queries import CLASSES, count_postings, draw_queries, read_questions  # noqa: E402
from benchmarks.speed.report import write_growth, write_report  # noqa: E402
from benchmarks.speed.results import BadResults, Results, SizeResult, load, merge, save  # noqa: E402
from benchmarks.speed.worker import CLOCKS, WALL, EngineFailed, Source  # noqa: E402
from corpus.bulletin import Bulletin  # noqa: E402
from corpus.data_dir import DataDir  # noqa: E402
from corpus.storing.store import Store, StoreError  # noqa: E402
from indexer.engine.base import EngineError  # noqa: E402

SHARED = script.ROOT.parent / "shared" / "data"
LAW, NEWS, QUESTIONS = SHARED / "legal/docs.jsonl.zst", SHARED / "news/docs.jsonl.zst", "queries-dev.jsonl"
SAMPLED, STRETCHES = 1_000, 4  # bulletins that the searches for a site are taken from, and where a store is opened
CLIENTS = 8


def main() -> int:
    """Reads the arguments, measures, prints."""
    parser = make_parser()
    arguments = read_arguments(parser)
    try:
        earlier = [load(path) for path in arguments.with_results]
        if arguments.serve:
            return drive_site(arguments, sample_store(DataDir(arguments.serve), arguments.seed))
        tell(arguments, "opening the texts; the first time takes a minute or two")
        collection = open_collection(arguments.work, arguments.legal, arguments.news, arguments.seed)
        if arguments.http:
            return drive_site(arguments, sample_collection(collection, arguments.seed))
        sizes = resolve(parser, arguments.size, collection)
        results = Results({"queries": arguments.queries, "repeats": arguments.repeats, "seed": arguments.seed,
                           "clock": arguments.clock,
                           "texts": [path.name for path in (arguments.legal, arguments.news) if path]})
        for size in sizes:
            results.sizes.append(measure(arguments, collection, size))
            print(write_report([results.sizes[-1]]), flush=True)
            results.sizes = list(merge([*earlier, results]))
            if arguments.json:  # after each size: the largest takes hours, and may be broken off
                save(results, arguments.json)
            if arguments.picture:
                arguments.picture.write_text(draw_growth(results.sizes), encoding="utf-8")
        for small, large in pairwise(results.sizes):
            print(write_growth(small, large))
    except (NoCorpus, BadResults, EngineFailed, EngineError, StoreError, http.SiteError, sqlite3.Error, OSError,
            ValueError) as error:
        raise script.Failure(str(error)) from error
    return script.FINE


def make_parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    parser = script.parser(__doc__ or "", data=False, json_output=False)
    parser.add_argument("--size", default="10k", metavar="SIZES",
                        help="numbers of bulletins, as 10k,1M; 78k and 113k are the law, and the law with the news")
    parser.add_argument("--engines", default=",".join(USUAL), metavar="NAMES",
                        help=f"of: {', '.join(MAKERS)}; or all")
    parser.add_argument("--classes", default="all", metavar="NAMES", help=f"of: {', '.join(CLASSES)}; or all")
    parser.add_argument("--queries", type=script.positive, default=500, metavar="N", help="queries of all classes")
    parser.add_argument("--repeats", type=script.positive, default=5, metavar="N",
                        help="how often a query is asked again, warm")
    parser.add_argument("--clock", choices=list(CLOCKS), default=WALL,
                        help="cpu counts the processor's time alone: for a machine that has other work")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="decides samples, variations and queries")
    parser.add_argument("--work", type=Path, default=Path("data/benchmark"), metavar="DIR",
                        help="where texts and indexes are kept for the next run; a million bulletins take about 10 GB")
    parser.add_argument("--legal", type=Path, metavar="FILE",
                        help="the law as JSON Lines; else ../shared/data/…, else variations of the bundled sample")
    parser.add_argument("--news", type=Path, metavar="FILE", help="the news as JSON Lines")
    parser.add_argument("--sample", action="store_true", help="take the bundled sample, whatever there is beside it")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a ready data folder for the engine “product”")
    parser.add_argument("--all-sizes", action="store_true", help="build slow engines for large sizes, too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures as JSON")
    parser.add_argument("--picture", type=Path, metavar="FILE.svg", help="where to draw how the times grow")
    parser.add_argument("--with-results", type=Path, action="append", default=[], metavar="FILE",
                        help="JSON of an earlier run, whose sizes join those of this one")
    parser.add_argument("--http", metavar="ADDRESS", help="drive the site at an address of this machine instead")
    parser.add_argument("--serve", type=Path, metavar="DATA",
                        help="start scripts/serve.py over a data folder and drive that")
    parser.add_argument("--workers", type=script.positive, default=2, metavar="N", help="processes of --serve")
    parser.add_argument("--clients", type=script.positive, default=CLIENTS, metavar="N", help="clients at once")
    parser.add_argument("--rate", type=script.positive, metavar="N",
                        help="searches that arrive in a second, whatever the site does; else each client asks for the "
                             "next page when it has one")
    parser.add_argument("--seconds", type=script.positive, default=20, metavar="N",
                        help=f"of each of the two parts, at most {http.LONGEST_SECONDS}")
    parser.add_argument("--anywhere", action="store_true", help="allow an ADDRESS on another machine")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    return parser


def read_arguments(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """The arguments; wrong ones end the script."""
    arguments = parser.parse_args()
    arguments.engines = choose(parser, "--engines", arguments.engines, list(MAKERS))
    arguments.classes = choose(parser, "--classes", arguments.classes, list(CLASSES))
    if arguments.http and arguments.serve:
        parser.error("give --http or --serve")
    if arguments.seconds > http.LONGEST_SECONDS:
        parser.error(f"--seconds is at most {http.LONGEST_SECONDS}")
    if arguments.http:
        try:
            arguments.site = http.read_address(arguments.http, arguments.anywhere)
        except ValueError as error:
            parser.error(f"--http: {error}")
    for path in (arguments.legal, arguments.news, *arguments.with_results):
        if path and not path.is_file():
            raise script.Failure(f"{path}: there is no such file", script.WRONG_USE)
    for path in (arguments.data, arguments.serve):
        if path and not path.is_dir():
            raise script.Failure(f"{path}: there is no such folder", script.WRONG_USE)
    for path in (arguments.json, arguments.picture):
        if path and not path.parent.is_dir():
            raise script.Failure(f"{path}: there is no such folder to write into", script.WRONG_USE)
    find_texts(arguments)
    return arguments


def find_texts(arguments: argparse.Namespace) -> None:
    """Fills in the collections that lie beside the checkout, and says which texts stand for what is missing."""
    if arguments.sample:
        arguments.legal = arguments.news = None
        return
    if not arguments.legal and not arguments.news:
        arguments.legal, arguments.news = (path if path.is_file() else None for path in (LAW, NEWS))
        for path, found in ((LAW, arguments.legal), (NEWS, arguments.news)):
            if not found and not arguments.quiet:
                script.say(f"note: {path} is not there; " + (
                    "variations of the other texts stand for it" if arguments.legal or arguments.news else
                    "variations of the bundled sample stand for it: compare engines by them, not with other figures"))


def choose(parser: argparse.ArgumentParser, option: str, listed: str, known: list[str]) -> list[str]:
    """The names in a comma-separated list, each once; one that is not known ends the script."""
    names = known if listed == "all" else list(dict.fromkeys(name.strip() for name in listed.split(",")))
    if unknown := [name for name in names if name not in known]:
        parser.error(f"{option}: {', '.join(unknown) or 'nothing'} is not one of {', '.join(known)}")
    return names


def resolve(parser: argparse.ArgumentParser, listed: str, collection: Collection) -> list[Size]:
    """The sizes in a comma-separated list, the smallest first."""
    try:
        found = {size.label: size for size in (collection.resolve(label.strip()) for label in listed.split(","))}
    except ValueError as error:
        parser.error(f"--size: {error}")
    return sorted(found.values(), key=lambda size: size.count)


def measure(arguments: argparse.Namespace, collection: Collection, size: Size) -> SizeResult:
    """Measures one size, with progress on standard error."""
    folder = arguments.work / f"{size.label}-seed{arguments.seed}{'' if arguments.legal else '-sample'}"
    source = Source(arguments.work, arguments.legal, arguments.news, arguments.seed, size, folder)
    cores = sorted(os.sched_getaffinity(0))
    with progress(arguments, f"{size.label}: terms", size.count) as done:
        if prepare(folder, collection, size, len(cores), done):
            tell(arguments, f"{size.label}: terms of {size.count:,} bulletins made")
    plan = Plan(arguments.engines, arguments.repeats, cores[-1], arguments.clock, arguments.all_sizes, arguments.data)
    bench = Bench(source, plan, partial(tell, arguments))
    bench.build(lambda name: progress(arguments, f"{size.label}: {name}", size.count))
    questions = read_questions(path) if arguments.legal and (
        path := arguments.legal.with_name(QUESTIONS)).is_file() else []
    frequencies = read_frequencies(folder)
    queries = draw_queries(collection, size, frequencies, questions, arguments.classes, arguments.queries,
                           arguments.seed)
    for kind in arguments.classes:
        if counts := [count_postings(asked, frequencies) for asked in queries if asked.kind == kind]:
            bench.result.postings[kind] = median(counts)
    tell(arguments, f"{size.label}: asking {len(queries)} queries of {', '.join(bench.result.engines) or 'nobody'}")
    with progress(arguments, f"{size.label}: queries", len(queries)) as done:
        bench.ask(queries, done)
    return bench.result


def tell(arguments: argparse.Namespace, message: str) -> None:
    """Says what goes on, unless it is to be quiet."""
    if not arguments.quiet:
        script.say(message)


@contextmanager
def progress(arguments: argparse.Namespace, what: str, total: int) -> Iterator[Callable[[int], object]]:
    """A bar on standard error, where somebody looks at that."""
    with tqdm(total=total, desc=what, leave=False, disable=arguments.quiet or not sys.stderr.isatty()) as bar:
        yield bar.update


def sample_collection(collection: Collection, seed: int) -> list[Bulletin]:
    """Bulletins of a collection to take searches from."""
    drawn = Random(seed).sample(range(collection.count), min(SAMPLED, collection.count))
    return [collection.bulletin(ordinal) for ordinal in drawn]


def sample_store(data: DataDir, seed: int) -> list[Bulletin]:
    """Bulletins of a store to take searches from, in a few stretches: what is served is what is searched for."""
    with Store.open(data.store, read_only=True) as store:
        last = store.watermark()
        firsts = Random(seed).sample(range(last), min(STRETCHES, last))
        found = {change.bulletin.id: change.bulletin for first in firsts
                 for change in islice(store.changes(first), SAMPLED // STRETCHES)}
    if not found:
        raise http.SiteError(f"{data.store}: no bulletins")
    return list(found.values())


def drive_site(arguments: argparse.Namespace, bulletins: list[Bulletin]) -> int:
    """Drives a site: searches that all differ, then one again and again."""
    searches = http.draw_searches(bulletins, arguments.seed)
    serve = script.ROOT / "scripts" / "serve.py"
    site_of = (http.serving(serve, arguments.serve, arguments.workers) if arguments.serve
               else nullcontext(arguments.site))
    warming = 8 * arguments.workers
    with site_of as site:
        http.warm(site, searches[:warming], arguments.workers)
        loads = [http.drive(name, site, some, arguments.clients, arguments.seconds,
                            http.arrivals(arguments.rate, arguments.seed) if arguments.rate else None)
                 for name, some in (("distinct", searches[warming:]), ("repeated", searches[:1] * http.MOST_QUERIES))]
    for load_ in loads:
        print(load_.write())
    if arguments.json:
        save_json(arguments.json, loads)
    return script.FAILED if any(load_.errors for load_ in loads) else script.FINE


def save_json(path: Path, loads: list[http.Load]) -> None:
    """Keeps what driving a site came to."""
    path.write_text(json.dumps([one.to_json() for one in loads], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    script.run(main)

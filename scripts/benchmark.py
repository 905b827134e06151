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
from inside.measuring import SERVE, make_parser, read_arguments
from tqdm import tqdm

from benchmarks.speed import http  # noqa: E402
from benchmarks.speed.corpus import Collection, NoCorpus, Size, open_collection  # noqa: E402
from benchmarks.speed.documents import prepare, read_frequencies  # noqa: E402
from benchmarks.speed.in_turns import drive_in_turns  # noqa: E402
from benchmarks.speed.measure import Bench, Plan  # noqa: E402
from benchmarks.speed.picture import draw_growth  # noqa: E402
from benchmarks.speed.queries import count_postings, draw_queries, read_questions  # noqa: E402
from benchmarks.speed.report import write_growth, write_report  # noqa: E402
from benchmarks.speed.results import BadResults, Results, SizeResult, load, merge, save  # noqa: E402
from benchmarks.speed.worker import EngineFailed, Source  # noqa: E402
from corpus.bulletin import Bulletin  # noqa: E402
from corpus.data_dir import DataDir  # noqa: E402
from corpus.storing.open_store import open_store  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402
from indexer.engine.base import EngineError  # noqa: E402

QUESTIONS = "queries-dev.jsonl"
SAMPLED, STRETCHES = 1_000, 4  # bulletins that the searches for a site are taken from, and where a store is opened


def main() -> int:
    """Reads the arguments, measures, prints."""
    parser = make_parser()
    arguments = read_arguments(parser)
    if arguments.numbers:
        return measure_numbers_of(arguments)
    if arguments.places:
        return measure_places_of(arguments)
    try:
        earlier = [load(path) for path in arguments.with_results]
        if arguments.serve:
            return drive_site(arguments, sample_store(DataDir(arguments.serve), arguments.seed))
        tell(arguments, "đang mở các văn bản; lần đầu mất một, hai phút")
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
        raise script.Failure(script.told(error)) from error
    return script.FINE


def measure_numbers_of(arguments: argparse.Namespace) -> int:
    """What numbers cost over a data folder."""
    from benchmarks.speed.numbers import measure_numbers  # the pages, which the other measures do without
    try:
        print("\n".join(measure_numbers(arguments.numbers, arguments.seed).lines()))
    except EngineError as error:
        raise script.Failure(script.told(error)) from error
    return script.FINE


def measure_places_of(arguments: argparse.Namespace) -> int:
    """What places cost over the store of a data folder."""
    from benchmarks.speed.places import measure_places  # the whole of building, which the other measures do without
    try:
        arguments.work.mkdir(parents=True, exist_ok=True)
        cost = measure_places(arguments.places, arguments.pairs, arguments.work, at_once=arguments.at_once)
        for line in cost.lines():
            print(line)
    except (EngineError, StoreError, OSError) as error:
        raise script.Failure(script.told(error)) from error
    return script.FINE


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
    with progress(arguments, f"{size.label}: từ", size.count) as done:
        if prepare(folder, collection, size, len(cores), done):
            tell(arguments, f"{size.label}: đã có từ của {size.count:,} bản tin")
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
    tell(arguments, f"{size.label}: hỏi {len(queries)} câu, {', '.join(bench.result.engines) or 'không máy nào'}")
    with progress(arguments, f"{size.label}: câu hỏi", len(queries)) as done:
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
    with open_store(data.store_address, read_only=True) as store:
        last = store.watermark()
        firsts = Random(seed).sample(range(last), min(STRETCHES, last))
        found = {change.bulletin.id: change.bulletin for first in firsts
                 for change in islice(store.changes(first), SAMPLED // STRETCHES)}
    if not found:
        raise http.SiteError(f"{store.connection.path}: không có bản tin nào")
    return list(found.values())


def drive_site(arguments: argparse.Namespace, bulletins: list[Bulletin]) -> int:
    """Drives a site: searches that all differ, then one again and again."""
    searches = http.draw_searches(bulletins, arguments.seed)
    serve = script.ROOT / SERVE
    site_of = (http.serving(serve, arguments.serve, arguments.workers) if arguments.serve
               else nullcontext(arguments.site))
    warming = 8 * arguments.workers
    with site_of as site:
        http.warm(site, searches[:warming], arguments.workers)
        if arguments.beside:
            return drive_beside(arguments, site, searches)
        loads = [http.drive(name, site, some, arguments.clients, arguments.seconds,
                            http.arrivals(arguments.rate, arguments.seed) if arguments.rate else None)
                 for name, some in (("distinct", searches[warming:]), ("repeated", searches[:1] * http.MOST_QUERIES))]
    for load_ in loads:
        print(load_.write())
    if arguments.json:
        save_json(arguments.json, loads)
    return script.FAILED if any(load_.errors for load_ in loads) else script.FINE


def drive_beside(arguments: argparse.Namespace, site: http.Site, searches: list[str]) -> int:
    """Drives a site and another program's in turns, over searches that all differ."""
    warming = 8 * arguments.workers
    with http.serving(arguments.beside / SERVE, arguments.beside_data or arguments.serve, arguments.workers) as other:
        http.warm(other, searches[:warming], arguments.workers)
        made = drive_in_turns(site, other, searches[warming:], arguments.rounds, arguments.clients, arguments.seconds,
                              arguments.rate, arguments.seed)
    print(made.write())
    if arguments.json:
        save_json(arguments.json, [*made.ours, *made.theirs])
    return script.FAILED if any(load_.errors for load_ in (*made.ours, *made.theirs)) else script.FINE


def save_json(path: Path, loads: list[http.Load]) -> None:
    """Keeps what driving a site came to."""
    path.write_text(json.dumps([one.to_json() for one in loads], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    script.run(main)

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

from inside import script, wording
from tqdm import tqdm

from benchmarks.speed import http  # noqa: E402
from benchmarks.speed.corpus import Collection, NoCorpus, Size, open_collection  # noqa: E402
from benchmarks.speed.documents import prepare, read_frequencies  # noqa: E402
from benchmarks.speed.in_turns import drive_in_turns  # noqa: E402
from benchmarks.speed.measure import Bench, Plan  # noqa: E402
from benchmarks.speed.peers import MAKERS, USUAL  # noqa: E402
from benchmarks.speed.picture import draw_growth  # noqa: E402
from benchmarks.speed.queries import CLASSES, count_postings, draw_queries, read_questions  # noqa: E402
from benchmarks.speed.report import write_growth, write_report  # noqa: E402
from benchmarks.speed.results import BadResults, Results, SizeResult, load, merge, save  # noqa: E402
from benchmarks.speed.worker import CLOCKS, WALL, EngineFailed, Source  # noqa: E402
from corpus.bulletin import Bulletin  # noqa: E402
from corpus.data_dir import DataDir  # noqa: E402
from corpus.storing.open_store import open_store  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402
from indexer.engine.base import EngineError  # noqa: E402

SHARED = script.ROOT.parent / "shared" / "data"
LAW, NEWS, QUESTIONS = SHARED / "legal/docs.jsonl.zst", SHARED / "news/docs.jsonl.zst", "queries-dev.jsonl"
SAMPLED, STRETCHES = 1_000, 4  # bulletins that the searches for a site are taken from, and where a store is opened
CLIENTS = 8
SERVE = Path("scripts/serve.py")


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


def make_parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    parser = script.parser(
        "Đo tốc độ của máy tìm kiếm bên cạnh các máy khác, trên cùng văn bản, cùng câu hỏi, trong một lượt; với\n"
        "--http hay --serve thì đo tốc độ của trang. Mỗi máy chạy trong một tiến trình riêng trên một nhân; chỉ mục\n"
        "được giữ lại trong thư mục làm việc để lần sau dùng tiếp.", data=False, json_output=False)
    parser.add_argument("--size", default="10k", metavar="CỠ",
                        help="số bản tin, như 10k,1M; 78k và 113k là luật, và luật cùng tin")
    parser.add_argument("--engines", default=",".join(USUAL), metavar=wording.NAMES,
                        help=f"trong số: {', '.join(MAKERS)}; hoặc all")
    parser.add_argument("--classes", default="all", metavar=wording.NAMES,
                        help=f"các loại câu hỏi, trong số: {', '.join(CLASSES)}; hoặc all")
    parser.add_argument("--queries", type=script.positive, default=500, metavar="N", help="số câu hỏi của mọi loại")
    parser.add_argument("--repeats", type=script.positive, default=5, metavar="N",
                        help="số lần hỏi lại mỗi câu")
    parser.add_argument("--clock", choices=list(CLOCKS), default=WALL,
                        help="cpu chỉ tính giờ của bộ xử lý, cho máy đang bận việc khác")
    parser.add_argument("--seed", type=script.whole(0), default=1, metavar="N",
                        help="mầm ngẫu nhiên của mẫu, biến thể và câu hỏi")
    parser.add_argument("--work", type=Path, default=Path("data/benchmark"), metavar=wording.FOLDER,
                        help="nơi giữ văn bản và chỉ mục cho lần sau; một triệu bản tin chiếm khoảng 10 GB")
    parser.add_argument("--legal", type=Path, metavar=wording.FILE,
                        help="luật, dạng JSON Lines; không cho thì ../shared/data/…, không có nữa thì biến thể của mẫu")
    parser.add_argument("--news", type=Path, metavar=wording.FILE, help="tin, dạng JSON Lines")
    parser.add_argument("--sample", action="store_true", help="lấy mẫu đi kèm, dù có gì bên cạnh")
    parser.add_argument("--data", type=Path, metavar=wording.FOLDER,
                        help="thư mục dữ liệu có sẵn cho máy “product”")
    parser.add_argument("--all-sizes", action="store_true", help="lập cả các máy chậm ở những cỡ lớn")
    parser.add_argument("--json", type=Path, metavar=wording.FILE, help="nơi ghi các con số dạng JSON")
    parser.add_argument("--picture", type=Path, metavar="TỆP.svg", help="nơi vẽ thời gian tăng ra sao")
    parser.add_argument("--with-results", type=Path, action="append", default=[], metavar=wording.FILE,
                        help="JSON của một lần đo trước, gộp các cỡ của nó vào lần này")
    parser.add_argument("--http", metavar=wording.ADDRESS,
                        help="thay vào đó, đo trang tìm kiếm tại địa chỉ này của máy")
    parser.add_argument("--serve", type=Path, metavar=wording.FOLDER,
                        help="mở scripts/serve.py trên một thư mục dữ liệu rồi đo")
    parser.add_argument("--numbers", type=Path, metavar=wording.FOLDER,
                        help="đo việc tra số hiệu trên một thư mục dữ liệu: danh sách 500 số, trang số hiệu và văn bản")
    parser.add_argument("--places", type=Path, metavar=wording.FOLDER,
                        help="đo việc đọc địa danh trong kho của một thư mục dữ liệu: số ký tự mỗi giây, và lập chỉ "
                             "mục (trên bản sao trong --work) tốn thêm bao nhiêu")
    parser.add_argument("--pairs", type=script.whole(0), default=3, metavar="N",
                        help="số cặp lần lập chỉ mục của --places, xen kẽ không và có địa danh")
    parser.add_argument("--at-once", action="store_true",
                        help="hai lần của mỗi cặp chạy cùng lúc, để máy bận việc khác thì cả hai chậm như nhau")
    parser.add_argument("--workers", type=script.positive, default=2, metavar="N",
                        help="số tiến trình của --serve")
    parser.add_argument("--clients", type=script.positive, default=CLIENTS, metavar="N",
                        help="số máy khách cùng lúc")
    parser.add_argument("--rate", type=script.positive, metavar="N",
                        help="số câu hỏi tới mỗi giây, bất kể trang nhanh chậm; không cho thì máy khách nhận xong một "
                             "trang mới hỏi trang sau")
    parser.add_argument("--seconds", type=script.whole(1, http.LONGEST_SECONDS), default=20, metavar="N",
                        help=f"số giây của mỗi phần trong hai phần, nhiều nhất {http.LONGEST_SECONDS}")
    parser.add_argument("--beside", type=Path, metavar=wording.FOLDER,
                        help="bản mã nguồn khác của chương trình, đo xen kẽ với --serve trên cùng câu hỏi")
    parser.add_argument("--beside-data", type=Path, metavar=wording.FOLDER,
                        help="thư mục dữ liệu của --beside (mặc định: của --serve)")
    parser.add_argument("--rounds", type=script.positive, default=7, metavar="N", help="số lượt đo xen kẽ")
    parser.add_argument("--anywhere", action="store_true", help="cho phép địa chỉ trên máy khác")
    parser.add_argument("--quiet", action="store_true", help="không in tiến độ")
    return parser


def read_arguments(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """The arguments; wrong ones end the script."""
    arguments = parser.parse_args()
    arguments.engines = script.choose(parser, "--engines", arguments.engines, list(MAKERS))
    arguments.classes = script.choose(parser, "--classes", arguments.classes, list(CLASSES))
    if arguments.http and arguments.serve:
        parser.error("chỉ dùng một trong hai: --http, --serve")
    if arguments.http:
        try:
            arguments.site = http.read_address(arguments.http, arguments.anywhere)
        except ValueError as error:
            parser.error(f"--http: {error}")
    script.want_files(arguments.legal, arguments.news, *arguments.with_results)
    if arguments.beside and not (arguments.serve and (arguments.beside / SERVE).is_file()):
        parser.error(f"--beside cần có --serve, và {SERVE} trong thư mục của nó")
    for path in (arguments.data, arguments.serve, arguments.numbers, arguments.places, arguments.beside,
                 arguments.beside_data):
        if path and not path.is_dir():
            raise script.Failure(wording.NO_FOLDER.format(path=path), script.WRONG_USE)
    for path in (arguments.json, arguments.picture):
        if path and not path.parent.is_dir():
            raise script.Failure(wording.NO_FOLDER.format(path=path.parent), script.WRONG_USE)
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
                script.say(f"lưu ý: không có {path}; " + (
                    "biến thể của các văn bản khác thế vào" if arguments.legal or arguments.news else
                    "biến thể của mẫu đi kèm thế vào: chỉ để so các máy với nhau"))


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

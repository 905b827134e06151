#!/usr/bin/env python3
"""Builds the index from the store and publishes it; the search goes on answering meanwhile."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys

from inside import script, wording
from tqdm import tqdm

from corpus.job_lock import JobLocked, hold  # noqa: E402
from corpus.storing.open_store import is_there, name_of  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402
from indexer.building.build import BuildReport, build  # noqa: E402
from indexer.building.generation import KEPT  # noqa: E402
from indexer.building.manifest import Generation  # noqa: E402
from indexer.building.travel import fetch  # noqa: E402
from indexer.building.versions import Version, go_to, list_versions, roll_back  # noqa: E402
from indexer.engine.base import EngineError  # noqa: E402
from indexer.live import LiveIndex  # noqa: E402
from indexer.workers import WorkerLost  # noqa: E402


def main() -> int:
    """Reads the arguments, builds or changes to another generation, prints one line; or lists the generations."""
    arguments = read_arguments()
    data = script.data_dir(arguments)
    if arguments.versions:
        print_versions(list_versions(data.index), arguments.json)
        return script.FINE
    if not is_there(data.store_address):
        raise script.Failure(wording.NO_STORE.format(path=name_of(data.store_address)))
    try:
        with hold(data.lock("reindex")):
            if arguments.fetch:
                generation = fetch(data.index, arguments.keep)
                line, document = f"đã lấy về {describe(generation)}", to_json(generation)
            elif arguments.rollback or arguments.to:
                generation = go_to(data, arguments.to) if arguments.to else roll_back(data)
                line = f"{'đã chuyển sang' if arguments.to else 'đã trở về'} {describe(generation)}"
                document = to_json(generation)
            else:
                report = run_build(arguments)
                generation = report.generation
                line, document = summary(report), report_to_json(report)
            # Whoever runs this by script wants to know that the search can open what was published.
            live = LiveIndex(data.index)
            live.engine.close()
            if live.generation != generation:
                raise script.Failure(f"{generation.name} đã đưa vào phục vụ mà không mở được")
    except JobLocked as error:
        raise script.Failure(str(error), script.LOCKED) from error
    except (EngineError, StoreError, WorkerLost, OSError, sqlite3.Error) as error:
        raise script.Failure(script.told(error)) from error
    if arguments.json:
        script.print_json(document)
    elif not arguments.quiet:
        print(line)
    return script.FINE


def read_arguments() -> argparse.Namespace:
    """The command line."""
    parser = script.parser("Lập chỉ mục từ kho và đưa vào phục vụ; trong lúc ấy vẫn tìm kiếm được.")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--full", action="store_true", help="lập lại từ đầu, không chỉ những gì đã đổi")
    what.add_argument("--rollback", action="store_true", help="trở về thế hệ liền trước")
    what.add_argument("--to", metavar="THẾ_HỆ", help="chuyển sang một thế hệ đang giữ, cũ hơn hay mới hơn đều được")
    what.add_argument("--fetch", action="store_true",
                      help="lấy về máy này thế hệ mà cụm OpenSearch (BANTIN_ENGINE) đang phục vụ; không lập gì")
    what.add_argument("--versions", action="store_true", help="liệt kê các thế hệ đang giữ; không lập gì")
    parser.add_argument("--workers", type=script.positive, default=os.cpu_count() or 1, metavar="N",
                        help="số tiến trình tách từ và phân tích")
    parser.add_argument("--keep", type=script.positive, default=KEPT, metavar="N", help="số thế hệ giữ lại")
    parser.add_argument("--quiet", action="store_true", help=wording.QUIET)
    return parser.parse_args()


def run_build(arguments: argparse.Namespace) -> BuildReport:
    """Builds with a progress bar on standard error."""
    with tqdm(unit=" bản tin", desc="lập chỉ mục", disable=arguments.quiet or not sys.stderr.isatty(),
              leave=False) as bar:
        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return build(script.data_dir(arguments), full=arguments.full, workers=arguments.workers,
                     keep=arguments.keep, progress=progress)


def summary(report: BuildReport) -> str:
    """One line about a build."""
    if not report.published:
        return f"không có gì thay đổi · {describe(report.generation)}"
    rate = (report.put + report.removed) / max(report.seconds, 0.001)
    seconds, cutting = wording.decimal(report.seconds), wording.decimal(report.segmentation_seconds)
    return (f"{describe(report.generation)} · ghi {report.put} · gỡ {report.removed} · {seconds} giây "
            f"({rate:.0f} bản tin/giây, tách từ {cutting} giây) · kiểm tra đạt · đã chuyển")


def describe(generation: Generation) -> str:
    """A generation in words."""
    return f"chỉ mục {generation.name} · {generation.count} bản tin · {wording.megabytes(generation.size)}"


def print_versions(versions: list[Version], as_json: bool) -> None:
    """The generations that are kept, a line each."""
    if as_json:
        script.print_json([(to_json(version.generation) if version.generation else {"generation": version.name}) | {
            "state": version.state.name.lower(), "error": version.problem or None} for version in versions])
        return
    for version in versions:
        found = version.generation
        about = f"{describe(found)} · lập {wording.moment(found.built_at)}" if found else version.problem
        print(f"{version.state.value}: {about}")
    if not versions:
        print("chưa có thế hệ nào")


def report_to_json(report: BuildReport) -> dict[str, object]:
    """A build as JSON."""
    return to_json(report.generation) | {
        "put": report.put, "removed": report.removed, "full": report.full, "published": report.published,
        "seconds": round(report.seconds, 2), "segmentation_seconds": round(report.segmentation_seconds, 2)}


def to_json(generation: Generation) -> dict[str, object]:
    """A generation as JSON."""
    return {"generation": generation.name, "count": generation.count, "watermark": generation.watermark,
            "built_at": generation.built_at, "bytes": generation.size}


if __name__ == "__main__":
    script.run(main)

"""Hostile files hang on bulletins: a crawl must read all that can be read, and say of every other one why not."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from benchmarks.drills.hostile_answers import Answer, article
from benchmarks.drills.hostile_file_rules import hostile_files
from benchmarks.drills.hostile_pages import served
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import Outcome
from corpus.crawling.bounded_process import Share
from corpus.crawling.crawl import CrawlReport, crawl
from corpus.crawling.report import Progress
from corpus.crawling.sources import Source
from corpus.sample.feeds import attachment_docx
from corpus.sample.sample_bulletin import SampleAttachment
from corpus.storing.files import UNASKED, Files
from corpus.storing.store import Store

SUMMARY = "tệp đính kèm có bẫy (bom nén, vòng lặp, hỏng, có mật khẩu …): lượt thu thập đi hết, tệp nào cũng có lý do"
GOOD = 20  # files among the traps
TO_A_BULLETIN = 10
SLOWEST = 3 * Share().seconds  # seconds by the clock for one file: its share, and what a busy machine adds


def add_options(parser: ArgumentParser) -> None:
    """How many traps."""
    parser.add_argument("--files", type=positive, default=200, metavar="N", help="số tệp bẫy")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Crawls bulletins on which hostile files hang."""
    traps = {f"/bay/{number:03}-{name}": raw for number, (name, raw) in enumerate(hostile_files(options.files, seed))}
    good = {f"/tot/{number}.docx": attachment_docx(SampleAttachment(f"Phụ lục số {number} của tỉnh", ""))
            for number in range(GOOD)}
    files = {path: raw for pair in zip(interleave(list(traps), list(good)), strict=True) for path in pair
             for raw in [traps.get(path, good.get(path, b""))]}
    site = {path: Answer(raw, kind="application/octet-stream") for path, raw in files.items()}
    paths = list(files)
    for number in range(0, len(paths), TO_A_BULLETIN):
        links = " ".join(f'<a href="{path}">Tệp {path}</a>' for path in paths[number:number + TO_A_BULLETIN])
        site[f"/tin/{number}"] = Answer(article(f"số {number}").replace(b"</body>", links.encode() + b"</body>"))
    site["/"] = Answer(" ".join(f'<a href="{path}">{path}</a>' for path in site if "/tin/" in path).encode())
    times: list[tuple[float, str]] = []
    began = last = time.monotonic()

    def note(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        times.append((now - last, progress.address))
        last = now

    with served(site) as address, Store.open(folder / "store.sqlite") as store:
        report = crawl(store, Source("tep", start=(address,)), delay=0.0, allow_private=True, retry_pause=0.1,
                       progress=note)
        problems = tuple(find_problems(store, report, list(traps), list(good)))
        totals = Files(store).totals()
    slowest = max(times)
    problems += (f"{slowest[1]}: {slowest[0]:.0f} giây",) if slowest[0] > SLOWEST else ()
    read = sum(counts.get("", 0) for counts in totals.values())
    line = (f"{len(traps)} tệp bẫy, {GOOD} tệp lành · đọc được {read}, có lý do {len(files) - read} · lâu nhất "
            f"{slowest[0]:.1f} giây · {time.monotonic() - began:.0f} giây · "
            f"{'có điều sai' if problems else 'không tệp nào cản được lượt thu thập'}")
    return Outcome(len(traps), line, problems, {"totals": totals, "slowest": slowest})


def interleave(traps: list[str], good: list[str]) -> list[str]:
    """The good files spread among the traps.

    >>> interleave(["a", "b", "c", "d"], ["1", "2"])
    ['a', 'b', '1', 'c', 'd', '2']
    """
    step = max(1, len(traps) // len(good))
    mixed = []
    for place, name in enumerate(good):
        mixed += [*traps[place * step:(place + 1) * step], name]
    return mixed + traps[len(good) * step:]


def find_problems(store: Store, report: CrawlReport, traps: list[str], good: list[str]) -> Iterator[str]:
    """What was not said of a file, or not read of a good one."""
    if not report.finished:
        yield f"lượt thu thập không đi hết: {report.notes}"
    found = {file.address.partition("//")[2].partition("/")[2]: file
             for files in Files(store).of(list(store.bulletins())).values() for file in files}
    for path in [*traps, *good]:
        file = found.get(path.lstrip("/"))
        if file is None:
            yield f"{path}: không bản tin nào ghi nhận"
        elif file.silence == UNASKED or path in good and not file.says_something:
            yield f"{path}: {file.silence}"

#!/usr/bin/env python3
"""Compares the fast word segmentation with underthesea's own, line by line: the same words, and how much faster. With
--workers also several processes with one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, sleep

from inside import script, wording

from corpus.reasons import why  # noqa: E402
from corpus.storing.compression import open_to_read  # noqa: E402
from corpus.storing.open_store import open_store  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402
from indexer.analysis.segmentation.fast_words import FastWords  # noqa: E402
from indexer.analysis.segmentation.segment_all import segment_text  # noqa: E402
from indexer.analysis.segmentation.segmenter_files import UnverifiedError, verified_files  # noqa: E402
from indexer.analysis.segmentation.words import MAX_CALL_CHARS, shorten_runs, underthesea_cutter  # noqa: E402
from indexer.describing.describe import text_to_segment  # noqa: E402

SHOWN = 5  # differences that are printed
AT_ONCE = 500  # lines cut in one way, then in the other, so that a busy machine slows both alike
ROUNDS = 3  # of one process and of several, in turn
STARTING_SECONDS = 0.5  # longer than a process that has loaded the model needs to take a task

Cut = Callable[[str], list[str]]


@dataclass
class Comparison:
    """What was compared, and the seconds of this process: new lines, the same again, and by underthesea."""

    lines: int = 0
    size: int = 0
    different: int = 0
    cold: float = 0.0
    warm: float = 0.0
    slow: float = 0.0


def main() -> int:
    """Cuts the lines in both ways and returns the exit code: 0 where all words are the same."""
    parser = script.parser(
        "So cách tách từ nhanh với cách của underthesea, từng dòng: có cùng các từ không, nhanh hơn bao nhiêu.")
    parser.add_argument("file", type=Path, nargs="?", metavar=wording.FILE,
                        help="JSON Lines có title và body, nén .zst hay .gz cũng được; không cho thì lấy kho ở --data")
    parser.add_argument("--lines", type=script.positive, default=40_000, metavar="N", help="số dòng đem so")
    parser.add_argument("--workers", type=script.positive, default=1, metavar="N",
                        help="rồi tách lại bằng một tiến trình và bằng N tiến trình, tính theo đồng hồ")
    arguments = parser.parse_args()
    try:
        texts = read_texts(arguments.file) if arguments.file else read_store(script.data_dir(arguments).store_address)
        lines = list(islice(split_lines(texts), arguments.lines))
        began = process_time()
        fast = FastWords(verified_files())
        start_seconds = process_time() - began
        compared = compare(fast.cut, iter(lines))
    except json.JSONDecodeError as error:
        raise script.Failure(f"{arguments.file}: {why(error)}") from error
    except (OSError, ValueError, StoreError) as error:
        raise script.Failure(script.told(error)) from error
    except UnverifiedError as error:
        raise script.Failure(f"chỉ có cách tách từ của underthesea: {error}") from error
    if not compared.lines:
        raise script.Failure("không có dòng nào để so sánh")
    kilobytes = compared.size / 1000
    report = {"lines": compared.lines, "kilobytes": round(kilobytes), "different": compared.different,
              "start_seconds": round(start_seconds, 2), "cold_kb_s": round(kilobytes / compared.cold),
              "warm_kb_s": round(kilobytes / compared.warm), "underthesea_kb_s": round(kilobytes / compared.slow),
              "cold_ratio": round(compared.slow / compared.cold, 1),
              "warm_ratio": round(compared.slow / compared.warm, 1)}
    if arguments.workers > 1:
        report["workers"] = arguments.workers
        report["workers_ratio"] = round(compare_workers(lines, arguments.workers), 2)
    if arguments.json:
        script.print_json(report)
    else:
        print(f"{report['lines']} dòng · {report['kilobytes']} KB · khác {report['different']} dòng\n"
              f"underthesea {report['underthesea_kb_s']} KB/s · nhanh, lần đầu {report['cold_kb_s']} KB/s "
              f"(gấp {report['cold_ratio']}), lần sau {report['warm_kb_s']} KB/s (gấp {report['warm_ratio']}) · "
              f"khởi động {report['start_seconds']} s")
        if arguments.workers > 1:
            print(f"{arguments.workers} tiến trình: nhanh gấp {report['workers_ratio']} một tiến trình")
    return script.FAILED if compared.different else script.FINE


def compare(fast: Cut, lines: Iterator[str]) -> Comparison:
    """Cuts lines, some at a time: fast, once more, and by underthesea. Prints the first differences in that order."""
    own = underthesea_cutter()
    own("khởi động")
    made = Comparison()
    while some := list(islice(lines, AT_ONCE)):
        ours, cold = timed(fast, some)
        again, warm = timed(fast, some)
        theirs, slow = timed(own, some)
        made.lines += len(some)
        made.size += sum(len(line.encode()) for line in some)
        made.cold, made.warm, made.slow = made.cold + cold, made.warm + warm, made.slow + slow
        for line, *cuts in zip(some, ours, again, theirs, strict=True):
            if not cuts[0] == cuts[1] == cuts[2]:
                made.different += 1
                if made.different <= SHOWN:
                    script.say("\n  ".join([line, *map(str, cuts)]))
    return made


def compare_workers(lines: list[str], workers: int) -> float:
    """How much faster so many processes cut the lines than one; the median of some rounds."""
    tasks = [lines[first:first + AT_ONCE] for first in range(0, len(lines), AT_ONCE)]
    return median(cut_by(1, tasks) / cut_by(workers, tasks) for _ in range(ROUNDS))


def cut_by(workers: int, tasks: list[list[str]]) -> float:
    """Seconds in which new processes cut all lines, their start left out, the way back of the words not."""
    with get_context("spawn").Pool(workers, load) as pool:
        wait_for_all(pool, workers)
        began = perf_counter()
        for _ in pool.imap(cut_some, tasks):
            pass
        return perf_counter() - began


def wait_for_all(pool: Pool, workers: int) -> None:
    """Waits until every process has loaded the model: each sleeps through one of as many tasks."""
    pool.map(sleep, [STARTING_SECONDS] * workers, chunksize=1)


def load() -> None:
    """Loads the model in a process."""
    cut_some(["khởi động"])


def cut_some(lines: list[str]) -> str:
    """The words of some lines, in one string, which reaches another process faster than lists."""
    return "\n".join(" ".join(segment_text(line)) for line in lines)


def read_texts(path: Path) -> Iterator[str]:
    """Titles and texts of a file of JSON Lines."""
    with open_to_read(path) as file:
        for line in file:
            read = json.loads(line)
            if not isinstance(read, dict):
                raise ValueError(f"{path}: không phải một đối tượng JSON: {line[:80]!r}")
            yield from (str(read.get(name) or "") for name in ("title", "body"))


def read_store(address: Path | str) -> Iterator[str]:
    """What is segmented of the bulletins of a store."""
    with open_store(address, read_only=True) as store:
        for bulletin in store.bulletins():
            yield text_to_segment(bulletin)


def split_lines(texts: Iterator[str]) -> Iterator[str]:
    """The lines of texts as the segmenter may get them."""
    for text in texts:
        for line in text.split("\n"):
            if line.strip():
                yield shorten_runs(line[:MAX_CALL_CHARS])


def timed(cut: Cut, lines: list[str]) -> tuple[list[list[str]], float]:
    """The words of each line, and the seconds of this process that they took."""
    began = process_time()
    found = [cut(line) for line in lines]
    return found, process_time() - began


if __name__ == "__main__":
    script.run(main)

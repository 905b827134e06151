#!/usr/bin/env python3
"""Loads bulletins from JSON Lines into the store: {"id", "title", "date", "body"} and what else a line has."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, timezone
from itertools import islice
from pathlib import Path
from time import monotonic

from inside import script, wording

from corpus.bulletin import Bulletin  # noqa: E402
from corpus.likeness.joining import join_alike  # noqa: E402
from corpus.storing.bulletin_lines import LineError, read_line  # noqa: E402
from corpus.storing.compression import STANDARD, open_to_read  # noqa: E402
from corpus.storing.open_store import open_store  # noqa: E402
from corpus.storing.records import read_records  # noqa: E402
from corpus.storing.store import BATCH, PutCount, StoreError  # noqa: E402

REPORTED = 100  # problems that are told one by one; the rest is counted
EVERY = 1000  # lines between two writings of the progress line


class Loading:
    """Reads a file's lines, and keeps count of what it met."""

    def __init__(self, source: str, quiet: bool):
        self.source, self.live = source, sys.stderr.isatty() and not quiet
        self.lines = self.unreadable = self.undated = 0
        self.counts = PutCount()
        self.began = monotonic()
        self.collected_at = datetime.now(timezone.utc)

    def batches(self, path: Path) -> Iterator[list[Bulletin]]:
        """The bulletins of the lines, as many at a time as the store takes in one go."""
        rest = self.bulletins(path)
        while some := list(islice(rest, BATCH)):
            yield some

    def bulletins(self, path: Path) -> Iterator[Bulletin]:
        """The bulletins of the lines that can be read; the others are told, with their numbers."""
        with open_to_read(path) as file:
            for record in read_records(file):
                self.lines = record.number
                try:
                    if record.error:
                        raise LineError(record.error)
                    read = read_line(record.raw, self.source, self.collected_at)
                except LineError as error:
                    self.unreadable += 1
                    self.tell(str(error), self.unreadable)
                    continue
                for warning in read.warnings:
                    self.undated += 1
                    self.tell(warning, self.undated)
                yield read.bulletin
                if self.live and self.lines % EVERY == 0:
                    rate = self.lines / (monotonic() - self.began)
                    sys.stderr.write(f"\rđã đọc {self.lines} dòng · {rate:.0f} dòng/giây ")

    def tell(self, problem: str, count: int) -> None:
        """Tells of a problem with the line that was just read."""
        if count <= REPORTED:
            script.say(f"dòng {self.lines}: {problem}")
        elif count == REPORTED + 1:
            script.say("… còn nữa, chỉ đếm")


def main() -> int:
    """Loads a file, says what it came to, and returns the exit code."""
    parser = script.parser(
        'Nạp bản tin từ JSON Lines vào kho: mỗi dòng một đối tượng có {"id", "title", "date", "body"}.')
    parser.add_argument("file", type=Path, metavar=wording.FILE,
                        help="JSON Lines, nén .zst hay .gz cũng được; - là đầu vào chuẩn")
    parser.add_argument("--source", default="", metavar=wording.SOURCE,
                        help="nguồn của những dòng không ghi nguồn; không cho thì theo tên tệp")
    parser.add_argument("--quiet", action="store_true", help=wording.QUIET)
    arguments = parser.parse_args()
    loading = Loading(arguments.source or source_name(arguments.file), arguments.quiet)
    script.want_files(arguments.file if arguments.file != STANDARD else None)
    try:
        with open_store(script.data_dir(arguments).store_address) as store:
            for some in loading.batches(arguments.file):
                loading.counts += store.put(some)
            joined = join_alike(store)
    except (StoreError, ValueError, OSError) as error:
        raise script.Failure(f"{script.told(error)} (đã đọc {loading.lines} dòng, {loading.counts.all} bản tin đã ở "
                             "trong kho; nạp lại tệp này thì ghi tiếp phần còn lại)") from error
    counts = loading.counts
    if loading.live:
        sys.stderr.write("\r" + " " * 60 + "\r")
    took = monotonic() - loading.began
    if arguments.json:
        script.print_json({"lines": loading.lines, "new": counts.new, "changed": counts.changed,
                           "unchanged": counts.unchanged, "unreadable": loading.unreadable,
                           "undated": loading.undated, "alike": joined.bulletins, "families": joined.families,
                           "seconds": round(took, 2)})
    elif not arguments.quiet:
        print(f"đã đọc {loading.lines} dòng · mới {counts.new} · đổi {counts.changed} · không đổi {counts.unchanged} · "
              f"không đọc được {loading.unreadable} · cần xem lại {loading.undated} · {took:.0f}s")
        if joined.looked_at and joined.families:
            script.say(wording.ALIKE.format(bulletins=joined.bulletins, families=joined.families))
    return script.FINE if counts.all or not loading.lines else script.FAILED


def source_name(path: Path) -> str:
    """The source of a file's lines that name none: the file's name without its suffixes."""
    return path.name.split(".")[0] if path != STANDARD else "stdin"


if __name__ == "__main__":
    script.run(main)

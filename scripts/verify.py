#!/usr/bin/env python3
"""Checks that the store, the generations and the caches are what was written; keeps what it came to for status.py."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from time import monotonic

from inside import script, wording
from tqdm import tqdm

from corpus.data_dir import DataDir  # noqa: E402
from corpus.storing.checking import check_file, check_pages, check_texts  # noqa: E402
from corpus.storing.open_store import is_there, name_of, open_store  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402
from indexer.building.verifying import check_caches, check_generations  # noqa: E402

SHOWN = 100  # problems that are told one by one; the rest is counted


@dataclass(frozen=True)
class Verification:
    """What a verification came to."""

    verified_at: str
    seconds: float
    bulletins: int
    pages: int
    problems: tuple[str, ...]
    more: int = 0


def main() -> int:
    """Checks everything, says what is wrong, and returns the exit code."""
    parser = script.parser("Kiểm tra kho, các thế hệ chỉ mục và bộ nhớ đệm còn đúng như lúc ghi hay không.")
    parser.add_argument("--quiet", action="store_true", help=wording.QUIET)
    arguments = parser.parse_args()
    data = script.data_dir(arguments)
    if not is_there(data.store_address):
        raise script.Failure(wording.NO_STORE.format(path=name_of(data.store_address)))
    found = verify(data, live=sys.stderr.isatty() and not arguments.quiet and not arguments.json)
    keep(data, found)
    if arguments.json:
        script.print_json({"ok": not found.problems, **asdict(found)})
    else:
        for problem in found.problems:
            script.say(problem)
        if found.more:
            script.say(f"… và {found.more} điều nữa")
        if not arguments.quiet or found.problems:
            print(summary(found))
    return script.FAILED if found.problems else script.FINE


def verify(data: DataDir, *, live: bool) -> Verification:
    """Checks an installation."""
    began = monotonic()
    problems: list[str] = []
    bulletins = pages = 0
    try:
        with open_store(data.store_address, read_only=True) as store, store.snapshot():
            problems += check_file(store)
            with Line("văn bản", live) as line:
                problems += check_texts(store, line.show)
                bulletins = line.total
            with Line("trang đã tải", live) as line:
                problems += check_pages(store, line.show)
                pages = line.total
            problems += reading(check_generations(data.index, store))
    except StoreError as error:
        problems += [str(error), *reading(check_generations(data.index, None))]
    problems += check_caches(data)
    unique = list(dict.fromkeys(problems))
    return Verification(datetime.now(timezone.utc).isoformat(timespec="seconds"), round(monotonic() - began, 2),
                        bulletins, pages, tuple(unique[:SHOWN]), max(0, len(unique) - SHOWN))


def reading(problems: Iterator[str]) -> list[str]:
    """The problems up to where the store itself fails, which is one of them."""
    found: list[str] = []
    try:
        for problem in problems:
            found.append(problem)
    except StoreError as error:
        found.append(str(error))
    return found


class Line:
    """A bar on the terminal while something is checked; `total` is how many there were."""

    def __init__(self, what: str, live: bool):
        self.total = 0
        self._bar = tqdm(desc=what, disable=not live, leave=False)

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def show(self, done: int, total: int) -> None:
        """Says how far it has come."""
        self.total = self._bar.total = total
        self._bar.update(done - self._bar.n)


def keep(data: DataDir, found: Verification) -> None:
    """Keeps a result in the data folder. Where that takes nothing, it is told all the same."""
    unfinished = data.verified.with_name(f"{data.verified.name}.part")
    try:
        unfinished.write_text(json.dumps(asdict(found), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(unfinished, data.verified)
    except OSError as error:
        script.say(f"không ghi lại được kết quả: {script.told(error)}")


def summary(found: Verification) -> str:
    """One line about a verification."""
    result = f"CÓ {len(found.problems) + found.more} ĐIỀU SAI" if found.problems else "đúng như lúc ghi"
    return f"đã kiểm tra {found.bulletins} bản tin · {found.pages} trang · {found.seconds:.0f} giây · {result}"


if __name__ == "__main__":
    script.run(main)

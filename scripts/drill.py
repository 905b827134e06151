#!/usr/bin/env python3
"""Thử sức: mỗi bài làm một việc xấu có chủ ý, trong một thư mục riêng và chỉ trên máy này, rồi xem có mất gì không.

Mỗi bài in một dòng, tự kết thúc, và thoát với mã 0 (không mất gì) hay 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path
from types import FrameType

from inside import script, wording

from benchmarks.drills.outcome import Drill, DrillFailed  # noqa: E402
from benchmarks.drills.registry import load_drills  # noqa: E402
from corpus.data_dir import STORE_SETTING  # noqa: E402

LONGEST_SECONDS = 3600  # whatever the options say: a drill that hangs is one that failed


def main() -> int:
    """Reads the arguments, drills, prints what it came to."""
    os.environ.pop(STORE_SETTING, None)  # a drill works in its own folder, and never on the installation's store
    drills = load_drills()
    arguments = make_parser(drills).parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bantin-drill-"))
    began = time.monotonic()
    signal.signal(signal.SIGALRM, break_off)
    signal.alarm(LONGEST_SECONDS)
    try:
        outcome = drills[arguments.drill].run(arguments, folder, arguments.seed)
    except DrillFailed as error:
        raise script.Failure(str(error)) from error
    finally:
        signal.alarm(0)
    seconds = round(time.monotonic() - began, 1)
    if arguments.json:
        script.print_json({"drill": arguments.drill, "figure": outcome.figure, "line": outcome.line,
                           "problems": outcome.problems, "seconds": seconds, **outcome.details})
    else:
        print(f"{arguments.drill}: {outcome.line}")
    if not outcome.problems:
        shutil.rmtree(folder)
        return script.FINE
    for problem in outcome.problems[:20]:
        script.say(problem)
    script.say(f"{len(outcome.problems)} điều sai; dữ liệu còn ở {folder}")
    return script.FAILED


def make_parser(drills: dict[str, Drill]) -> argparse.ArgumentParser:
    """The command line: a drill's name, and its own options behind it."""
    parser = script.parser(__doc__ or "", data=False, json_output=False)
    named = parser.add_subparsers(dest="drill", required=True, metavar=wording.NAMES, help="tên bài:")
    usages = []
    for name, drill in drills.items():
        one = named.add_parser(name, help=drill.SUMMARY, description=drill.SUMMARY)
        drill.add_options(one)
        one.add_argument("--seed", type=script.whole(0), default=1, metavar="S", help="mầm ngẫu nhiên")
        one.add_argument("--json", action="store_true", help=wording.JSON)
        usages.append(" ".join(one.format_usage().removeprefix(wording.translate("usage: ")).split()))
    parser.epilog = "\n".join(usages)
    return parser


def break_off(_signal: int, _frame: FrameType | None) -> None:
    """Ends a drill that does not end."""
    raise DrillFailed(f"bài thử quá {LONGEST_SECONDS} giây mà chưa xong")


if __name__ == "__main__":
    script.run(main)

#!/usr/bin/env python3
"""Kills the crawl and the reindex with SIGKILL at random moments, and shows that nothing is lost and search goes on.

Everything happens in a folder of its own, on a small portal that is served on loopback and changes all the while.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

from inside import script

from benchmarks.drills.kills import Drill, DrillFailed, closing_line  # noqa: E402


def main() -> int:
    """Reads the arguments, drills, prints what it came to."""
    parser = script.parser(__doc__ or "", data=False)
    parser.add_argument("--kills", type=script.positive, default=20,
                        metavar="N", help="how many times a job is killed")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of the jobs and moments")
    parser.add_argument("--pages", type=script.positive, default=50, metavar="N", help="bulletins of the portal")
    parser.add_argument("--workers", type=script.positive, default=1,
                        metavar="N", help="processes that segment words")
    arguments = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="bantin-drill-"))
    try:
        report = Drill(root, arguments.pages, arguments.seed, arguments.workers).run(arguments.kills)
    except DrillFailed as error:
        raise script.Failure(str(error)) from error
    if arguments.json:
        script.print_json(asdict(report))
    else:
        print(closing_line(report))
    if not report.problems:
        shutil.rmtree(root)
        return script.FINE
    for problem in report.problems[:20]:
        script.say(problem)
    script.say(f"{len(report.problems)} điều sai; dữ liệu còn ở {root}")
    return script.FAILED


if __name__ == "__main__":
    script.run(main)

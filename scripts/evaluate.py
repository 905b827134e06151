#!/usr/bin/env python3
"""Measures how well the search answers judged questions, however they are typed: the bench for relevance.

Differences against a baseline: paired randomisation test, two-sided; the interval is a bootstrap over the questions.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path
from time import perf_counter

from inside import script
from tqdm import tqdm

from benchmarks.relevance.asking import Asker, ask_all  # noqa: E402
from benchmarks.relevance.measures import MEASURES, Judge, LibraryMissing  # noqa: E402
from benchmarks.relevance.measures import USUAL as USUAL_MEASURES  # noqa: E402
from benchmarks.relevance.questions import BadFile, Judged, digest, read_judged  # noqa: E402
from benchmarks.relevance.report import compare_runs, to_json, write_comparisons, write_table  # noqa: E402
from benchmarks.relevance.retyping import USUAL as USUAL_WAYS  # noqa: E402
from benchmarks.relevance.retyping import WAYS  # noqa: E402
from benchmarks.relevance.run import Run, load_run, save_run  # noqa: E402
from indexer.engine.base import EngineError  # noqa: E402
from indexer.live import LiveIndex  # noqa: E402


def main() -> int:
    """Reads the files, asks everything in every way, prints the tables."""
    arguments = read_arguments()
    for path in (arguments.queries, arguments.qrels, arguments.baseline):
        if path and not path.is_file():
            raise script.Failure(f"{path}: there is no such file", script.WRONG_USE)
    try:
        baseline = load_run(arguments.baseline) if arguments.baseline else None
        judged, unjudged = read_judged(arguments.queries, arguments.qrels, arguments.limit)
        if unjudged:
            script.say(f"left out: {unjudged} questions that no bulletin answers by {arguments.qrels}")
        run = ask_everything(judged, arguments)
        if arguments.save:
            save_run(run, arguments.save)
    except (BadFile, LibraryMissing, EngineError, OSError, sqlite3.Error) as error:
        raise script.Failure(str(error)) from error
    if baseline and baseline.exam != run.exam:
        script.say("note: the baseline sat another exam (other questions or judgements); what both have is compared")
    comparisons = compare_runs(baseline, run) if baseline else {}
    if baseline and not comparisons:
        raise script.Failure(f"{arguments.baseline}: no question and way of typing in common with this run")
    plain = {question.id: question.text for question in judged}
    if arguments.json:
        script.print_json(to_json(run, plain, comparisons))
        return script.FINE
    print(f"{len(judged)} questions, index {run.index}\n\n{write_table(run, plain)}")
    if comparisons:
        print(f"\nagainst {arguments.baseline} (index {baseline.index if baseline else ''})\n\n"
              f"{write_comparisons(comparisons)}")
    return script.FINE


def read_arguments() -> argparse.Namespace:
    """The arguments; wrong ones end the script."""
    parser = script.parser(__doc__ or "")
    parser.add_argument("--queries", type=Path, required=True, metavar="FILE", help='JSON Lines, {"id", "text"}')
    parser.add_argument("--qrels", type=Path, required=True, metavar="FILE", help="lines of: question 0 bulletin grade")
    parser.add_argument("--typed", default=",".join(USUAL_WAYS), metavar="WAYS",
                        help=f"ways of typing, of: {', '.join(WAYS)}; or all")
    parser.add_argument("--measures", default=",".join(USUAL_MEASURES), metavar="NAMES",
                        help=f"of: {', '.join(MEASURES)}; or all")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N questions")
    parser.add_argument("--baseline", type=Path, metavar="RUN", help="an earlier run to compare with")
    parser.add_argument("--save", type=Path, metavar="RUN", help="where to keep this run, as a later baseline")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    arguments = parser.parse_args()
    arguments.typed = choose(parser, "--typed", arguments.typed, list(WAYS))
    arguments.measures = choose(parser, "--measures", arguments.measures, list(MEASURES))
    if arguments.limit is not None and arguments.limit < 1:
        parser.error("--limit starts at 1")
    return arguments


def choose(parser: argparse.ArgumentParser, option: str, listed: str, known: list[str]) -> list[str]:
    """The names in a comma-separated list, each once; one that is not known ends the script."""
    names = known if listed == "all" else list(dict.fromkeys(name.strip() for name in listed.split(",")))
    if unknown := [name for name in names if name not in known]:
        parser.error(f"{option}: {', '.join(unknown) or 'nothing'} is not one of {', '.join(known)}")
    return names


def ask_everything(judged: list[Judged], arguments: argparse.Namespace) -> Run:
    """Asks all questions in all ways, with progress on standard error."""
    judge = Judge(judged, arguments.measures)
    live = LiveIndex(script.data_dir(arguments).index)
    asker = Asker(live.engine, live.abbreviations)
    index = live.generation.name if live.generation else ""
    # What is read from the disk for the first question would else be counted as the time of one.
    Asker(live.engine, live.abbreviations).ask(judged[0].text)
    ways = {}
    with tqdm(total=len(judged) * len(arguments.typed), unit=" questions", leave=False,
              disable=arguments.quiet or not sys.stderr.isatty()) as bar:
        for way in arguments.typed:
            began = perf_counter()
            bar.set_description(way)
            ways[way] = ask_all(asker, judged, way, judge, bar.update)
            if bar.disable and not arguments.quiet:
                script.say(f"{way}: {len(judged)} questions, {perf_counter() - began:.1f} s")
    return Run(digest(judged), index, ways)


if __name__ == "__main__":
    script.run(main)

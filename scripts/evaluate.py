#!/usr/bin/env python3
"""Measures how well the search answers judged questions, however they are typed: the bench for relevance.

With --truth, instead: whether what an answer claims is true, query by query known beforehand, as typed with marks and
without.

Differences against a baseline: paired randomisation test, two-sided; the interval is a bootstrap over the questions.
With --folds, no question is put in an order that was learnt from it.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from inside import script, wording
from tqdm import tqdm

from benchmarks.relevance.asking import Asker, OrderOf, ask_all  # noqa: E402
from benchmarks.relevance.examples import deal, gather  # noqa: E402
from benchmarks.relevance.examples import WAYS as FITTED_WAYS  # noqa: E402
from benchmarks.relevance.fitting import SEEDS, FitterMissing, fit_order, make_order  # noqa: E402
from benchmarks.relevance.measures import MEASURES, Judge, LibraryMissing  # noqa: E402
from benchmarks.relevance.measures import USUAL as USUAL_MEASURES  # noqa: E402
from benchmarks.relevance.questions import BadFile, Judged, digest, read_judged  # noqa: E402
from benchmarks.relevance.report import compare_runs, to_json, write_comparisons, write_table  # noqa: E402
from benchmarks.relevance.retyping import USUAL as USUAL_WAYS  # noqa: E402
from benchmarks.relevance.retyping import WAYS  # noqa: E402
from benchmarks.relevance.run import Run, load_run, save_run  # noqa: E402
from benchmarks.relevance.truth import measure_truth, read_truth, write_rows  # noqa: E402
from indexer.engine.base import EngineError  # noqa: E402
from indexer.live import LiveIndex  # noqa: E402
from indexer.reordering.model import LearnedOrder, shipped  # noqa: E402

# By what --reordering names, the order that questions are asked in, of one that was learnt.
MODELS: dict[str, Callable[[LearnedOrder], LearnedOrder] | None] = {
    "usual": lambda order: order,
    "text": lambda order: replace(order, parts=order.text),
    "off": None,
}


def main() -> int:
    """Reads the files, asks everything in every way, prints the tables."""
    arguments = read_arguments()
    script.want_files(arguments.queries, arguments.qrels, arguments.baseline, arguments.truth)
    try:
        if arguments.truth:
            return tell_truth(arguments)
        baseline = load_run(arguments.baseline) if arguments.baseline else None
        judged, unjudged = read_judged(arguments.queries, arguments.qrels, arguments.limit)
        if unjudged:
            script.say(f"bỏ qua {unjudged} câu hỏi mà theo {arguments.qrels} không bản tin nào trả lời")
        run = ask_everything(judged, arguments)
        if arguments.save:
            save_run(run, arguments.save)
    except (BadFile, LibraryMissing, FitterMissing, EngineError, OSError, sqlite3.Error) as error:
        raise script.Failure(script.told(error)) from error
    if baseline and baseline.exam != run.exam:
        script.say("lưu ý: lần đo trước dùng câu hỏi hoặc lời chấm khác; chỉ so những gì cả hai cùng có")
    comparisons = compare_runs(baseline, run) if baseline else {}
    if baseline and not comparisons:
        raise script.Failure(f"{arguments.baseline}: không có câu hỏi và cách gõ nào chung với lần đo này")
    plain = {question.id: question.text for question in judged}
    if arguments.json:
        script.print_json(to_json(run, plain, comparisons))
        return script.FINE
    print(f"{len(judged)} câu hỏi, chỉ mục {run.index}\n\n{write_table(run, plain)}")
    if comparisons:
        print(f"\nso với {arguments.baseline} (chỉ mục {baseline.index if baseline else ''})\n\n"
              f"{write_comparisons(comparisons)}")
    return script.FINE


def tell_truth(arguments: argparse.Namespace) -> int:
    """Prints how true the answers are to the queries of a file."""
    live = LiveIndex(script.data_dir(arguments).index)
    cases = read_truth(arguments.truth)
    rows = measure_truth(live.engine, live.known, cases)
    if arguments.json:
        script.print_json({"queries": len(cases), "rows": [row._asdict() for row in rows]})
    else:
        print(f"{len(cases)} câu tìm, chỉ mục {live.generation.name if live.generation else ''}\n\n{write_rows(rows)}")
    return script.FINE


def read_arguments() -> argparse.Namespace:
    """The arguments; wrong ones end the script."""
    parser = script.parser(
        "Đo xem tìm kiếm trả lời tốt đến đâu những câu hỏi đã được chấm, với mỗi cách gõ.\n"
        "So với một lần đo trước: kiểm định hoán vị theo cặp, hai phía; khoảng tin cậy bằng bootstrap.\n"
        "Với --folds, không câu hỏi nào được xếp theo thứ tự học từ chính nó.")
    parser.add_argument("--queries", type=Path, metavar=wording.FILE,
                        help='câu hỏi: JSON Lines, {"id", "text"}')
    parser.add_argument("--qrels", type=Path, metavar=wording.FILE,
                        help="lời chấm, mỗi dòng: câu-hỏi 0 bản-tin điểm")
    parser.add_argument("--truth", type=Path, metavar=wording.FILE,
                        help="thay vì thế: đo xem con số đưa ra có đúng không, theo tệp JSON Lines "
                             '{"id", "kind", "text", "unmarked", "bulletins"}')
    parser.add_argument("--typed", default=",".join(USUAL_WAYS), metavar=wording.NAMES,
                        help=f"các cách gõ, trong số: {', '.join(WAYS)}; hoặc all")
    parser.add_argument("--measures", default=",".join(USUAL_MEASURES), metavar=wording.NAMES,
                        help=f"các độ đo, trong số: {', '.join(MEASURES)}; hoặc all")
    parser.add_argument("--limit", type=script.positive, metavar="N", help="chỉ N câu hỏi đầu")
    parser.add_argument("--reordering", choices=list(MODELS), default="usual",
                        help="thứ tự các bản tin đầu của câu hỏi dài: usual như mọi khi; text như thể không bản tin "
                             "nào là một phần của văn bản; off theo điểm")
    parser.add_argument("--folds", type=script.whole(2), metavar="N",
                        help="học lại thứ tự N lần, mỗi lần chừa ra một phần N câu hỏi, và hỏi mỗi câu theo thứ tự "
                             "không học từ nó")
    parser.add_argument("--seed", type=int, default=SEEDS[0], metavar="N", help="số gieo để chia câu hỏi")
    parser.add_argument("--baseline", type=Path, metavar=wording.FILE, help="một lần đo trước để so với")
    parser.add_argument("--save", type=Path, metavar=wording.FILE, help="nơi giữ lần đo này, để lần sau so")
    parser.add_argument("--quiet", action="store_true", help="không in tiến độ")
    arguments = parser.parse_args()
    if not arguments.truth and not (arguments.queries and arguments.qrels):
        parser.error("cần --queries và --qrels, hoặc --truth")
    arguments.typed = script.choose(parser, "--typed", arguments.typed, list(WAYS))
    arguments.measures = script.choose(parser, "--measures", arguments.measures, list(MEASURES))
    if arguments.folds and arguments.reordering == "off":
        parser.error("--folds không dùng cùng --reordering off")
    return arguments


def ask_everything(judged: list[Judged], arguments: argparse.Namespace) -> Run:
    """Asks all questions in all ways, with progress on standard error."""
    judge = Judge(judged, arguments.measures)
    live = LiveIndex(script.data_dir(arguments).index)
    asker = Asker(live.engine, live.known, MODELS[arguments.reordering] is not None)
    index = live.generation.name if live.generation else ""
    # What is read from the disk for the first question would else be counted as the time of one.
    Asker(live.engine, live.known).ask(judged[0].text)
    order_of = choose_orders(live, judged, arguments)
    ways = {}
    with tqdm(total=len(judged) * len(arguments.typed), unit=" câu hỏi", leave=False,
              disable=arguments.quiet or not sys.stderr.isatty()) as bar:
        for way in arguments.typed:
            began = perf_counter()
            bar.set_description(way)
            ways[way] = ask_all(asker, judged, way, judge, bar.update, order_of)
            if bar.disable and not arguments.quiet:
                script.say(f"{way}: {len(judged)} câu hỏi, {perf_counter() - began:.1f} giây")
    return Run(digest(judged), index, ways)


def choose_orders(live: LiveIndex, judged: list[Judged], arguments: argparse.Namespace) -> OrderOf:
    """The order that each question is asked in."""
    choose_model = MODELS[arguments.reordering]
    if choose_model is None:
        return lambda _: None
    if not arguments.folds:
        order = shipped()
        chosen = choose_model(order) if order else None
        return lambda _: chosen
    examples = gather(live.engine, live.known, judged)
    folds = deal((question.id for question in judged), arguments.folds, arguments.seed)
    orders = [choose_model(make_order(fit_order([each for each in examples if folds[each.question] != fold])))
              for fold in range(arguments.folds)]
    if not arguments.quiet:
        script.say(f"{arguments.folds} thứ tự, học từ {len(examples)} lần hỏi, gõ {', '.join(FITTED_WAYS)}")
    return lambda id: orders[folds[id]]


if __name__ == "__main__":
    script.run(main)

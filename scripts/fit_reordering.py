#!/usr/bin/env python3
"""Learns the order of the first hits of long questions from judged ones, and writes it into the project.

For who changes the features or the ranking: over the collection that the file beside the trees names, some minutes. The
search itself needs nothing of this.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

from inside import script, wording
from tqdm import tqdm

from benchmarks.relevance.examples import WAYS, gather  # noqa: E402
from benchmarks.relevance.fitting import SEEDS, SETTINGS, TREES, FitterMissing, fit_order  # noqa: E402
from benchmarks.relevance.questions import BadFile, digest, read_judged  # noqa: E402
from indexer.engine.base import EngineError  # noqa: E402
from indexer.live import LiveIndex  # noqa: E402
from indexer.reordering.model import FILE, fingerprint  # noqa: E402

ABOUT = ("The order of the first hits of long questions: trees over the features of indexer/reordering/features.py. "
         "Made by the command below; not to be edited.")


def main() -> int:
    """Asks all questions, fits, writes."""
    parser = script.parser(
        "Học thứ tự các bản tin đầu của câu hỏi dài từ những câu hỏi đã được chấm, rồi ghi vào mã nguồn.\n"
        "Dành cho người sửa cách tính điểm; tìm kiếm không cần tới.")
    parser.add_argument("--queries", type=Path, required=True, metavar=wording.FILE,
                        help='câu hỏi: JSON Lines, {"id", "text"}')
    parser.add_argument("--qrels", type=Path, required=True, metavar=wording.FILE,
                        help="lời chấm, mỗi dòng: câu-hỏi 0 bản-tin điểm")
    parser.add_argument("--from", dest="source", required=True, metavar="LỜI",
                        help="câu hỏi của ai, giấy phép nào; ghi vào đầu tệp")
    parser.add_argument("--output", type=Path, default=FILE, metavar=wording.FILE, help="ghi vào tệp khác")
    parser.add_argument("--quiet", action="store_true", help=wording.QUIET)
    arguments = parser.parse_args()
    try:
        judged, _ = read_judged(arguments.queries, arguments.qrels)
        live = LiveIndex(script.data_dir(arguments).index)
        with tqdm(total=len(judged) * len(WAYS), unit=" câu hỏi", leave=False,
                  disable=arguments.quiet or not sys.stderr.isatty()) as bar:
            examples = gather(live.engine, live.known, judged, progress=bar.update)
        if not any(example.grades.any() for example in examples):
            raise script.Failure(f"{arguments.qrels}: không câu hỏi dài nào có lời đáp trong các bản tin đầu")
        head = {
            "about": ABOUT, "command": "scripts/fit_reordering.py --queries FILE --qrels FILE --from TEXT",
            "source": arguments.source, "questions": len(judged), "exam": digest(judged),
            "bulletins": live.engine.count(), "typed": list(WAYS), "trees": TREES, "seeds": SEEDS, "settings": SETTINGS,
            "fingerprint": fingerprint()}
        write(arguments.output, head | fit_order(examples))
    except (BadFile, FitterMissing, EngineError, OSError, sqlite3.Error) as error:
        raise script.Failure(script.told(error)) from error
    if arguments.json:
        script.print_json(head)
    elif not arguments.quiet:
        print(f"{arguments.output}: hai lần {TREES} cây, học từ {len(examples)} trên {len(WAYS) * len(judged)} lần hỏi")
    return script.FINE


def write(path: Path, document: dict[str, Any]) -> None:
    """Writes the file: a line for each value of its head and for each tree."""
    lines = [f'"{name}": {write_value(value)}' for name, value in document.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def write_value(value: Any) -> str:
    """A value on a line; a model a tree a line."""
    if not isinstance(value, dict) or "best" not in value:
        return json.dumps(value, ensure_ascii=False)
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in value["trees"])
    return f'{{"features": {json.dumps(value["features"])}, "best": {value["best"]}, "trees": [\n{trees}]}}'


if __name__ == "__main__":
    script.run(main)

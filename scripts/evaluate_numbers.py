#!/usr/bin/env python3
"""Prints how well references are read, by kind, against labelled passages; with --reach, how many of a store's
bulletins that mean a document are found by its number, and how that is known."""

from __future__ import annotations

from pathlib import Path

from inside import script

from benchmarks.references.passages import read_passages  # noqa: E402
from benchmarks.references.reach import measure_reach  # noqa: E402
from benchmarks.references.scoring import Score, score  # noqa: E402
from corpus.data_dir import DataDir  # noqa: E402
from corpus.storing.open_store import open_store  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402

DEFAULT = script.ROOT / "tests" / "cases" / "references.jsonl"


def main() -> int:
    """Reads the passages, prints the scores; or the reach of numbers."""
    arguments = script.parser("Chấm điểm việc đọc số hiệu và cách gọi tắt theo các đoạn đã gắn nhãn.", data=False)
    arguments.add_argument("--references", type=Path, default=DEFAULT, metavar="TỆP",
                           help="tệp JSON Lines các đoạn đã gắn nhãn")
    arguments.add_argument("--faults", action="store_true", help="in cả từng chỗ sai")
    arguments.add_argument("--reach", type=Path, metavar="THƯ_MỤC",
                           help="thay vào đó, đếm trong kho của thư mục này: bao nhiêu bản tin nói tới mỗi --number, "
                                "bao nhiêu ghi đủ số, gọi tắt, suy ra, chưa rõ")
    arguments.add_argument("--number", action="append", default=[], metavar="SỐ_HIỆU", help="dùng được nhiều lần")
    asked = arguments.parse_args()
    if asked.reach:
        return print_reach(DataDir(asked.reach), asked.number, as_json=asked.json)
    script.want_files(asked.references)
    try:
        made = score(read_passages(asked.references))
    except (OSError, ValueError) as error:
        raise script.Failure(script.told(error)) from None
    if asked.json:
        script.print_json({**_figures(made), "faults": made.faults})
        return script.FINE
    for name, figure in _figures(made).items():
        print(f"{name:24} {figure:.3f}" if isinstance(figure, float) else f"{name:24} {figure}")
    if asked.faults:
        print("\n".join(made.faults))
    return script.FINE


REACH = {"asked": "số hiệu", "written": "ghi đủ số", "bound": "gọi tắt", "inferred": "suy ra", "found": "tìm thấy",
         "open": "chưa rõ", "others": "văn bản khác"}


def print_reach(data: DataDir, numbers: list[str], *, as_json: bool) -> int:
    """Counts what is found by each number in a store."""
    if not numbers:
        raise script.Failure("--reach cần ít nhất một --number", script.WRONG_USE)
    try:
        with open_store(data.store_address, read_only=True, create=False) as store:
            reached = measure_reach(store.bulletins(), numbers)
    except StoreError as error:
        raise script.Failure(script.told(error)) from None
    rows = [{name: getattr(one, name) for name in REACH} for one in reached]
    if as_json:
        script.print_json(rows)
        return script.FINE
    for cells in ([*REACH.values()], *([str(cell) for cell in row.values()] for row in rows)):
        print(f"{cells[0]:20}" + "".join(f"{cell:>14}" for cell in cells[1:]))
    return script.FINE


def _figures(made: Score) -> dict[str, float | int]:
    bound = made.bound.right + made.bound.missed
    return {
        "full_precision": made.full.precision, "full_recall": made.full.recall, "full_f1": made.full.f1,
        "short_seen": made.short.recall, "short_f1": made.short.f1,
        "short_bound": made.bound.right / bound if bound else 1.0,
        "anaphora_f1": made.anaphora.f1, "named_f1": made.named.f1, "term_precision": made.term.precision,
        "term_recall": made.term.recall, "term_f1": made.term.f1, "day_precision": made.day.precision,
        "day_recall": made.day.recall, "day_f1": made.day.f1,
        "wrong_documents": made.wrong_documents}


if __name__ == "__main__":
    script.run(main)

#!/usr/bin/env python3
"""Prints how well references are read, by kind, against labelled passages: ./scripts/evaluate_numbers.py FILE"""

from __future__ import annotations

from pathlib import Path

from inside import script

from benchmarks.references.passages import read_passages  # noqa: E402
from benchmarks.references.scoring import Score, score  # noqa: E402

DEFAULT = script.ROOT / "tests" / "cases" / "references.jsonl"


def main() -> int:
    """Reads the passages, prints the scores."""
    arguments = script.parser("Chấm điểm việc đọc số hiệu và cách gọi tắt theo các đoạn đã gắn nhãn.", data=False)
    arguments.add_argument("--references", type=Path, default=DEFAULT, metavar="TỆP",
                           help="tệp JSON Lines các đoạn đã gắn nhãn")
    arguments.add_argument("--faults", action="store_true", help="in cả từng chỗ sai")
    asked = arguments.parse_args()
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


def _figures(made: Score) -> dict[str, float | int]:
    bound = made.bound.right + made.bound.missed
    return {
        "full_f1": made.full.f1, "short_f1": made.short.f1, "short_bound": made.bound.right / bound if bound else 1.0,
        "anaphora_f1": made.anaphora.f1, "named_f1": made.named.f1, "term_f1": made.term.f1, "day_f1": made.day.f1,
        "wrong_documents": made.wrong_documents}


if __name__ == "__main__":
    script.run(main)

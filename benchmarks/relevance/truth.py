"""How true the answer is: its bulletins as a set, against those that hold every word as it was asked for.

A truth file is JSON Lines: `id`, `kind`, `text` typed with marks, `unmarked` the same without, and `bulletins`, the ids
of all that hold every word of it; none of them for words that no bulletin holds together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import NamedTuple

from benchmarks.relevance.questions import BadFile
from corpus.reasons import why
from indexer.asking.known import Known
from indexer.asking.search import Question, ask
from indexer.engine.base import Engine

# The most bulletins of one answer that are looked at.
MOST = 1_000_000
NAMES = {"marks": "có dấu", "no marks": "không dấu"}


@dataclass(frozen=True)
class Case:
    """A query, and the bulletins that hold all of it."""

    id: str
    kind: str
    typed: dict[str, str]
    bulletins: frozenset[str]


class Told(NamedTuple):
    """What one query came to: how many bulletins its answer claims, how many of them are true, how many true there
    are."""

    claimed: int
    right: int
    true: int


class Row(NamedTuple):
    """A way of typing: mean precision and recall of the answers, the median of claimed to true, how often the answer is
    empty though there is one, and of the queries that nothing holds the share that claims something."""

    way: str
    precision: float
    recall: float
    ratio: float
    empty: float
    absent: float


def read_truth(path: Path) -> list[Case]:
    """The cases of a truth file. Raises BadFile, and OSError where it cannot be read."""
    try:
        with path.open(encoding="utf-8") as lines:
            read = [json.loads(line) for line in lines if line.strip()]
        return [Case(str(one["id"]), str(one["kind"]), {"marks": one["text"], "no marks": one["unmarked"]},
                     frozenset(one["bulletins"])) for one in read]
    except (ValueError, KeyError, TypeError) as error:
        raise BadFile(f"{path}: không phải tệp lời đáp đúng ({why(error)})") from error


def tell(engine: Engine, known: Known, text: str, true: frozenset[str]) -> Told:
    """What a text's answer comes to."""
    # Abbreviations are left as they are typed: the judgements know what is written, and not what it stands for.
    answer = ask(engine, Question(text, expand=False, facets=(), per_page=MOST), known)
    claimed = {hit.id for hit in answer.page.hits if not hit.group}
    assert len(claimed) == answer.total
    return Told(len(claimed), len(claimed & true), len(true))


def sum_up(way: str, told: Sequence[Told]) -> Row:
    """The row of a way of typing.

    >>> sum_up("marks", [Told(4, 2, 2), Told(0, 0, 1), Told(3, 0, 0), Told(0, 0, 0)])
    Row(way='marks', precision=0.5, recall=0.5, ratio=1.0, empty=0.5, absent=0.5)
    """
    held, absent = [one for one in told if one.true], [one for one in told if not one.true]
    return Row(way, mean(one.right / one.claimed for one in held if one.claimed),
               mean(one.right / one.true for one in held), median([one.claimed / one.true for one in held] or [0.0]),
               mean(float(not one.claimed) for one in held), mean(float(one.claimed > 0) for one in absent))


def mean(values: Iterable[float]) -> float:
    """The mean; 0 of none."""
    listed = list(values)
    return fmean(listed) if listed else 0.0


def measure_truth(engine: Engine, known: Known, cases: Sequence[Case]) -> list[Row]:
    """A row for each way of typing."""
    ways = dict.fromkeys(way for case in cases for way in case.typed)
    return [sum_up(way, [tell(engine, known, case.typed[way], case.bulletins) for case in cases]) for way in ways]


def write_rows(rows: Iterable[Row]) -> str:
    """The rows as a table for people."""
    head = f"{'gõ':<10} {'đúng':>6} {'đủ':>6} {'đếm/thật':>9} {'trống':>6} {'đếm khống':>10}"
    return "\n".join([head, *(f"{NAMES.get(row.way, row.way):<10} {row.precision:>6.3f} {row.recall:>6.3f} "
                              f"{row.ratio:>9.2f} {row.empty:>6.3f} {row.absent:>10.3f}" for row in rows)])

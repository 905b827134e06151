"""What a run found, and what follows from it: medians, ratios, agreement. Kept as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.speed.weight import Memory
from benchmarks.speed.worker import Built
from corpus.reasons import why


class BadResults(Exception):
    """A file holds no results; the message names it."""


@dataclass(frozen=True)
class Latency:
    """The milliseconds of a class of queries. A query counts by the median of its repeats; `first50` and `first95` are
    of the first time that each was asked."""

    p50: float
    p95: float
    first50: float
    first95: float
    count: int


@dataclass(frozen=True)
class Agreement:
    """How far an engine's answers are ours: of `compared` queries, as many with the same total; the mean share of our
    top ten that is in its top ten."""

    compared: int
    same_total: int
    overlap: float


@dataclass
class EngineResult:
    """What was found of one engine at one size. `first_answer` is in seconds from the
    start of its process."""

    built: Built | None = None
    open_seconds: float = 0.0
    first_answer: float = 0.0
    memory: Memory | None = None
    bytes: int = 0
    classes: dict[str, Latency] = field(default_factory=dict)
    agreement: Agreement | None = None


@dataclass
class SizeResult:
    """One size: its name, its bulletins, its engines by name; by class how many postings the words of a query have, in
    the median."""

    label: str
    count: int
    engines: dict[str, EngineResult] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    postings: dict[str, float] = field(default_factory=dict)


@dataclass
class Results:
    """All that a run, or several, found; `terms` are what it was run with."""

    terms: dict[str, Any]
    sizes: list[SizeResult] = field(default_factory=list)


def summarise(firsts: Sequence[float], medians: Sequence[float]) -> Latency:
    """The latency of a class from what each of its queries took.

    >>> summarise([2.0, 4.0], [1.0, 3.0])
    Latency(p50=2.0, p95=3.0, first50=3.0, first95=4.0, count=2)
    """
    return Latency(median(medians), percentile(medians, 95), median(firsts), percentile(firsts, 95), len(medians))


def percentile(values: Iterable[float], share: float) -> float:
    """The least value that so many per cent do not exceed (nearest rank).

    >>> percentile(range(1, 101), 95), percentile([7.0], 95)
    (95, 7.0)
    """
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * share / 100), 1) - 1]


def ratios(size: SizeResult, name: str, yardstick: str) -> dict[str, float]:
    """For each class that both have, how many times the yardstick's median an engine takes."""
    if name not in size.engines or yardstick not in size.engines:
        return {}
    mine, theirs = size.engines[name].classes, size.engines[yardstick].classes
    return {kind: mine[kind].p50 / theirs[kind].p50 for kind in mine if kind in theirs and theirs[kind].p50}


def growth(small: SizeResult, large: SizeResult, name: str) -> dict[str, float]:
    """How many times the smaller size's median an engine takes at the larger, class by class."""
    if name not in small.engines or name not in large.engines:
        return {}
    before, after = small.engines[name].classes, large.engines[name].classes
    return {kind: after[kind].p50 / before[kind].p50 for kind in after if kind in before and before[kind].p50}


def geometric_mean(values: Iterable[float]) -> float | None:
    """The geometric mean; None of nothing.

    >>> geometric_mean([1.0, 4.0]), geometric_mean([])
    (2.0, None)
    """
    logs = [math.log(value) for value in values if value > 0]
    return math.exp(sum(logs) / len(logs)) if logs else None


def save(results: Results, path: Path) -> None:
    """Keeps results in a file."""
    path.write_text(json.dumps(asdict(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load(path: Path) -> Results:
    """Results out of a file. Raises BadResults."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return Results(read["terms"], [read_size(size) for size in read["sizes"]])
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadResults(f"{path}: không phải kết quả của phép đo này ({why(error)})") from error


def read_size(read: dict[str, Any]) -> SizeResult:
    """One size out of JSON."""
    return SizeResult(read["label"], read["count"], {name: read_engine(one) for name, one in read["engines"].items()},
                      read["missing"], read.get("postings", {}))


def read_engine(read: dict[str, Any]) -> EngineResult:
    """One engine out of JSON."""
    return EngineResult(
        Built(**read["built"]) if read["built"] else None, read["open_seconds"], read["first_answer"],
        Memory(**read["memory"]) if read["memory"] else None, read["bytes"],
        {kind: Latency(**latency) for kind, latency in read["classes"].items()},
        Agreement(**read["agreement"]) if read["agreement"] else None)


def merge(runs: Iterable[Results]) -> Iterator[SizeResult]:
    """The sizes of several runs, the smallest first; of one size that several have, the last."""
    sizes = {size.label: size for run in runs for size in run.sizes}
    yield from sorted(sizes.values(), key=lambda size: size.count)

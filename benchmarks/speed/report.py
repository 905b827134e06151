"""Results as text: Markdown tables, which are read as well on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from benchmarks.speed.peers import OURS, YARDSTICK
from benchmarks.speed.queries import CLASSES
from benchmarks.speed.results import EngineResult, Latency, SizeResult, geometric_mean, growth, ratios

NOTHING = "–"

Choose = Callable[[Latency], tuple[float, float]]


def write_report(sizes: Iterable[SizeResult]) -> str:
    """All tables of all sizes."""
    return "\n".join(line for size in sizes for line in write_size(size))


def write_size(size: SizeResult) -> Iterator[str]:
    """The tables of one size."""
    names = list(size.engines)
    yield f"## {size.label}: {size.count:,} bulletins\n"
    yield from table(["", *names], index_rows(size))
    yield "\nWarm, ms: median / 95th percentile of a class's queries, each by the median of its repeats.\n"
    yield from table(["class", *names], latency_rows(size, lambda one: (one.p50, one.p95)))
    yield "\nThe first time that each query was asked, ms: median / 95th percentile.\n"
    yield from table(["class", *names], latency_rows(size, lambda one: (one.first50, one.first95)))
    if YARDSTICK in size.engines:
        others = [name for name in names if name != YARDSTICK]
        yield f"\nTimes {YARDSTICK}'s median (less is faster).\n"
        yield from table(["class", *others], ratio_rows(size, others))
    yield ""
    for name, why in size.missing.items():
        yield f"{name} left out: {why}."
    yield ""


def write_growth(small: SizeResult, large: SizeResult) -> str:
    """How the medians grow from one size to another, beside the postings that the queries' words have at each."""
    names = [name for name in large.engines if name in small.engines]
    grown = {name: growth(small, large, name) for name in names}
    rows = []
    for kind in classes_of(large):
        postings = large.postings.get(kind, 0) / small.postings[kind] if small.postings.get(kind) else None
        rows.append([kind, write_ratio(postings), *(write_ratio(grown[name].get(kind)) for name in names)])
    head = f"## From {small.label} to {large.label}: {large.count / small.count:.2f} times the bulletins\n"
    return "\n".join([head, "Times the smaller size's median.\n", *table(["class", "postings", *names], rows), ""])


def index_rows(size: SizeResult) -> Iterator[list[str]]:
    """What is known of the indexes, a property a row."""
    engines = list(size.engines.values())

    def row(title: str, values: Iterable[str]) -> list[str]:
        return [title, *values]

    yield row("index time, s", (f"{one.built.seconds:.1f}" if one.built else NOTHING for one in engines))
    yield row("of the processor, s", (f"{one.built.cpu_seconds:.1f}" if one.built else NOTHING for one in engines))
    yield row("bulletins a second", (f"{one.built.count / one.built.seconds:,.0f}" if one.built else NOTHING
                                     for one in engines))
    yield row("most memory meanwhile, MB", (f"{one.built.peak_mb:,.0f}" if one.built else NOTHING for one in engines))
    yield row("size, MB", (f"{one.bytes / 1e6:,.1f}" for one in engines))
    yield row("opening, s", (f"{one.open_seconds:.2f}" for one in engines))
    yield row("process start to answer, s", (f"{one.first_answer:.2f}" for one in engines))
    yield row("own memory, MB", (f"{one.memory.own_mb:,.0f}" if one.memory else NOTHING for one in engines))
    yield row("mapped files, MB", (f"{one.memory.mapped_mb:,.0f}" if one.memory else NOTHING for one in engines))
    yield row(f"same total as {OURS}", (write_agreement(one) for one in engines))
    yield row(f"top ten shared with {OURS}", (write_overlap(one) for one in engines))


def write_agreement(engine: EngineResult) -> str:
    """How many totals are ours."""
    found = engine.agreement
    return f"{found.same_total} of {found.compared}" if found and found.compared else NOTHING


def write_overlap(engine: EngineResult) -> str:
    """The mean share of our top ten."""
    return f"{engine.agreement.overlap:.2f}" if engine.agreement and engine.agreement.overlap else NOTHING


def latency_rows(size: SizeResult, choose: Choose) -> Iterator[list[str]]:
    """A row for each class: two figures for each engine."""
    for kind in classes_of(size):
        yield [kind, *(write_pair(one.classes.get(kind), choose) for one in size.engines.values())]


def write_pair(latency: Latency | None, choose: Choose) -> str:
    """Two figures, or that there are none."""
    return " / ".join(write_ms(value) for value in choose(latency)) if latency else NOTHING


def ratio_rows(size: SizeResult, names: Sequence[str]) -> Iterator[list[str]]:
    """A row for each class, and the geometric mean over all that an engine shares with the yardstick."""
    found = {name: ratios(size, name, YARDSTICK) for name in names}
    for kind in classes_of(size):
        yield [kind, *(write_ratio(found[name].get(kind)) for name in names)]
    yield ["geometric mean (classes)", *(
        f"{write_ratio(geometric_mean(found[name].values()))} ({len(found[name])})" for name in names)]


def classes_of(size: SizeResult) -> list[str]:
    """The classes that any engine was asked, in the order of CLASSES."""
    return [kind for kind in CLASSES if any(kind in engine.classes for engine in size.engines.values())]


def write_ms(value: float) -> str:
    """Milliseconds with three digits that say something.

    >>> write_ms(0.01234), write_ms(1.2345), write_ms(123.45)
    ('0.012', '1.23', '123')
    """
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else \
        f"{value:,.0f}"


def write_ratio(value: float | None) -> str:
    """A ratio, or that there is none."""
    return NOTHING if value is None else f"{value:.2f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, its columns aligned.

    >>> print("\\n".join(table(["class", "ours"], [["rare", "0.1"]])))
    | class | ours |
    |---|---:|
    | rare  |  0.1 |
    """
    rows = list(rows)
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    for number, row in enumerate([head, *rows]):
        cells = [cell.ljust(width) if place == 0 else cell.rjust(width)
                 for place, (cell, width) in enumerate(zip(row, widths, strict=True))]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|---|{'---:|' * (len(head) - 1)}"

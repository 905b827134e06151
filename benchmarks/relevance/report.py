"""A run of the bench, alone or against a baseline, as tables for people and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from benchmarks.relevance.differences import Difference, compare
from benchmarks.relevance.measures import DEEPEST
from benchmarks.relevance.retyping import PLAIN
from benchmarks.relevance.run import Outcome, Run, mean_and_median_seconds, mean_scores

LOSERS = 10  # questions that are named for each way of typing
LOST_BY = "nDCG@10"  # what they lost of, where it is measured; else of the first measure


@dataclass(frozen=True)
class Loss:
    """A question that fell against the baseline: its text, and the place of its first right bulletin then and now."""

    id: str
    typed: str
    place_before: int | None
    place_after: int | None
    before: float
    after: float


@dataclass(frozen=True)
class Comparison:
    """One way of typing against the baseline: the difference of each measure, and the questions that lost most."""

    differences: Mapping[str, Difference]
    losses: tuple[Loss, ...]


def compare_runs(before: Run, after: Run) -> dict[str, Comparison]:
    """The comparison of every way of typing and question that both runs have."""
    made = {}
    for way, outcomes in after.ways.items():
        then = before.ways.get(way, {})
        if both := [id for id in outcomes if id in then]:
            made[way] = compare_ways([then[id] for id in both], [outcomes[id] for id in both], both)
    return made


def compare_ways(before: Sequence[Outcome], after: Sequence[Outcome], ids: Sequence[str]) -> Comparison:
    """The comparison of the same questions' outcomes."""
    names = [name for name in after[0].scores if name in before[0].scores]
    differences = {name: compare([o.scores[name] for o in before], [o.scores[name] for o in after]) for name in names}
    by = LOST_BY if LOST_BY in names or not names else names[0]
    losses = [Loss(id, a.typed, b.first, a.first, b.scores[by], a.scores[by])
              for id, b, a in zip(ids, before, after, strict=True) if names and a.scores[by] < b.scores[by]]
    losses.sort(key=lambda loss: loss.after - loss.before)
    return Comparison(differences, tuple(losses[:LOSERS]))


def rewritten(run: Run, way: str, plain: Mapping[str, str]) -> int:
    """How many questions a way of typing changed."""
    return sum(outcome.typed != plain[id] for id, outcome in run.ways[way].items())


def to_json(run: Run, plain: Mapping[str, str], comparisons: Mapping[str, Comparison]) -> dict[str, object]:
    """The run as one JSON document; `plain` has the questions as they stand in the file."""
    ways = {}
    for way, outcomes in run.ways.items():
        mean, middle = mean_and_median_seconds(outcomes)
        ways[way] = {"scores": mean_scores(outcomes), "rewritten": rewritten(run, way, plain),
                     "seconds_mean": round(mean, 6), "seconds_median": round(middle, 6)}
    document: dict[str, object] = {"questions": len(plain), "exam": run.exam, "index": run.index, "ways": ways}
    if comparisons:
        document["against_baseline"] = {
            way: {"differences": {name: asdict(found) | {"mean": found.mean}
                                  for name, found in comparison.differences.items()},
                  "losses": [asdict(loss) for loss in comparison.losses]}
            for way, comparison in comparisons.items()}
    return document


def write_table(run: Run, plain: Mapping[str, str]) -> str:
    """The table of the run: a line for each way of typing."""
    names = list(mean_scores(next(iter(run.ways.values()))))
    width = max(len(way) for way in [*run.ways, PLAIN])
    heads = "  ".join(f"{name:>12}" for name in names)
    lines = [f"{'typed':{width}}  {'rewritten':>9}  {heads}  ms mean  median"]
    for way, outcomes in run.ways.items():
        mean, middle = mean_and_median_seconds(outcomes)
        scores = "  ".join(f"{score:12.4f}" for score in mean_scores(outcomes).values())
        lines.append(f"{way:{width}}  {rewritten(run, way, plain):9}  {scores}  {mean * 1e3:7.1f}  {middle * 1e3:6.1f}")
    return "\n".join(lines)


def write_comparisons(comparisons: Mapping[str, Comparison]) -> str:
    """The differences of every way of typing, and below them the questions that lost most."""
    width = max(len(way) for way in comparisons)
    lines = [f"{'typed':{width}}  {'measure':12}  before   after  difference  95 % interval        p"]
    for way, comparison in comparisons.items():
        for name, found in comparison.differences.items():
            lines.append(f"{way:{width}}  {name:12}  {found.before:6.4f}  {found.after:6.4f}  {found.mean:+10.4f}  "
                         f"{found.low:+.4f} … {found.high:+.4f}  {found.p:.4f}")
    for way, comparison in comparisons.items():
        if comparison.losses:
            lines += ["", f"{way}: lost most (first right bulletin before → after)"]
            lines += [f"  {write_place(loss.place_before)} → {write_place(loss.place_after)}  {loss.before:.3f} → "
                      f"{loss.after:.3f}  {loss.id}  {loss.typed}" for loss in comparison.losses]
    return "\n".join(lines)


def write_place(place: int | None) -> str:
    """A place in a ranking.

    >>> write_place(3), write_place(None)
    ('   3', '>100')
    """
    return f"{place:4}" if place else f">{DEEPEST}"

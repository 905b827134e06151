"""A run of the bench: what each question came to in each way of typing. A kept run is a later run's baseline."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median

from benchmarks.relevance.questions import BadFile
from corpus.reasons import why

FORM = 1  # of the file


@dataclass(frozen=True)
class Outcome:
    """What a question came to: the text as typed, the place of the first bulletin that answers it (None: not among
    those that were looked at), its measures by name, and the seconds that the search took."""

    typed: str
    first: int | None
    scores: Mapping[str, float]
    seconds: float


@dataclass(frozen=True)
class Run:
    """Outcomes by way of typing and by question. `exam` names the questions and judgements, `index` the generation."""

    exam: str
    index: str
    ways: Mapping[str, Mapping[str, Outcome]]


def mean_scores(outcomes: Mapping[str, Outcome]) -> dict[str, float]:
    """The mean of every measure.

    >>> mean_scores({"1": Outcome("a", 1, {"MRR@10": 1.0}, 0.1), "2": Outcome("b", 2, {"MRR@10": 0.5}, 0.1)})
    {'MRR@10': 0.75}
    """
    names = next(iter(outcomes.values())).scores
    return {name: fmean(outcome.scores[name] for outcome in outcomes.values()) for name in names}


def mean_and_median_seconds(outcomes: Mapping[str, Outcome]) -> tuple[float, float]:
    """Mean and median of the seconds that a question took."""
    seconds = [outcome.seconds for outcome in outcomes.values()]
    return fmean(seconds), median(seconds)


def save_run(run: Run, path: Path) -> None:
    """Writes a run into a file. OSError where that cannot be."""
    path.write_text(json.dumps({"form": FORM} | asdict(run), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_run(path: Path) -> Run:
    """The run in a file. Raises BadFile, and OSError where it cannot be read."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        if read["form"] != FORM:
            raise ValueError(f"dạng tệp {read['form']}")
        ways = {way: {id: Outcome(**outcome) for id, outcome in outcomes.items()}
                for way, outcomes in read["ways"].items()}
        return Run(read["exam"], read["index"], ways)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFile(f"{path}: không phải một lần đo ({why(error)})") from error

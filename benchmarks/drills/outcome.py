"""What a drill is, and what it comes to: one figure, one line, and what went wrong."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol


class DrillFailed(Exception):
    """The drill itself could not be run; the message says why."""


@dataclass(frozen=True)
class Outcome:
    """What a drill came to. `problems` is empty where nothing was lost; `details` go into --json alone.

    >>> Outcome(3, "3 tệp hỏng, 3 tệp bị nhận ra").problems
    ()
    """

    figure: float
    line: str
    problems: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


class Drill(Protocol):
    """A module of this folder: what it tries in a line of Vietnamese, its own options, and the trying itself.

    `run` works in a folder that is empty at first, is bounded by its options and ends by itself; it raises DrillFailed
    where it could not be tried at all.
    """

    SUMMARY: str

    def add_options(self, parser: ArgumentParser) -> None:
        """Adds the options that are the drill's own."""

    def run(self, options: Namespace, folder: Path, seed: int) -> Outcome:
        """Tries what the drill tries."""

"""Labelled passages: a text, and the references that a reader found in it by eye."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from corpus.reasons import why


@dataclass(frozen=True)
class Label:
    """One labelled stretch. `kind` is full, short, anaphora, named, optional (may be found or not) or negative;
    `right` are the keys that count as right, empty where nothing tells; `unscored` attributes are not counted."""

    start: int
    end: int
    kind: str
    key: str
    right: tuple[str, ...]
    issued_on: str
    term: str
    unscored: frozenset[str]


@dataclass(frozen=True)
class Passage:
    """A labelled text."""

    id: str
    text: str
    labels: tuple[Label, ...]


def read_passages(path: Path) -> list[Passage]:
    """The passages of a file, one JSON object a line: `id`, `text`, `mentions`.

    Raises ValueError that names the line at fault.
    """
    made = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
            made.append(Passage(record["id"], record["text"], tuple(map(_read_label, record["mentions"]))))
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            raise ValueError(f"{path.name}:{number}: {why(error)}") from None
    return made


def _read_label(record: dict) -> Label:
    right = [key for key in (record.get("binds_to"), *record.get("also", ())) if key]
    return Label(record["start"], record["end"], record["kind"], record.get("key") or "", tuple(right),
                 record.get("issued_on") or "", record.get("term") or "", frozenset(record.get("unscored", ())))
